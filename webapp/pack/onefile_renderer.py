"""Print a one-file library.

The first screen is plain HTML. Texts and pictures follow in data blocks (codec.py); scripts decode them on demand.
There is no index: static/js/packing/pack_index.js finds a query's terms in the texts themselves.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from flask import render_template
from markupsafe import Markup

from webapp.core.article import Article, Section
from webapp.core.html.content_policy import digests
from webapp.core.language.words import WordList
from webapp.pack.bodies import PackUrls
from webapp.pack.contents import Contents, PackedArticle, about_html, bodies
from webapp.pack.data_blocks import print_blocks
from webapp.pack.edition import library_name
from webapp.pack.packing import Packing
from webapp.search.document import is_multilingual
from webapp.web.agenda import agenda
from webapp.web.site.assets import bundle, style

ARTICLES_A_PAGE = 20
"""Articles on one page of a list, as in static/js/packing/pack_pages.js."""
_READABLE_CHARACTERS = 12_000
"""How much of the newest articles can be read without scripts."""
_FILLED_ARTICLE = Article(
    slug="-", id="-", section="-", title="-", body="", path="", date=datetime(1970, 1, 1), description="-"
)
"""Has everything that a line of a list may show: scripts use the line as a template."""
_WITHOUT_SCRIPT = ".needs-script{display:none}.late{animation:none}"


class OneFileRenderer:
    """Prints contents as one HTML file."""

    def __init__(self, packing: Packing) -> None:
        self._site = packing.site
        self._snapshot = packing.snapshot
        self._edition = packing.edition
        self._selection = packing.selection
        self._imprint = packing.imprint

    def print(self, contents: Contents, words: WordList | None) -> str:
        """Return the file of *contents*; *words* are the suggestions, if there are any."""
        numbers = {path: number for number, path in enumerate(contents.pictures)}
        texts = bodies(contents, 'data-picture="{}"'.format, self._site.say)
        meeting = self._snapshot.meeting(self._selection.meeting)
        words_of_any = "-words" if is_multilingual(packed.article for packed in contents.leaves) else ""
        script = bundle(f"js/pack{words_of_any}{'-meeting' if meeting else ''}.js").decode()
        whole_script = bundle("js/pack-whole.js").decode()
        styles = style("first", "lists", "figures", "site", "pack", *(["meeting"] if meeting else []))
        sections = self._sections(contents)
        places = self._places(contents)
        about = about_html(self._snapshot, places)
        return render_template(
            "pack/meeting.html" if meeting else "pack/base.html",
            meeting=meeting,
            parts=agenda(meeting) if meeting else (),
            url_for=places,
            library=library_name(self._site.settings),
            edition=self._edition,
            edition_line=self._imprint.line,
            left_out=self._imprint.notes(contents),
            policy=_policy([whole_script, script], [styles, _WITHOUT_SCRIPT]),
            style=Markup(styles),  # noqa: S704 (the program's own)
            style_without_script=Markup(_WITHOUT_SCRIPT),  # noqa: S704 (the program's own)
            whole_script=Markup(whole_script),  # noqa: S704 (the program's own)
            script=Markup(script),  # noqa: S704 (the program's own)
            sections=sections,
            section_titles={section.slug: section.title for section in sections},
            articles=contents.leaves,
            newest=[
                (packed.article, numbers.get(packed.cover) if packed.cover else None)
                for packed in contents.leaves[:ARTICLES_A_PAGE]
            ],
            readable=list(_readable(contents.leaves, texts)),
            filled_article=_FILLED_ARTICLE,
            has_about=bool(about),
            has_tags=any(packed.article.tags for packed in contents.leaves),
            blocks=Markup(print_blocks(self._site, sections, contents, texts, words, about=about)),  # noqa: S704 (no < in them)
        )

    def _places(self, contents: Contents) -> PackUrls:
        tag_names = {tag.slug: tag.name for tag in self._snapshot.tags}
        return PackUrls((packed.article for packed in contents.leaves), tag_names)

    def _sections(self, contents: Contents) -> list[Section]:
        used = {packed.article.section for packed in contents.leaves}
        return [section for section in self._snapshot.sections if section.slug in used]


def _readable(leaves: Sequence[PackedArticle], bodies: Sequence[str]) -> Iterator[tuple[Article, Markup]]:
    """Yield the newest articles that can be read without scripts, each with its body."""
    room = _READABLE_CHARACTERS
    for packed, body in zip(leaves[:ARTICLES_A_PAGE], bodies, strict=False):
        room -= len(body)
        if room < 0:
            return
        yield packed.article, Markup(body)  # noqa: S704 (core/html/markup.py sanitised it)


def _policy(scripts: Sequence[str], styles: Sequence[str]) -> str:
    """Return a content security policy: nothing is fetched or sent, and only what is in the file runs."""
    return (
        f"default-src 'none'; script-src {digests(scripts)}; style-src {digests(styles)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )

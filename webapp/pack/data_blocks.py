"""The data blocks of a one-file library; static/js/packing/pack.js reads them."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from pathlib import Path

from webapp.core.article import Article, Section, reading_order
from webapp.core.html.markup import plain
from webapp.core.language.snippet import snippet
from webapp.core.language.sounds import sound_part, sound_parts
from webapp.core.language.words import WordList
from webapp.locales import direction, month_names
from webapp.pack.bodies import reads_like, text_of
from webapp.pack.codec import RECORD_SEPARATOR, UNIT_SEPARATOR, alphabet_of, bytes_block, plain_block, text_block
from webapp.pack.contents import Contents, PackedArticle
from webapp.pack.pictures import SmallPicture
from webapp.pack.search_facts import families_text, search_facts
from webapp.search.document import is_multilingual
from webapp.web.site.phrases import phrases_of
from webapp.web.site.site import Site

_CHUNK_CHARACTERS = 300_000
_PICTURE_BLOCK_BYTES = 300_000
_ANSWERS = {
    "results": "results_for",
    "found": "found",
    "atLeast": "found_at_least",
    "nothing": "nothing_found",
    "more": "more_results",
    "meant": "meant",
    "lacksAll": "lacks_all",
    "lacksPhrase": "lacks_phrase",
    "some": "some_words",
    "words": "loose_words",
    "least": "at_least",
}
"""What offline.js says, by the names that it uses."""
_SAID = [
    "date",
    "date_time",
    "pinned",
    "back_to",
    "published",
    "source",
    "author",
    "newer_article",
    "older_article",
    "previous_results",
    "next_results",
    "search_page",
    "search",
    "search_label",
    "searching",
    "results_for",
    "newest",
    "tags",
    "not_found",
    "about",
    "title_on_site",
]
_PACK_PHRASE = "pack_"


def print_blocks(
    site: Site,
    sections: Sequence[Section],
    contents: Contents,
    bodies: Sequence[str],
    words: WordList | None,
    *,
    about: str,
) -> str:
    """Return the script elements that hold *contents*: facts, the list of articles, texts, words and pictures.

    *about* is what the library says about itself, as HTML.
    """
    texts = [_with_plain(packed.article, body) for packed, body in zip(contents.leaves, bodies, strict=True)]
    chunks = list(_chunks(texts))
    joined = [RECORD_SEPARATOR.join(chunk) for chunk in chunks]
    numbers = {path: number for number, path in enumerate(contents.pictures)}
    listed = "\n".join(
        _line(packed, text, numbers, site.settings.own_lang)
        for packed, text in zip(contents.leaves, texts, strict=True)
    )
    word_text = RECORD_SEPARATOR.join(_word_files(words)) if words else ""
    articles = [packed.article for packed in contents.leaves]
    multilingual = is_multilingual(articles)
    families = families_text(articles) if multilingual else ""
    alphabet = alphabet_of([*joined, listed, word_text, families])
    groups = list(_groups(contents.pictures))
    facts = _facts(site, sections, {packed.article.lang for packed in contents.leaves}) | {
        "single": alphabet.single,
        "chunks": [len(chunk) for chunk in chunks],
        "pictures": list(_picture_facts(groups)),
        "about": about,
        **search_facts(articles),
        "words": [(name, len(rows)) for name, rows in _word_lists(words)] if words else [],
    }
    blocks = [
        plain_block("facts", json.dumps(facts, ensure_ascii=False, separators=(",", ":"))),
        plain_block("alphabet", alphabet.units),
        text_block("list", listed, alphabet),
    ]
    blocks += [text_block(f"text-{number}", text, alphabet) for number, text in enumerate(joined)]
    blocks += [text_block("words", word_text, alphabet)] if words else []
    blocks += [text_block("families", families, alphabet)] if multilingual else []
    for number, group in enumerate(groups):
        blocks.append(bytes_block(f"pictures-{number}", b"".join(picture.content for picture in group)))
    return "\n".join(blocks)


def _facts(site: Site, sections: Sequence[Section], languages: set[str]) -> dict[str, object]:
    page, own = site.settings.page_lang, site.settings.own_lang
    phrases = phrases_of(site.settings, page)
    said = {
        key: phrase
        for key, phrase in phrases.items()
        if isinstance(phrase, str) and (key in _SAID or key.startswith(_PACK_PHRASE))
    }
    return {
        "lang": own,
        **_looks_of(page, {*languages, own, page}, said["date"]),
        "sections": [(section.slug, section.title, section.description) for section in sections],
        "synonyms": list(site.synonyms.groups()),
        "say": said | {"answers": {name: phrases[key] for name, key in _ANSWERS.items()}},
    }


def _looks_of(page: str, languages: set[str], date: str) -> dict[str, object]:
    """Return which of *languages* run from right to left, and the months' names if the format *date* has them."""
    rtl = sorted(language for language in languages if direction(language) == "rtl")
    months = month_names(page)[1] if "{short_month}" in date else ()
    return ({"rtl": rtl} if rtl else {}) | ({"months": months} if months else {})


def _with_plain(article: Article, body: str) -> str:
    """Return *body*, followed by the searched text if that cannot be read from it."""
    return (
        body
        if reads_like(body, article)
        else f"{body}{UNIT_SEPARATOR}{plain(article.body).replace(RECORD_SEPARATOR, ' ')}"
    )


def _chunks(texts: Iterable[str]) -> Iterator[list[str]]:
    chunk: list[str] = []
    for text in texts:
        if chunk and sum(map(len, chunk)) + len(text) > _CHUNK_CHARACTERS:
            yield chunk
            chunk = []
        chunk.append(text)
    if chunk:
        yield chunk


def _line(packed: PackedArticle, text: str, numbers: Mapping[Path, int], lang: str) -> str:
    """Return the fields that lists show of an article with this *text*."""
    article = packed.article
    seconds = -reading_order(article)[0]
    fields = [
        article.slug,
        article.title,
        article.section,
        f"{seconds:x}",
        "" if article.id == article.slug else article.id,
        "" if article.lang == lang else article.lang,
        article.author,
        article.source,
        UNIT_SEPARATOR.join(article.tags),
        str(numbers.get(packed.cover, "") if packed.cover else ""),
        "" if _beginning(text) == article.summary.split() else article.summary,
        str(article.weight or ""),
    ]
    return "\t".join(
        UNIT_SEPARATOR.join(" ".join(part.split()) for part in field.split(UNIT_SEPARATOR)) for field in fields
    )


def _beginning(text: str) -> list[str]:
    """Return the words of the summary that pack_pages.js makes of an article's *text*."""
    html, _, searched = text.partition(UNIT_SEPARATOR)
    return "".join(piece for piece, _ in snippet(searched or text_of(html), ())).split()


def _word_lists(words: WordList) -> Iterator[tuple[str, Sequence[Sequence[Sequence[str]]]]]:
    yield "known", words.known
    yield "fresh", words.fresh


def _word_files(words: WordList) -> Iterator[str]:
    """Yield the word files of the frozen index: a name, then its values, each on a line."""
    for number in sound_parts():
        yield f"sounds/{number}\n{' '.join(sound_part(number))}"
    for name, rows in _word_lists(words):
        for number, row in enumerate(rows):
            yield "\n".join((f"{name}-{len(rows)}/{number}", *map(" ".join, row)))


def _groups(pictures: Mapping[Path, SmallPicture]) -> Iterator[list[SmallPicture]]:
    """Yield pictures that share a block: to show one, a browser decodes only its block."""
    group: list[SmallPicture] = []
    for picture in pictures.values():
        if group and sum(len(other.content) for other in group) + len(picture.content) > _PICTURE_BLOCK_BYTES:
            yield group
            group = []
        group.append(picture)
    if group:
        yield group


def _picture_facts(groups: Sequence[Sequence[SmallPicture]]) -> Iterator[tuple[int, int, int, int, int]]:
    """Yield for each picture: its block, its first byte there, its length in bytes, its width and height."""
    for number, group in enumerate(groups):
        sizes = [len(picture.content) for picture in group]
        for picture, start in zip(group, accumulate(sizes, initial=0), strict=False):
            yield number, start, len(picture.content), picture.size.width, picture.size.height

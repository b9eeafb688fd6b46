"""Read the title, source, author and date of a web page: what it declares, then the lines around its text."""

import json
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import pairwise

import lxml.html

from webapp.core.draft import Draft
from webapp.core.moment import read_moment
from webapp.scrub.dates import moment_in
from webapp.scrub.footer import read_foot
from webapp.scrub.header_line import read_line
from webapp.scrub.title import take_title

# The most reliable first. Chinese government pages must have the first of each.
_TITLES = ("articletitle", "og:title", "twitter:title")
_SOURCES = ("contentsource", "article:source", "source", "copyright-source")
_AUTHORS = ("author", "article:author", "og:article:author")
_DATES = (
    "pubdate",
    "publishdate",
    "article:published_time",
    "og:article:published_time",
    "publish-date",
    "pubtime",
    "date",
    "datepublished",
    "dateupdate",
)
_WECHAT_TIME = re.compile(
    r"""(?:createTime\s*=\s*['"](\d{4}-\d\d-\d\d \d\d:\d\d)['"])|(?:\bct\s*=\s*['"](\d{10})['"])"""
    r"""|(?:publish_time\s*=\s*['"](\d{4}-\d\d-\d\d))"""
)
_PARTS = re.compile(r"\s*[_|—–｜]+\s*|\s+-+\s+|-(?=[^-]{2,20}$)")
_SITE = re.compile(r"\s*[-_|—–－｜]+\s*[^-_|—–－｜]{2,30}$")
# A forum puts the kind of a post in front of its title.
_SORT_OF_POST = re.compile(r"^[\[【](?:求助|分享|原创|转载?|讨论|转帖|灌水|其[他它])[\]】]\s*")
_LINES_NEAR = 15
_MAX_FACT = 120


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """The metadata of a page; missing values are empty."""

    title: str = ""
    source: str = ""
    author: str = ""
    date: datetime | None = None
    organiser: str = ""
    support: str = ""
    licence_number: str = ""

    def completed(self, before: Sequence[str], after: Sequence[str], whole: Sequence[str]) -> "PageMetadata":
        """Return the metadata, completed from the lines *before* and *after* the text and the foot of the *whole* page.

        The window's title may be that of the site or section: then the title is above the header.
        """
        shown = {_bare(line) for line in whole}
        facts = replace(self, title=next((title for title in _cut(self.title) if _bare(title) in shown), ""))
        near = list(before[-_LINES_NEAR:])
        joined = [f"{one} {other}" for one, other in pairwise(near) if one.endswith((":", "："))]
        for line in [*near[::-1], *joined, *after[:3]]:
            header = read_line(line)
            if header and (header.labels or header.date):
                facts = replace(
                    facts,
                    title=facts.title or _line_above(line, near),
                    source=facts.source or header.source,
                    author=facts.author or header.author,
                    date=facts.date or header.date,
                )
        foot, _ = read_foot(Draft(text="\n".join(["。" * 40, *whole[-_LINES_NEAR:]])))
        is_piece = facts.title not in _cut(self.title) and _bare(facts.title) in _bare(self.title)
        return replace(
            facts,
            title=self.title if is_piece else facts.title,
            organiser=foot.organiser,
            support=foot.support,
            licence_number=foot.licence_number,
        )


def _cut(title: str) -> list[str]:
    """Return *title*, and its shorter forms without the names of sections and sites at its end."""
    return [title, *(title[: part.start()].strip() for part in reversed(list(_PARTS.finditer(title))) if part.start())]


def _line_above(header: str, lines: Sequence[str]) -> str:
    """Return the title directly above the *header*, which may have several lines; "" if there is none."""
    place = lines.index(header) if header in lines else 0
    while place and read_line(lines[place - 1]):
        place -= 1
    above = lines[place - 1] if place else ""
    return take_title(Draft(text=above))[0].title


def read_metadata(tree: lxml.html.HtmlElement) -> PageMetadata:
    """Return the metadata that the page *tree* declares: in meta elements, or where WeChat's pages have it."""
    declared: dict[str, str] = {}
    for meta in tree.iter("meta"):
        key = (meta.get("name") or meta.get("property") or meta.get("itemprop") or "").lower()
        declared.setdefault(key, " ".join(meta.get("content", "").split())[:_MAX_FACT])
    for key, value in _linked(tree).items():
        declared.setdefault(key.lower(), value)
    account = _text(tree, "//*[@id='js_name']")
    return PageMetadata(
        title=_title(tree, declared),
        source=_first(declared, _SOURCES) or account,
        author=_first(declared, _AUTHORS),
        date=_date(tree, declared),
    )


def _linked(tree: lxml.html.HtmlElement) -> dict[str, str]:
    """Return the date and the author that *tree* declares for search engines, in JSON-LD."""
    for script in tree.xpath("//script[@type='application/ld+json']"):
        with suppress(ValueError, RecursionError):
            declared = json.loads(script.text or "")
            found = declared[0] if isinstance(declared, list) and declared else declared
            if isinstance(found, dict) and "datePublished" in found:
                author = found.get("author")
                facts = {"datePublished": found["datePublished"], "author": author}
                if isinstance(author, dict):
                    facts["author"] = author.get("name")
                return {key: fact for key, fact in facts.items() if isinstance(fact, str)}
    return {}


def _title(tree: lxml.html.HtmlElement, declared: dict[str, str]) -> str:
    headings = [" ".join(heading.text_content().split()) for heading in tree.iter("h1")]
    page = _text(tree, "//head/title") or _text(tree, "//title")
    # A heading that the window's title repeats is that of the article, not of the site.
    named = [heading for heading in headings if heading and heading in page and not _is_site(heading, page)]
    own = _text(tree, "//*[@id='activity-name']") or _first(declared, _TITLES[:1])
    only = headings[0] if len(headings) == 1 and not _is_site(headings[0], page) else ""
    title = own or (named[0] if named else "") or only or _SITE.sub("", _first(declared, _TITLES) or page)
    return _SORT_OF_POST.sub("", title)


def _is_site(heading: str, page: str) -> bool:
    """Tell whether *heading* is the name of the site at the end of the window's title *page*."""
    return page.endswith(heading) and page != heading


def _date(tree: lxml.html.HtmlElement, declared: dict[str, str]) -> datetime | None:
    for key in _DATES:
        value = declared.get(key, "")
        date = (read_moment(value) or moment_in(value)) if value else None
        if date:
            return date
    for script in tree.iter("script"):
        match = _WECHAT_TIME.search(script.text or "")
        if match:
            written = match.group(1) or match.group(3)
            return read_moment(written) if written else _from_seconds(int(match.group(2)))
    times = [time.get("datetime", "") for time in tree.iter("time")]
    return next((date for value in times if (date := moment_in(value))), None)


def _bare(text: str) -> str:
    return "".join(text.split())


def _from_seconds(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _first(declared: dict[str, str], keys: Sequence[str]) -> str:
    return next((declared[key] for key in keys if declared.get(key)), "")


def _text(tree: lxml.html.HtmlElement, path: str) -> str:
    found = tree.xpath(path)
    return " ".join(found[0].text_content().split())[:_MAX_FACT] if found else ""

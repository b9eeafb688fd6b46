"""The pages of a meeting's booklet: the agenda, the articles to study, and lines for notes."""

from collections.abc import Iterable, Iterator

from webapp.core.booklet import PAGE_LINES, BookletPage, cut_pages, height, room_below, shortened
from webapp.core.html.markup import render
from webapp.core.meeting import Meeting
from webapp.core.print_blocks import PrintBlock, PrintBlockKind, blocks_of
from webapp.web.agenda import AgendaItem, AgendaList
from webapp.web.feeds import address
from webapp.web.site.site import ask, the_site

MOST_PAGES = 4
"""The most printed pages of an article. Its QR code leads to the rest."""


def booklet_pages(meeting: Meeting, parts: Iterable[AgendaList]) -> list[BookletPage]:
    """Return the pages of the booklet, a multiple of four; spare pages at the end are for notes."""
    parts = list(parts)
    studied = [_article(item) for part in parts if part.name == "study" for item in part.items]
    talked = [list(_to_write_on(part)) for part in parts if part.name != "study"]
    pages = [*cut_pages([list(_cover(meeting, parts))]), *cut_pages([*filter(None, studied), *talked])]
    if room_below(pages[-1]) >= PAGE_LINES / 3:
        pages[-1] += tuple(_notes(room_below(pages[-1])))
    return pages + [tuple(_notes(PAGE_LINES))] * (-len(pages) % 4)


def _cover(meeting: Meeting, parts: Iterable[AgendaList]) -> Iterator[PrintBlock]:
    yield _own("title", meeting.title)
    yield _own("facts", f"0000-00-00 00:00{meeting.place}")
    yield from blocks_of(render(meeting.body), the_site().settings.own_lang)
    for part in parts:
        yield _said("heading", part.name)
        yield from _numbered(part, "item")


def _article(item: AgendaItem) -> list[PrintBlock]:
    article, section = item.article, item.section
    if article is None or section is None:
        return []
    where = _said("note", "handout_place", section=section.title, title=article.title)
    if ask().settings.url:
        where = PrintBlock("code", address("pages.article", section=article.section, slug=article.slug))
    note = [_own("note", item.point.note)] if item.point.note else []
    head = [PrintBlock("title", article.title, article.lang), where, *note]
    blocks = [*head, *blocks_of(render(article.body), article.lang)]
    return shortened(blocks, MOST_PAGES * PAGE_LINES, _said("note", "booklet_cut"))


def _to_write_on(part: AgendaList) -> Iterator[PrintBlock]:
    yield _said("heading", part.name)
    for item, words in zip(part.items, _numbered(part, "point"), strict=True):
        yield words
        if item.article and item.point.text:
            yield _own("note", the_site().say("meeting_about") + item.article.title)
        if item.point.note:
            yield _own("note", item.point.note)
        yield PrintBlock("task" if part.name == "change" else "lines")


def _notes(room: float) -> Iterator[PrintBlock]:
    """Yield lines to write on that fill the *room*."""
    heading = _said("heading", "handout_notes")
    yield heading
    yield from [PrintBlock("line")] * int((room - height(heading)) / height(PrintBlock("line")))


def _numbered(part: AgendaList, kind: PrintBlockKind) -> Iterator[PrintBlock]:
    """Yield the numbered text of each point."""
    for number, item in enumerate(part.items, 1):
        lang = item.article.lang if item.article and not item.point.text else the_site().settings.own_lang
        yield PrintBlock(kind, f"{number}. {item.words}", lang)


def _own(kind: PrintBlockKind, text: str) -> PrintBlock:
    """Return a block of the library's own *text*, in its language."""
    return PrintBlock(kind, text, the_site().settings.own_lang)


def _said(kind: PrintBlockKind, phrase: str, **values: object) -> PrintBlock:
    """Return a block with a phrase of the page."""
    return PrintBlock(kind, the_site().say(phrase, **values), the_site().settings.page_lang)

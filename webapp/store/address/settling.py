"""Give everything in the library its address, so that no address of readers ever changes its owner."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from webapp.core.address.lines import BLANKS
from webapp.core.address.owners import Claim, Fact, Owner, Settlement, settle
from webapp.core.article import Article, Section
from webapp.core.meeting import Meeting
from webapp.core.slug import section_slug, slugify
from webapp.messages import NOTHING, Message
from webapp.store.address.book import ADDRESSES, AddressBook
from webapp.store.problem import Problem
from webapp.store.scan import Scan, section_place
from webapp.store.snapshot import Snapshot, Tag, tag_place
from webapp.store.source import Reading

_ROW = re.compile(r"(.+\.jsonl)#", re.IGNORECASE | re.DOTALL)
_TITLE_CHARACTERS = 60
_UNSURE = {"missing", "unreadable"}
_MOST_NAMED = 3

Addressed = TypeVar("Addressed", Article, Meeting)


@dataclass(frozen=True, slots=True)
class Settled:
    """All articles and meetings, with drafts, and their slugs; *facts* must be written before readers see them."""

    articles: list[Article]
    meetings: list[Meeting]
    facts: list[Fact]
    problems: list[Problem]


def settle_library(book: AddressBook, found: Scan, readings: Mapping[str, Reading], now: datetime) -> Settled:
    """Return the *found* files and their *readings* with slugs: files by path, then rows of collections."""
    files = [a for path, each in readings.items() if found.files[path].kind != "collection" for a in each.articles]
    rows = [a for path, each in readings.items() if found.files[path].kind == "collection" for a in each.articles]
    articles = [*files, *rows]
    meetings = [reading.meeting for reading in readings.values() if reading.meeting]
    is_left = _emptiness(found, readings)
    places = _unlike([*(file_place(article.path) for article in files), *_row_places(rows)])
    claims = [
        Claim(f"{article.section}/", article.slug, Owner(place, *article.prints), article.is_public(now))
        for article, place in zip(articles, places, strict=True)
    ]
    settled = settle(book.articles, claims, is_left, book.old)
    places = _unlike(file_place(meeting.path) for meeting in meetings)
    gatherings = [
        Claim("meetings/", meeting.slug, Owner(place, *meeting.prints), meeting.is_public(now))
        for meeting, place in zip(meetings, places, strict=True)
    ]
    settled_meetings = settle(book.meetings, gatherings, is_left)
    return Settled(
        list(map(_article_with_slug, articles, settled.slugs)),
        [replace(each, slug=slug) for each, slug in zip(meetings, settled_meetings.slugs, strict=True)],
        [*settled.facts, *_moved_sections(book, found, claims, settled.before), *settled_meetings.facts],
        [*_notes(articles, settled), *_notes(meetings, settled_meetings)],
    )


def facts_of_lists(book: AddressBook, sections: Iterable[Section], tags: Iterable[Tag]) -> Iterator[Fact]:
    """Yield the new facts about the *sections* and *tags* that readers see."""
    for section in sections:
        address, place = f"{section.slug}/", section_place(section.folder)
        if book.sections.by_place.get(place) != address:
            yield Fact(address, Owner(place))
    for tag in tags:
        address, place = f"tags/{tag.slug}/", tag_place(tag.name)
        if book.tags.by_place.get(place) != address:
            yield Fact(address, Owner(place))


def notes_of_lists(sections: Iterable[Section], tags: Iterable[Tag]) -> Iterator[Problem]:
    """Yield a note for each section and tag whose slug differs from that of its name."""
    for section in sections:
        wanted = section_slug(section.folder) if section.folder else section.slug
        if section.slug != wanted:
            found = Message("section_number", wanted=wanted, slug=section.slug)
            yield Problem(section.folder, "same-slug", found, NOTHING)
    numbered = [tag for tag in tags if tag.slug != slugify(tag.name, "tag")]
    if numbered:
        named = tuple(f"{tag.name} (tags/{tag.slug}/)" for tag in numbered[:_MOST_NAMED])
        found = Message("tags_number", count=len(numbered), tags=named)
        yield Problem("tags", "same-slug", found, NOTHING, len(numbered))


def with_whereabouts(snapshot: Snapshot, book: AddressBook) -> Snapshot:
    """Return *snapshot* with the redirects of old addresses and the problems of *book*."""
    shown = {address_of(article) for article in snapshot.articles}
    shown |= {f"{section.slug}/" for section in snapshot.sections}
    shown |= {f"tags/{tag.slug}/" for tag in snapshot.tags}
    shown |= {f"meetings/{meeting.slug}/" for meeting in snapshot.meetings}
    ends = {address: book.end_of(address) for address in book.addresses() if address not in shown}
    holders = {book.articles.split(address)[1]: address for address in book.articles} if book.old else {}
    for address, slug in book.old.items():
        article = snapshot.article(slug)
        if address not in shown:
            end = address_of(article) if article else book.end_of(holders.get(slug, ""))
            ends[address] = end or ends.get(address, "")
    redirects = {address: end for address, end in ends.items() if end in shown}
    problems = (*(problem for problem in snapshot.problems if problem.rule != ADDRESSES), *book.problems)
    hidden = set(map(address_of, snapshot.hidden))
    withheld = frozenset(address for address, end in ends.items() if end in hidden)
    gone = frozenset(ends.keys() - redirects.keys())
    return replace(snapshot, redirects=redirects, gone=gone, withheld=withheld, problems=problems)


def file_place(path: str) -> str:
    """Return the key of a file in the register of articles; it is the same on every system."""
    return unicodedata.normalize("NFC", path)


def address_of(article: Article) -> str:
    """Return the address of *article* as the book writes it."""
    return f"{article.section}/{article.slug}.html"


def _row_places(rows: Sequence[Article]) -> Iterator[str]:
    """Yield the key of each of *rows*: its id, or its title; with its text where titles repeat."""
    names = [row.id or row.title[:_TITLE_CHARACTERS] for row in rows]
    files = [file_place(row.path.rpartition("#")[0]) for row in rows]
    counts = Counter(zip(files, names, strict=True))
    for row, file, name in zip(rows, files, names, strict=True):
        is_clear = row.id or counts[file, name] == 1
        yield f"{file}#{name}" if is_clear else f"{file}#{name}#{row.prints[0]}"


def _unlike(places: Iterable[str]) -> Iterator[str]:
    """Yield *places*, with a number behind repeated ones."""
    seen: set[str] = set()
    for place in places:
        own = place if place.isprintable() else place.translate(BLANKS)
        number = 2
        while own in seen:
            own, number = f"{place}#{number}", number + 1
        seen.add(own)
        yield own


def _emptiness(found: Scan, readings: Mapping[str, Reading]) -> Callable[[str], bool]:
    """Return a function that tells whether the place of an article is empty. An unreadable file is not empty."""
    is_sure = not any(problem.rule in _UNSURE for problem in found.problems)
    paths = {file_place(path) for path in found.files}
    in_doubt = {file_place(path) for path, reading in readings.items() if reading.problems}

    def is_left(place: str) -> bool:
        row = _ROW.match(place)
        is_there = row[1] in in_doubt if row else place in paths
        return is_sure and not is_there

    return is_left


def _article_with_slug(article: Article, slug: str) -> Article:
    if article.slug == slug and article.id:
        return article
    has_own_id = article.id != article.slug or _ROW.match(article.path)
    return replace(article, slug=slug, id=article.id if article.id and has_own_id else slug)


def _moved_sections(book: AddressBook, found: Scan, claims: Sequence[Claim], before: Sequence[str]) -> Iterator[Fact]:
    """Yield the new addresses of sections whose folder was renamed."""
    there = set(map(section_place, found.folders.values()))
    left = {address for address, owner in book.sections.owners.items() if owner.place not in there}
    if not left:
        return
    ways = Counter(
        (book.articles.split(address)[0], claim.folder)
        for claim, address in zip(claims, before, strict=True)
        if address
    )
    held = Counter(book.articles.split(address)[0] for address, owner in book.articles.owners.items() if owner.place)
    for (old, new), count in ways.items():
        if old in left and new not in book.sections.owners and 2 * count > held[old]:
            yield Fact(old, None, new)


def _notes(items: Sequence[Addressed], settled: Settlement) -> Iterator[Problem]:
    """Yield a note for each item whose slug differs from that of its name; rows of a collection are counted."""
    rows: Counter[str] = Counter()
    for number, holder in settled.numbered.items():
        path = items[number].path
        row = _ROW.match(path)
        if row:
            rows[row[1]] += 1
            continue
        slug, wanted = settled.slugs[number], items[number].slug
        gone = Message("number_of_gone", slug=slug, wanted=wanted)
        found = Message("number_of_holder", holder=holder, slug=slug, wanted=wanted) if holder else gone
        yield Problem(path, "same-slug", found, NOTHING)
    for path, count in rows.items():
        yield Problem(path, "same-slug", Message("rows_number", count=count), NOTHING, count)

"""Look through the library for what a person should mend."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from webapp.core.article import Article
from webapp.core.finding import Finding
from webapp.core.meeting import Meeting, named_articles
from webapp.core.references import References, references
from webapp.core.slug import slugify
from webapp.errors import PictureError
from webapp.settings import Settings
from webapp.store.library import Library
from webapp.store.snapshot import Snapshot
from webapp.store.synonyms import FILE_NAME as SYNONYMS_FILE
from webapp.store.synonyms import Synonyms
from webapp.store.thumbnails import Thumbnails

Inspector = Callable[[str], Iterable[Finding]]
"""Looks at one text and returns what is wrong with it."""

_PAGES = {"tags", "search", "about", "meetings", "index", "_index"}
_SUFFIXES = {".md", ".markdown", ".html", ".htm", ".txt"}


@dataclass(frozen=True, slots=True)
class CheckFinding:
    """One thing found. *article* is the file, relative to ``content/``; with a *remedy* a person has to act."""

    article: str
    rule: str
    message: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class CheckReport:
    """How many articles readers can see, and all findings, by file."""

    articles: int
    findings: tuple[CheckFinding, ...]


def check(settings: Settings, inspectors: Iterable[Inspector] = ()) -> CheckReport:
    """Return what is wrong with the library: files that are skipped, and faults of the articles that are shown.

    *inspectors* look at each title and text for what else is to be found.
    """
    snapshot = Library(settings).current()
    problems = [CheckFinding(each.path, each.rule, each.message, each.remedy) for each in snapshot.problems]
    known = _known_names(snapshot)
    thumbnails = Thumbnails(settings)
    inspectors = tuple(inspectors)
    for article in snapshot.articles:
        found = references(article.body)
        problems += _check_pictures(article, found, snapshot, thumbnails)
        problems += _check_links(article, found, snapshot, known)
        for inspect in inspectors:
            for finding in inspect(f"{article.title}\n{article.body}"):
                problems.append(CheckFinding(article.path, finding.rule, finding.message, finding.remedy))
    if snapshot.meetings:
        problems += _check_meetings(snapshot, known)
    problems += _undated(snapshot.articles)
    problems += _check_synonyms(settings)
    return CheckReport(len(snapshot.articles), tuple(sorted(problems, key=lambda finding: finding.article)))


def _check_pictures(
    article: Article, found: References, snapshot: Snapshot, thumbnails: Thumbnails
) -> Iterator[CheckFinding]:
    for address in found.remote_pictures:
        message = f"the picture {address} lies on another site, so readers see only its words."
        yield CheckFinding(article.path, "remote-picture", message, "Save it beside the article and write its name.")
    covers = (article.cover,) if article.cover else ()
    for name in dict.fromkeys((*covers, *found.pictures)):
        path = snapshot.picture_path(article, name)
        if path is None:
            remedy = "Put it beside the article, or take its line out."
            yield CheckFinding(article.path, "missing-picture", f"the picture {name} is not there.", remedy)
            continue
        try:
            thumbnails.describe(path)
        except PictureError as error:
            yield CheckFinding(
                article.path, "picture", f"the picture {name} cannot be shown: {error.found}", error.remedy
            )


def _check_links(article: Article, found: References, snapshot: Snapshot, known: set[str]) -> Iterator[CheckFinding]:
    for link in found.links:
        parts = [part for part in link.split("/") if part not in ("", ".", "..")]
        name = _without_suffix(parts[-1]) if parts else "index"
        if not {name, slugify(name)} & known and snapshot.picture_path(article, link) is None:
            remedy = "Write the name of an article's file, or take the link out."
            yield CheckFinding(article.path, "missing-link", f"the link to {link} leads nowhere.", remedy)


def _check_meetings(snapshot: Snapshot, known: set[str]) -> Iterator[CheckFinding]:
    public, hidden = _names_of(snapshot.articles), _names_of(snapshot.hidden)
    for meeting in snapshot.meetings:
        yield from _check_meeting(meeting, snapshot, known)
        yield from _check_named_articles(meeting, public, hidden)


def _check_meeting(meeting: Meeting, snapshot: Snapshot, known: set[str]) -> Iterator[CheckFinding]:
    if not meeting.points:
        message = "there is nothing to study, to discuss or to change."
        yield CheckFinding(meeting.path, "no-points", message, "Write at least one of study:, discuss: and change:.")
    if meeting.date is None:
        yield CheckFinding(
            meeting.path, "no-date", "the meeting has no date.", 'Write "date: 2025-05-03 19:30" into it.'
        )
    found = references(meeting.body)
    introduction = Article(meeting.slug, meeting.slug, "", meeting.title, meeting.body, meeting.path)
    yield from _check_links(introduction, found, snapshot, known)
    if found.pictures:
        message = "a meeting shows no pictures, only their words."
        yield CheckFinding(meeting.path, "picture", message, "Put the picture into an article, and name that.")


def _check_named_articles(meeting: Meeting, public: set[str], hidden: set[str]) -> Iterator[CheckFinding]:
    for name in named_articles(meeting):
        meant = {_file_name(name), slugify(_file_name(name))}
        if meant & public:
            continue
        if meant & hidden:
            message = f"readers do not see the article {name}, so its point is empty."
            yield CheckFinding(meeting.path, "hidden-article", message, "Publish the article, or take the point out.")
        else:
            message = f"there is no article {name}."
            remedy = f'Write the name of an article\'s file; if it is a text, write "text: {name}".'
            yield CheckFinding(meeting.path, "unknown-article", message, remedy)


def _known_names(snapshot: Snapshot) -> set[str]:
    """Return everything by which a link may name a page."""
    names = _PAGES | {tag.slug for tag in snapshot.tags} | {meeting.slug for meeting in snapshot.meetings}
    for section in snapshot.sections:
        names |= {section.slug, section.folder}
    return names | _names_of(snapshot.articles)


def _names_of(articles: Iterable[Article]) -> set[str]:
    """Return everything by which one of *articles* may be named: slugs, and the names of files and folders."""
    return {name for article in articles for name in (article.slug, _file_name(article.path))}


def _file_name(path: str) -> str:
    """Return the name of an article's file, or of its folder."""
    file = PurePosixPath(path)
    return file.parent.name if file.name.lower() == "index.md" else _without_suffix(file.name)


def _check_synonyms(settings: Settings) -> Iterator[CheckFinding]:
    for fault in Synonyms(settings).faults():
        yield CheckFinding(SYNONYMS_FILE, "synonyms", f"line {fault.line}: {fault.found}", fault.remedy)


def _undated(articles: Iterable[Article]) -> Iterator[CheckFinding]:
    """Yield one finding for each file: a collection may have many thousand rows without a date."""
    files = Counter(article.path.partition("#")[0] for article in articles if article.date is None)
    for path, count in files.items():
        message = "the article has no date" if count == 1 else f"{count} articles have no date"
        yield CheckFinding(path, "no-date", f"{message}, and stands behind all that have one.")


def _without_suffix(name: str) -> str:
    path = PurePosixPath(name)
    return path.stem if path.suffix.lower() in _SUFFIXES else name

"""Check the library for what its readers do not get, and for other things that a person should mend."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from webapp.core.article import Article
from webapp.core.finding import CheckFinding, Finding
from webapp.core.html.references import References
from webapp.core.left_out import LeftOut
from webapp.core.visibility import Timed, status_of
from webapp.errors import PictureError
from webapp.messages import Message
from webapp.pictures.thumbnails import Thumbnails
from webapp.settings import Settings
from webapp.store.about import about_article
from webapp.store.checking.check_inbox import check_inbox
from webapp.store.checking.check_links import check_links
from webapp.store.checking.check_meetings import check_meetings
from webapp.store.library import Library
from webapp.store.problem import Problem
from webapp.store.reference_cache import ReferenceCache
from webapp.store.snapshot import Snapshot
from webapp.store.synonyms import SYNONYMS_FILE, Synonyms

Inspector = Callable[[str], Iterable[Finding]]
"""Returns the faults of one text."""


@dataclass(frozen=True, slots=True)
class CheckReport:
    """How many articles readers can see, and all findings by file; *left_out* also has what is held back on purpose."""

    articles: int
    findings: tuple[CheckFinding, ...]
    left_out: LeftOut

    def as_json(self) -> dict[str, Any]:
        """Return what ``shuwu check --json`` prints."""
        findings = [finding.as_json() for finding in self.findings]
        hidden = self.left_out.hidden
        return {"articles": self.articles, "findings": findings} | ({"hidden": hidden} if hidden else {})


def check(settings: Settings, inspectors: Iterable[Inspector] = ()) -> CheckReport:
    """Return what readers do not get of the library, and the faults of visible articles.

    *inspectors* look for more faults in each title and text.
    """
    snapshot = Library(settings).current()
    left = left_out(snapshot, settings, Thumbnails(settings), ReferenceCache(settings.build))
    inspected = _inspected(snapshot.articles, tuple(inspectors))
    findings = _by_file((*left.findings, *left.notes, *inspected, *_undated(snapshot.articles)))
    return CheckReport(len(snapshot.articles), findings, left)


def left_out(snapshot: Snapshot, settings: Settings, thumbnails: Thumbnails, referring: ReferenceCache) -> LeftOut:
    """Return what readers do not get of *snapshot*."""
    held_back: tuple[Timed, ...] = (*snapshot.hidden, *snapshot.hidden_meetings)
    statuses = Counter(status_of(item, snapshot.now) for item in held_back)
    return LeftOut(
        findings=_by_file(_left_out(snapshot, settings, thumbnails, referring)),
        drafts=statuses["draft"],
        future=statuses["later"],
        expired=statuses["over"],
        next_change=snapshot.next_change,
        notes=tuple(_problems(problem for problem in snapshot.problems if not problem.remedy)),
    )


def _left_out(
    snapshot: Snapshot, settings: Settings, thumbnails: Thumbnails, referring: ReferenceCache
) -> Iterator[CheckFinding]:
    yield from _problems(problem for problem in snapshot.problems if problem.remedy)
    for path in snapshot.other_files:
        remedy = Message("add_or_move_out")
        yield CheckFinding(path, "not-shown", Message("only_pictures_beside"), remedy)
    for article in (*snapshot.articles, about_article(snapshot.about)):
        found = referring.of(article)
        yield from _check_pictures(article, found, snapshot, thumbnails)
        yield from check_links(article.path, found.links, snapshot, settings)
    referring.save()
    yield from check_meetings(snapshot, settings)
    yield from check_inbox(settings)
    for fault in Synonyms(settings).faults():
        yield CheckFinding(
            SYNONYMS_FILE, "synonyms", Message("on_line", line=fault.line, what=fault.found), fault.remedy
        )


def _problems(problems: Iterable[Problem]) -> Iterator[CheckFinding]:
    return (CheckFinding(each.path, each.rule, each.message, each.remedy, each.count) for each in problems)


def _check_pictures(
    article: Article, found: References, snapshot: Snapshot, thumbnails: Thumbnails
) -> Iterator[CheckFinding]:
    for address in found.remote_pictures:
        message = Message("picture_remote", address=address)
        yield CheckFinding(article.path, "remote-picture", message, Message("save_beside"))
    covers = (article.cover,) if article.cover else ()
    for name in dict.fromkeys((*covers, *found.pictures)):
        path = snapshot.picture_path(article, name)
        if path is None:
            remedy = Message("put_beside_or_take")
            yield CheckFinding(article.path, "missing-picture", Message("picture_missing", name=name), remedy)
            continue
        try:
            thumbnails.describe(path)
        except PictureError as error:
            message = Message("picture_unshown", name=name, why=error.found)
            yield CheckFinding(article.path, "picture", message, error.remedy)


def _inspected(articles: Iterable[Article], inspectors: Sequence[Inspector]) -> Iterator[CheckFinding]:
    for article in articles:
        for inspect in inspectors:
            for finding in inspect(f"{article.title}\n{article.body}"):
                yield CheckFinding(article.path, finding.rule, finding.message, finding.remedy)


def _undated(articles: Iterable[Article]) -> Iterator[CheckFinding]:
    """Yield one finding per file: a collection may have many thousand rows without a date."""
    files = Counter(article.path.partition("#")[0] for article in articles if article.date is None)
    for path, count in files.items():
        yield CheckFinding(path, "no-date", Message("articles_no_date", count=count), count=count)


def _by_file(findings: Iterable[CheckFinding]) -> tuple[CheckFinding, ...]:
    return tuple(sorted(findings, key=lambda finding: finding.article))

"""Look through the meetings for points that lead nowhere, and for what they lack."""

from collections.abc import Iterable, Iterator

from webapp.core.article import Article
from webapp.core.finding import CheckFinding
from webapp.core.meeting import Meeting, named_articles
from webapp.core.references import references
from webapp.core.slug import slugify
from webapp.settings import Settings
from webapp.store.check_links import check_links
from webapp.store.snapshot import Snapshot, file_name


def check_meetings(snapshot: Snapshot, settings: Settings) -> Iterator[CheckFinding]:
    """Yield what is wrong with the meetings that readers see."""
    if not snapshot.meetings:
        return
    public, hidden = _names_of(snapshot.articles), _names_of(snapshot.hidden)
    for meeting in snapshot.meetings:
        yield from _check_meeting(meeting, snapshot, settings)
        yield from _check_named_articles(meeting, public, hidden)


def _check_meeting(meeting: Meeting, snapshot: Snapshot, settings: Settings) -> Iterator[CheckFinding]:
    if not meeting.points:
        message = "there is nothing to study, to discuss or to change."
        yield CheckFinding(meeting.path, "no-points", message, "Write at least one of study:, discuss: and change:.")
    if meeting.date is None:
        yield CheckFinding(
            meeting.path, "no-date", "the meeting has no date.", 'Write "date: 2025-05-03 19:30" into it.'
        )
    found = references(meeting.body)
    yield from check_links(meeting.path, found.links, snapshot, settings)
    if found.pictures:
        message = "a meeting shows no pictures, only their words."
        yield CheckFinding(meeting.path, "picture", message, "Put the picture into an article, and name that.")


def _check_named_articles(meeting: Meeting, public: set[str], hidden: set[str]) -> Iterator[CheckFinding]:
    for name in named_articles(meeting):
        meant = {file_name(name), slugify(file_name(name))}
        if meant & public:
            continue
        if meant & hidden:
            message = f"readers do not see the article {name}, so its point is empty."
            yield CheckFinding(meeting.path, "hidden-article", message, "Publish the article, or take the point out.")
        else:
            message = f"there is no article {name}."
            remedy = f'Write the name of an article\'s file; if it is a text, write "text: {name}".'
            yield CheckFinding(meeting.path, "unknown-article", message, remedy)


def _names_of(articles: Iterable[Article]) -> set[str]:
    """Return everything by which one of *articles* may be named: slugs, and the names of files and folders."""
    return {name for article in articles for name in (article.slug, file_name(article.path))}

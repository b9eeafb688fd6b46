"""Check the meetings for points that lead nowhere and for missing values."""

from collections.abc import Iterable, Iterator

from webapp.core.article import Article
from webapp.core.finding import CheckFinding
from webapp.core.html.references import references
from webapp.core.meeting import Meeting, named_articles
from webapp.core.slug import slugify
from webapp.messages import Message
from webapp.settings import Settings
from webapp.store.checking.check_links import check_links
from webapp.store.snapshot import Snapshot, file_name


def check_meetings(snapshot: Snapshot, settings: Settings) -> Iterator[CheckFinding]:
    """Yield the faults of the meetings that readers see."""
    if not snapshot.meetings:
        return
    public, hidden = _names_of(snapshot.articles), _names_of(snapshot.hidden)
    for meeting in snapshot.meetings:
        yield from _check_meeting(meeting, snapshot, settings)
        yield from _check_named_articles(meeting, public, hidden)


def _check_meeting(meeting: Meeting, snapshot: Snapshot, settings: Settings) -> Iterator[CheckFinding]:
    if not meeting.points:
        message = Message("meeting_no_points")
        yield CheckFinding(meeting.path, "no-points", message, Message("write_a_point"))
    if meeting.date is None:
        yield CheckFinding(meeting.path, "no-date", Message("meeting_no_date"), Message("write_a_date"))
    found = references(meeting.body)
    yield from check_links(meeting.path, found.links, snapshot, settings)
    if found.pictures:
        message = Message("meeting_no_pictures")
        yield CheckFinding(meeting.path, "picture", message, Message("put_picture_in_article"))


def _check_named_articles(meeting: Meeting, public: set[str], hidden: set[str]) -> Iterator[CheckFinding]:
    for name in named_articles(meeting):
        meant = {file_name(name), slugify(file_name(name))}
        if meant & public:
            continue
        if meant & hidden:
            message = Message("point_hidden", name=name)
            yield CheckFinding(meeting.path, "hidden-article", message, Message("publish_or_take_point"))
        else:
            message = Message("no_such_article", name=name)
            remedy = Message("write_file_or_text", name=name)
            yield CheckFinding(meeting.path, "unknown-article", message, remedy)


def _names_of(articles: Iterable[Article]) -> set[str]:
    """Return all names of *articles*: their slugs, and the names of their files and folders."""
    return {name for article in articles for name in (article.slug, file_name(article.path))}

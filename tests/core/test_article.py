"""When readers may see an article, and in which order."""

from datetime import datetime

from webapp.core.article import Article, reading_order

NOON = datetime(2025, 5, 3, 12)
EARLIER = datetime(2025, 5, 3, 11)
LATER = datetime(2025, 5, 3, 13)


def article(slug="cha", **fields):
    return Article(slug, slug, "farming", "茶", "", f"farming/{slug}.md", **fields)


class TestIsPublic:
    def test_without_dates(self):
        """
        An article without any date is public.
        """
        assert article().is_public(NOON)

    def test_draft(self):
        """
        A draft is not public.
        """
        assert not article(draft=True).is_public(NOON)

    def test_dated_in_the_future(self):
        """
        An article is not public before its date.
        """
        assert not article(date=LATER).is_public(NOON)

    def test_publish_date_goes_before_the_date(self):
        """
        The publish date decides, if there is one: a date to come may stand over an invitation.
        """
        assert article(date=LATER, publish_date=EARLIER).is_public(NOON)

    def test_on_the_minute(self):
        """
        An article appears at its publish date, and is gone at its expiry date.
        """
        assert article(publish_date=NOON).is_public(NOON)
        assert not article(expiry_date=NOON).is_public(NOON)


class TestReadingOrder:
    def test_newest_first(self):
        """
        The newest article comes first, those without date last, and equals by slug.
        """
        rows = [article("d"), article("c", date=EARLIER), article("b"), article("a", date=LATER)]

        assert [row.slug for row in sorted(rows, key=reading_order)] == ["a", "c", "b", "d"]

"""What a meeting's lists may say."""

from datetime import datetime

import pytest

from webapp.core.meeting import Meeting, Point, latest_first, named_articles, read_points


class TestReadPoints:
    @pytest.mark.parametrize(
        "name", ["spring-tea", "farming/spring-tea", "spring-tea.md", "farming/tea.html", "春茶.md"]
    )
    def test_article(self, name):
        """
        What looks like the name of a file is an article.
        """
        assert read_points([name]) == (Point(article=name),)

    @pytest.mark.parametrize("text", ["路灯几点关？", "Shall we mend the road?", "Road", "水渠 200 米", "2026 年的账"])
    def test_text(self, text):
        """
        Everything else is a text.
        """
        assert read_points([text]) == (Point(text=text),)

    def test_mapping(self):
        """
        A text may be about an article, and may have a note; a word that looks like a name can be called a text.
        """
        items = [{"text": "路灯几点关？", "article": "wuchanghui", "note": "看账"}, {"text": "lights"}]

        assert read_points(items) == (Point("wuchanghui", "路灯几点关？", "看账"), Point(text="lights"))

    def test_one_without_list(self):
        """
        One item needs no list, and none is no fault.
        """
        assert read_points("spring-tea") == (Point(article="spring-tea"),)
        assert read_points(None) == read_points([None]) == ()

    def test_number(self):
        """
        What YAML takes for a number is a text.
        """
        assert read_points([2026])[0].article == "2026"

    def test_twice(self):
        """
        What stands there twice is one point, the first one.
        """
        items = [{"text": "修路", "note": "甲"}, "补渠", {"text": "修路", "note": "乙"}]

        assert read_points(items) == (Point(text="修路", note="甲"), Point(text="补渠"))

    @pytest.mark.parametrize(
        ("item", "found"),
        [
            ({"路灯": "几点关"}, "item 2 is {路灯: …}"),
            ({"note": "甲"}, "item 2 is {note: …}"),
            ([1], "list"),
            ("", "empty"),
        ],
    )
    def test_unreadable(self, item, found):
        """
        What cannot be read is told by its number.
        """
        with pytest.raises(ValueError, match=found.replace("{", r"\{")):
            read_points(["修路", item])


class TestKey:
    def test_stays(self):
        """
        The key of a point depends on its text alone, not on its place, note or article.
        """
        point = Point("wuchanghui", "路灯几点关？", "看账")

        assert point.key == Point(text="路灯几点关？").key
        assert point.key != Point(text="路灯几点开？").key
        assert len(point.key) == 8


class TestMeeting:
    def test_public_before_its_date(self):
        """
        A meeting is announced before people meet; a draft, or one whose time is over, is not shown.
        """
        now = datetime(2026, 8, 1)

        assert Meeting("a", "会", "meetings/a.md", date=datetime(2026, 8, 15)).is_public(now)
        assert not Meeting("a", "会", "meetings/a.md", draft=True).is_public(now)
        assert not Meeting("a", "会", "meetings/a.md", publish_date=datetime(2026, 8, 2)).is_public(now)
        assert not Meeting("a", "会", "meetings/a.md", expiry_date=now).is_public(now)

    def test_order(self):
        """
        The latest comes first, the undated last.
        """
        meetings = [
            Meeting("c", "会", "meetings/c.md"),
            Meeting("a", "会", "meetings/a.md", date=datetime(2026, 8, 15, 9)),
            Meeting("b", "会", "meetings/b.md", date=datetime(2026, 8, 15, 19)),
        ]

        assert [meeting.slug for meeting in sorted(meetings, key=latest_first)] == ["b", "a", "c"]

    def test_named_articles(self):
        """
        An article that is studied and discussed is named once.
        """
        meeting = Meeting("a", "会", "", study=(Point("tea"),), discuss=(Point("tea", "怎么卖？"), Point(text="修路")))

        assert list(named_articles(meeting)) == ["tea"]

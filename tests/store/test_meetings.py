"""Meetings as the library reads them from content/meetings."""

import json
from datetime import datetime

import pytest

from webapp.core.meeting import Point
from webapp.store.checking.check import check

MEETING = """---
title: 八月屋场会
date: 2025-08-15 19:30
place: 三组晒谷坪
study:
  - spring-tea
discuss:
  - 路灯几点关？
  - text: 茶怎么卖？
    article: spring-tea
    note: 先看账
change: [补水渠]
---
带板凳来。
"""


@pytest.fixture
def tea(library):
    """A library with one article."""
    library.write("farming/spring-tea.md", "---\ntitle: 春茶\ndate: 2025-04-02\n---\n正文")
    return library


def findings(library):
    return [(finding.article, finding.rule) for finding in check(library.settings).findings]


class TestMeetings:
    def test_whole(self, tea):
        """
        A file is a meeting with its three lists; it is no article, and its folder no section.
        """
        tea.write("meetings/2025-08-15-bayue.md", MEETING)
        snapshot = tea.load().current()
        (meeting,) = snapshot.meetings

        assert (meeting.slug, meeting.title, meeting.place) == ("bayue", "八月屋场会", "三组晒谷坪")
        assert meeting.date == datetime(2025, 8, 15, 19, 30)
        assert meeting.study == (Point("spring-tea"),)
        assert meeting.discuss == (Point(text="路灯几点关？"), Point("spring-tea", "茶怎么卖？", "先看账"))
        assert meeting.change == (Point(text="补水渠"),)
        assert meeting.body == "带板凳来。"
        assert [article.slug for article in snapshot.articles] == ["spring-tea"]
        assert [section.slug for section in snapshot.sections] == ["farming"]

    def test_toml(self, tea):
        """
        TOML does as well as YAML, and the name of the file gives the date.
        """
        tea.write("meetings/2025-08-15-a.md", '+++\ntitle = "会"\ndiscuss = ["修路", {text = "补渠"}]\n+++\n')
        (meeting,) = tea.load().current().meetings

        assert meeting.date == datetime(2025, 8, 15)
        assert [point.text for point in meeting.discuss] == ["修路", "补渠"]

    def test_changed(self, tea):
        """
        A changed file is read again, a draft is hidden, and a meeting appears when its time has come.
        """
        tea.write("meetings/a.md", MEETING)
        library = tea.load()
        assert library.current().meeting("a")
        tea.write("meetings/a.md", MEETING.replace("place:", "publishDate: 2025-06-02\nplace:"))
        assert library.current().meeting("a") is None
        tea.now = datetime(2025, 6, 2)

        assert library.current().meeting("a")

    @pytest.mark.parametrize(
        ("front", "found"),
        [
            ("discuss:\n  - 修路\n  - 路灯: 几点关", 'of "discuss", item 2 is {路灯: …}.'),
            ("place: [a, b]", '"place" is no text.'),
            ("date: May", 'line 2: "date" reads "May".'),
        ],
    )
    def test_bad_file(self, tea, front, found):
        """
        A file that cannot be read is skipped and named; the others are there.
        """
        tea.write("meetings/bad.md", f"---\n{front}\n---\n")
        tea.write("meetings/good.md", MEETING)
        snapshot = tea.load().current()
        (problem,) = snapshot.problems

        assert [meeting.slug for meeting in snapshot.meetings] == ["good"]
        assert (problem.path, str(problem.message)) == ("meetings/bad.md", found)
        assert problem.remedy

    def test_same_name(self, tea):
        """
        Of two meetings of one name the first has its address, and the other, which is named, one with a number.
        """
        tea.write("meetings/2025-01-01-a.md", MEETING)
        tea.write("meetings/2025-02-01-a.md", MEETING)
        snapshot = tea.load().current()

        assert [meeting.slug for meeting in snapshot.meetings] == ["a", "a-2"]
        assert [problem.rule for problem in snapshot.problems] == ["same-slug"]

    def test_with_an_article_of_its_name(self, tea):
        """
        A meeting may have the name of an article.
        """
        tea.write("meetings/spring-tea.md", MEETING)

        assert tea.load().current().problems == ()


class TestCheck:
    def test_clean(self, tea):
        """
        A whole meeting has no findings.
        """
        tea.write("meetings/a.md", MEETING)

        assert findings(tea) == []

    def test_unknown_article(self, tea):
        """
        An article that is not there is named, with what to do.
        """
        tea.write("meetings/a.md", MEETING.replace("- spring-tea", "- autumn-tea"))
        (finding,) = check(tea.settings).findings

        assert (finding.article, finding.rule) == ("meetings/a.md", "unknown-article")
        assert str(finding.message) == "there is no article autumn-tea."
        assert 'write "text: autumn-tea"' in str(finding.remedy)

    @pytest.mark.parametrize("name", ["farming", "meetings", "tags", "//[x", "no\u0000ne"])
    def test_no_article(self, tea, name):
        """
        A section is no article, nor is anything else.
        """
        tea.write("meetings/a.md", MEETING.replace("- spring-tea", f"- article: {json.dumps(name)}"))

        assert findings(tea) == [("meetings/a.md", "unknown-article")]

    @pytest.mark.parametrize(
        "name", ["Spring Tea", "farming/spring-tea.html", "/farming/spring-tea.md", "content/farming/drying/index.md"]
    )
    def test_other_ways_to_name_it(self, tea, name):
        """
        An article may be named by its title's letters, its page or its file.
        """
        tea.write("farming/drying/index.md", "---\ntitle: 晒茶\ndate: 2025-04-02\n---\n正文")
        tea.write("meetings/a.md", MEETING.replace("- spring-tea", f"- article: {name}"))

        assert findings(tea) == []

    def test_hidden_article(self, tea):
        """
        So is one that readers do not see.
        """
        tea.write("farming/secret.md", "---\ntitle: 草稿\ndate: 2025-04-02\ndraft: true\n---\n正文")
        tea.write("meetings/a.md", MEETING.replace("- spring-tea", "- farming/secret.md"))

        assert findings(tea) == [("meetings/a.md", "hidden-article")]

    def test_nothing_in_it(self, tea):
        """
        A meeting without points, without a date, with a picture or a link that leads nowhere has a finding for each.
        """
        tea.write("meetings/a.md", "---\ntitle: 会\n---\n![图](a.jpg)见[这里](gone.md)。")

        assert {rule for _, rule in findings(tea)} == {"no-points", "no-date", "missing-link", "picture"}

    def test_link_to_it(self, tea):
        """
        An article may link to a meeting.
        """
        tea.write("meetings/a.md", MEETING)
        tea.write("farming/b.md", "---\ndate: 2025-04-02\n---\n见[屋场会](/meetings/a/)和[所有的会](/meetings/)。")

        assert findings(tea) == []

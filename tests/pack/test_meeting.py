"""The pack of a meeting."""

import re
from pathlib import Path

import pytest

from webapp.errors import PackError

pytestmark = pytest.mark.slow

MEETING = """---
title: 八月会
date: 2024-08-15
study: [ponds, gone]
discuss: [路灯几点关？, farming/seedlings/index.md]
---
带板凳来。
"""


@pytest.fixture
def meeting(library) -> Path:
    """The file of a meeting about two of the three articles."""
    path = library.content / "meetings" / "bayue.md"
    path.parent.mkdir()
    path.write_text(MEETING, encoding="utf-8")
    return path


class TestMeetingPack:
    def test_first_screen(self, meeting, written):
        """
        The pack holds the articles that the meeting names; its page is plain HTML before anything that is packed.
        """
        packed, html = written(meeting="bayue")
        first_screen = html[: html.index("data-block")]

        assert packed.articles == 2
        assert "八月会" in re.search("<title>(.*)</title>", first_screen)[1]
        assert '<a href="#farming/ponds.html"' in first_screen
        assert "路灯几点关？" in first_screen
        assert "书屋里没有这篇文章：gone" in first_screen
        assert re.fullmatch(r"石桥村书屋-bayue-20240501-\w+\.html", packed.path.name)

    def test_others_have_nothing_of_it(self, meeting, written):
        """
        A pack of the library has neither the page nor the script of meetings.
        """
        _, html = written()

        assert "八月会" not in html
        assert "remarks" not in html

    def test_another_point(self, meeting, written):
        """
        A meeting with another point is another edition.
        """
        before, _ = written(meeting="bayue")
        meeting.write_text(MEETING.replace("几点关", "几点开"), encoding="utf-8")
        after, _ = written(meeting="bayue")

        assert before.path.name != after.path.name

    def test_article_that_is_left_out(self, meeting, written):
        """
        An article that is not in the file is named without a link.
        """
        whole, _ = written(meeting="bayue")
        cut, html = written(meeting="bayue", max_bytes=without_one(written, whole.bytes))

        assert cut.left_articles == 1
        assert '<span lang="zh-Hant">鄉村的水利與魚塘</span>' in html

    def test_unknown(self, meeting, written):
        """
        A meeting that is not there is told, with those that are.
        """
        with pytest.raises(PackError, match=r"--meeting july: there is no such meeting\. Known ones: bayue\."):
            written(meeting="july")

    def test_no_meetings(self, written):
        """
        Without any, it is told where they go.
        """
        with pytest.raises(PackError, match="content/meetings"):
            written(meeting="july")

    def test_no_articles(self, meeting, written):
        """
        A meeting that names no article has no pack.
        """
        meeting.write_text("---\ntitle: 会\ndiscuss: [路灯几点关？]\n---\n", encoding="utf-8")

        with pytest.raises(PackError, match="no article is left"):
            written(meeting="bayue")


def without_one(written, whole: int) -> int:
    """Return a size into which one of two articles fits: just below what both take without pictures and suggestions."""
    size = whole
    while True:
        packed, _ = written(meeting="bayue", max_bytes=size - 1)
        if packed.left_articles:
            return size - 1
        size = packed.bytes

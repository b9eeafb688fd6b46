"""What readers did not find is counted, and the readers are not."""

import json

import pytest

from webapp.core.language.synonyms import read_query
from webapp.web.admin.failed_searches import COUNTS_FILE, MIN_ASKED, FailedSearches


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def failed_searches(tmp_path, clock):
    return FailedSearches(tmp_path, clock)


def ask(failed_searches, clock, query, readers=MIN_ASKED):
    """Have several readers ask, each once, and wait until that counts."""
    for number in range(readers):
        failed_searches.note(read_query(query), f"192.0.2.{number}", was_found=False)
    clock.now += 60


class TestFailedSearches:
    def test_often_enough(self, failed_searches, clock):
        """
        A query that enough readers asked is shown with their number.
        """
        ask(failed_searches, clock, "养蜂技术", readers=5)

        assert failed_searches.shown() == [("养蜂技术", 5)]

    def test_too_seldom(self, failed_searches, clock, tmp_path):
        """
        What fewer asked is neither shown nor written.
        """
        ask(failed_searches, clock, "养蜂技术", readers=MIN_ASKED - 1)

        assert failed_searches.shown() == []
        assert not (tmp_path / COUNTS_FILE).exists()

    def test_one_reader(self, failed_searches, clock):
        """
        One reader who asks again and again counts once a day.
        """
        for _ in range(10):
            ask(failed_searches, clock, "养蜂技术", readers=1)
        before = failed_searches.shown()
        for _ in range(MIN_ASKED):
            clock.now += 25 * 3600
            ask(failed_searches, clock, "养蜂技术", readers=1)

        assert before == []
        assert failed_searches.shown() == [("养蜂技术", MIN_ASKED + 1)]

    def test_while_typing(self, failed_searches, clock):
        """
        What a reader typed on the way to a query is no query.
        """
        for number in range(MIN_ASKED):
            for query in ("养", "养蜂", "养蜂技术"):
                failed_searches.note(read_query(query), f"192.0.2.{number}", was_found=False)
        clock.now += 60

        assert failed_searches.shown() == [("养蜂技术", MIN_ASKED)]

    def test_found_in_the_end(self, failed_searches, clock):
        """
        A query that grew into one that found something does not count.
        """
        for number in range(MIN_ASKED):
            failed_searches.note(read_query("养"), f"192.0.2.{number}", was_found=False)
            failed_searches.note(read_query("养鱼"), f"192.0.2.{number}", was_found=True)
        clock.now += 60

        assert failed_searches.shown() == []

    @pytest.mark.parametrize("query", ["13812345678", "43010419800101 1234", "138-1234-5678", "我" * 41, "茶"])
    def test_never_counted(self, failed_searches, clock, query):
        """
        Long numbers, which may be somebody's, and what is no question are not counted.
        """
        ask(failed_searches, clock, query)

        assert failed_searches.shown() == []

    def test_written(self, failed_searches, clock, tmp_path):
        """
        Only queries and numbers are written, and read again.
        """
        ask(failed_searches, clock, "养蜂技术")
        failed_searches.shown()

        assert json.loads((tmp_path / COUNTS_FILE).read_text(encoding="utf-8")) == {"养蜂技术": MIN_ASKED}
        assert FailedSearches(tmp_path, clock).shown() == [("养蜂技术", MIN_ASKED)]

    def test_damaged_file(self, tmp_path, clock):
        """
        A damaged file begins the count anew.
        """
        (tmp_path / COUNTS_FILE).write_text("[1, 2", encoding="utf-8")

        assert FailedSearches(tmp_path, clock).shown() == []

    def test_forgotten(self, failed_searches, clock):
        """
        The count can begin anew.
        """
        ask(failed_searches, clock, "养蜂技术")
        failed_searches.shown()
        failed_searches.forget()

        assert failed_searches.shown() == []

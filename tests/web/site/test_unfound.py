"""What readers did not find is counted, and the readers are not."""

import json

import pytest

from webapp.web.site.unfound import FILE, MIN_ASKED, Unfound


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def unfound(tmp_path, clock):
    return Unfound(tmp_path, clock)


def ask(unfound, clock, query, readers=MIN_ASKED):
    """Have several readers ask, each once, and wait until that counts."""
    for number in range(readers):
        unfound.note(query, f"192.0.2.{number}", was_found=False)
    clock.now += 60


class TestUnfound:
    def test_often_enough(self, unfound, clock):
        """
        A query that enough readers asked is shown with their number.
        """
        ask(unfound, clock, "养蜂技术", readers=5)

        assert unfound.shown() == [("养蜂技术", 5)]

    def test_too_seldom(self, unfound, clock, tmp_path):
        """
        What fewer asked is neither shown nor written.
        """
        ask(unfound, clock, "养蜂技术", readers=MIN_ASKED - 1)

        assert unfound.shown() == []
        assert not (tmp_path / FILE).exists()

    def test_one_reader(self, unfound, clock):
        """
        One reader who asks again and again counts once a day.
        """
        for _ in range(10):
            ask(unfound, clock, "养蜂技术", readers=1)
        before = unfound.shown()
        for _ in range(MIN_ASKED):
            clock.now += 25 * 3600
            ask(unfound, clock, "养蜂技术", readers=1)

        assert before == []
        assert unfound.shown() == [("养蜂技术", MIN_ASKED + 1)]

    def test_while_typing(self, unfound, clock):
        """
        What a reader typed on the way to a query is no query.
        """
        for number in range(MIN_ASKED):
            for query in ("养", "养蜂", "养蜂技术"):
                unfound.note(query, f"192.0.2.{number}", was_found=False)
        clock.now += 60

        assert unfound.shown() == [("养蜂技术", MIN_ASKED)]

    def test_found_in_the_end(self, unfound, clock):
        """
        A query that grew into one that found something does not count.
        """
        for number in range(MIN_ASKED):
            unfound.note("养", f"192.0.2.{number}", was_found=False)
            unfound.note("养鱼", f"192.0.2.{number}", was_found=True)
        clock.now += 60

        assert unfound.shown() == []

    @pytest.mark.parametrize("query", ["13812345678", "43010419800101 1234", "138-1234-5678", "我" * 41, "茶"])
    def test_never_counted(self, unfound, clock, query):
        """
        Long numbers, which may be somebody's, and what is no question are not counted.
        """
        ask(unfound, clock, query)

        assert unfound.shown() == []

    def test_written(self, unfound, clock, tmp_path):
        """
        Only queries and numbers are written, and read again.
        """
        ask(unfound, clock, "养蜂技术")
        unfound.shown()

        assert json.loads((tmp_path / FILE).read_text(encoding="utf-8")) == {"养蜂技术": MIN_ASKED}
        assert Unfound(tmp_path, clock).shown() == [("养蜂技术", MIN_ASKED)]

    def test_damaged_file(self, tmp_path, clock):
        """
        A damaged file begins the count anew.
        """
        (tmp_path / FILE).write_text("[1, 2", encoding="utf-8")

        assert Unfound(tmp_path, clock).shown() == []

    def test_forgotten(self, unfound, clock):
        """
        The count can begin anew.
        """
        ask(unfound, clock, "养蜂技术")
        unfound.shown()
        unfound.forget()

        assert unfound.shown() == []

"""Pages are counted from the oldest item, and are full for good."""

from hypothesis import given
from hypothesis import strategies as st

from webapp.core.paging import front_page, numbered_page, page_count, parts

counts = st.integers(0, 200)
sizes = st.integers(1, 30)


def newest_first(count):
    return list(range(count, 0, -1))


def all_pages(items, size):
    numbers = range(1, page_count(len(items), size) + 1)
    return [list(front_page(items, size)), *(list(numbered_page(items, number, size)) for number in reversed(numbers))]


class TestPages:
    def test_few_items(self):
        """
        Fewer items than two pages hold all stand on the front page.
        """
        assert all_pages(newest_first(39), 20) == [newest_first(39)]

    def test_first_numbered_page(self):
        """
        With two pages' worth, the oldest items leave for page 1.
        """
        assert all_pages([4, 3, 2, 1], 2) == [[4, 3], [2, 1]]

    def test_no_such_page(self):
        """
        A page that does not exist holds nothing.
        """
        items = newest_first(6)

        assert [list(numbered_page(items, number, 2)) for number in (-1, 0, 3)] == [[], [], []]

    @given(counts, sizes)
    def test_every_item_once(self, count, size):
        """
        The pages together are the list: every item stands on exactly one.
        """
        items = newest_first(count)

        assert [item for page in all_pages(items, size) for item in page] == items

    @given(counts, sizes)
    def test_newer_item_leaves_pages(self, count, size):
        """
        A newer item leaves every numbered page as it was.
        """
        before = all_pages(newest_first(count), size)[1:]
        after = all_pages(newest_first(count + 1), size)[1:]

        assert after[len(after) - len(before) :] == before

    @given(st.integers(1, 200), sizes)
    def test_front_page_is_never_short(self, count, size):
        """
        The front page holds at least a page's worth, if there is so much, and never two.
        """
        front = front_page(newest_first(count), size)

        assert min(count, size) <= len(front) < 2 * size


class TestParts:
    def test_in_order(self):
        """
        A list is cut into full parts and what is left.
        """
        assert parts(range(7), 3) == [range(3), range(3, 6), range(6, 7)]

    def test_empty(self):
        """
        An empty list has one part, which is empty.
        """
        assert parts((), 3) == [()]

    def test_weight(self):
        """
        Where items have weights, a part is not over the limit unless one item is by itself.
        """
        assert parts((2, 2, 9, 1, 1), 4, lambda item: item) == [(2, 2), (9,), (1, 1)]

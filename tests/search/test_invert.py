"""Texts turned around many at a time, against the same done one by one."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.search.articles import WORDS
from tests.search.plain_scan import values
from webapp.search.batches import Batches, invert_all
from webapp.search.invert import Text, invert
from webapp.search.postings import CODE_BITS, IMPACT_BITS, IMPACT_MASK, VALUE_BITS, Postings, concatenate, merge

pytestmark = pytest.mark.slow

ANY_TEXT = st.text(st.characters(), max_size=30)
TEXTS = st.lists(st.tuples(WORDS | ANY_TEXT, WORDS | ANY_TEXT).map(lambda pair: Text(*pair)), max_size=8)


def term_text(number: int, words: dict[int, str]) -> str:
    """Return the term whose number is *number*; *words* has those that are words."""
    if number in words:
        return words[number]
    first, second = divmod(number, 1 << CODE_BITS)
    return chr(first) + chr(second) if first else chr(second)


def by_article(postings: Postings, count: int) -> list[dict[str, tuple[int, set[int]]]]:
    """Return for each article its terms with their impacts and thirds."""
    found: list[dict[str, tuple[int, set[int]]]] = [{} for _ in range(count)]
    for row, number in enumerate(postings.terms.tolist()):
        for posting in postings.postings[int(postings.starts[row]) : int(postings.starts[row + 1])].tolist():
            thirds = {third for third in range(3) if posting >> IMPACT_BITS >> third & 1}
            found[posting >> VALUE_BITS][term_text(number, postings.words)] = (posting & IMPACT_MASK, thirds)
    return found


class TestInvert:
    @given(TEXTS)
    @settings(max_examples=300, deadline=None)
    def test_like_one_by_one(self, texts: list[Text]) -> None:
        """
        Any texts have the terms, impacts and thirds that the plain formula gives each of them.
        """
        assert by_article(invert(texts), len(texts)) == [values(text.title, text.text) for text in texts]

    @given(TEXTS)
    @settings(max_examples=50, deadline=None)
    def test_sorted(self, texts: list[Text]) -> None:
        """
        Terms rise, and so do the postings of each.
        """
        found = invert(texts)
        lists = np.split(found.postings, found.starts[1:-1].astype(np.int64))

        assert np.all(np.diff(found.terms.astype(object)) > 0)
        assert all(np.all(np.diff(postings.astype(np.int64)) > 0) for postings in lists)


class TestBatches:
    def test_many(self) -> None:
        """
        Texts that came in several batches give what they would give in one.
        """
        texts = [Text(f"题{n}", f"茶叶{n}号，水稻 rice{n % 7}" * (n % 3)) for n in range(500)]
        batches = Batches()
        for place, text in enumerate(texts):
            batches.add(text)
            if place % 100 == 99:
                batches.parts()

        assert len(batches.parts()) == 5
        assert by_article(invert_all(texts), 500) == by_article(invert(texts), 500)


class TestMerge:
    @given(TEXTS, TEXTS, st.randoms())
    @settings(max_examples=100, deadline=None)
    def test_like_together(self, first: list[Text], second: list[Text], chance) -> None:
        """
        Two parts merged, with articles left out and in another order, are what the articles together would give.
        """
        texts = [*first, *second]
        kept = chance.sample(range(len(texts)), chance.randint(0, len(texts)))
        renumber = np.full(len(texts), -1, dtype=np.int64)
        renumber[kept] = range(len(kept))
        parts = [invert(first), invert(second)]

        merged = concatenate(merge(parts, [renumber[: len(first)], renumber[len(first) :]]))

        assert merged.articles == len(kept)
        assert by_article(merged, len(kept)) == [values(*texts[place][:2]) for place in kept]

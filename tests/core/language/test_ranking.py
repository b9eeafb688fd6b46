"""The formula that orders results, as the frozen site's ranking.js must compute it too."""

import numpy as np
import pytest

from tests.example_files import Example, read_examples, titles
from webapp.core.language.ranking import (
    CHARACTER_IMPACTS,
    CHARACTER_KIND,
    MAX_IMPACT,
    PAIR_KIND,
    TITLE_IMPACT,
    impacts,
    rarity,
    weights,
)


def counts(text: str) -> dict[str, int]:
    return {term: int(count) for term, _, count in (pair.partition("=") for pair in text.split())}


class TestWeights:
    @pytest.mark.parametrize("example", read_examples("ranking"), ids=titles)
    def test_example(self, example: Example) -> None:
        """
        Each shared example holds.
        """
        articles, _, holding = example.given.partition(" ")

        found = weights(counts(holding), int(articles), counts(holding))

        assert found == counts(example.expected)


def impact(count: int, title_count: int = 0, kind: int = PAIR_KIND, length: int = 400, title_length: int = 10) -> int:
    """Return the impact of one term in one article."""
    return int(impacts(*(np.array([value]) for value in (count, title_count, kind, length, title_length)))[0])


class TestImpacts:
    def test_title(self) -> None:
        """
        A term in the title has more impact than any that is only in the text.
        """
        assert impact(1, 1) >= TITLE_IMPACT > impact(10_000)

    def test_share_of_title(self) -> None:
        """
        A term says more about an article the greater its share of the title is.
        """
        assert impact(0, 1, title_length=2) > impact(0, 1, title_length=20)

    def test_frequency(self) -> None:
        """
        An article is more about a term the more often it uses it.
        """
        assert impact(3) > impact(1)

    def test_length(self) -> None:
        """
        The same term says more about a short article than about a long one.
        """
        assert impact(1, length=20) > impact(1, length=2000)

    def test_bounds(self) -> None:
        """
        Impacts are whole numbers from 1 to the greatest; those of characters are only the three.
        """
        found = [impact(count, titled) for count in (1, 2, 500) for titled in (0, 1, 40)]
        characters = {impact(count, titled, CHARACTER_KIND) for count in (1, 2, 500) for titled in (0, 1)}

        assert all(1 <= one <= MAX_IMPACT for one in found)
        assert characters == set(CHARACTER_IMPACTS)

    def test_one_byte(self) -> None:
        """
        The greatest impact that can come about fits the bits that a posting has for it.
        """
        assert impact(10**6, 10**6, title_length=1) <= MAX_IMPACT


class TestRarity:
    def test_never_negative(self) -> None:
        """
        Even a term that every article holds is worth something, and a rarer one never less.
        """
        found = [rarity(1000, holding) for holding in range(1, 1001)]

        assert found == sorted(found, reverse=True)
        assert found[-1] >= 0

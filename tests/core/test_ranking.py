"""The formula that orders results, as the frozen site's ranking.js must compute it too."""

import pytest

from tests.example_files import Example, read_examples, titles
from webapp.core.ranking import CHARACTER_IMPACTS, MAX_IMPACT, impacts, rarity, weights


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


class TestImpacts:
    def test_title(self) -> None:
        """
        A term in the title counts more than the same term in the text.
        """
        assert impacts("茶叶", "种植")["茶叶"] > impacts("种植", "茶叶")["茶叶"]

    def test_frequency(self) -> None:
        """
        An article is more about a term the more often it uses it.
        """
        assert impacts("", "茶叶，茶叶，茶叶")["茶叶"] > impacts("", "茶叶，水稻，果树")["茶叶"]

    def test_length(self) -> None:
        """
        The same term says more about a short article than about a long one.
        """
        assert impacts("", "茶叶")["茶叶"] > impacts("", "茶叶" + "，水稻" * 500)["茶叶"]

    def test_bounds(self) -> None:
        """
        Impacts are whole numbers from 1 to the greatest; those of characters are only the two.
        """
        found = impacts("茶叶", "茶叶" * 200 + "水")

        assert all(1 <= impact <= MAX_IMPACT for impact in found.values())
        assert {found["茶"], found["水"]} == {CHARACTER_IMPACTS[1], CHARACTER_IMPACTS[0]}


class TestRarity:
    def test_never_negative(self) -> None:
        """
        Even a term that every article holds is worth something, and a rarer one never less.
        """
        found = [rarity(1000, holding) for holding in range(1, 1001)]

        assert found == sorted(found, reverse=True)
        assert found[-1] >= 0

"""Where quoted words stand in a text, as the frozen site's quoted.js must find them too."""

from collections.abc import Iterable

import pytest

from tests.example_files import Example, read_examples, titles
from webapp.core.language.quoted import spans_in, stands_in
from webapp.core.language.text import fold, fold_with_places


def bracketed(text: str, spans: Iterable[tuple[int, int]]) -> str:
    for start, end in reversed(list(spans)):
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    return text


class TestSpansIn:
    @pytest.mark.parametrize("example", read_examples("quoted"), ids=titles)
    def test_example(self, example: Example) -> None:
        """
        Each shared example holds.
        """
        phrase, _, text = example.given.partition("\n---\n")
        folded, places = fold_with_places(text)

        spans = [(places[start], places[end - 1] + 1) for start, end in spans_in(fold(phrase), folded)]

        assert bracketed(text, spans) == example.expected
        assert stands_in(fold(phrase), [text]) == bool(spans)

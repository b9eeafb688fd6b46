"""What of an article is shown for a query, as the frozen site's snippet.js must show it too."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.example_files import Example, read_examples, titles
from webapp.core.language.snippet import cut_pieces, mark_spans, query_words, snippet
from webapp.core.language.synonyms import read_query


class TestSnippet:
    @pytest.mark.parametrize("example", read_examples("snippet"), ids=titles)
    def test_example(self, example: Example) -> None:
        """
        Each shared example holds.
        """
        query, _, text = example.given.partition("\n---\n")

        pieces = snippet(text, query_words(read_query(query)))

        assert "".join(f"[{piece}]" if match else piece for piece, match in pieces) == example.expected


class TestMarkSpans:
    @given(st.text(), st.text())
    def test_inside(self, text: str, query: str) -> None:
        """
        Spans lie inside the text, in order, and do not overlap.
        """
        spans = mark_spans(text, query_words(read_query(query)))

        edges = [edge for span in spans for edge in span]
        assert edges == sorted(edges)
        assert all(0 <= start < end <= len(text) for start, end in spans)


class TestCutPieces:
    @given(st.text(alphabet="一二三。\n"), st.integers(min_value=1, max_value=20))
    def test_nothing_lost(self, text: str, most: int) -> None:
        """
        The pieces are short enough and together hold every character but blanks.
        """
        pieces = cut_pieces(text, most)

        assert all(len(piece) <= most for piece in pieces)
        assert "".join("".join(pieces).split()) == "".join(text.split())

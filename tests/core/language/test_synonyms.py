"""Words of one meaning, as the frozen site's synonyms.js must use them too."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.example_files import Example, read_examples, titles
from webapp.core.language.query import ExpandedQuery
from webapp.core.language.synonyms import read_groups, read_query


def written(found: ExpandedQuery) -> str:
    needed = " ".join("+".join(phrase.terms) for phrase in found.first.needed)
    needs = " ".join("/".join("+".join(terms) for terms in need) for need in found.wide.needs)
    return f"{found.text}\n+ {needed}\n= {needs}"


class TestReadQuery:
    @pytest.mark.parametrize("example", read_examples("synonyms"), ids=titles)
    def test_example(self, example: Example) -> None:
        """
        Each shared example holds.
        """
        told, _, query = example.given.partition("\n---\n")
        groups, faults = read_groups(told)

        found = read_query(query, groups).expanded

        assert faults == ()
        assert (written(found) if found else "") == example.expected


class TestReadGroups:
    def test_comments(self) -> None:
        """
        Empty lines, and what stands behind a #, are not read.
        """
        assert read_groups("# 常用\n\n医保 = 医疗保险  # 都这么叫\n  # 完\n") == ((("医保", "医疗保险"),), ())

    @pytest.mark.parametrize("line", ["医保", "医保 =", "= 医保", "医保 = ， = 医疗保险", "==", "医保 = = 医疗保险"])
    def test_no_word(self, line: str) -> None:
        """
        A line without a word on both sides of each = is left out and named.
        """
        groups, faults = read_groups(f"土豆=马铃薯\n{line}")

        assert groups == (("土豆", "马铃薯"),)
        assert [fault.line for fault in faults] == [2]

    @pytest.mark.parametrize(("text", "where"), [("a = b\nb = c", "line 1"), ("a = B = b", "this line")])
    def test_twice(self, text: str, where: str) -> None:
        """
        A word that stands in two lines, or twice in one, is named with the place where it stands already.
        """
        _, (fault,) = read_groups(text)

        assert where in str(fault.found)

    @given(st.text(alphabet="医保险 =#\n\r\tab，"))
    def test_any_text(self, text: str) -> None:
        """
        Whatever the file holds, its groups have at least two words, no word stands twice, and the rest is named.
        """
        groups, faults = read_groups(text)
        words = [word for group in groups for word in group]

        assert all(len(group) >= 2 for group in groups)
        assert len(words) == len(set(words))
        assert all(1 <= fault.line <= len(text.splitlines()) for fault in faults)

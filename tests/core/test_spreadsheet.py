import csv
import io

import pytest

from webapp.core.spreadsheet import to_csv


def read(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


class TestToCsv:
    def test_excel(self):
        """
        The file begins with the mark by which Excel knows UTF-8, and its lines end as Excel ends them.
        """
        assert to_csv([["会", "话"]]) == b'\xef\xbb\xbf"\xe4\xbc\x9a","\xe8\xaf\x9d"\r\n'

    @pytest.mark.parametrize("text", ['他说："好"', "一，二,三", "第一行\n第二行", "", "1-2 点", "a=b"])
    def test_same_text(self, text: str):
        """
        Quotes, commas and lines come out as they went in.
        """
        assert read(to_csv([["会", text]])) == [["会", text]]

    @pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "  ="])
    def test_formula(self, sign: str):
        """
        What a spreadsheet would take for a formula is a text there.
        """
        ((cell,),) = read(to_csv([[f"{sign}HYPERLINK(1)"]]))

        assert cell == f"'{sign}HYPERLINK(1)"

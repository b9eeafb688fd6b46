"""The codes of the frozen index."""

import base64

import pytest

from webapp.search.bits import BitWriter, low_bits


def written(bits: BitWriter) -> str:
    encoded = bits.base64()
    raw = base64.b64decode(encoded + "=" * (-len(encoded) % 4))
    return "".join(f"{byte:08b}" for byte in raw)


class TestBitWriter:
    @pytest.mark.parametrize(("number", "code"), [(1, "1"), (2, "010"), (3, "011"), (4, "00100"), (13, "0001101")])
    def test_gamma(self, number: int, code: str) -> None:
        """
        Elias gamma: as many zeros as the number has further binary digits, then the number.
        """
        bits = BitWriter()
        bits.gamma(number)

        assert written(bits) == code.ljust(8, "0")

    @pytest.mark.parametrize(
        ("number", "low", "code"), [(0, 0, "0"), (3, 0, "1110"), (5, 2, "1001"), (9, 3, "10001"), (7, 3, "0111")]
    )
    def test_rice(self, number: int, low: int, code: str) -> None:
        """
        Rice: the high part in ones, a zero, then the low bits.
        """
        bits = BitWriter()
        bits.rice(number, low)

        assert written(bits) == code.ljust(8, "0")

    def test_empty(self) -> None:
        """
        Nothing takes no bytes.
        """
        assert BitWriter().base64() == ""


class TestLowBits:
    @pytest.mark.parametrize(("span", "count", "expected"), [(1000, 1, 9), (1000, 1000, 0), (100_000, 10, 12)])
    def test_usual_gap(self, span: int, count: int, expected: int) -> None:
        """
        The fewer the numbers, the larger the gaps and the more low bits.
        """
        assert low_bits(span, count) == expected

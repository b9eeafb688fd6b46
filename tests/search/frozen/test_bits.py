"""The codes of the frozen index."""

import numpy as np
import pytest

from webapp.search.frozen.bits import Codes, base64_text, bit_length, gamma, low_bits, pack, rice


def written(codes: Codes) -> list[str]:
    return [
        f"{bits:0{size}b}" if size else "" for bits, size in zip(codes.bits.tolist(), codes.sizes.tolist(), strict=True)
    ]


class TestCodes:
    @pytest.mark.parametrize(("number", "code"), [(1, "1"), (2, "010"), (3, "011"), (4, "00100"), (13, "0001101")])
    def test_gamma(self, number: int, code: str) -> None:
        """
        Elias gamma: as many zeros as the number has further binary digits, then the number.
        """
        assert written(gamma(np.array([number]))) == [code]

    @pytest.mark.parametrize(
        ("number", "low", "code"), [(0, 0, "0"), (3, 0, "1110"), (5, 2, "1001"), (9, 3, "10001"), (7, 3, "0111")]
    )
    def test_rice(self, number: int, low: int, code: str) -> None:
        """
        Rice: the high part in ones, a zero, then the low bits.
        """
        assert written(rice(np.array([number]), low)) == [code]

    @pytest.mark.parametrize(
        ("number", "low", "code"), [(19, 0, "1" * 19 + "0"), (20, 0, "1" * 20 + "1"), (85, 2, "1" * 20 + "010" + "01")]
    )
    def test_long_rice(self, number: int, low: int, code: str) -> None:
        """
        After twenty ones the rest of the high part is a gamma code, so that no number takes hundreds of bits.
        """
        assert written(rice(np.array([number]), low)) == [code]


class TestPack:
    def test_across_words(self) -> None:
        """
        Codes lie at their places, also where they cross the words that numpy packs them in.
        """
        sizes = np.array([60, 10, 64, 1])
        codes = Codes(np.array([1, 0b1000000001, 1 << 63 | 1, 1], dtype=np.uint64), sizes)

        content = pack(codes, np.cumsum(sizes) - sizes, int(sizes.sum()))

        assert "".join(f"{byte:08b}" for byte in content) == "".join(written(codes)).ljust(len(content) * 8, "0")
        assert len(content) == 17

    def test_empty(self) -> None:
        """
        Nothing takes no bytes.
        """
        nothing = np.zeros(0, dtype=np.int64)

        assert base64_text(pack(Codes(nothing.astype(np.uint64), nothing), nothing, 0)) == ""


class TestLowBits:
    @pytest.mark.parametrize(("span", "count", "expected"), [(1000, 1, 9), (1000, 1000, 0), (100_000, 10, 12)])
    def test_usual_gap(self, span: int, count: int, expected: int) -> None:
        """
        The fewer the numbers, the larger the gaps and the more low bits.
        """
        assert low_bits(np.array([span]), np.array([count])).tolist() == [expected]

    def test_bit_length(self) -> None:
        """
        It is Python's own, for any number that fits a float exactly.
        """
        numbers = [0, 1, 2, 3, 4, 1023, 1024, (1 << 52) - 1, 1 << 52]

        assert bit_length(np.array(numbers)).tolist() == [number.bit_length() for number in numbers]

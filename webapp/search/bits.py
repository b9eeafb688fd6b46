"""Write and read whole numbers as few bits: Elias gamma and Rice codes, carried as base64.

Both codes are described in Witten, Moffat and Bell, Managing Gigabytes (1999), section 3.3.
static/js/shards.js reads what is written here.
"""

import base64


class BitWriter:
    """Collects codes; *size* is the number of bits so far."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self.size = 0

    def gamma(self, number: int) -> None:
        """Write *number*, at least 1: small ones take the fewest bits."""
        binary = f"{number:b}"
        self._add("0" * (len(binary) - 1) + binary)

    def rice(self, number: int, low_bits: int) -> None:
        """Write *number*, at least 0: best when it is usually near ``2 ** low_bits``."""
        binary = f"{number & ((1 << low_bits) - 1):0{low_bits}b}" if low_bits else ""
        self._add("1" * (number >> low_bits) + "0" + binary)

    def append(self, other: "BitWriter") -> None:
        """Write all that *other* holds."""
        self._pieces.extend(other._pieces)
        self.size += other.size

    def base64(self) -> str:
        """Return the bits as base64 without padding, filled up with zeros to a whole byte."""
        count = -(-self.size // 8)
        whole = "".join(self._pieces).ljust(count * 8, "0")
        return base64.b64encode(int(whole or "0", 2).to_bytes(count, "big")).decode().rstrip("=")

    def _add(self, piece: str) -> None:
        self._pieces.append(piece)
        self.size += len(piece)


class BitReader:
    """Reads codes back in the order in which they were written."""

    def __init__(self, encoded: str) -> None:
        raw = base64.b64decode(encoded + "=" * (-len(encoded) % 4))
        self._bits = "".join(f"{byte:08b}" for byte in raw)
        self._place = 0

    def gamma(self) -> int:
        """Read what ``BitWriter.gamma`` wrote."""
        one = self._bits.index("1", self._place)
        return self._take(one, one - self._place + 1)

    def rice(self, low_bits: int) -> int:
        """Read what ``BitWriter.rice`` wrote with the same *low_bits*."""
        zero = self._bits.index("0", self._place)
        high = zero - self._place
        return high << low_bits | self._take(zero + 1, low_bits)

    def _take(self, start: int, count: int) -> int:
        self._place = start + count
        return int(self._bits[start : self._place] or "0", 2)


def low_bits(span: int, count: int) -> int:
    """Return the Rice parameter for *count* different numbers below *span*.

    About log2 of 0.69 times the usual gap, the best choice for numbers strewn at random.
    """
    return max(0, (span * 69 // (count * 100)).bit_length() - 1)

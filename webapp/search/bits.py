"""Write whole numbers as few bits: Elias gamma and Rice codes, carried as base64.

Both codes are described in Witten, Moffat and Bell, Managing Gigabytes (1999), section 3.3.
static/js/shards.js reads them back.
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


def low_bits(span: int, count: int) -> int:
    """Return the Rice parameter for *count* different numbers below *span*.

    About log2 of 0.69 times the usual gap, the best choice for numbers strewn at random.
    """
    return max(0, (span * 69 // (count * 100)).bit_length() - 1)

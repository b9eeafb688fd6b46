"""Write a text as its difference from another one.

This is plain deflate (RFC 1951) with the other text as the dictionary. It goes block by block, because deflate looks
back no further than its window. One more article in a list of 16,000 bytes costs 300 bytes.
"""

import zlib

_BLOCK_BYTES = 16 * 1024
_AROUND_BYTES = 8 * 1024  # how far a block may have moved and still be found


def write_delta(content: bytes, base: bytes) -> bytes:
    """Return *content* compressed against *base*, which the reader must have too."""
    return b"".join(
        _deflate(content[start : start + _BLOCK_BYTES], _window(base, start))
        for start in range(0, len(content), _BLOCK_BYTES)
    )


def read_delta(delta: bytes, base: bytes, size: int) -> bytes:
    """Return the content of *size* bytes from *delta* and *base*. Raises ValueError if they do not match."""
    blocks = []
    for start in range(0, size, _BLOCK_BYTES):
        inflate = zlib.decompressobj(-15, zdict=_window(base, start))
        try:
            blocks.append(inflate.decompress(delta, _BLOCK_BYTES + 1))
        except zlib.error as error:
            raise ValueError(str(error)) from None
        if not inflate.eof or len(blocks[-1]) != min(_BLOCK_BYTES, size - start):
            raise ValueError("a block has another length than it should")
        delta = inflate.unused_data
    return b"".join(blocks)


def _window(base: bytes, start: int) -> bytes:
    first = max(0, start - _AROUND_BYTES)
    return base[first : start + _BLOCK_BYTES + _AROUND_BYTES]


def _deflate(block: bytes, dictionary: bytes) -> bytes:
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zdict=dictionary)
    return deflate.compress(block) + deflate.flush()

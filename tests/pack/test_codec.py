import zlib

from hypothesis import given
from hypothesis import strategies as st

from webapp.pack.codec import alphabet_of, armour

FORBIDDEN = {"\0", "\r", "<"}


def unarmoured(text: str, size: int) -> bytes:
    """Undo ``armour`` as its description says."""
    values = []
    for character in text:
        code = ord(character)
        values += [code] if code < 128 else [(0, 13, 60)[(code - 128) >> 7], (code - 128) & 127]
    bits = "".join(f"{value:07b}" for value in values)
    return bytes(int(bits[place : place + 8], 2) for place in range(0, size * 8, 8))


class TestArmour:
    @given(st.binary())
    def test_keeps_all_bytes(self, content: bytes):
        """
        Every content comes back, whatever it is.
        """
        assert unarmoured(armour(content), len(content)) == content

    @given(st.binary())
    def test_survives_html(self, content: bytes):
        """
        No character is among those that a script element changes.
        """
        assert FORBIDDEN.isdisjoint(armour(content))

    def test_size(self):
        """
        Seven bits go into a byte of UTF-8, even where nearly all are zero.
        """
        assert len(armour(bytes(7000)).encode()) == 8000


class TestAlphabet:
    def test_usual_characters_are_one_byte(self):
        """
        The usual characters of a text take one byte, so that deflate sees a third of what UTF-8 has.
        """
        text = "水稻" * 500 + "".join(map(chr, range(0x4E00, 0x6000)))

        encoded = alphabet_of([text]).encode(text)

        assert len(encoded) < 1000 + 2 * (0x6000 - 0x4E00)

    def test_many_characters(self):
        """
        A library may have every character there is.
        """
        text = "".join(map(chr, [*range(0x20, 0xD800), *range(0xE000, 0x11000)]))

        assert len(zlib.compress(alphabet_of([text]).encode(text))) > 1000

"""The scripts of a pack against the Python modules that write what they read."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.pack.tag_soup import tag_soup
from tests.script_engine import ScriptEngine
from webapp.core.html.markup import render
from webapp.pack.bodies import text_of
from webapp.pack.codec import alphabet_of, bytes_block, plain_block, text_block

SCRIPT = re.compile(r'<script [^>]*data-packed="(\d+)" data-size="(\d+)">(.*)</script>', re.DOTALL)


@pytest.fixture(scope="module")
def pack() -> ScriptEngine:
    """The scripts that read a pack's data blocks, in a browser that cannot inflate by itself."""
    engine = ScriptEngine()
    engine.run("pack_inflate", "pack_codec", "pack")
    return engine


def element(block: str) -> dict[str, object]:
    """Return a script element as the scripts see it."""
    packed, size, content = SCRIPT.fullmatch(block).groups()
    return {"textContent": content, "dataset": {"packed": packed, "size": size}}


class TestBlocks:
    @given(st.binary(max_size=200))
    @example(bytes(300))
    def test_bytes(self, pack: ScriptEngine, content: bytes):
        """
        A picture comes out as it was put in.
        """
        found = pack.call("block => [...shuwuCodec.contentOf(block)]", element(bytes_block("pictures-0", content)))

        assert bytes(found) == content

    @given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
    @example("水稻茶叶" * 500)
    @example("".join(map(chr, range(0x4E00, 0x5400))) * 2)
    def test_text(self, pack: ScriptEngine, text: str):
        """
        So does any text, with its alphabet.
        """
        alphabet = alphabet_of([text])
        blocks = element(plain_block("alphabet", alphabet.units)), element(text_block("text-0", text, alphabet))
        asked = """async (units, block, single) => {
            return shuwuCodec.readText(block, { units: await shuwuCodec.readPlain(units), single: single });
        }"""

        assert pack.call(asked, *blocks, alphabet.single) == text


class TestPlain:
    @given(st.integers(0, 10_000))
    def test_any_body(self, pack: ScriptEngine, seed: int):
        """
        The words of any body are the same.
        """
        body = render(tag_soup(seed))

        assert pack.call("shuwuPack.plain", body) == text_of(body)

"""Numbers that scripts and Python both write down, because no file of the index carries them."""

from datetime import datetime
from itertools import chain

import pytest

from tests.script_engine import ScriptEngine
from webapp.core.language import suggest
from webapp.core.language.snippet import LEAD_CHARACTERS, SNIPPET_CHARACTERS
from webapp.core.language.text import JOINED, MAX_WORD, SPACED, runs
from webapp.core.language.words import LENGTHS
from webapp.pack import codec, onefile_renderer
from webapp.search.frozen import bits, character_ranks, layout, lexicon, segment

SECONDS_BEFORE_1970 = (datetime(1970, 1, 1) - datetime(1, 1, 1)).total_seconds()


@pytest.mark.parametrize(
    ("script", "name", "expected"),
    [
        ("shards", "BLOCK", layout.BLOCK),
        ("shards", "PLACES", character_ranks.PLACES),
        ("shards", "SPLIT_SPAN", layout.SPLIT_SPAN),
        ("shards", "MOST_ONES", bits.MOST_ONES),
        ("long_lists", "BLOCK", layout.BLOCK),
        ("long_lists", "IN_TITLE", lexicon.IN_TITLE),
        ("text", "MAX_WORD", MAX_WORD),
        ("snippet", "MOST", SNIPPET_CHARACTERS),
        ("snippet", "LEAD", LEAD_CHARACTERS),
        ("snippet", "BETWEEN", segment.PIECE_SEPARATOR),
        ("quoted", "BETWEEN", segment.PIECE_SEPARATOR),
        ("suggest", "MOST", suggest.MOST),
        ("suggest", "MOST_CHARACTERS", max(LENGTHS)),
        ("search", "YEAR_1970", SECONDS_BEFORE_1970),
        ("pack_pages", "YEAR_1970", SECONDS_BEFORE_1970),
        ("pack_pages", "PER_PAGE", onefile_renderer.ARTICLES_A_PAGE),
        ("pack", "BETWEEN", codec.RECORD_SEPARATOR),
        ("pack", "INSIDE", codec.UNIT_SEPARATOR),
    ],
)
def test_constant(plain_scripts: ScriptEngine, script: str, name: str, expected: object):
    """
    A script has the number that Python writes by.
    """
    assert plain_scripts.constant(script, name) == expected


def test_scripts_of_the_world(plain_scripts: ScriptEngine):
    """
    Where one kind of characters ends and another begins is the same.
    """
    edges = sorted({end + step for end in chain(*JOINED, *SPACED) for step in (-1, 0, 1)})
    characters = [chr(edge) for edge in edges]

    assert plain_scripts.call("texts => texts.map(shuwuText.runs)", characters) == list(map(runs, characters))

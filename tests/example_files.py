"""Read the example files that Python and JavaScript share: a title, the input, ``->``, what comes out."""

from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent / "examples"


class Example(NamedTuple):
    """One rule of an example file."""

    title: str
    given: str
    expected: str


def read_examples(name: str) -> list[Example]:
    """Return the examples of ``examples/<name>.txt`` in order."""
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    return [_example(block) for block in text.split("## ")[1:]]


def titles(example: Example) -> str:
    """Return what pytest calls *example*."""
    return example.title


def _example(block: str) -> Example:
    title, _, rest = block.partition("\n")
    given, _, expected = rest.partition("\n->\n")
    return Example(title.strip(), given, expected.strip("\n"))

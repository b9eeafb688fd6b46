"""Write the table of Unicode's properties by which words are cut, for Python and for JavaScript.

Run again after an update of Unicode: python tools/make_word_table.py (it needs the package ``regex``). A code point
that is not assigned goes with its neighbours, which makes the table a third as long.
"""

import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import regex

PROJECT = Path(__file__).parent.parent
PYTHON = PROJECT / "webapp/core/language/word_table.py"
SCRIPT = PROJECT / "webapp/static/js/searching/word_table.js"

JOINED = regex.compile(r"[\u3005\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\U00020000-\U000323af]")
"""What text.py cuts into characters and pairs already: Han, kana, Hangul."""
MARK = regex.compile(r"[\p{GCB=Extend}\p{GCB=SpacingMark}--[\p{Cf}\uff9e\uff9f]]", regex.V1)
UNSPACED = regex.compile(r"[\p{LB=SA}\p{Yi}\p{Javanese}\p{Balinese}\p{Nushu}\p{Tangut}--\p{Nd}]", regex.V1)
WORD = regex.compile(r"[\p{Alphabetic}\p{WB=ALetter}\p{WB=Hebrew_Letter}\p{WB=Numeric}\p{M}--[\p{Po}\p{Cf}]]", regex.V1)
NORMAL = regex.compile(r"\p{NFKC_QC=No}")

PYTHON_HEAD = '''"""Which characters words are made of, as regular expressions have them between brackets.

Made by tools/make_word_table.py from Unicode {version}: never edit by hand. Only characters of normalised text are
told of, and those that are not assigned go with their neighbours. WORD_CLASS has letters, marks and digits,
UNSPACED_CLASS the letters of scripts that put no blank between words, MARK_CLASS what stays with the character before,
ZEROS the first of each ten digits.
"""

'''
SCRIPT_HEAD = """/* word_table.js: which characters words are made of. Made by tools/make_word_table.py: never
   edit by hand. Twin of webapp/core/language/word_table.py, which explains it. */
"""


def main() -> None:
    """Write both files."""
    unspaced = ranges(lambda c: bool(UNSPACED.match(c)) and not MARK.match(c))
    marks = ranges(lambda c: bool(MARK.match(c)))
    words = ranges(lambda c: bool(WORD.match(c)) and not UNSPACED.match(c) and not JOINED.match(c))
    zeros = "".join(
        chr(code) for code in codes() if chr(code).isdecimal() and unicodedata.decimal(chr(code)) == 0 and code > 0x39
    )
    zeros = "".join(c for c in zeros if unicodedata.normalize("NFKC", c) == c)
    table = {"WORD_CLASS": words, "UNSPACED_CLASS": unspaced, "MARK_CLASS": marks}
    PYTHON.write_text(
        PYTHON_HEAD.format(version=unicodedata.unidata_version)
        + "".join(constant(name, found) for name, found in table.items())
        + constant("ZEROS", [(ord(c), ord(c)) for c in zeros]),
        encoding="utf-8",
    )
    rows = [
        f'  {name.partition("_")[0].lower()}: "{"".join(script_range(*pair) for pair in found)}"'
        for name, found in table.items()
    ]
    rows.append(f'  zeros: "{"".join(script_code(ord(c)) for c in zeros)}"')
    SCRIPT.write_text(SCRIPT_HEAD + "this.shuwuWords = {\n" + ",\n".join(rows) + "\n};\n", encoding="utf-8")


def codes() -> Iterator[int]:
    """Yield all code points but surrogates and private ones."""
    yield from range(0xD800)
    yield from range(0xF900, 0x20000)
    yield from range(0xE0100, 0xE01F0)


def ranges(is_in: Callable[[str], bool]) -> list[tuple[int, int]]:
    """Return the ranges of code points for which *is_in* holds; what is not assigned, or not normal, may be in them."""
    found: list[tuple[int, int]] = []
    is_open = False
    for code in codes():
        character = chr(code)
        if unicodedata.category(character) == "Cn" or (NORMAL.match(character) and not MARK.match(character)):
            continue
        if not is_in(character):
            is_open = False
        elif is_open:
            found[-1] = (found[-1][0], code)
        else:
            found.append((code, code))
            is_open = True
    return found


def constant(name: str, found: list[tuple[int, int]]) -> str:
    """Return the assignment of a constant, in lines that fit."""
    lines, line = [], ""
    for piece in (python_range(*pair) for pair in found):
        if len(line) + len(piece) > 108:
            lines.append(line)
            line = ""
        line += piece
    return f"{name} = (\n" + "".join(f'    r"{row}"\n' for row in [*lines, line]).replace('r"', '"') + ")\n"


def python_range(first: int, last: int) -> str:
    """Return a range as Python writes it."""
    return python_code(first) if first == last else f"{python_code(first)}-{python_code(last)}"


def python_code(code: int) -> str:
    """Return a character as Python writes it."""
    return (
        chr(code)
        if chr(code).isascii() and chr(code).isalnum()
        else f"\\u{code:04x}"
        if code < 0x10000
        else f"\\U{code:08x}"
    )


def script_range(first: int, last: int) -> str:
    """Return a range as JavaScript writes it."""
    return script_code(first) if first == last else f"{script_code(first)}-{script_code(last)}"


def script_code(code: int) -> str:
    """Return a character as JavaScript writes it."""
    return (
        chr(code)
        if chr(code).isascii() and chr(code).isalnum()
        else f"\\u{code:04x}"
        if code < 0x10000
        else f"\\u{{{code:x}}}"
    )


if __name__ == "__main__":
    main()

"""Write webapp/core/language/han_fold.py: which Han character stands for which when searching.

Run again after an update of OpenCC: python tools/make_fold_table.py
"""

from pathlib import Path

import opencc

TARGET = Path(__file__).parent.parent / "webapp" / "core" / "han_fold.py"
BLOCKS = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF))

# Variants that OpenCC keeps apart because the right choice depends on the word; a search wants both.
ALSO = {"著": "着", "妳": "你", "牠": "它", "祂": "他", "甚": "什", "麽": "么", "沈": "沉", "徵": "征", "藉": "借"}

HEAD = '''"""Traditional and variant Han characters, each with the character it is searched as.

Made by tools/make_fold_table.py from OpenCC's Traditional-to-Simplified characters and a few variants.
Never edit by hand.
"""

'''


def fold_table() -> dict[str, str]:
    """Return every character that folds, with what it folds to; nothing folds twice."""
    simplify = opencc.OpenCC("t2s").convert
    table = dict(ALSO)
    for first, last in BLOCKS:
        for character in map(chr, range(first, last + 1)):
            simple = simplify(character)
            if len(simple) == 1 and simple != character and simple <= "\uffff":
                table.setdefault(character, simple)
    return {character: table.get(simple, simple) for character, simple in sorted(table.items())}


def module_text() -> str:
    """Return the whole module."""
    table = fold_table()
    return f"{HEAD}{_constant('FROM', ''.join(table))}{_constant('TO', ''.join(table.values()))}"


def _constant(name: str, characters: str) -> str:
    rows = [characters[start : start + 50] for start in range(0, len(characters), 50)]
    lines = "".join(f'    "{row}"\n' for row in rows)
    return f"{name} = (\n{lines})\n"


if __name__ == "__main__":
    TARGET.write_text(module_text(), encoding="utf-8")

"""The numbers of headings in Chinese documents: 第一章, 第一节, 一、, （一）."""

import re

_NUMERAL = "[〇零一二三四五六七八九十百\\d]{1,4}"
_KINDS = (
    ("chapter", re.compile(rf"第{_NUMERAL}(?:章|编|篇|部分|讲|课|回)(?:[\s　:：、]|$)")),
    ("part", re.compile(rf"第{_NUMERAL}节(?:[\s　:：、]|$)")),
    ("point", re.compile(r"[一二三四五六七八九十]{1,3}\s?[、.．](?=\S)|[一二三四五六七八九十]{1,3}[　 ]+(?=\S)")),
    ("subpoint", re.compile(r"[(（][一二三四五六七八九十]{1,3}[)）](?=\s?\S)")),
)
ORDER = tuple(kind for kind, _ in _KINDS)
"""The kinds from the highest to the lowest."""


def numbering(line: str) -> str:
    """Return the kind of number at the beginning of *line*; "" if there is none."""
    line = line.strip()
    return next((kind for kind, pattern in _KINDS if pattern.match(line)), "")

"""Twelve hundred articles of made text, in both scripts: as many words, numbers and lengths as an encyclopedia has.

The words are real ones, some of them far more frequent than others; what is said with them means nothing.
"""

import json
import random
from functools import cache
from itertools import accumulate
from pathlib import Path

from opencc import OpenCC
from pypinyin.constants import PHRASES_DICT

SECTIONS = {"traditional": 700, "simplified": 500}
"""How many articles each has: in all more than a block of a long list holds (BLOCK in search/frozen/layout.py)."""

Row = dict[str, str]
SEED = 2026
VOCABULARY = 6000
SYNONYMOUS = ["中国", "中华", "我国", "美国", "美利坚合众国", "电影", "影片", "NBA", "美国职业篮球联赛", "时间"]
FREQUENT = ["世界", "城市", "历史", "人民", "大学", "音乐", "河流", "一个", "之一", "第一", "the", "of"]
LINKS = [*"的的的是在了和与为以而由被中上", "及其", "因此", "但是"]
LATIN = ["River", "GDP", "Paris", "Nile", "A-B", "Café", "iPhone", "DNA", "Wi-Fi", "Ünïcode", "x86"]
STOPS = "。。。。；！？"
SOURCE = "（摘自百科）"
"""Stands in nearly every article, so that the lists of its terms are long ones."""


@cache
def rows(section: str) -> list[Row]:
    """Return the articles of a section as ``{id, title, text}``, the same ones every time."""
    chance = random.Random(f"{SEED} {section}")
    written = OpenCC("s2t").convert if section == "traditional" else str
    made = (_article(chance) for _ in range(SECTIONS[section]))
    return [
        {"id": f"{section}-{number}", "title": written(title), "text": written(text)}
        for number, (title, text) in enumerate(made)
    ]


def write_collections(root: Path) -> None:
    """Write the articles to the library in the folder *root*, one collection a section."""
    for section in SECTIONS:
        folder = root / "content" / section
        folder.mkdir(parents=True)
        lines = (json.dumps(row, ensure_ascii=False) for row in rows(section))
        (folder / "docs.jsonl").write_text("\n".join(lines), encoding="utf-8")


@cache
def _vocabulary() -> tuple[list[str], list[float]]:
    """Return words, and the sums of their weights: the more frequent ones first, as in any text."""
    real = sorted(word for word in PHRASES_DICT if len(word) <= 4 and word.isalpha())
    words = [*SYNONYMOUS, *FREQUENT, *random.Random(SEED).sample(real, VOCABULARY)]
    return words, list(accumulate(1 / (rank + 50) for rank in range(len(words))))


def _article(chance: random.Random) -> tuple[str, str]:
    topic = _words(chance, chance.randint(1, 3))
    sentences = [_sentence(chance, topic) for _ in range(chance.randint(2, 24))]
    breaks = (chance.choice(("", "", "", "\n\n")) for _ in sentences)
    text = "".join(f"{sentence}{end}" for sentence, end in zip(sentences, breaks, strict=True))
    return "".join(topic), text + chance.choices(("", SOURCE), (1, 20))[0]


def _sentence(chance: random.Random, topic: list[str]) -> str:
    words = [*_words(chance, chance.randint(3, 12)), *chance.sample(topic, chance.randint(0, 1))]
    chance.shuffle(words)
    said = "".join(f"{word}{chance.choice(LINKS) if chance.random() < 0.4 else ''}" for word in words)
    extra = chance.choice(
        ("", "", "", f"，{chance.randint(1, 2030)}年", f" {chance.choice(LATIN)} ", f"《{words[0]}》")
    )
    return f"{said}{extra}{chance.choice(STOPS)}"


def _words(chance: random.Random, count: int) -> list[str]:
    words, sums = _vocabulary()
    return chance.choices(words, cum_weights=sums, k=count)

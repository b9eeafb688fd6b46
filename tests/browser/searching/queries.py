"""Queries of every kind for the made library: what people ask, type, mistype and try."""

import random
import re

from opencc import OpenCC

from tests.browser.searching.made_library import SECTIONS, rows
from webapp.core.language.words import WordList, shown, units

LATIN_OR_NUMBER = re.compile(r"[A-Za-z]+|[0-9]+")
CLAUSE = re.compile(r"\w{3,}")
COMMON = ("的", "是", "在", "的是", "年", "中国", "一个", "之一", "中國 的", "1", "the")
IN_NEARLY_ALL = (
    "百科",
    "摘自百科",
    "百科 世界",
    "摘自 城市 历史",
    "百科的",
    '"摘自百科"',
    '"百科" 之一',
    "百科 -世界",
    "摘自 -城市",
)
NOWHERE = ("籱爨", "zzzz", "龘 靐", "q1w2e3", "醜醜醜", "𠀀𠀁", "", " ", "!?", "😀", "的" * 300)
QUOTED = (
    '"一个" 之一',
    '"1年"',
    "『世界』 城市",
    '"第一 城市"',
    '城市 -"世界"',
    "城市 -世界历史",
    '"the River"',
    "of -5 -the",
)
QUESTIONS = ("{}是什么？", "哪里有{}？", "什麼時候{}", "{}和{}有什么关系？", "為什麼{}要{}", "{} {} {}")


def queries(count: int) -> list[str]:
    """Return at least *count* queries, the same ones every time."""
    chance = random.Random(2026)
    texts = [row["text"] for section in SECTIONS for row in rows(section)]
    to_other = OpenCC("t2s").convert, OpenCC("s2t").convert
    found = [
        *COMMON,
        *IN_NEARLY_ALL,
        *NOWHERE,
        *QUOTED,
        *(_question(chance.choice(texts), chance) for _ in range(count // 2)),
    ]
    while len(found) < count:
        text = chance.choice(texts)
        start = chance.randrange(len(text))
        piece = text[start : start + chance.randint(1, 6)]
        other = chance.choice(to_other)(piece)
        pair = chance.choice(text) + chance.choice(chance.choice(texts))
        foreign = LATIN_OR_NUMBER.findall(text)
        if len(piece) > 3:
            found += [f'"{piece}"', f"{text[start : start + 2]} -{piece[2:]}"]
        found += [piece, other, chance.choice(text), pair, *chance.sample(foreign, min(1, len(foreign)))]
    return found


def _question(text: str, chance: random.Random) -> str:
    """Ask for pieces of *text*, or for some keywords, in its script or the other one."""
    clauses = [chance.choice(CLAUSE.findall(text)) for _ in range(3)]
    starts = [chance.randrange(len(clause) - 1) for clause in clauses]
    pieces = [clause[start : start + chance.randint(2, 5)] for clause, start in zip(clauses, starts, strict=True)]
    asked = chance.choice(QUESTIONS).format(*pieces)
    return chance.choice((str, OpenCC("t2s").convert, OpenCC("s2t").convert))(asked)


def typed_words(words: WordList, count: int) -> list[str]:
    """Return *count* words of a library as people type them: pinyin, broken off, mixed, or with a wrong character."""
    chance = random.Random(2026)
    written = sorted({word for bucket in words.known for row in bucket for word in row})
    ways = (_in_pinyin, _in_initials, _mixed, _broken_off, _mistyped)
    return [ways[number % len(ways)](chance.choice(written), chance) for number in range(count)]


def _in_pinyin(word: str, chance: random.Random) -> str:
    return chance.choice(("", " ")).join(unit[:-1] for unit in units(word))


def _in_initials(word: str, chance: random.Random) -> str:
    return "".join(unit[0] for unit in units(word)[: chance.randint(1, 8)])


def _mixed(word: str, chance: random.Random) -> str:
    return "".join(chance.choice((unit[-1], unit[0], unit[:-1])) for unit in units(word))


def _broken_off(word: str, chance: random.Random) -> str:
    typed = _in_pinyin(word, chance)
    return typed[: chance.randint(1, max(1, len(typed)))]


def _mistyped(word: str, chance: random.Random) -> str:
    characters = list(shown(word))
    characters[chance.randrange(len(characters))] = chr(chance.randint(0x4E00, 0x9FA0))
    return "".join(characters)

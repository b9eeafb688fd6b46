"""Make up libraries of any shape: any numbers of articles, of sections and of tags, and any length of texts.

The text is none that anybody wrote. Its words are made of the usual characters and come as often as those of real
texts do: a few everywhere, most seldom. So its search index and its pages weigh about what real ones weigh.
"""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

NEWEST = date(2025, 6, 30)
TAGS_OF_AN_ARTICLE = 3
TITLE_WORDS = (2, 4)
SENTENCE_WORDS = (4, 14)
PARAGRAPH_SENTENCES = 5

_USUAL = bytes(byte for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF) for byte in (row, cell))
_WORDS = 30_000
_WORD_LENGTHS = (2, 2, 2, 2, 2, 2, 3, 3, 4)
_PARTICLES = 60
"""Characters that stand between words, as 的 and 在 do."""
_TOPIC_WORDS = 16
_KINDS = (("word", 45), ("particle", 20), ("topic", 35))
"""What a text is made of, in hundredths: words of all kinds, particles, and the few words that it is about."""


@dataclass(frozen=True)
class Shape:
    """A library of *groups* of articles, each how many of how many characters, in *sections*, with *tags* in all."""

    groups: tuple[tuple[int, int], ...]
    sections: int = 8
    tags: int = 40

    @property
    def articles(self) -> int:
        """How many articles there are."""
        return sum(count for count, _ in self.groups)

    def __str__(self) -> str:
        """Say it in a line."""
        groups = " + ".join(f"{count:,} of {characters:,}" for count, characters in self.groups)
        return f"{groups} characters, {self.sections} sections, {self.tags:,} tags"


class Writer:
    """Makes up words, titles and texts; the same *seed* gives the same ones."""

    def __init__(self, seed: object = 2026) -> None:
        self.chance = random.Random(str(seed))
        characters = list(_USUAL.decode("gb2312", "ignore"))
        random.Random(1).shuffle(characters)
        chance = random.Random(2)
        weights = list(accumulate(1 / (rank + 20) for rank in range(len(characters))))
        self._words = [
            "".join(chance.choices(characters, cum_weights=weights, k=chance.choice(_WORD_LENGTHS)))
            for _ in range(_WORDS)
        ]
        self._weights = list(accumulate(1 / (rank + 60) for rank in range(_WORDS)))
        self._particles = characters[:_PARTICLES]
        self._particle_weights = list(accumulate(1 / (rank + 2) for rank in range(_PARTICLES)))

    def words(self, least: int, most: int) -> list[str]:
        """Return words, within the bounds of their number."""
        count = self.chance.randint(least, most)
        return self.chance.choices(self._words, cum_weights=self._weights, k=count)

    def title(self) -> str:
        """Return a title."""
        return "".join(self.words(*TITLE_WORDS))

    def text(self, characters: int) -> str:
        """Return a text of the given number of characters, in sentences and paragraphs."""
        topic, found, size = self.words(_TOPIC_WORDS, _TOPIC_WORDS), [], 0
        while size < characters:
            end = "。\n\n" if len(found) % PARAGRAPH_SENTENCES == PARAGRAPH_SENTENCES - 1 else "。"
            found.append(self._sentence(topic) + end)
            size += len(found[-1])
        return "".join(found)[:characters]

    def _sentence(self, topic: list[str]) -> str:
        names, shares = zip(*_KINDS, strict=True)
        words = self.words(*SENTENCE_WORDS)
        kinds = self.chance.choices(names, weights=shares, k=len(words))
        particles = self.chance.choices(self._particles, cum_weights=self._particle_weights, k=len(words))
        topics = self.chance.choices(topic, weights=[1 / (rank + 1) for rank in range(len(topic))], k=len(words))
        return "".join(
            {"word": word, "particle": particle, "topic": about}[kind]
            for word, particle, about, kind in zip(words, particles, topics, kinds, strict=True)
        )

    def name(self, number: int) -> str:
        """Return a name of two or more characters that no other *number* has."""
        digits = []
        while number or not digits:
            number, digit = divmod(number, 90)
            digits.append(0x4E00 + 13 * digit)
        return "".join(map(chr, [*digits, 0x6751]))


def make_library(shape: Shape, root: Path, seed: object = 2026) -> list[dict[str, object]]:
    """Write a library of this *shape* to the folder *root*, a collection a section; return its articles as rows."""
    writer = Writer(seed)
    rows = list(_rows(shape, writer))
    for number in range(min(shape.sections, len(rows))):
        folder = root / "content" / f"section-{number:02}"
        folder.mkdir(parents=True)
        title = f"---\ntitle: {writer.name(number)[:2]}\n---\n"
        (folder / "_index.md").write_text(title, encoding="utf-8")
        lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows[number :: shape.sections])
        (folder / "rows.jsonl").write_text("".join(lines), encoding="utf-8")
    (root / "shuwu.toml").write_text('title = "书屋"\n', encoding="utf-8")
    return rows


def _rows(shape: Shape, writer: Writer) -> Iterator[dict[str, object]]:
    lengths = [characters for count, characters in shape.groups for _ in range(count)]
    tags = [writer.name(number) for number in range(shape.tags)]
    each = max(TAGS_OF_AN_ARTICLE, -(-len(tags) // max(1, len(lengths))))
    for number, characters in enumerate(lengths):
        own = {tags[(number * each + place) % len(tags)] for place in range(each)} if tags else ()
        yield {
            "id": f"a{number}",
            "title": writer.title(),
            "date": (NEWEST - timedelta(days=number // 3)).isoformat(),
            "tags": sorted(own),
            "text": writer.text(characters),
        }

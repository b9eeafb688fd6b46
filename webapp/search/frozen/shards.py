"""Keep the frozen index in step with the library: which segments there are, and what is gone from them.

An update writes what is new or changed as one more segment and leaves the others' bytes alone; merging.py says when
segments are written again. ``state.js`` holds all that changes with every update: the number of articles, the segments,
the gone.
"""

import json
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from webapp.core.article import Article
from webapp.core.language import ranking
from webapp.core.language.families import MULTILINGUAL_RULES
from webapp.core.language.query import ASKING, LINKING, MAX_TERMS
from webapp.core.language.radicals import RADICALS
from webapp.core.language.synonyms import SynonymGroup
from webapp.core.language.text import FOLDS
from webapp.core.language.words import NO_WORDS, WordList
from webapp.disk.exchange import flush
from webapp.disk.files import move, write_new
from webapp.disk.unfinished import unfinished_folder
from webapp.search import document
from webapp.search.frozen.character_ranks import USUAL
from webapp.search.frozen.segment import LONG_TERMS, Segment, script, write_segment
from webapp.search.frozen.word_files import WORDS, write_words
from webapp.search.frozen.write import write_changed
from webapp.search.merging import is_worn, taken_in

FOLD_STEP = 512
"""How many character codes share one part of the folding table."""

_FIRST_HAN_PART, _LAST_HAN_PART = 0x3400 // FOLD_STEP, 0x9FFF // FOLD_STEP

FOLDING = "".join(character for character in FOLDS[0] if character in USUAL)
"""The characters of GB 2312 that fold. Of all others of the folding table a reader sees that they are not in it."""

_PLAN = "segments.json"
_STATE = "state.js"


@dataclass(frozen=True)
class ListedSegment:
    """A segment, and the numbers of its articles that are gone from the library or changed since."""

    segment: Segment
    gone: frozenset[int] = frozenset()

    def live(self) -> list[str]:
        """Return the slugs of the articles that still count."""
        return [slug for number, (slug, _) in enumerate(self.segment.articles) if number not in self.gone]


class Shards:
    """The frozen index of one library, in *folder*; everything in it can be made again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._multilingual = False

    def update(
        self,
        articles: Iterable[Article],
        sections: Mapping[str, str],
        words: Callable[[], WordList] = lambda: NO_WORDS,
        synonyms: Iterable[SynonymGroup] = (),
    ) -> tuple[str, ...]:
        """Make the shards hold exactly *articles*; return the path of every file, relative to the folder.

        *sections* are the titles of the sections by their slugs; result lines show them. *words* returns what is
        suggested, and is asked last; *synonyms* are what is searched with a query.
        """
        by_slug = {article.slug: article for article in articles}
        before = self._read_plan()
        self._multilingual = document.is_multilingual(by_slug.values())
        stamps = {slug: document.stamp(article, self._multilingual) for slug, article in by_slug.items()}
        plan = self._merge(_without_gone(before, stamps), by_slug)
        self._write_fold_table()
        state = {
            "format": document.FORMAT,
            "articles": len(by_slug),
            "rules": {
                **ranking.RANKING_RULES,
                "asking": ASKING.pattern,
                "linking": LINKING,
                "terms": MAX_TERMS,
                "folding": FOLDING,
                **(MULTILINGUAL_RULES if self._multilingual else {}),
            },
            "common": _common(plan, len(by_slug)),
            "sections": dict(sorted(sections.items())),
            "segments": [self._segment_state(item) for item in plan],
            "words": write_words(self.folder / WORDS, words()),
            "synonyms": list(synonyms),
        }
        write_changed(self.folder / _STATE, script(state))
        write_changed(self.folder / _PLAN, _compact({"format": document.FORMAT, "plan": [_plan_row(i) for i in plan]}))
        self._remove_others({item.segment.name for item in plan} | {"fold", WORDS})
        return tuple(sorted(self._paths()))

    def _merge(self, listed: list[ListedSegment], by_slug: Mapping[str, Article]) -> list[ListedSegment]:
        known = {slug for item in listed for slug in item.live()}
        fresh = sorted(by_slug.keys() - known)
        plan: list[ListedSegment] = []
        for item in listed:
            slugs = item.live()
            if is_worn(len(item.gone), len(item.segment.articles)):
                plan += [self._write([by_slug[slug] for slug in slugs], not plan)] if slugs else []
            else:
                plan += [item] if slugs else []
        for _ in range(taken_in([len(item.live()) for item in plan], len(fresh))):
            fresh += plan.pop().live()
        return [*plan, self._write([by_slug[slug] for slug in fresh], not plan)] if fresh else plan

    def _write(self, articles: list[Article], is_first: bool) -> ListedSegment:
        segment, files = write_segment(articles, is_first, self._multilingual)
        target = self.folder / segment.name
        if not target.exists():
            with unfinished_folder(self.folder) as half:
                for name, text in files.items():
                    write_new(f"{half}/{name}", text.encode())
                flush(half)
                move(half, target)
        return ListedSegment(segment)

    def _segment_state(self, item: ListedSegment) -> dict[str, object]:
        state = {key: value for key, value in vars(item.segment).items() if key not in ("articles", "frequent")}
        return state | {
            "articles": len(item.segment.articles),
            "gone": sorted(item.gone),
            "missing": self._missing(item),
        }

    def _missing(self, item: ListedSegment) -> dict[str, int]:
        """Return how many of the gone articles hold each term whose list is in blocks."""
        if not item.gone:
            return {}
        rows = (self.folder / item.segment.name / LONG_TERMS).read_text(encoding="utf-8").splitlines()
        return dict(sorted(Counter(term for number in item.gone for term in rows[number].split()).items()))

    def _write_fold_table(self) -> None:
        folder = self.folder / "fold"
        folder.mkdir(parents=True, exist_ok=True)
        for number, (sources, targets) in _fold_parts().items():
            write_changed(folder / f"{number}.js", script(sources, targets))

    def _read_plan(self) -> list[ListedSegment]:
        try:
            stored = json.loads((self.folder / _PLAN).read_text(encoding="utf-8"))
            listed = [_read_row(row) for row in stored["plan"]] if stored["format"] == document.FORMAT else []
        except (OSError, ValueError, KeyError, TypeError):
            # build/ may be deleted or damaged at any time: then everything is written again.
            return []
        return listed if all((self.folder / item.segment.name).is_dir() for item in listed) else []

    def _remove_others(self, names: set[str]) -> None:
        for path in self.folder.iterdir():
            if path.is_dir() and path.name not in names:
                shutil.rmtree(path)

    def _paths(self) -> Iterator[str]:
        for folder, _, names in os.walk(self.folder, onerror=_refuse):
            inside = Path(folder).relative_to(self.folder).as_posix()
            yield from (name if inside == "." else f"{inside}/{name}" for name in names if name.endswith(".js"))


def _refuse(error: OSError) -> None:
    """Let no folder be left out because it cannot be read, as os.walk would."""
    raise error


def _without_gone(listed: list[ListedSegment], stamps: Mapping[str, str]) -> list[ListedSegment]:
    """Mark as gone what is no longer in the library as it stands in the segment."""
    return [
        ListedSegment(
            item.segment,
            item.gone
            | {number for number, (slug, stamp) in enumerate(item.segment.articles) if stamps.get(slug) != stamp},
        )
        for item in listed
    ]


def _plan_row(item: ListedSegment) -> dict[str, object]:
    return {"segment": vars(item.segment), "gone": sorted(item.gone)}


def _read_row(row: dict[str, Any]) -> ListedSegment:
    fields = row["segment"]
    articles = tuple((slug, stamp) for slug, stamp in fields.pop("articles"))
    frequent = tuple((character, count) for character, count in fields.pop("frequent"))
    segment = Segment(articles=articles, frequent=frequent, **fields)
    return ListedSegment(segment, frozenset(row["gone"]))


def _common(plan: Iterable[ListedSegment], articles: int) -> str:
    """Return characters that are certainly too common to be searched beside a pair: nobody needs to fetch their lists.

    The gone articles are taken to hold all of them, so a few that are as common may be missing.
    """
    least: Counter[str] = Counter()
    for item in plan:
        least.update({character: count - len(item.gone) for character, count in item.segment.frequent})
    return "".join(sorted(character for character, count in least.items() if count > ranking.most_held(articles)))


def _fold_parts() -> dict[int, tuple[str, str]]:
    """Return the folding table in parts; a pair is in the parts of both its characters, so either leads to it."""
    parts = dict.fromkeys((ord(RADICALS[0]) // FOLD_STEP, *range(_FIRST_HAN_PART, _LAST_HAN_PART + 1)), ("", ""))
    for source, target in zip(*FOLDS, strict=True):
        for number in sorted({ord(source) // FOLD_STEP, ord(target) // FOLD_STEP}):
            sources, targets = parts[number]
            parts[number] = (sources + source, targets + target)
    return parts


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

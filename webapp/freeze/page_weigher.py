"""Weigh the files of a release as a host sends them: texts gzipped, pictures as they are."""

import math
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np

from webapp.core.file_names import COMPRESSIBLE_ENDINGS
from webapp.disk.cache import load_cached, save_cached
from webapp.freeze.page_parts import first_files
from webapp.freeze.release import FrozenFile
from webapp.freeze.resolve import resolve
from webapp.freeze.weights import STEPS, KindWeight, Weights

HEAVIEST = 10


class Weighed(NamedTuple):
    """A weighed file: the digest of its content, and its bytes as sent."""

    digest: str
    sent: int


class PageWeigher:
    """Weighs the release of *files* in the folder *root*; *kept* is the file of the weights of the release before.

    *kind_of* returns the kind of a page by its name.
    """

    def __init__(self, root: Path, kept: Path, files: Iterable[FrozenFile], kind_of: Callable[[str], str]) -> None:
        self._root = root
        self._kept = kept
        self._before = {name: Weighed(*weighed) for name, weighed in (load_cached(kept, _KEY) or {}).items()}
        self._files = tuple(files)
        self._kind_of = kind_of
        self._now = {file.name: self._weigh(file) for file in self._files if not file.name.startswith(_UNWEIGHED)}

    @cached_property
    def pages(self) -> dict[str, int]:
        """The bytes of each page, by name."""
        return {name: weighed.sent for name, weighed in self._now.items() if name.endswith(".html")}

    @cached_property
    def by_kind(self) -> dict[str, list[str]]:
        """The names of the pages of each kind, the heaviest first."""
        kinds: dict[str, list[str]] = {}
        for name in sorted(self.pages, key=lambda name: (-self.pages[name], name)):
            kinds.setdefault(self._kind_of(name), []).append(name)
        return kinds

    def read(self, name: str) -> str:
        """Return the text of a page."""
        return (self._root / name).read_text(encoding="utf-8")

    def first_files(self, page: str) -> dict[str, int]:
        """Return the bytes of the files that *page* needs once a visit, by name: styles, scripts and icon."""
        names = {resolve(page, link, "", "").file for link in first_files(self.read(page))}
        return {name: self._now[name].sent for name in sorted(names) if name in self._now}

    def weights(self, searches: Sequence[Sequence[str]]) -> Weights:
        """Return the weight of the release; *searches* has the files that each of some searches fetches."""
        pictures = {name: weighed.sent for name, weighed in self._now.items() if name.startswith(_PICTURES)}
        return Weights(
            files=len(self._now),
            bytes=sum(file.bytes for file in self._files),
            kinds=tuple(self._kind(kind, names) for kind, names in sorted(self.by_kind.items())),
            spread=tuple(
                sum(start <= size < end for size in self.pages.values()) for start, end in pairwise((*STEPS, math.inf))
            ),
            heaviest=_heaviest(self.pages),
            pictures=len(pictures),
            picture_median=_median(pictures.values()),
            heaviest_pictures=_heaviest(pictures),
            search=self._searching(searches),
            changed=self._changes(),
        )

    def keep(self) -> None:
        """Keep the weights for the next release."""
        save_cached(self._kept, _KEY, {name: tuple(weighed) for name, weighed in self._now.items()})

    def _weigh(self, file: FrozenFile) -> Weighed:
        known = self._before.get(file.name)
        if known and known.digest == file.digest:
            return known
        return Weighed(file.digest, self._size(file.name) if file.name.endswith(COMPRESSIBLE_ENDINGS) else file.bytes)

    def _size(self, name: str) -> int:
        return sent((self._root / name).read_bytes())

    def _kind(self, kind: str, names: Sequence[str]) -> KindWeight:
        sizes = [self.pages[name] for name in names]
        return KindWeight(kind, len(names), _median(sizes), sizes[0], sum(self.first_files(names[0]).values()))

    def _searching(self, searches: Sequence[Sequence[str]]) -> dict[str, int]:
        """Return the weight of the search scripts, and the medians of a visit's first search and of a later one."""
        page = "search/index.html"
        if page not in self.pages or not searches:
            return {}
        script = sum(size for name, size in self.first_files(page).items() if name.endswith(".js"))
        first = _median(sum(map(self._size, names)) for names in searches)
        later = [sum(map(self._size, set(names) - set(before))) for before, names in pairwise(searches)]
        first += self.pages[page] + script + self._size(_STATE)
        return {"script": script, "first": first, "later": _median(later)}

    def _changes(self) -> dict[str, int]:
        if not self._before:
            return {}
        new = self._now.keys() - self._before.keys()
        gone = self._before.keys() - self._now.keys()
        other = {name for name in self._now.keys() - new if self._now[name].digest != self._before[name].digest}
        fetched = sum(self._now[name].sent for name in new | other)
        return {"new": len(new), "other": len(other), "gone": len(gone), "bytes": fetched}


def sent(content: bytes | str) -> int:
    """Return the gzipped size of the text *content* in bytes.

    The small window takes a third of the time; a page over 8 kB may come out a few bytes too heavy.
    """
    content = content.encode() if isinstance(content, str) else content
    packing = zlib.compressobj(6, zlib.DEFLATED, -13, 6)
    return len(packing.compress(content)) + len(packing.flush()) + _GZIP_BYTES


def _median(sizes: Iterable[int]) -> int:
    # Importing statistics takes 20 ms.
    found = tuple(sizes)
    return round(np.median(found)) if found else 0


def _heaviest(sizes: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(sizes.items(), key=lambda item: (-item[1], item[0]))[:HEAVIEST])


_KEY = "weights 1"
_GZIP_BYTES = 18
_PICTURES = "media/"
_UNWEIGHED = "shards/"
"""The search files, which are weighed only on demand: there are thousands."""
_STATE = "shards/state.js"

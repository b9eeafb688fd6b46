"""What a slow function returned, kept in ``build/`` from one run of the program to the next."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Generic, TypeVar

from webapp.disk.cache import load_cached, save_cached
from webapp.disk.code_digest import code_digest

FEW_NEW_ANSWERS = 64
"""Up to this many new answers are not written: finding them again at each start is quicker than writing the cache."""

Key = TypeVar("Key")


class CachedFunction(Generic[Key]):
    """Calls *function* for each key only once, and keeps its answers in the file *path*.

    Keys and answers are texts, numbers, and tuples of them. What was not asked since the last time is forgotten.
    """

    def __init__(self, path: Path, function: Callable[..., Any]) -> None:
        self._path = path
        self._function = function
        self._kept: dict[Key, Any] | None = None
        self._asked: dict[Key, Any] = {}

    def __call__(self, key: Key, *more: object) -> Any:
        """Return what the function returns for *key*, and for *more* that the key stands for."""
        if key not in self._asked:
            if self._kept is None:
                self._kept = load_cached(self._path, code_digest()) or {}
            self._asked[key] = self._kept[key] if key in self._kept else self._function(key, *more)
        return self._asked[key]

    def new(self) -> dict[Key, Any]:
        """Return the answers since the last saving that were not kept before."""
        kept = self._kept or {}
        return {key: answer for key, answer in self._asked.items() if key not in kept}

    def learn(self, answers: Mapping[Key, Any]) -> None:
        """Take *answers*, which another process found."""
        self._asked |= answers

    def save(self) -> None:
        """Keep what was asked, if much of it is new."""
        if len(self.new()) > FEW_NEW_ANSWERS:
            with suppress(OSError):  # the next run calls the function again
                self._path.parent.mkdir(exist_ok=True)
                save_cached(self._path, code_digest(), self._asked)
        self._kept, self._asked = self._asked, {}

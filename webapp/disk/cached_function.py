"""A cache in ``build/`` for the results of a slow function."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Generic, TypeVar

from webapp.disk.cache import load_cached, save_cached
from webapp.disk.code_digest import code_digest

FEW_NEW_ANSWERS = 64
"""Up to this many new answers are not written: computing them at each start is quicker than writing the cache."""

Key = TypeVar("Key")


class CachedFunction(Generic[Key]):
    """Calls *function* for each key only once, and keeps its answers in the file *path*.

    Keys and answers are texts, numbers, and tuples of them. ``save`` drops keys that were not used in this run.
    """

    def __init__(self, path: Path, function: Callable[..., Any]) -> None:
        self._path = path
        self._function = function
        self._kept: dict[Key, Any] | None = None
        self._asked: dict[Key, Any] = {}

    def __call__(self, key: Key, *more: object) -> Any:
        """Return ``function(key, *more)``; *more* must follow from *key*."""
        if key not in self._asked:
            if self._kept is None:
                self._kept = load_cached(self._path, code_digest()) or {}
            self._asked[key] = self._kept[key] if key in self._kept else self._function(key, *more)
        return self._asked[key]

    def new(self) -> dict[Key, Any]:
        """Return the answers that are not in the file yet."""
        kept = self._kept or {}
        return {key: answer for key, answer in self._asked.items() if key not in kept}

    def learn(self, answers: Mapping[Key, Any]) -> None:
        """Add *answers* of another process."""
        self._asked |= answers

    def save(self) -> None:
        """Write the answers that were used, if many of them are new."""
        if len(self.new()) > FEW_NEW_ANSWERS:
            with suppress(OSError):  # the next run calls the function again
                self._path.parent.mkdir(exist_ok=True)
                save_cached(self._path, code_digest(), self._asked)
        self._kept, self._asked = self._asked, {}

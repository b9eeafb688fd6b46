"""Write the words of a library as files of the frozen index, for a reader who types pinyin or mistypes."""

import hashlib
import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from webapp.core.language.sounds import sound_part, sound_parts
from webapp.core.language.words import Bucket, WordList
from webapp.disk.cached_function import CachedFunction
from webapp.disk.files import write_unsynced
from webapp.search.frozen.segment import script
from webapp.search.frozen.write import write_changed

WORDS = "words"
"""The folder of these files in that of the index."""

_SOUNDS = "sounds"


def write_words(folder: Path, words: WordList) -> list[tuple[str, int]]:
    """Make *folder* hold *words* and the sounds of all characters; return the name of each list and its buckets."""
    lists = {"known": words.known, "fresh": words.fresh}
    kept = {_SOUNDS, *(f"{name}-{len(buckets)}" for name, buckets in lists.items())}
    for name in kept:
        (folder / name).mkdir(parents=True, exist_ok=True)
    for name, buckets in lists.items():
        _write_buckets(folder / f"{name}-{len(buckets)}", buckets)
    write_sounds(folder)
    for path in folder.iterdir():
        if path.name not in kept:
            shutil.rmtree(path)
    return [(name, len(buckets)) for name, buckets in lists.items()]


def write_sounds(folder: Path) -> None:
    """Make *folder* hold the sounds of all characters."""
    (folder / _SOUNDS).mkdir(parents=True, exist_ok=True)
    # To read twenty thousand characters takes half a second, and they sound as they did in the freeze before.
    part = CachedFunction[int](folder.with_name(".sounds"), sound_part)
    for number in sound_parts():
        write_changed(folder / _SOUNDS / f"{number}.js", script(" ".join(part(number))))
    part.save()


def _write_buckets(folder: Path, buckets: Sequence[Bucket]) -> None:
    """Make *folder* hold *buckets*; if it does already, and its files are as they were left, none of them is read."""
    mark = folder.parent.with_name(f".{WORDS}-{folder.name}")
    if mark.is_file() and mark.read_text() == _mark(folder, buckets):
        return
    for number, bucket in enumerate(buckets):
        write_changed(folder / f"{number}.js", script(*map(" ".join, bucket)))
    write_unsynced(mark, _mark(folder, buckets).encode())


def _mark(folder: Path, buckets: Sequence[Bucket]) -> str:
    """Return what changes with *buckets*, and with the size and the date of each file in *folder*."""
    with os.scandir(folder) as entries:
        states = sorted((entry.name, entry.stat().st_size, entry.stat().st_mtime_ns) for entry in entries)
    return hashlib.blake2b(repr((buckets, states)).encode(), digest_size=16).hexdigest()

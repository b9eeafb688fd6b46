"""Write files so that a cut of the power leaves the old one or the new one, and never half of it."""

import os
import shutil
from pathlib import Path


def write_file(path: Path, data: bytes) -> None:
    """Write *data* to a new file, and have it on the disk."""
    with path.open("wb") as file:
        file.write(data)
        _flush(file.fileno())


def copy_file(source: Path, target: Path) -> None:
    """Copy *source* to a new file, and have it on the disk."""
    with source.open("rb") as reader, target.open("wb") as writer:
        shutil.copyfileobj(reader, writer)
        writer.flush()
        _flush(writer.fileno())


def replace_file(path: Path, data: bytes) -> None:
    """Let a file that holds *data* take the place of *path*, or be there if nothing was."""
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        write_file(unfinished, data)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def replace_line(path: Path, number: int, line: bytes) -> None:
    """Let *line*, with its end, take the place of line *number* of the file, from 1."""
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        with path.open("rb") as reader, unfinished.open("wb") as writer:
            writer.writelines(line if at == number else each for at, each in enumerate(reader, 1))
            writer.flush()
            _flush(writer.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _flush(descriptor: int) -> None:
    # A rename may reach the disk before the bytes do, and a village loses its power often.
    os.fsync(descriptor)

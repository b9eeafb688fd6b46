"""The results of packing."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Packed:
    """A pack that was written: *left_articles* and *left_pictures* did not fit."""

    path: Path
    bytes: int
    articles: int
    left_articles: int = 0
    left_pictures: int = 0

    def as_json(self) -> dict[str, str | int]:
        """Return what ``shuwu pack --json`` prints."""
        return {**asdict(self), "path": str(self.path)}


@dataclass(frozen=True, slots=True)
class Volume:
    """One file of several: *sections* holds the title of each section and how many of its articles are here."""

    path: Path
    bytes: int
    articles: int
    sections: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Volumes:
    """The volumes that were written, in the order of the sections."""

    volumes: Sequence[Volume]

    def as_json(self) -> dict[str, object]:
        """Return what ``shuwu pack zip --json`` prints: the path of the first volume, and the sums over all."""
        return {
            "path": str(self.volumes[0].path),
            "bytes": sum(volume.bytes for volume in self.volumes),
            "articles": sum(volume.articles for volume in self.volumes),
            "volumes": [{**asdict(volume), "sections": dict(volume.sections)} for volume in self.volumes],
        }

"""What came out."""

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

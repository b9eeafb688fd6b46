"""What a figure has to reach."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Bar:
    """What a figure must reach, and what it should; *aim* says on which side of *must* the better ones are."""

    must: float
    aim: float

    def verdict(self, figure: float) -> str:
        """Return in a word how *figure* stands."""
        return "aim" if self._reaches(figure, self.aim) else "must" if self._reaches(figure, self.must) else "MISSED"

    def _reaches(self, figure: float, bound: float) -> bool:
        return figure >= bound if self.aim > self.must else figure <= bound


class TimesBar(Bar):
    """A bar for how many times a peer's figure ours is."""

"""Find the quality that reaches a wanted likeness with the fewest bytes, in few attempts."""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, log

BEST = 95

# Around a likeness of 60, one step of quality changes it by 0.4 to 0.9 in JPEG, WebP and AVIF.
_USUAL_SLOPE = 0.6
_STEPS_FOR_E_TIMES_THE_BYTES = 40


@dataclass(frozen=True, slots=True)
class Attempt:
    """A picture compressed with a *quality* from 1 to BEST, and the likeness it reached."""

    quality: int
    likeness: float
    content: bytes


@dataclass(frozen=True, slots=True)
class Goal:
    """A *likeness* to reach, within *max_bytes*. A likeness at most *tolerance* above it is near enough."""

    likeness: float
    max_bytes: int
    tolerance: float = 1.0


def find_quality(attempt: Callable[[int], Attempt], goal: Goal, first: int, tries: int) -> Attempt:
    """Return the smallest of at most *tries* attempts that reaches *goal*; *first* is the first quality.

    If the bytes do not allow the likeness, returns the best likeness that they allow. While no attempt is small enough,
    makes more; in the end returns the lowest quality, whatever its bytes.
    """
    poor, good = 0, BEST + 1
    quality, slope = first, _USUAL_SLOPE
    best: Attempt | None = None
    before: Attempt | None = None
    while good - poor > 1 and (tries > 0 or best is None):
        tries -= 1
        tried = attempt(quality)
        slope = _slope(before, tried, slope)
        before = tried
        if len(tried.content) > goal.max_bytes:
            good = quality
            step = max(1, ceil(_STEPS_FOR_E_TIMES_THE_BYTES * log(len(tried.content) / goal.max_bytes)))
            quality -= max(step, _steps_down(tried, goal, slope))
        else:
            best = _better(best, tried, goal)
            if tried.likeness >= goal.likeness:
                good = quality
                quality -= _steps_down(tried, goal, slope)
            else:
                poor = quality
                quality += max(1, round((goal.likeness + goal.tolerance / 2 - tried.likeness) / slope))
            if goal.likeness <= tried.likeness < goal.likeness + goal.tolerance:
                break
        quality = min(max(quality, poor + 1), good - 1)
    return best or tried


def _steps_down(tried: Attempt, goal: Goal, slope: float) -> int:
    return max(1, round((tried.likeness - goal.likeness - goal.tolerance / 2) / slope))


def _slope(one: Attempt | None, other: Attempt, usual: float) -> float:
    """Return the likeness per step of quality between two attempts, within plausible bounds; *usual* if unknown."""
    if one is None or one.quality == other.quality:
        return usual
    return min(max((other.likeness - one.likeness) / (other.quality - one.quality), 0.2), 2.0)


def _better(one: Attempt | None, other: Attempt, goal: Goal) -> Attempt:
    if one is None:
        return other
    reaching = [attempt for attempt in (one, other) if attempt.likeness >= goal.likeness]
    if reaching:
        return min(reaching, key=lambda attempt: len(attempt.content))
    return max(one, other, key=lambda attempt: attempt.likeness)

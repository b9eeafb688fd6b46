"""Where the writer's text begins and ends on a page: furniture is before and after it, hardly ever inside."""

from collections.abc import Sequence

from webapp.scrub.normalise import is_cry, is_prose

# Lines at each end that count as outside in a document without sentences, such as a list of telephone numbers.
_LINES_AT_ENDS = 5


def outside_prose(lines: Sequence[str]) -> tuple[list[int], list[int]]:
    """Return the numbers of the lines before the first sentence and after the last, without blank lines."""
    filled = [number for number, line in enumerate(lines) if line.strip()]
    prose = [number for number in filled if is_prose(lines[number])]
    if not prose:
        before = filled[:_LINES_AT_ENDS]
        return before, filled[max(len(before), len(filled) - _LINES_AT_ENDS) :]
    if len(prose) > 1 and is_cry(lines[prose[0]]):
        # A title may look like this; the lines of the page are between it and the text.
        prose = prose[1:]
    return [number for number in filled if number < prose[0]], [number for number in filled if number > prose[-1]]

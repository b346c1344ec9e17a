"""The lines of a table: the cells of each, and which lines are rows. Pure."""

from collections.abc import Sequence
from itertools import pairwise

from mailgate.importers.pdf import markers
from mailgate.importers.pdf.model import Line, Word
from mailgate.importers.pdf.openings import is_contents
from mailgate.importers.pdf.typography import Typography

GAP = 1.1  # of the size of type: a wider one parts cells
_ALIGNED = 0.6  # of the cells begin or end where another does
NEAR = 3.0  # points
NEXT_LINE = 1.12  # of the usual distance of lines: this is the next line of a cell
_FEW_WORDS = 5
_EVEN = 1.35  # times the narrowest gap: the widest one of a line that is stretched
_SAME = 1.1  # and where the line may not be one that is stretched

Cell = list[Word]


def cells(line: Line) -> list[Cell]:
    """Return the words of a line parted where the gaps are wide."""
    parts: list[Cell] = []
    for word in line.words:
        if parts and (word.glued or word.x0 - parts[-1][-1].x1 < GAP * line.size):
            parts[-1].append(word)
        else:
            parts.append([word])
    return parts


def is_row(line: Line) -> bool:
    """Whether a line has several cells; a number, a mark or a bullet before a paragraph is none."""
    parts = cells(line)
    first = parts[0][0]
    if len(parts) < 2 or line.words[0].raised or is_contents(line) or _is_stretched(line):
        return False
    alone = len(parts) == 2 and len(parts[0]) == 1
    return not (alone and markers.may_be(first.text))


def _is_stretched(line: Line) -> bool:
    """Whether a line of words has the same gap between all of them: text made to end alike, behind its number if any.

    In a line that fills its column the gaps may differ more: letters that are kerned move the ends of words.
    """
    words = line.words[1:] if markers.may_be(line.words[0].text) else line.words
    gaps = [after.x0 - before.x1 for before, after in pairwise(words) if not after.glued]
    fills = line.x0 - line.left < line.size and line.right - line.x1 < line.size
    worded = sum(any(c.isalpha() for c in word.text) for word in line.words) > len(line.words) / 2
    return worded and len(gaps) > 1 and max(gaps) < (_EVEN if fills else _SAME) * min(gaps)


def is_rest(line: Line, before: Line, usual: Typography) -> bool:
    """Whether a line below the last row is the rest of one of its cells."""
    near = 0 < before.y - line.y < NEXT_LINE * usual.leading(line.size) and line.left == before.left
    starts = [cell[0].x0 for cell in cells(before)]
    ends = [*starts[1:], line.right]
    within = any(abs(line.x0 - x0) < NEAR and line.x1 < x1 for x0, x1 in zip(starts, ends, strict=True))
    return near and within and (len(starts) > 1 or len(line.words) < _FEW_WORDS)


def are_aligned(rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether the cells of rows, but for the first, begin, end or are centred where others do."""
    sides = [(cell[0].x0, cell[-1].x1, place) for place, row in enumerate(rows) for cell in row[1:]]
    aligned = sum(
        any(
            other != place and (abs(x0 - a) < NEAR or abs(x1 - b) < NEAR or abs(x0 + x1 - a - b) < 2 * NEAR)
            for a, b, other in sides
        )
        for x0, x1, place in sides
    )
    return aligned >= _ALIGNED * len(sides)

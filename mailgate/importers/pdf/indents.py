"""Which paragraphs of a PDF are set in as quotes are. Pure."""

from collections import Counter
from collections.abc import Sequence

from mailgate.importers.pdf.model import Line, Paragraph
from mailgate.importers.pdf.openings import WORDED
from mailgate.importers.pdf.typography import Typography

_OFTEN = 0.1  # of the paragraphs


def tell(found: Sequence[Paragraph], usual: Typography) -> None:
    """Say of each paragraph whether it is set in."""
    usually = _first_indents(found, usual)
    before: Paragraph | None = None
    for paragraph in found:
        paragraph.set_in = _is_set_in(paragraph, usual, usually, before)
        before = paragraph


def _first_indents(found: Sequence[Paragraph], usual: Typography) -> list[int]:
    """Return how far in the first lines of paragraphs begin: all, or those that follow another paragraph."""
    steps = Counter(
        round(each.lines[0].x0 - usual.margin(each.lines[0]))
        for each in found
        if len(each.lines) > 2 and not each.number and each.lines[1].x0 < each.lines[0].x0 + 1
    )
    return [step for step, count in steps.items() if count >= _OFTEN * steps.total()]


def _is_set_in(paragraph: Paragraph, usual: Typography, firsts: Sequence[int], before: Paragraph | None) -> bool:
    """Whether a paragraph is a quote; a single line may be the first of a text whose first lines are set in."""
    lines = paragraph.lines
    steps = [line.x0 - usual.margin(line) for line in lines]
    goes_on = before is not None and before.set_in and not lines[0].text.endswith(":")
    if paragraph.bullet or (paragraph.number and len(lines) == 1 and not goes_on) or WORDED.match(lines[0].text):
        return False
    as_usual = any(abs(steps[0] - first) < 2 for first in firsts)
    if goes_on and as_usual and before is not None:
        goes_on = any(abs(line.x0 - usual.margin(line) - steps[0]) < 2 for line in before.lines)
    if len(lines) == 1 and not goes_on and (as_usual or _is_centred(lines[0], usual)):
        return False
    return all(step > line.size for step, line in zip(steps, lines, strict=True))


def _is_centred(line: Line, usual: Typography) -> bool:
    return abs(line.x0 + line.x1 - usual.margin(line) - usual.right(line)) < 2 * line.size

"""Headings in bold type that stand in the first line of their paragraph, numbered as only a program does. Pure.

`1.2.0.3 The pumps` has a level that the report leaves out: nobody counts paragraphs so, but LaTeX its headings. Other
words in bold that a paragraph begins with are part of it, also where they fill its first lines.
"""

from collections.abc import Iterator, Sequence

from mailgate.importers.numbers_read import LEVEL_LEFT_OUT
from mailgate.importers.pdf.model import Line, Paragraph
from mailgate.importers.pdf.typography import Typography

_LINES = 3  # in bold, at most
_NEAR = 0.1  # of the size of type, beyond the usual distance of lines: a heading of its own stands further off
_FULL = 0.1  # of the size of type, from the end of the column: made to end alike, as headings are not
_EDGE = 0.15  # of the size of type, from the margin


def goes_on(open_: Paragraph, line: Line, usual: Typography) -> bool:
    """Whether a line that is not bold goes on with a paragraph whose lines so far are: close below, at the margin.

    The bold words end in it, or those before fill the column to its edge.
    """
    last = open_.lines[-1]
    if line.is_bold or len(open_.lines) > _LINES or not all(each.is_bold for each in open_.lines):
        return False
    if not (0 < last.y - line.y < usual.leading(line.size) + _NEAR * line.size and last.size == line.size):
        return False
    right, begins = usual.right(last), abs(line.x0 - usual.margin(line)) < _EDGE * line.size
    ends_here = line.words[0].bold and line.words[0].text[-1:].isalnum() and last.x1 > right - line.size * _LINES
    return begins and (ends_here or abs(last.x1 - right) < _FULL * last.size)


def part(paragraphs: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """Yield paragraphs, such headings as one of their own."""
    for paragraph in paragraphs:
        count = _in_bold(paragraph)
        rest = list(_words(paragraph.lines, count, None)) if count > 1 else []
        if rest:
            yield Paragraph(list(_words(paragraph.lines, 0, count)))
            yield Paragraph(rest)
        else:
            yield paragraph


def _in_bold(paragraph: Paragraph) -> int:
    """Return how many words in bold a paragraph begins with, the number among them; 0 where it has no such number."""
    words = [] if paragraph.lines[0].rows else [word for line in paragraph.lines for word in line.words]
    if not words or not LEVEL_LEFT_OUT.fullmatch(words[0].text):
        return 0
    return next((at for at, word in enumerate(words) if not word.bold), len(words))


def _words(lines: Sequence[Line], start: int, end: int | None) -> Iterator[Line]:
    """Yield lines with the words from one place to another alone, counted over all of them."""
    for line in lines:
        stop = None if end is None else max(0, end)
        if words := line.words[max(0, start) : stop]:
            yield Line(words, line.page, line.left, line.right, pictures=line.pictures if end is None else [])
        start, end = start - len(line.words), None if end is None else end - len(line.words)

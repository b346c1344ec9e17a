"""Titles and headings in large type over several centred lines: each ends where its writer saw fit. Pure."""

from mailgate.importers.pdf import markers
from mailgate.importers.pdf.model import Line, Paragraph
from mailgate.importers.pdf.openings import starts_with_number
from mailgate.importers.pdf.typography import Typography, column

_LARGE = 1.07  # of the size of the text
_AXIS = 0.8  # of the size of type: how far the middle of a line may be from that of the line above, twice
_NEAR = 1.45  # of the size of type: from line to line
_SHIFTED = 1.0  # points, between where lines begin: those at one margin may be centred by chance


def goes_on(open_: Paragraph, line: Line, usual: Typography) -> bool:
    """Whether a line goes on with a heading in large type that is centred, as it is."""
    last = open_.lines[-1]
    if line.size <= _LARGE * usual.body or round(last.size, 1) != round(line.size, 1) or last.is_bold != line.is_bold:
        return False
    near = column(last) == column(line) and 0 < last.y - line.y < _NEAR * line.size
    centred = abs(last.x0 + last.x1 - line.x0 - line.x1) < _AXIS * line.size and abs(last.x0 - line.x0) > _SHIFTED
    return near and centred and not markers.marker(line) and not starts_with_number(line, line.x0)

"""Lines that are set in the middle, as titles, headings in large type and captions are: which of them go on. Pure."""

from mailgate.importers.pdf import markers
from mailgate.importers.pdf.model import Line, Paragraph
from mailgate.importers.pdf.openings import END, starts_with_number
from mailgate.importers.pdf.typography import Typography, column

_LARGE = 1.07  # of the size of the text
_AXIS = 0.8  # of the size of type: how far the middle of a line may be from that of the line above, twice
_NEAR = 1.45  # of the size of type: from line to line
_SHIFTED = 1.0  # points, between where lines begin: those at one margin may be centred by chance
_EVEN = 3.0  # points: how far the middle may be from that of the line above, twice, in type of any size
_FURTHER = 0.6  # of the size of type: what is set in by less may be a line of any paragraph


def goes_on(open_: Paragraph, line: Line, usual: Typography) -> bool:
    """Whether a line goes on with a heading in large type, or within a sentence, that is centred, as it is."""
    last = open_.lines[-1]
    if round(last.size, 1) != round(line.size, 1) or last.is_bold != line.is_bold or column(last) != column(line):
        return False
    if not 0 < last.y - line.y < _NEAR * line.size:
        return False
    apart = abs(last.x0 + last.x1 - line.x0 - line.x1)
    if line.size <= _LARGE * usual.body:
        amid = line.text[:1].islower() and not last.text.endswith(END)
        return amid and apart < _EVEN and line.x0 - last.x0 > _FURTHER * line.size
    centred = apart < _AXIS * line.size and abs(last.x0 - line.x0) > _SHIFTED
    return centred and not markers.marker(line) and not starts_with_number(line, line.x0)

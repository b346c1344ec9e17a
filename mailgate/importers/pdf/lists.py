"""Lists of a PDF that has no tags: which items follow each other. Pure."""

from collections.abc import Iterator, Sequence

from mailgate.importers.pdf import markers
from mailgate.importers.pdf.model import Line
from mailgate.importers.pdf.paragraphs import Paragraph
from mailgate.importers.pdf.typography import Typography

_NEAR = 3.0  # points: between the places at which the texts of items begin
_SET_IN = 0.6  # of the size of type


def runs(paragraphs: Sequence[Paragraph], usual: Typography) -> Iterator[Sequence[Paragraph]]:
    """Yield items that follow each other as one, and every other paragraph by itself."""
    place = 0
    while place < len(paragraphs):
        end = place + 1
        while end < len(paragraphs) and _follows(paragraphs[end], paragraphs[end - 1], usual):
            end += 1
        before = paragraphs[place - 1] if place else None
        if not _is_list(paragraphs[place:end], before, usual):
            end = place + 1
        yield paragraphs[place:end]
        place = end


def _follows(paragraph: Paragraph, before: Paragraph, usual: Typography) -> bool:
    """Whether an item is the next one of a list."""
    line, above = paragraph.lines[0], before.lines[0]
    if paragraph.contents or line.rows or above.rows:
        return False
    mark, last = markers.marker(line), markers.marker(above)
    near = bool(mark and last) and abs(_text_at(line, usual) - _text_at(above, usual)) <= _NEAR
    return near and markers.is_next(mark, last)


def _text_at(line: Line, usual: Typography) -> float:
    return line.words[1].x0 - usual.margin(line)


def _is_list(items: Sequence[Paragraph], before: Paragraph | None, usual: Typography) -> bool:
    first = items[0].lines[0]
    mark = "" if first.rows else markers.marker(first)
    if not mark or items[0].contents:
        return False
    if items[0].bullet:
        return True
    if len(items) < 2:
        return False
    set_in = first.x0 - usual.margin(first) > _SET_IN * first.size
    opened = before is not None and not before.lines[-1].rows and before.lines[-1].text.endswith((":", "–", "—"))
    hangs = all(line.x0 > each.lines[0].x0 + 1 for each in items for line in each.lines[1:])
    if mark in markers.DASHES:
        return hangs and (set_in or opened)
    return hangs and markers.is_first(mark) and (opened or (set_in and markers.kind([mark]) != "1"))

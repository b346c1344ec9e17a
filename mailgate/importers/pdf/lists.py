"""Lists of a PDF that has no tags: which items follow each other, and which stand in another. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from mailgate.importers.pdf import markers
from mailgate.importers.pdf.model import Line, Paragraph
from mailgate.importers.pdf.typography import Typography

_NEAR = 3.0  # points: between the places at which the texts of items begin
_SET_IN = 0.6  # of the size of type
_DEEPEST = 3  # lists in a list


@dataclass(slots=True, eq=False)
class Item:
    """An item of a list, with those of a list in it; or a paragraph that is none, by itself."""

    paragraph: Paragraph
    inner: "list[Item]" = field(default_factory=list)


def runs(paragraphs: Sequence[Paragraph], usual: Typography) -> Iterator[list[Item]]:
    """Yield items that follow each other as one, and every other paragraph by itself."""
    place = 0
    while place < len(paragraphs):
        items, end = _items(paragraphs, place, usual)
        before = paragraphs[place - 1] if place else None
        if not _is_list([item.paragraph for item in items], before, usual):
            items, end = [Item(paragraphs[place])], place + 1
        yield items
        place = end


def _items(paragraphs: Sequence[Paragraph], place: int, usual: Typography, depth: int = 0) -> tuple[list[Item], int]:
    """Return the items from this paragraph on, with what is in them, and where they end."""
    items, end = [Item(paragraphs[place])], place + 1
    while end < len(paragraphs):
        last = items[-1]
        if _follows(paragraphs[end], last.paragraph, usual):
            items.append(Item(paragraphs[end]))
            end += 1
        elif depth < _DEEPEST and not last.inner and _is_below(paragraphs[end], last.paragraph, usual):
            inner, after = _items(paragraphs, end, usual, depth + 1)
            if not _is_list([item.paragraph for item in inner], last.paragraph, usual):
                break
            last.inner, end = inner, after
        else:
            break
    return items, end


def _is_below(paragraph: Paragraph, item: Paragraph, usual: Typography) -> bool:
    """Whether an item begins as far in as the text of another does, or further."""
    line, above = paragraph.lines[0], item.lines[0]
    if line.rows or above.rows or not markers.marker(line) or not markers.marker(above):
        return False
    return _set_in(line, usual) > _text_at(above, usual) - _NEAR


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


def _set_in(line: Line, usual: Typography) -> float:
    return line.x0 - usual.margin(line)


def _is_list(items: Sequence[Paragraph], before: Paragraph | None, usual: Typography) -> bool:
    first = items[0].lines[0]
    mark = "" if first.rows else markers.marker(first)
    if not mark or items[0].contents:
        return False
    if items[0].bullet:
        return True
    if len(items) < 2:
        return False
    set_in = _set_in(first, usual) > _SET_IN * first.size
    opened = before is not None and not before.lines[-1].rows and before.lines[-1].last_word.endswith((":", "–", "—"))
    hangs = all(_set_in(line, usual) > _set_in(each.lines[0], usual) + 1 for each in items for line in each.lines[1:])
    if mark in markers.DASHES:
        return hangs and (set_in or opened)
    return hangs and markers.is_first(mark) and (opened or (set_in and markers.kind([mark]) != "1"))

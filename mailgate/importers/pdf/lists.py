"""Lists of a PDF: what is printed before items, and which items follow each other. Pure."""

import re
from collections.abc import Iterator, Sequence

from mailgate.importers.pdf.model import Line
from mailgate.importers.pdf.paragraphs import BULLETS, Paragraph
from mailgate.importers.pdf.typography import Typography

_COUNTED = re.compile(r"[\[(]?(?P<count>\d{1,3}|[a-z]|[ivxl]{1,6}|[A-Z])[.)\]]{1,2}")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}
_DASHES = frozenset("–—-*")
_NEAR = 3.0  # points: between the places at which the texts of items begin
_SET_IN = 0.6  # of the size of type
Count = tuple[str, int]  # how it counts, as HTML says it, and how far


def marker(line: Line) -> str:
    """Return what stands before an item that begins here: a bullet, `1.`, `(a)`, `iv)`; else an empty text."""
    first = line.words[0]
    if len(line.words) < 2 or line.words[1].glued or first.raised:
        return ""
    return first.text if first.text in BULLETS or _COUNTED.fullmatch(first.text) else ""


def kind(labels: Sequence[str]) -> str:
    """Return how items count, as HTML says it: `1`, `a`, `i`, `A`; an empty text for bullets."""
    found = [_counts(label.strip()) for label in labels]
    shared = [how for how, _ in found[0] if all(how in dict(counts) for counts in found)] if found else []
    in_row = [
        how for how in shared if all(dict(counts)[how] == dict(found[0])[how] + at for at, counts in enumerate(found))
    ]
    return (in_row or shared or [""])[0]


def _counts(label: str) -> list[Count]:
    """Return how a mark may count: `(i)` is a Roman one, or the ninth letter."""
    match = _COUNTED.fullmatch(label)
    if match is None:
        return []
    text = match["count"]
    if text.isdecimal():
        return [("1", int(text))]
    values = [_ROMAN[letter] for letter in text if letter in _ROMAN]
    roman = sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True)) if values else 0
    found: list[Count] = [("i", roman)] if len(values) == len(text) else []
    if len(text) == 1:
        found.append(("a", ord(text) - ord("a") + 1) if text.islower() else ("A", ord(text) - ord("A") + 1))
    return found


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
    mark, last = marker(line), marker(above)
    if not mark or not last or abs(_text_at(line, usual) - _text_at(above, usual)) > _NEAR:
        return False
    if mark in BULLETS or last in BULLETS:
        return mark == last
    counts = dict(_counts(last))
    return any(counts.get(how) == count - 1 for how, count in _counts(mark))


def _text_at(line: Line, usual: Typography) -> float:
    return line.words[1].x0 - usual.margin(line)


def _is_list(items: Sequence[Paragraph], before: Paragraph | None, usual: Typography) -> bool:
    first = items[0].lines[0]
    mark = "" if first.rows else marker(first)
    if not mark or items[0].contents:
        return False
    if items[0].bullet:
        return True
    if len(items) < 2:
        return False
    set_in = first.x0 - usual.margin(first) > _SET_IN * first.size
    opened = before is not None and not before.lines[-1].rows and before.lines[-1].text.endswith((":", "–", "—"))
    hangs = all(line.x0 > each.lines[0].x0 + 1 for each in items for line in each.lines[1:])
    if mark in _DASHES:
        return hangs and (set_in or opened)
    counts = _counts(mark)
    return hangs and any(count == 1 for _, count in counts) and (opened or (set_in and counts[0][0] != "1"))

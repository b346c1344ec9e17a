"""Boxes with a heading in them, framed or shaded: what stands in one is a part of the report by itself. Pure."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import combinations

from mailgate.importers.pdf.model import Line, Page, Rule
from mailgate.importers.pdf.pieces import Piece
from mailgate.importers.tree import HEADINGS

_TOUCH = 2.5  # points: lines that are nearer meet, or stand at one place
_WIDE, _TALL = 100.0, 30.0  # points, at least
_WHOLE = 0.9  # of the width and height of a page: its background
_MANY = 60  # shapes, or lines, on a page: what has more is a drawing
_Frames = Callable[[int], list[Rule]]


def hold(pieces: Sequence[Piece], pages: Sequence[Page]) -> list[Piece]:
    """Return the pieces, those of each box in one of their own: `box`."""
    by_number = {page.number: page for page in pages}
    frames = cache(lambda number: sorted(_frames(by_number[number]), key=lambda frame: frame.y0 - frame.y1))
    held: list[Piece] = []
    place = 0
    while place < len(pieces):
        end = _end(pieces, place, frames) if _names(pieces[place]) else place + 1
        held.append(Piece("box", parts=list(pieces[place:end])) if end - place > 1 else pieces[place])
        place = end
    return held


def _names(piece: Piece) -> bool:
    """Whether a piece may be the title of a box: tags may call it a paragraph."""
    return piece.tag in HEADINGS or (piece.tag == "p" and not piece.leads and all(line.is_bold for line in piece.lines))


def _end(pieces: Sequence[Piece], place: int, frames: _Frames) -> int:
    """Return where the largest box ends that begins with a piece; if none does, the place behind that."""
    first = _first(pieces[place])
    above = pieces[place - 1].all_lines[-1] if place else None
    for frame in frames(first.page):
        begins = _holds(frame, first) and not (above and above.page == first.page and _holds(frame, above))
        end = _reach(pieces, place, frame, frames) if begins else place
        if end - place > 1:
            return end
    return place + 1


def _reach(pieces: Sequence[Piece], place: int, frame: Rule, frames: _Frames) -> int:
    """Return where the pieces in a frame end; it may go on on the next page."""
    page = _first(pieces[place]).page
    while place < len(pieces):
        line = _first(pieces[place])
        if line.page != page:
            following = (each for each in frames(line.page) if _is_as_wide(frame, each) and _holds(each, line))
            frame, page = next(following, frame), line.page
        if not _holds(frame, line):
            break
        place += 1
    return place


def _first(piece: Piece) -> Line:
    return piece.all_lines[0]


def _holds(frame: Rule, line: Line) -> bool:
    across = frame.x0 - _TOUCH < line.x0 and line.x1 < frame.x1 + _TOUCH
    return across and frame.y0 - _TOUCH < line.y < frame.y1


def _is_as_wide(frame: Rule, other: Rule) -> bool:
    return abs(frame.x0 - other.x0) < _TOUCH and abs(frame.x1 - other.x1) < _TOUCH


def _frames(page: Page) -> Iterator[Rule]:
    """Yield what is filled, or has lines around it, and may hold a text."""
    for shape in page.shapes if len(page.shapes) <= _MANY else ():
        wide, tall = shape.x1 - shape.x0, shape.y1 - shape.y0
        if wide >= _WIDE and tall >= _TALL and not (wide > _WHOLE * page.width and tall > _WHOLE * page.height):
            yield shape
    if len(page.rules) <= _MANY:
        levels = [rule for rule in page.rules if rule.is_level and rule.x1 - rule.x0 >= _WIDE]
        sides = [rule for rule in page.rules if not rule.is_level and rule.y1 - rule.y0 >= _TALL]
        for one, other in combinations(sorted(levels, key=lambda rule: rule.y0), 2):
            frame = Rule(one.x0, one.y0, one.x1, other.y1)
            if _is_as_wide(one, other) and all(any(_stands_at(x, frame, side) for side in sides) for x in frame[::2]):
                yield frame


def _stands_at(x: float, frame: Rule, side: Rule) -> bool:
    reaches = side.y0 < frame.y0 + 2 * _TOUCH and side.y1 > frame.y1 - 2 * _TOUCH
    return abs(side.x0 - x) < _TOUCH and reaches

"""What is printed around the text of every page: running headers and footers, page numbers. Pure.

They are known by standing at the same height on many pages and saying the same, but for numbers.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from mailgate.importers.assemble import CAPTION
from mailgate.importers.numbers_read import REMARKS
from mailgate.importers.pdf.model import Line, Page, Word, common_size
from mailgate.importers.pdf.page_numbers import is_count, value

_EDGE_ROWS = 4  # rows at the top, and at the bottom, that may be a header or a footer
_ZONE = 0.18  # of the height of a page
_LEVEL = 2.0  # points
_SAME = 1.5  # points
_CLEAR = 6.0  # points more than between the next two rows
_MOST = 0.5  # of the rows at one height
_FEW = 6  # words
_WIDE = 2.0  # of the size of type, between parts of a row
_PAGES = 3  # on which a part of a row stands
_NUMBER = re.compile(
    r"[-–—\[(|\s]*(?:page|seite|p\.?)?\s*(\d{1,4}|[ivxlcdm]{1,8})(?:\s*(?:of|/|von|de)\s*\d{1,4})?[-–—\])|\s]*", re.I
)
_DIGITS = re.compile(r"\d+|\b[ivxlc]{1,7}\b")
_REMARK = re.compile(rf"(?:{'|'.join(map(re.escape, REMARKS))})\s*\d", re.I)
_LEADS = re.compile(r"#[.):|]?\s+[^\W\d]")


@dataclass(slots=True, eq=False)
class Edge:
    """A row near an edge: which page it is of, where it stands, how it reads, and what it says but for numbers.

    `parts`: the same of what stands apart in it, such as the title on the left and the chapter on the right.
    `shifts`: how far its numbers are from that of the page.
    """

    line: Line
    page: int
    height: float
    text: str
    says: str
    parts: tuple[str, ...]
    shifts: frozenset[int]


def part(pages: Sequence[Page], across: Sequence[Sequence[Line]]) -> tuple[list[list[Line]], list[list[Line]]]:
    """Return the rows of each page that are its text, and those that are printed around it."""
    edges = [edge for page, lines in zip(pages, across, strict=True) for edge in _edges(page, lines)]
    around = _on_levels(_repeated(edges), edges)
    heights = Counter(round(edge.height) for edge in around)
    common = {height for height, count in heights.items() if count >= max(3, len(pages) // 6)} | _heads(across)
    for edge in edges:
        alone = edge not in around
        same = _stands_at(edge, common)
        number = _is_number(edge, same=same, pages=len(pages))
        if alone and (number or (same and _is_apart(edge, across[edge.page]))) and _is_outermost(edge, edges, around):
            around.add(edge)
    around |= _numbered(edges, around, common)
    around |= _counting(edges, around, across)
    found = {id(edge.line) for edge in around}
    taken = {id(line) for lines in across for rows in (lines, lines[::-1]) for line in _outer(rows, found)}
    return (
        [[line for line in lines if id(line) not in taken] for lines in across],
        [[line for line in lines if id(line) in taken] for lines in across],
    )


def _numbered(edges: Sequence[Edge], around: set[Edge], common: set[int]) -> set[Edge]:
    """Return rows at the edge of a page whose numbers count along with those in the headers of other pages.

    Of more than a number they stand at the height of those. The first page of a chapter has its number at its foot.
    """
    shifts = Counter(value(word.text) - edge.page for edge in around for word in _ends(edge) if is_count(word.text))
    usual = {shift for shift, count in shifts.items() if count >= _PAGES}
    such = (edge for edge in edges if edge not in around and (len(edge.line.words) == 1 or _stands_at(edge, common)))
    same = (
        edge
        for edge in such
        if any(is_count(word.text) and value(word.text) - edge.page in usual for word in _ends(edge))
    )
    return {edge for edge in same if _is_outermost(edge, edges, around)}


def _stands_at(edge: Edge, heights: Collection[int]) -> bool:
    return any(abs(edge.height - height) <= _SAME for height in heights)


def _counting(edges: Sequence[Edge], around: set[Edge], across: Sequence[Sequence[Line]]) -> set[Edge]:
    """Return rows clear of the text with the page's number at an end, though they name another chapter on each page."""
    clear: dict[tuple[int, int], list[Edge]] = defaultdict(list)
    for edge in (edge for edge in edges if edge not in around and _is_outermost(edge, edges, around)):
        for number, beside in _at_ends(edge.line.words):
            apart = max(beside.x0 - number.x1, number.x0 - beside.x1) > _WIDE * number.size
            if is_count(number.text) and apart and _is_clear(edge, across[edge.page]):
                clear[value(number.text) - edge.page, round(edge.height / _LEVEL)].append(edge)
    return {edge for same in clear.values() if len({each.page for each in same}) >= _PAGES for edge in same}


def _at_ends(words: Sequence[Word]) -> Sequence[tuple[Word, Word]]:
    """Return the first and the last word of a row, each with the one beside it."""
    return [(words[0], words[1]), (words[-1], words[-2])] if len(words) > 1 else []


def _is_clear(edge: Edge, rows: Sequence[Line]) -> bool:
    """Whether a row at the edge stands much further from the next one than that from the one behind."""
    first, second, third = (line.y for line in _inwards(edge, rows)) if len(rows) > _EDGE_ROWS else (0, 0, 0)
    return abs(first - second) > abs(second - third) + _CLEAR


def _inwards(edge: Edge, rows: Sequence[Line]) -> Sequence[Line]:
    """Return a row at the edge and the next two."""
    place = rows.index(edge.line)
    return rows[place : place + 3] if place < len(rows) / 2 else rows[max(0, place - 2) : place + 1][::-1]


def _ends(edge: Edge) -> list[Word]:
    return [edge.line.words[0], edge.line.words[-1]]


def _heads(across: Sequence[Sequence[Line]]) -> set[int]:
    """Return at which heights most pages begin with a row that stands clear of the text and is no heading by its looks.

    The names of chapters change from page to page, so that none need be there twice; and pages on which one opens
    begin further down, so that they do not count.
    """
    body = common_size(word for lines in across for line in lines for word in line.words)
    tops = [lines[:3] for lines in across if len(lines) > _EDGE_ROWS]
    clear = Counter(
        round(first.y)
        for first, second, third in tops
        if first.y - second.y > second.y - third.y + _CLEAR and first.size <= body and not first.is_bold
    )
    return {
        height
        for height, count in clear.items()
        if count >= max(_PAGES, sum(first.y > height - _LEVEL for first, *_ in tops) / 2)
    }


def _edges(page: Page, lines: Sequence[Line]) -> list[Edge]:
    found = []
    for line in [*lines[:_EDGE_ROWS], *lines[_EDGE_ROWS:][-_EDGE_ROWS:]]:
        height = line.y
        small = sum(len(word.text) for word in line.words if word.raised and len(word.text) > 1 and word.text.isalpha())
        if line.words[0].raised and small < _MOST * sum(len(word.text) for word in line.words):
            continue  # a note
        if height > (1 - _ZONE) * page.height or height < _ZONE * page.height:
            text = line.text
            shifts = frozenset(value(number) - page.number for number in _DIGITS.findall(text.casefold()))
            found.append(Edge(line, page.number, height, text, _says(text), tuple(_parts(line)), shifts))
    return found


def _says(text: str) -> str:
    return " ".join(_DIGITS.sub("#", text.casefold()).split())


def _parts(line: Line) -> Iterator[str]:
    """Yield what stands apart in a row, where that has words."""
    start = 0
    for place in range(1, len(line.words) + 1):
        if place == len(line.words) or line.words[place].x0 - line.words[place - 1].x1 > _WIDE * line.size:
            part = Line(line.words[start:place], line.page)
            if (start or place < len(line.words)) and any(c.isalpha() for c in part.text):
                yield _says(part.text)
            start = place


def _repeated(edges: Sequence[Edge]) -> set[Edge]:
    by_text: dict[str, list[Edge]] = defaultdict(list)
    for edge in edges:
        by_text[edge.says].append(edge)
    found: set[Edge] = set()
    for same in by_text.values():
        for edge in same:
            level = [other for other in same if abs(other.height - edge.height) <= _LEVEL and other.page != edge.page]
            wordless = not any(c.isalpha() for c in edge.says)
            if not wordless:  # two notes may end alike, but for the numbers of what they name
                level = [other for other in level if _is_alike(other, edge)]
            if _LEADS.match(edge.says):  # a footer with the page's number before it, or a note with its own
                level = [other for other in level if _counts_along(other, edge) or other.text == edge.text]
            if _is_named(edge.text):
                level = [other for other in level if other.text == edge.text]
            if len(level) >= (2 if wordless else 1):
                found.add(edge)
    return found | set(_in_part(edges))


def _is_alike(one: Edge, other: Edge) -> bool:
    """Whether two rows that say the same but for numbers have those, too, or such as count along with the pages."""
    return one.text == other.text or not one.shifts.isdisjoint(other.shifts)


def _in_part(edges: Sequence[Edge]) -> Iterator[Edge]:
    """Yield the rows of which a part says what one on another page does: the other part is the chapter's name."""
    by_part: dict[tuple[str, int], list[Edge]] = defaultdict(list)
    for edge in edges:
        for part_ in {edge.says, *edge.parts}:
            by_part[part_, round(edge.height / _LEVEL)].append(edge)
    for (says, _), level in by_part.items():
        for edge in level:
            same = level if "#" not in says else [other for other in level if _is_alike(other, edge)]
            is_text = _LEADS.match(edge.says) or _is_named(edge.text)
            if not is_text and len({other.page for other in same}) >= _PAGES:
                yield edge


def _is_named(text: str) -> bool:
    """Whether a row says `Recommendation 4`, or is the caption of a table: each page may begin with another of them."""
    return bool(_REMARK.match(text) or CAPTION.fullmatch(text))


def _is_apart(edge: Edge, rows: Sequence[Line]) -> bool:
    """Whether a row at the edge stands further from the next one than that from the one behind, or has few words."""
    inwards = _inwards(edge, rows)
    if len(inwards) < 3 or len(edge.line.words) < _FEW:
        return True
    first, second, third = (line.y for line in inwards)
    return abs(first - second) > abs(second - third) + _LEVEL


def _outer(rows: Sequence[Line], found: set[int]) -> Iterator[Line]:
    """Yield the rows from an edge inwards as long as they are no text: what is nearer to the text is part of it."""
    for place, row in enumerate(rows):
        if id(row) not in found:
            return
        if 0 < place < len(rows) - 1:
            before, after = abs(rows[place - 1].y - row.y), abs(row.y - rows[place + 1].y)
            if before > after + _LEVEL:
                return
        yield row


def _on_levels(repeated: set[Edge], edges: Sequence[Edge]) -> set[Edge]:
    """Return the rows at heights at which most rows say the same as another: a line of the text may, by chance.

    Most of all, or of those on left or on right pages, which may each have their own.
    """
    rows = Counter((round(edge.height), edge.page % 2) for edge in edges)
    same = Counter((round(edge.height), edge.page % 2) for edge in repeated)

    def share(height: int, sides: Sequence[int]) -> float:
        near = [(at, side) for at in range(height - 1, height + 2) for side in sides]
        count = sum(same[at] for at in near)
        return count / sum(rows[at] for at in near) if len(sides) > 1 or count >= _PAGES else 0

    return {
        edge
        for edge in repeated
        if any(share(round(edge.height), sides) > _MOST for sides in ((0, 1), (edge.page % 2,)))
    }


def _counts_along(one: Edge, other: Edge) -> bool:
    """Whether two rows begin, or end, with the numbers of their pages, and say the same but for them: notes do not."""
    mine, others = ([word.text for word in edge.line.words] for edge in (one, other))

    def counts(at: int) -> bool:
        rest = slice(1, None) if at == 0 else slice(-1)
        numbers_ = [value(words[at].strip(".)(:|")) - edge.page for words, edge in ((mine, one), (others, other))]
        return numbers_[0] == numbers_[1] and mine[rest] == others[rest]

    ends = len(mine) > 1 and mine[-1].isdecimal() and others[-1].isdecimal()
    return counts(0) or (ends and counts(-1))


def _is_number(edge: Edge, *, same: bool, pages: int) -> bool:
    """Whether a row is a page number and nothing else."""
    match = _NUMBER.fullmatch(edge.text)
    return bool(match) and (same or (pages <= 4 and abs(value(match[1]) - edge.page - 1) <= 20 if match else False))


def _is_outermost(edge: Edge, edges: Sequence[Edge], around: set[Edge]) -> bool:
    """Whether nothing but headers is above a row, or nothing but footers below it."""
    mine = [other for other in edges if other.page == edge.page and other is not edge and other not in around]
    return all(other.height < edge.height for other in mine) or all(other.height > edge.height for other in mine)

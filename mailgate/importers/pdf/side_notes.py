"""Words in smaller type that stand in the margin beside the text: what a paragraph is about, or a remark on it. Pure.

They are taken out before lines are put together, and stand before the paragraph that they begin beside.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain

from mailgate.importers import numbers_read
from mailgate.importers.pdf.model import Line, Page, Word, common_size
from mailgate.importers.pdf.pieces import Piece

_PAGES = 3  # at least, with such words on one side
_SMALL = 0.92  # of the size of the text
_APART = 0.6  # of the size of type: between them and the text
_ZONE = 0.07  # of the height of a page: above and below it headers and footers are
_WIDEST = 0.3  # of the width of a page
_STRAYS = 100  # one word of so many may stand out of the text
_NEAR = 1.7  # of the size of type: to the next line of one of them
_WORD = 3  # letters
_LEVEL = 0.4  # of the size of type: beside a line
_TAG = "h6"


def take_out(pages: Sequence[Page]) -> list[list[list[Line]]]:
    """Take them out of the pages; return the lines of each, page by page."""
    body = common_size(word for page in pages for word in page.words)
    found: list[list[list[Line]]] = [[] for _ in pages]
    for is_right in (False, True):
        edges = {
            side: _edge([page for page in pages if page.number % 2 == side], body, is_right=is_right) for side in (0, 1)
        }
        beside = [list(_notes(page, body, edges[page.number % 2], is_right=is_right)) for page in pages]
        if sum(map(bool, beside)) >= _PAGES:
            for place, notes in enumerate(beside):
                found[place] += notes
    for page, notes in zip(pages, found, strict=True):
        taken = {word for lines in notes for line in lines for word in line.words}
        page.words = [word for word in page.words if word not in taken] if taken else page.words
    return found


def _edge(pages: Sequence[Page], body: float, *, is_right: bool) -> float | None:
    """Return where the text of these pages begins, or ends: hardly a word of its size stands further out."""
    text = [word for page in pages for word in page.words if abs(word.size - body) < (1 - _SMALL) * body]
    if not text:
        return None
    return ends(text) if is_right else starts(text)


def starts(text: Sequence[Word]) -> float:
    """Return where lines begin furthest to the left, of which there are some."""
    places = Counter(round(word.x0) for word in text)
    return float(min((place for place, count in places.items() if count >= _PAGES), default=0))


def ends(text: Sequence[Word]) -> float:
    """Return where the text ends: hardly a word stands further out."""
    return sorted(word.x1 for word in text)[-1 - len(text) // _STRAYS]


def _notes(page: Page, body: float, edge: float | None, *, is_right: bool) -> Iterator[list[Line]]:
    """Yield those of a page on one side, each as its lines; a number in the margin is its paragraph's."""
    if edge is None:
        return
    words = [
        word for word in page.words if _is_outside(word, page, edge, is_right=is_right) and word.size <= _SMALL * body
    ]
    if not words or max(word.x1 for word in words) - min(word.x0 for word in words) > _WIDEST * page.width:
        return
    for lines in _parted(words, page.number):
        text = " ".join(line.text for line in lines)
        says = any(len(word) >= _WORD and word.isalpha() for word in text.split())
        if says and not _in_table(lines, page, body) and not numbers_read.candidates(numbers_read.Line(text=text)):
            yield lines


def _in_table(lines: Sequence[Line], page: Page, body: float) -> bool:
    """Whether what stands beside words in the margin is as small: they are cells of a table wider than the text."""
    own = {word for line in lines for word in line.words}
    high, low = lines[0].y + lines[0].size, lines[-1].y - lines[-1].size
    beside = [word for word in page.words if low < word.y < high and word not in own]
    small = sum(len(word.text) for word in beside if word.size <= _SMALL * body)
    return small > 0.5 * sum(len(word.text) for word in beside)


def _is_outside(word: Word, page: Page, edge: float, *, is_right: bool) -> bool:
    room = _APART * word.size
    inside = word.x0 < edge + room if is_right else word.x1 > edge - room
    return not inside and _ZONE * page.height < word.y < (1 - _ZONE) * page.height


def _parted(words: Sequence[Word], page: int) -> list[list[Line]]:
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda each: (-each.stands, each.x0)):
        if rows and rows[-1][0].stands - word.stands < _LEVEL * word.size:
            rows[-1].append(word)
        else:
            rows.append([word])
    left, right = min(word.x0 for word in words), max(word.x1 for word in words)
    found: list[list[Line]] = []
    for row in rows:
        line = Line(sorted(row, key=lambda each: each.x0), page, left, right)
        if found and found[-1][-1].y - line.y < _NEAR * line.size:
            found[-1].append(line)
        else:
            found.append([line])
    return found


def hang(pieces: list[Piece], notes: Sequence[Sequence[list[Line]]]) -> None:
    """Put them before the pieces that they begin beside: as a heading where the piece begins there, too."""
    heights: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for place, piece in enumerate(pieces):
        for line in piece.all_lines if any(notes) else ():
            heights[line.page].append((line.y, place))
    found = []
    for lines in chain(*notes):
        first = lines[0]
        beside = [(abs(y - first.y), place) for y, place in heights[first.page]]
        _, place = min(beside, default=(0.0, len(pieces) - 1))
        top = pieces[place].all_lines[0] if pieces else None
        begins = top is not None and top.page == first.page and abs(top.y - first.y) < first.size
        found.append((place if begins else place + 1, Piece(_TAG if begins else "p", lines)))
    for place, piece in sorted(found, key=lambda each: each[0])[::-1]:
        pieces.insert(place, piece)

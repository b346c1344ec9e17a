"""Words of a page → lines in reading order: rows from top to bottom, and columns where the page has them. Pure."""

from collections.abc import Sequence
from statistics import median

from mailgate.importers.pdf.model import Line, Word

_SMALL = 0.82  # of the size beside it: smaller letters may be raised
_MIN_ROWS = 8  # of text on either side of a gutter
_FILL = 0.55  # of a column's width that its lines fill: cells of tables do not


def rows(words: Sequence[Word], page: int) -> list[Line]:
    """Return lines across the whole width; raised letters are in the line that they are raised from."""
    if not words:
        return []
    found: list[list[Word]] = []
    marks: list[Word] = []
    usual = median(word.size for word in words)
    for word in sorted(words, key=lambda each: (-each.y, each.x0)):
        near = found[-1] if found else None
        if near is not None and abs(near[0].y - word.y) <= 0.25 * max(word.size, near[0].size):
            near.append(word)
        elif word.size < _SMALL * usual or len(word.text) < 3:
            marks.append(word)
            if not (near and _is_beside(word, near)):
                found.append([word])
                marks.pop()
        else:
            found.append([word])
    _raise(found, marks)
    return [Line(sorted(row, key=lambda word: word.x0), page) for row in found]


def _is_beside(word: Word, row: Sequence[Word]) -> bool:
    return row[0].y - 0.3 * row[0].size <= word.y <= row[0].y + 0.7 * row[0].size


def _raise(found: list[list[Word]], marks: list[Word]) -> None:
    """Put small letters into the row whose height they are within, and say that they are raised."""
    for row in list(found):
        # A row of marks alone stands just above the row that they belong to.
        small = [word for word in row if len(word.text) <= 6 or word.text.isdecimal()]
        if len(small) != len(row):
            continue
        home = next((other for other in found if other is not row and _holds(other, row[0])), None)
        if home is not None:
            found.remove(row)
            marks.extend(row)
    for word in marks:
        home = next((row for row in found if _holds(row, word)), None)
        if home is None:
            found.append([word])
            found.sort(key=lambda row: -row[0].y)
        else:
            word.raised = word.y > home[0].y + 0.1 * word.size
            home.append(word)
    for row in found:
        most = max(row, key=lambda word: (word.size, len(word.text)))
        for word in row:
            if word.size < _SMALL * most.size and word.y > most.y + 0.1 * most.size:
                word.raised = True


def _holds(row: Sequence[Word], word: Word) -> bool:
    """Whether a word is in the height of a row and just beside its words: raised, lowered, or a number before it."""
    largest = max(row, key=lambda each: each.size)
    gap = min(max(each.x0 - word.x1, word.x0 - each.x1) for each in row)
    apart = word.y - largest.y
    if word.size < _SMALL * largest.size:
        return -0.4 * largest.size < gap < 0.4 * largest.size and -0.35 * largest.size <= apart <= 0.75 * largest.size
    return -0.1 * largest.size < gap < 2 * largest.size and abs(apart) <= 0.45 * largest.size


def lines(across: Sequence[Line], body: float, hint: float | None = None) -> list[Line]:
    """Return the lines of a page in reading order. `body`: the size of the text; `hint`: a gutter of other pages."""
    if not across:
        return []
    left = min(line.x0 for line in across)
    right = max(line.x1 for line in across)
    foot = _foot(across, left, right, body)
    for line in foot:
        line.left, line.right = left, right
    return _split(list(across[: len(across) - len(foot)]), left, right, hint, 0) + foot


def _foot(across: Sequence[Line], left: float, right: float, body: float) -> list[Line]:
    """Return the notes below all columns of a page: small rows at its end, some of them wider than a column."""
    start = len(across)
    while start and across[start - 1].size < 0.94 * body:
        start -= 1
    text, foot = across[:start], list(across[start:])
    place = gutter(text, left, right, least=1)
    return foot if place is not None and any(_crosses(line, place) for line in foot) else []


def gutter(across: Sequence[Line], left: float, right: float, *, least: int = _MIN_ROWS) -> float | None:
    """Return where rows are parted into columns: a place that few words cross, with text on both sides of it."""
    best: tuple[int, float, float] | None = None
    width = right - left
    start: float | None = None
    previous = -1
    free: list[tuple[int, float, float]] = []
    place = left + 0.28 * width
    while place <= right - 0.28 * width:
        crossed = sum(_crosses(line, place) for line in across)
        if crossed != previous:
            start, previous = place, crossed
        free.append((crossed, start or place, place))
        place += 2.0
    for crossed, begin, end in free:
        if best is None or (crossed, begin - end) < (best[0], best[1] - best[2]):
            best = (crossed, begin, end)
    if best is None or best[2] - best[1] < 4.0:
        return None
    middle = (best[1] + best[2]) / 2
    return middle if _are_columns(across, middle, left, right, least) else None


def _crosses(line: Line, place: float) -> bool:
    return any(word.x0 < place < word.x1 for word in line.words) or _runs_over(line, place)


def _runs_over(line: Line, place: float) -> bool:
    """Whether the gap at this place is only one between words."""
    before = max((word.x1 for word in line.words if word.x1 <= place), default=None)
    after = min((word.x0 for word in line.words if word.x0 >= place), default=None)
    return before is not None and after is not None and after - before < 0.7 * line.size


def _are_columns(across: Sequence[Line], place: float, left: float, right: float, least: int) -> bool:
    halves: list[tuple[float, float]] = []
    for line in across:
        if _crosses(line, place):
            continue
        before = [word for word in line.words if word.x1 <= place]
        after = [word for word in line.words if word.x0 >= place]
        halves.append((_extent(before), _extent(after)))
    first = [a for a, _ in halves if a]
    second = [b for _, b in halves if b]
    if len(first) < least or len(second) < least or len(halves) < 0.3 * len(across):
        return False
    return median(first) >= _FILL * (place - left) and median(second) >= _FILL * (right - place)


def _extent(words: Sequence[Word]) -> float:
    return max(word.x1 for word in words) - min(word.x0 for word in words) if words else 0.0


def _split(across: list[Line], left: float, right: float, hint: float | None, depth: int) -> list[Line]:
    place = gutter(across, left, right) if depth < 2 else None
    if place is None and hint is not None and left < hint < right and not depth:
        near = gutter(across, left, right, least=1)
        place = hint if near is not None and abs(near - hint) < 12 else None
        alone = all(not _crosses(line, hint) for line in across)
        place = hint if alone else place
    if place is None:
        for line in across:
            line.left, line.right = left, right
        return across
    found: list[Line] = []
    band: list[Line] = []
    for line in across:
        if _crosses(line, place):
            found += _side_by_side(band, place, left, right, depth)
            band = []
            line.left, line.right = left, right
            found.append(line)
        else:
            band.append(line)
    return found + _side_by_side(band, place, left, right, depth)


def _side_by_side(band: list[Line], place: float, left: float, right: float, depth: int) -> list[Line]:
    before = [word for line in band for word in line.words if word.x1 <= place + 1]
    after = [word for line in band for word in line.words if word.x1 > place + 1]
    found: list[Line] = []
    for words, low, high in ((before, left, place), (after, place, right)):
        if words:
            edge = max(word.x1 for word in words) if high == place else high
            start = min(word.x0 for word in words) if low == place else low
            found += _split(rows(words, band[0].page), start, edge, None, depth + 1)
    return found

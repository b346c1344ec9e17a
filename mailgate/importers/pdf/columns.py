"""Words of a page → lines in reading order: rows from top to bottom, and columns where the page has them. Pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from mailgate.importers.pdf.gutters import MIN_ROWS, crosses, gutter
from mailgate.importers.pdf.model import Line, Word, common_size

_SMALL = 0.86  # of the size beside it: smaller letters may be raised
_FAR = 2.0  # of the size of type: from the text
_NOTE = 0.96  # of the size of the text: notes, at most
_FEW = 0.2  # of the rows
_LONG = 18  # letters of a word that may stand out of its column


def rows(words: Sequence[Word], page: int) -> list[Line]:
    """Return lines across the whole width; raised letters are in the line that they are raised from."""
    if not words:
        return []
    found: list[list[Word]] = []
    marks: list[Word] = []
    for word in words:
        word.raised = bool(word.base)  # whatever it seemed beside the words of other columns
    usual = median(word.size for word in words)
    for word in sorted(words, key=lambda each: (-each.stands, each.x0)):
        near = found[-1] if found else None
        if near is not None and abs(near[0].stands - word.stands) <= 0.25 * max(word.size, near[0].size):
            near.append(word)
        elif word.base:
            found.append([word])
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
    return row[0].stands - 0.3 * row[0].size <= word.y <= row[0].stands + 0.7 * row[0].size


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
            found.sort(key=lambda row: -row[0].stands)
        else:
            word.raised = word.y > home[0].stands + 0.1 * word.size
            home.append(word)
    for row in found:
        most = max(row, key=lambda word: (word.size, len(word.text)))
        for word in row:
            if word.size < _SMALL * most.size and word.y > most.stands + 0.1 * most.size:
                word.raised = not _is_far(word, row, most.size)


def _is_far(word: Word, row: Sequence[Word], size: float) -> bool:
    """Whether a small word stands far from all others: a number in the margin is no mark of a note."""
    return all(max(each.x0 - word.x1, word.x0 - each.x1) > _FAR * size for each in row if each is not word)


def _holds(row: Sequence[Word], word: Word) -> bool:
    """Whether a word is in the height of a row and just beside its words: raised, lowered, or a number before it."""
    largest = max(row, key=lambda each: each.size)
    gap = min(max(each.x0 - word.x1, word.x0 - each.x1) for each in row)
    apart = word.y - largest.stands
    if word.size < _SMALL * largest.size:
        return -0.4 * largest.size < gap < 0.4 * largest.size and -0.35 * largest.size <= apart <= 0.75 * largest.size
    return -0.1 * largest.size < gap < 2 * largest.size and abs(apart) <= 0.45 * largest.size


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What pages of one side have in common: between which margins their text stands, its size, and a gutter."""

    left: float
    right: float
    body: float
    gutter: float | None = None
    second: float | None = None  # where the second column begins


def frames(pages: Sequence[Sequence[Line]]) -> list[Frame]:
    """Return the frame of each page. A page that has only quotes has the margins of the others all the same."""
    body = common_size(word for lines in pages for line in lines for word in line.words)
    found = [gutter(lines, *_edges(lines)) for lines in pages if lines]
    known = sorted(place for place in found if place is not None)
    shared = known[len(known) // 2] if len(known) >= max(2, len(pages) / 2) else None
    second = _second(pages, shared) if shared is not None else None
    sides = []
    for side in (0, 1):
        edges = [_edges(lines) for lines in pages[side::2] if lines]
        lefts, rights = Counter(round(left) for left, _ in edges), Counter(round(right) for _, right in edges)
        least = max(2, len(edges) / 8)
        sides.append((min((x for x, n in lefts.items() if n >= least), default=10_000), _most(rights, least)))
    made = []
    for place, lines in enumerate(pages):
        left, right = _edges(lines) if lines else (0.0, 0.0)
        low, high = sides[place % 2]
        made.append(Frame(left=min(left, low), right=max(right, high), body=body, gutter=shared, second=second))
    return made


def _second(pages: Sequence[Sequence[Line]], gutter: float) -> float | None:
    """Return where second columns begin: a column that has only quotes does not say."""
    starts = Counter(round(word.x0) for lines in pages for line in lines if (word := _after(line, gutter)) is not None)
    most = max(starts.values(), default=0)
    return float(min(x for x, count in starts.items() if count >= 0.1 * most)) if most >= MIN_ROWS else None


def _after(line: Line, gutter: float) -> Word | None:
    return None if crosses(line, gutter) else next((word for word in line.words if word.x0 >= gutter), None)


def _most(rights: Counter[int], least: float) -> int:
    return max((x for x, n in rights.items() if n >= least), default=0)


def _edges(across: Sequence[Line]) -> tuple[float, float]:
    return min(line.x0 for line in across), max(line.x1 for line in across)


def lines(across: Sequence[Line], frame: Frame) -> list[Line]:
    """Return the lines of a page in reading order."""
    if not across:
        return []
    left, right, body, hint = frame.left, frame.right, frame.body, frame.gutter
    foot = _foot(across, left, right, body, hint)
    for line in foot:
        line.left, line.right = left, right
    found = _split(list(across[: len(across) - len(foot)]), left, right, hint, 0) + foot
    for line in found:
        if hint is not None and frame.second is not None and hint < frame.second < line.left:
            line.left = frame.second
    return found


def _foot(across: Sequence[Line], left: float, right: float, body: float, hint: float | None) -> list[Line]:
    """Return the notes below all columns of a page: small rows at its end, some of them wider than a column."""
    start = len(across)
    while start and across[start - 1].size < _NOTE * body:
        start -= 1
    text, foot = across[:start], list(across[start:])
    place = _place(text, left, right, hint)
    if place is None:
        return []
    wide = sum(crosses(line, place) for line in foot)
    parted = sum(_has_both(line, place) for line in foot)
    return foot if wide > parted else []


def _has_both(line: Line, place: float) -> bool:
    """Whether a row has words on both sides of a gutter, and leaves it free."""
    return line.x0 < place < line.x1 and not crosses(line, place)


def _place(across: Sequence[Line], left: float, right: float, hint: float | None) -> float | None:
    """Return the gutter of these rows: their own, or that of other pages where most of them leave it free."""
    own = gutter(across, left, right)
    if own is not None or hint is None or not left < hint < right:
        return own
    return hint if sum(crosses(line, hint) for line in across) <= 0.4 * len(across) else None


def _overhangs(line: Line, place: float) -> bool:
    """Whether all that crosses a gutter is one word too long for its column: an address of a page."""
    long = [word for word in line.words if word.x0 < place < word.x1 and len(word.text) >= _LONG]
    rest = [word for word in line.words if word not in long]
    return bool(long) and not (rest and crosses(Line(rest, line.page), place))


def _split(across: list[Line], left: float, right: float, hint: float | None, depth: int) -> list[Line]:
    place = _place(across, left, right, hint) if depth < 2 else None
    if depth and place is not None and sum(crosses(line, place) for line in across) > _FEW * len(across):
        place = None  # of a column that is parted again nearly all is parted
    if place is None:
        for line in across:
            line.left, line.right = left, right
        return across
    found: list[Line] = []
    band: list[Line] = []
    for line in across:
        if crosses(line, place) and not _overhangs(line, place):
            found += _side_by_side(band, place, left, right, depth)
            band = []
            line.left, line.right = left, right
            found.append(line)
        else:
            band.append(line)
    return found + _side_by_side(band, place, left, right, depth)


def _side_by_side(band: list[Line], place: float, left: float, right: float, depth: int) -> list[Line]:
    before = [word for line in band for word in line.words if word.x0 < place]
    after = [word for line in band for word in line.words if word.x0 >= place]
    found: list[Line] = []
    for words, low, high in ((before, left, place), (after, place, right)):
        if words:
            edge = max(word.x1 for word in words) if high == place else high
            start = min(word.x0 for word in words) if low == place else low
            found += _split(rows(words, band[0].page), start, edge, None, depth + 1)
    return found

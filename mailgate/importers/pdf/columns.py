"""Words of a page → lines in reading order: rows from top to bottom, and columns where the page has them. Pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from statistics import median
from typing import NamedTuple

from mailgate.importers.pdf.gutters import DEEPEST, FEW, MIN_ROWS, gutter, gutters
from mailgate.importers.pdf.model import Line, Word, common_size
from mailgate.importers.pdf.redactions import REDACTED
from mailgate.importers.pdf.spans import crosses

_SMALL = 0.86  # of the size beside it: smaller letters may be raised
_FAR = 2.0  # of the size of type: from the text
_HANG, _RISE = 6.0, 0.45  # of the size of type: how far before a line its number may stand, and how much higher
_NOTE = 0.96  # of the size of the text: notes, at most
_BOOK = 6  # pages, at least, to tell whether left and right ones are parted at other places
_SAME = 20.0  # points between gutters of pages that are one
_EDGE = 0.15  # of the width: a gutter stands at least as far from both margins
_ROOM = 1.1  # of the size of a heading: above and below it, at least
_HEADED = 5.0  # and above and below together, at most: a picture takes more
_LEVEL, _BALANCED = 1.0, 10.0  # but where all columns begin at one height below it, those above may end earlier
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
    gap = min(_gap(each, word) for each in row)
    apart = word.y - largest.stands
    if word.size < _SMALL * largest.size:
        before = min(each.x0 for each in row) - word.x1
        hangs = word.text.isdecimal() and _FAR * largest.size < before < _HANG * largest.size
        if hangs and 0 <= apart <= _RISE * largest.size:
            return True
        return -0.4 * largest.size < gap < 0.4 * largest.size and -0.35 * largest.size <= apart <= 0.75 * largest.size
    return -0.1 * largest.size < gap < 2 * largest.size and abs(apart) <= 0.45 * largest.size


def _gap(beside: Word, word: Word) -> float:
    """Return what is free between two words. What is blacked out may be so with the mark of a note on it."""
    free = max(beside.x0 - word.x1, word.x0 - beside.x1)
    return max(0.0, free) if beside.text == REDACTED else free


class Gutter(NamedTuple):
    """Where many pages are parted, and where the column behind it begins, if that is known."""

    place: float
    start: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What pages of one side have in common: between which margins their text stands, its size, and the gutters."""

    left: float
    right: float
    body: float
    gutters: tuple[Gutter, ...] = ()


def frames(pages: Sequence[Sequence[Line]]) -> list[Frame]:
    """Return the frame of each page. A page that has only quotes has the margins of the others all the same."""
    body = common_size(word for lines in pages for line in lines for word in line.words)
    places = [gutters(lines, *_edges(lines)) if lines else [] for lines in pages]
    sides, shared = [], []
    for side in (0, 1):
        own = _shared(pages[side::2], places[side::2]) if len(pages) >= _BOOK else []
        shared.append(tuple(own or _shared(pages, places)))
        edges = [_edges(lines) for lines in pages[side::2] if lines]
        lefts, rights = Counter(round(left) for left, _ in edges), Counter(round(right) for _, right in edges)
        least = max(2, len(edges) / 8)
        sides.append((min((x for x, n in lefts.items() if n >= least), default=10_000), _most(rights, least)))
    made = []
    for place, lines in enumerate(pages):
        left, right = _edges(lines) if lines else (0.0, 0.0)
        low, high = sides[place % 2]
        frame = Frame(left=min(left, low), right=max(right, high), body=body, gutters=shared[place % 2])
        made.append(frame)
    return made


def _shared(pages: Sequence[Sequence[Line]], places: Sequence[Sequence[float]]) -> list[Gutter]:
    """Return the gutters that half of the pages have, give or take a little. `places`: those of each page."""
    known = sorted(chain.from_iterable(places))
    ends = [at for at in range(1, len(known) + 1) if at == len(known) or known[at] - known[at - 1] > _SAME]
    found = [known[(begin + end) // 2] for begin, end in pairwise([0, *ends]) if end - begin >= len(pages) / 2]
    return [Gutter(place, _start(pages, place)) for place in found]


def _start(pages: Sequence[Sequence[Line]], gutter: float) -> float | None:
    """Return where columns behind a gutter begin: a column that has only quotes does not say."""
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
    left, right = frame.left, frame.right
    foot = _foot(across, frame)
    for line in foot:
        line.left, line.right = left, right
    found = _split(list(across[: len(across) - len(foot)]), left, right, frame.gutters, 0) + foot
    for line in found:
        before = [gutter for gutter in frame.gutters if gutter.place < line.left]
        if before and before[-1].start is not None and before[-1].place < before[-1].start < line.left:
            line.left = before[-1].start
    return found


def _foot(across: Sequence[Line], frame: Frame) -> list[Line]:
    """Return the notes below all columns of a page: small rows at its end, some of them wider than a column."""
    start = len(across)
    while start and across[start - 1].size < _NOTE * frame.body:
        start -= 1
    text, foot = across[:start], list(across[start:])
    place = _place(text, frame.left, frame.right, frame.gutters)
    if place is None:
        return []
    wide = sum(crosses(line, place) for line in foot)
    parted = sum(_has_both(line, place) for line in foot)
    return foot if wide > parted else []


def _has_both(line: Line, place: float) -> bool:
    """Whether a row has words on both sides of a gutter, and leaves it free."""
    return line.x0 < place < line.x1 and not crosses(line, place)


def _place(across: Sequence[Line], left: float, right: float, hints: Sequence[Gutter]) -> float | None:
    """Return the gutter of these rows: their own, or one of other pages where most of them leave it free."""
    own = gutter(across, left, right)
    if own is not None:
        return own
    edge = _EDGE * (right - left)
    inside = [hint.place for hint in hints if left + edge < hint.place < right - edge]
    inside.sort(key=lambda place: abs(left + right - 2 * place))
    free = (place for place in inside if sum(crosses(line, place) for line in across) <= 0.4 * len(across))
    return next(free, None)


def _overhangs(line: Line, place: float) -> bool:
    """Whether all that crosses a gutter is one word too long for its column: an address of a page."""
    long = [word for word in line.words if word.x0 < place < word.x1 and len(word.text) >= _LONG]
    rest = [word for word in line.words if word not in long]
    return bool(long) and not (rest and crosses(Line(rest, line.page), place))


def _split(across: list[Line], left: float, right: float, hints: Sequence[Gutter], depth: int) -> list[Line]:
    place = _place(across, left, right, hints) if depth < DEEPEST else None
    if depth and place is not None and sum(crosses(line, place) for line in across) > FEW * len(across):
        place = None  # of a column that is parted again nearly all is parted
    if place is None:
        for line in across:
            line.left, line.right = left, right
        return across
    found: list[Line] = []
    band: list[Line] = []
    for at, line in enumerate(across):
        is_wide = crosses(line, place) and not _overhangs(line, place)
        if is_wide or _heads_all(across, at, place, left):
            found += _side_by_side(band, place, (left, right), hints, depth)
            band = []
            line.left, line.right = left, right
            found.append(line)
        else:
            band.append(line)
    return found + _side_by_side(band, place, (left, right), hints, depth)


def _heads_all(across: Sequence[Line], at: int, place: float, left: float) -> bool:
    """Whether a line is a heading over all columns, though it is short: all leave room for it, and go on below it."""
    line = across[at]
    if not 0 < at < len(across) - 1 or line.x1 > place or line.x0 - left > line.size or not line.is_bold:
        return False
    room = across[at - 1].y - line.y > _ROOM * line.size and line.y - across[at + 1].y > _ROOM * line.size
    above = next((other for other in reversed(across[:at]) if other.x1 > place), None) if room else None
    below = next((other for other in across[at + 1 :] if other.x1 > place), None) if room else None
    if above is None or below is None:
        return False
    first = next((other for other in across[at + 1 :] if other.x0 < place), below)
    is_level = abs(first.y - below.y) < _LEVEL * line.size
    return above.y - below.y < (_BALANCED if is_level else _HEADED) * line.size


def _side_by_side(
    band: list[Line], place: float, edges: tuple[float, float], hints: Sequence[Gutter], depth: int
) -> list[Line]:
    left, right = edges
    before = [word for line in band for word in line.words if word.x0 < place]
    after = [word for line in band for word in line.words if word.x0 >= place]
    found: list[Line] = []
    for words, low, high in ((before, left, place), (after, place, right)):
        if words:
            edge = max(word.x1 for word in words) if high == place else high
            start = min(word.x0 for word in words) if low == place else low
            found += _split(rows(words, band[0].page), start, edge, hints, depth + 1)
    return found

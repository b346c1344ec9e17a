"""Notes at the feet of a text's pages, or at its end: apart(pages) → pages whose marks are `[3]`, and the notes. Pure.

A converter leaves of a raised mark its figure alone, behind a word or a full stop (`the weir.3`), and of the note the
lines at the foot of the page that begin with it. Both must be there, in order, and count on from page to page.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import groupby, takewhile
from typing import NamedTuple

from mailgate.importers import text_words
from mailgate.importers.text_lines import Line, indent

_NOTE = re.compile(r"[ \t]{0,10}(\d{1,3})([.)]?)[ \t]+(?=[^\W\d_]|[“\"‘'(\[£$€])")
_BARE_NOTE = re.compile(r"[ \t]{0,10}\d{1,3}[ \t]+[“\"‘'(\[]?[^\W\d_a-zß-öø-ÿα-ωά-ώа-яё]")
_ABBREVIATED = re.compile(r"(?:^|[\s(])(?:nos?|nr|pp?|ss?|arts?|paras?|regs?|sec|vol|fig|chap|cf|ca?)\.$", re.I)
_ALONE = re.compile(r"[ \t]{0,10}\d{1,3}[ \t]*")
_NUMBER = re.compile(r"\s*[\[(]?[A-Z]?[\d.]*")  # of a paragraph, up to one of its parts: no word is before that
_BRACKETED = re.compile(r"\s*\[\d{1,4}\]\s")
_BEHIND_WORD = re.compile(
    r"(?<=[^\W\d_])\d{1,3}(?![\w.])|(?<=(?:[^\W\d_]|[)\]”’\"'])[.,;:?!])\d{1,3}(?=[\s”’]|$)|(?<=[”’)\]?!])\d{1,3}(?=\s|$)"
)
_SMALL = "a-zß-öø-ÿα-ωά-ώа-яё"
_BEHIND_FIGURE = re.compile(
    rf"(?<=\d[.,;:])\d{{1,3}}(?=\s+[^\W\d_{_SMALL}]|\s*$)|(?<=[.?!”’)] )\d{{1,3}}(?=\s*$|\s+[^\W\d_{_SMALL}])"
)
_LONGEST = 200  # letters of a word before a mark
_SKIPPED = 10
_ENDS = tuple(".?!:;…”’\"')]0123456789")  # or with a mark
_LEAST = 3  # notes at the end of a text
_UNITS = frozenset({"m", "km", "cm", "mm", "ft", "s", "x"})


class _Mark(NamedTuple):
    line: int
    begins: int
    ends: int


def apart(pages: Sequence[list[Line]]) -> tuple[list[list[Line]], list[Line]]:
    """Return the pages without their notes, which stand in them by their marks, and the notes."""
    if any(_BRACKETED.match(line.text) for page in pages for line in page):
        return list(pages), []  # these signs are numbers of paragraphs, or have a meaning already
    at_end = _at_end(pages)
    if len(pages) == 1:  # nothing says where its feet are
        return at_end or (list(pages), [])
    whole = [_whole(page) for page in pages]
    found = max(_counted_on(whole), _counted_anew(whole), key=lambda plan: sum(count for _, count in plan))
    if at_end and len(at_end[1]) > 2 * sum(count for _, count in found):  # each note has two lines
        return at_end
    kept: list[list[Line]] = []
    notes: list[Line] = []
    reached = 0  # where they count anew on each page, the notes are those of the text, and count on
    for page, read, (first, count) in zip(pages, whole, found, strict=True):
        shown = max(first, reached + 1)
        kept.append(list(_marked(read, first, count, shown)) if count else page)
        if count:
            notes += _notes(read, first, shown)
            reached = shown + count - 1
    return kept, notes


def _at_end(pages: Sequence[list[Line]]) -> tuple[list[list[Line]], list[Line]] | None:
    """Return the pages without notes that stand behind them all, and these; None where there are none."""
    text = [line for page in pages for line in page]
    count = _count(text, 1)
    if count < _LEAST:
        return None
    marked = list(_marked(text, 1, count, 1))
    return [list(page) for _, page in groupby(marked, key=lambda line: line.page)], _notes(text, 1, 1)


def _whole(page: Sequence[Line]) -> list[Line]:
    """Return a page with each mark of a note that stands alone, and higher, in the line of its note's first words."""
    lines: list[Line] = []
    for line in page:
        at = len(lines) - (2 if lines and not lines[-1].text.strip() else 1)
        above = lines[at].text if at >= 0 else ""
        is_mark = _ALONE.fullmatch(above) and line.text.strip() and not _ALONE.fullmatch(line.text)
        if is_mark and (at + 2 == len(lines) or indent(line.text) > indent(above)):
            text = f"{above.rstrip()} {line.text.strip()}"
            lines[at:] = [lines[at]._replace(text=""), lines[at]._replace(text=text)]
        else:
            lines.append(line)
    return lines


def _counted_on(pages: Sequence[Sequence[Line]]) -> list[tuple[int, int]]:
    """Return the first note of each page and how many it has, where the notes count on from page to page."""
    found: list[tuple[int, int]] = []
    reached = 0
    for page in pages:
        ahead = range(reached + 1, reached + _SKIPPED + 1)  # a note that goes on over the page is not found
        found.append(next(((each, count) for each in ahead if (count := _count(page, each))), (0, 0)))
        reached = sum(found[-1]) - 1 if found[-1][1] else reached
    return found


def _counted_anew(pages: Sequence[Sequence[Line]]) -> list[tuple[int, int]]:
    """Return the same where the notes of each page begin at 1."""
    return [(1, _count(page, 1)) for page in pages]


def _begins(page: Sequence[Line], first: int) -> int | None:
    """Return the line at which the notes of a page begin: below an empty one, or one that ends a sentence.

    A sentence may go on over the page: then the note begins as one, and its number has no sign of a paragraph's.
    """
    places = [at for at, line in enumerate(page) if (match := _NOTE.match(line.text)) and int(match[1]) == first]
    if not places or not places[-1]:
        return None
    last = places[-1]
    above = page[last - 1].text.rstrip()
    ends = not above or (above.endswith(_ENDS) and not _ABBREVIATED.search(above))
    return last if ends or _BARE_NOTE.match(page[last].text) else None


def _count(page: Sequence[Line], first: int) -> int:
    """Return how many notes a page has, whose marks stand above them in their order."""
    begins = _begins(page, first)
    if begins is None or _counts_on(page, begins, first):
        return 0
    marks = [int(match[1]) for line in page[begins:] if (match := _NOTE.match(line.text))]
    count = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], _counted(marks, first)))
    return count if len(_marks(page[:begins], first, count)) == count else 0


def _counts_on(page: Sequence[Line], begins: int, first: int) -> bool:
    """Whether a line has the next number of the one before it that has any, and its sign: it begins a paragraph."""
    above = next((match for line in reversed(page[:begins]) if (match := _NOTE.match(line.text))), None)
    own = _NOTE.match(page[begins].text)
    return above is not None and own is not None and (int(above[1]), above[2]) == (first - 1, own[2])


def _counted(marks: Sequence[int], first: int) -> Iterator[tuple[int, int]]:
    """Yield the numbers that lines begin with beside those that are expected; others stand in the notes."""
    expected = first
    for mark in marks:
        if mark == expected:
            yield mark, expected
            expected += 1


def _marks(lines: Sequence[Line], first: int, count: int) -> list[_Mark]:
    """Return the marks from the first on, each behind the one before it; behind a word rather than behind a figure."""
    places = _places(lines)
    found: list[_Mark] = []
    for number in range(first, first + count):
        after = (found[-1].line, found[-1].ends) if found else (0, 0)
        rest = (each[bisect_left(each, after) :][:1] for each in places.get(number, ()))
        mark = next((each[0] for each in rest if each), None)
        if mark is None:
            return found
        found.append(mark)
    return found


def _places(lines: Sequence[Line]) -> dict[int, tuple[list[_Mark], list[_Mark]]]:
    """Return where each number may be a mark, behind a word and behind a figure."""
    found: dict[int, tuple[list[_Mark], list[_Mark]]] = {}
    for at, line in enumerate(lines):
        for place, form in enumerate((_BEHIND_WORD, _BEHIND_FIGURE)):
            for match in form.finditer(line.text):
                before = line.text[max(0, match.start() - _LONGEST) : match.start()]
                word = re.split(r"[\s(]", before)[-1]
                if not (_NUMBER.fullmatch(before) or word in _UNITS or (word.isupper() and word.isalpha())):  # km2, A12
                    found.setdefault(int(match[0]), ([], []))[place].append(_Mark(at, match.start(), match.end()))
    return found


def _marked(page: Sequence[Line], first: int, count: int, shown: int) -> Iterator[Line]:
    begins = _begins(page, first) or len(page)
    marks: dict[int, list[tuple[int, _Mark]]] = {}
    for number, mark in enumerate(_marks(page[:begins], first, count), shown):
        marks.setdefault(mark.line, []).append((number, mark))
    ends = next((at for at in range(begins, 0, -1) if page[at - 1].text.strip()), 0)
    for at, line in enumerate(page[:ends]):
        text = line.text
        for number, mark in reversed(marks.get(at, [])):
            text = f"{text[: mark.begins]}[{number}]{text[mark.ends :]}"
        yield line._replace(text=text)


def _notes(page: Sequence[Line], first: int, shown: int) -> list[Line]:
    """Return notes, each as a line, and an empty one before each."""
    places: list[int] = []
    texts: list[list[str]] = []
    for line in page[_begins(page, first) or len(page) :]:
        match = _NOTE.match(line.text)
        if match and int(match[1]) == first + len(texts):
            places.append(line.number)
            texts.append([line.text[match.end() :].strip()])
        elif line.text.strip():
            texts[-1].append(line.text.strip())
    text_words.join(texts)
    written = [f"[{mark}] {' '.join(lines)}" for mark, lines in enumerate(texts, shown)]
    return [Line(at, 0, text) for at, note in zip(places, written, strict=True) for text in ("", note)]

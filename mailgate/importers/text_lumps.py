"""The lines of a text without an empty one between them, parted further: notes, headings, ends of paragraphs."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from mailgate.importers import text_breaks, text_tables
from mailgate.importers.sequence import follows
from mailgate.importers.text_lines import SIGNS, Line

BULLET = re.compile(rf"\s*[-*·o{SIGNS}]\s+(?=\S)")
NUMBERED = re.compile(
    r"\s*(?:(?:Para(?:graph)?|Rn|Tz|Rz)\.? |§ ?)?[\[(（【]?(\d{1,4}(?:\.\d{1,4})*|\d{1,2}[–-]\d{1,3}|[A-Z]\d{1,3})"
    r"(?:[.)\]]*\s+|[.)\]](?=[^\W\d_a-zß-öø-ÿα-ωά-ώа-яё])|[、．。）】]+\s*)\S"
)
NOTE = re.compile(r"\s*\[(\d{1,4}|\*{1,3})\]\s+(?=\S)")
_MARK = re.compile(r"\s*\[(?:\d{1,4}|\*{1,3})\][.,;]?\s*")  # of a note, that the line above had no room for
_MARKS = re.compile(r"(?:\s?\[(?:\d{1,4}|\*{1,3})\])+$")
_FEW = 40  # letters of a few marks
UNDERLINE = re.compile(r"\s*(=|-|~|\*|_|#)\1{2,}\s*")
_SENTENCE = re.compile(
    r"\s*(?:(?:Para(?:graph)?|Rn|Tz|Rz)\.? |§ ?)?[\[(]?(?:(?!(?:1[89]|20)\d\d\b)\d{1,4}(?:\.\d{1,4})*|[A-Z]\d{1,3})"
    r"(?:[.)\]]*\s+[^\W\d_a-z]|(?:[.)\]]+\s+|\s{2,})[“\"‘'(\[]?(?:[^\W_a-z]|[£$€])|[、．。）】]+\s*\w)"
)  # a number, which is no year, before a capital, or with a sign before what a sentence may begin with
_HEAD = re.compile(r"\d{1,3}(?:\.\d{1,3})*\.?\s+[^\W\da-z]")  # `2 Costs`
_WIDEST = 160  # letters of a line that ends where the page does; a longer one is a paragraph
SHORT = 70  # letters of a line alone that is a heading


@dataclass(slots=True)
class Lump:
    """Lines without an empty one between them; `number`: the line of the file that the first is.

    `below`: the numbers that the next lumps begin with, or empty texts. `is_table`: a table is drawn in them.
    `reach`: see text_breaks.
    """

    lines: list[str]
    number: int
    page: str = ""
    below: tuple[str, ...] = ()
    are_rows: bool = False
    is_table: bool = False
    reach: int = 0

    def part(self, start: int, end: int) -> "Lump":
        """Return some of the lines."""
        return Lump(self.lines[start:end], self.number + start, self.page, is_table=self.is_table)

    def parts(self, breaks: Iterable[int]) -> "Iterator[Lump]":
        """Yield the parts that begin at these lines, and what stands before the first."""
        for start, end in pairwise([0, *sorted(set(breaks) - {0}), len(self.lines)]):
            yield self.part(start, end)


def lumps_of(lines: Sequence[Line]) -> list[Lump]:
    """Return the lumps of a text."""
    width = max((len(line.text) for line in lines), default=0)
    whole = [part for lump in _lumps(lines) for part in _at_tables(lump)]
    reach = text_breaks.reach(lump.lines for lump in whole if not lump.is_table)
    is_unwrapped = not reach and width > _WIDEST
    alone = text_breaks.numbers_alone(lump.lines for lump in whole)
    broken = [
        part
        for place, lump in enumerate(whole)
        for part in lump.parts(
            set() if lump.is_table else alone[place] | text_breaks.breaks(lump.lines, reach, is_unwrapped=is_unwrapped)
        )
    ]
    ended = _ended(broken, width)
    parted = [part for lump in ended for part in ([lump] if lump.is_table else _parted(lump, width))]
    for lump in (each for each in parted if not each.is_table):
        lump.reach = reach
        lump.are_rows = text_breaks.are_rows(lump.lines, reach)
        lump.lines = text_breaks.with_markers(lump.lines)
    return parted


def _at_tables(lump: Lump) -> Iterator[Lump]:
    """Part the tables that are drawn among lines from what stands around them."""
    tables = list(text_tables.spans(lump.lines))
    starts = {lump.number + start for start, _ in tables}
    for part in lump.parts(edge for table in tables for edge in table if edge < len(lump.lines)):
        part.is_table = part.number in starts
        if part.lines:
            yield part


def _ended(lumps: Iterable[Lump], width: int) -> Iterator[Lump]:
    """Part the last line, a heading over the number below, from the lines above, where each is a whole paragraph.

    So too where the number has a line of its own, as pdftotext writes those that hang beside their paragraphs.
    """
    before: Lump | None = None
    for lump in lumps:
        if before is not None:
            last = len(before.lines) - 1
            below = " ".join(line.strip() for line in lump.lines[: 1 + text_breaks.is_number(lump.lines[0])])
            is_apart = width > _WIDEST or below != lump.lines[0].strip()
            is_apart = is_apart and not text_breaks.is_number(before.lines[last - 1])
            if last and is_apart and _stands_over([*before.lines, below], last, width):
                yield before.part(0, last)
                before = before.part(last, last + 1)
            yield before
        before = lump
    if before is not None:
        yield before


def _lumps(lines: Iterable[Line]) -> Iterator[Lump]:
    lump = Lump([], 0)
    for line in [*lines, Line(0, 0, "")]:
        if not line.text.strip():
            if lump.lines:
                yield lump
            lump = Lump([], 0)
            continue
        if lump.lines and _MARK.fullmatch(line.text):
            lump.lines[-1] += f" {line.text.strip()}"
            continue
        if not lump.lines:
            lump = Lump([], line.number, str(line.page) if line.page else "")
        lump.lines.append(line.text)


def _parted(lump: Lump, width: int) -> Iterator[Lump]:
    """Part lines that have no empty one between them: at notes, which a rule may stand above, and at headings."""
    first = int(len(lump.lines) > 1 and bool(UNDERLINE.fullmatch(lump.lines[0])))
    if not NOTE.match(lump.lines[first]):
        yield from _at_headings(lump, width)
        return
    for start, end in pairwise([*_starts(lump.lines), len(lump.lines)]):
        yield lump.part(start, end)


def _starts(lines: Sequence[str]) -> Iterator[int]:
    """Yield the lines that begin a note, each with the mark after the one before, or with stars, as it has."""
    before = ""
    for place, line in enumerate(lines):
        if match := NOTE.match(line):
            mark = match[1]
            counts_on = before.isdigit() and mark.isdigit() and int(mark) == int(before) + 1
            if not before or counts_on or before[0] == mark[0] == "*":
                yield place
                before = mark


def _at_headings(lump: Lump, width: int) -> Iterator[Lump]:
    """Part lines that have no empty one between them where a short line stands before a number: at a heading."""
    begun = 0
    for place in range(len(lump.lines) - 1):
        if _stands_over(lump.lines, place, width, begun=begun):
            for start, end in ((begun, place), (place, place + 1)):
                if start < end:
                    yield lump.part(start, end)
            begun = place + 1
    yield lump.part(begun, len(lump.lines))


def _stands_over(lines: Sequence[str], place: int, width: int, *, begun: int = 0) -> bool:
    """Whether a line is a heading over a numbered paragraph: what is above it is finished, and it was not full."""
    text, below = lines[place].strip(), lines[place + 1]
    finished = place == begun or _MARKS.sub("", lines[place - 1].rstrip()[-_FEW:]).endswith((".", "?", "!", "”", '"'))
    is_short = (
        len(text) < SHORT
        and (text[:1].isupper() or bool(_HEAD.match(text)))
        and not text.endswith((".", ";", ",", ":", "?", "!"))
    )
    if not (finished and is_short and _SENTENCE.match(below)) or BULLET.match(text):
        return False
    if (number := NUMBERED.match(text)) and not (_is_first_in(number[1], below) or _has_other_number(text, below)):
        return False
    return len(lines[place]) + 1 + len(below.split(maxsplit=1)[0]) <= width


def _has_other_number(text: str, below: str) -> bool:
    """Whether a number counts otherwise than that below, or is set otherwise: `2 Costs` or `2. Costs` over `9.`."""
    one, other = NUMBERED.match(text), NUMBERED.match(below)
    if one is None or other is None:
        return False
    if re.match(r"\d+ ?[^\W\d_]", text) and re.match(r"\s*[\[(]?\d{1,4}(?:[.)\]]|\s{2,})", below):
        return True
    return not follows(*(tuple(map(int, re.findall(r"\d+", each[1]))) for each in (other, one)))


def _is_first_in(number: str, below: str) -> bool:
    """Whether a line has the first number of a section: 2.1 or 2.01 in 2."""
    first = NUMBERED.match(below)
    rest = first[1].removeprefix(f"{number}.") if first else ""
    return rest.isdecimal() and int(rest) == 1 and first is not None and rest != first[1]

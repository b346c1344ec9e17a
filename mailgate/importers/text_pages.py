"""Texts that were set for a printer: pages parted by form feeds, each with the same lines at its head and foot.

What is printed around the pages is taken off, and a paragraph that goes on over a page is one again.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from mailgate.importers import text_notes
from mailgate.importers.text_lines import Line, indent

_WIDEST = 160  # letters of a line
_EDGE = 3  # lines at the head and the foot of a page that may be around its text
_SHARE = 0.4  # of the pages, from which they are
_LINE_NUMBER = re.compile(r"[ \t]{0,8}(\d{1,3})(?=[ \t]|$)(?: {1,3}(?=\S))?")
_MANY, _NEARLY_ALL, _ALONE, _APART = 20, 0.8, 0.05, 4  # lines; their shares; lines without a number between two
_PAGE_NUMBER = re.compile(
    r"[ \t]{15,}\d{1,4}|[ \t]*(?:[-‐–—][ \t]?\d{1,4}[ \t]?[-‐–—]|.{0,60}\[{0,2}\bPage[ \t]\d{1,6}\]{0,2})[ \t]*"
)
_NUMBERS = re.compile(r"\d+(?:[-–./]\d+)*")
_FEW = 3  # pages
_PARTED = 0.3  # of the lines, that go on below an empty one
_FULL = 45  # letters of a line that may go on over the page
_ENDS = tuple(".?!:;…”\"’')")
_BEGINS = re.compile(
    r"\s*(?:[-*•–·]\s|[\[(]?(?:(?!(?:1[89]|20)\d\d\s)\d{1,4}(?:\.\d{1,4})*(?!\s[a-z])|[A-Z]\d{1,3}|[a-z])(?:[.)\]]*\s|[、．。）】]))"
)
_SLASHED = re.compile(r"\\(\d{1,4}|\*{1,3})\\")
_SLASHED_NOTE = re.compile(r"^[ \t]*\\1\\[ \t]+\S", re.M)
_DASH = re.compile(r"\s*[–—-]\s+(?=[^\W\dA-Z_])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """The lines of a text, and those that are printed around its pages."""

    lines: list[Line]
    around: list[Line]


def read(text: str) -> Pages:
    """Take the lines of a text apart."""
    text = _with_feeds(_single_spaced(_without_line_numbers(_bracketed(text))))
    # Not splitlines: its other ends of lines are letters to an editor, which counts lines too.
    parts = text.expandtabs(8).rstrip("\f\n ").split("\f")
    number, pages = 1, list[list[Line]]()
    for place, part in enumerate(parts, 1):
        texts = part.split("\n")
        pages.append([Line(number + at, place if len(parts) > 1 else 0, each) for at, each in enumerate(texts)])
        number += len(texts) - 1
    if len(pages) == 1:
        kept, notes = text_notes.apart(pages)
        return Pages(lines=[line for page in kept for line in page] + notes, around=[])
    heads, feet = _repeated(pages, 1), _repeated(pages, -1)
    around: list[Line] = []
    inside = [_taken(_taken(page, heads, around, 1), feet, around, -1) for page in pages]
    kept, notes = text_notes.apart(inside)
    return Pages(lines=[*_joined(kept), *notes], around=around)


def _bracketed(text: str) -> str:
    r"""Return a text with the marks of its notes in brackets, where they and the notes have them as \\1\\.

    The printers of the United States' government write them so.
    """
    return _SLASHED.sub(r"[\1]", text) if _SLASHED_NOTE.search(text) else text


def _without_line_numbers(text: str) -> str:
    """Return a text without the numbers of its lines in the margin, as transcripts have them, empty lines too."""
    parts = re.split(r"([\n\f])", text)
    lines = parts[::2]
    numbers = [int(match[1]) if (match := _LINE_NUMBER.match(line)) else 0 for line in lines]
    counted = [place for place, number in enumerate(numbers) if number and number in {1, _before(numbers, place) + 1}]
    alone = sum(lines[place].strip().isdecimal() for place in counted)
    written = sum(bool(line.strip()) for line in lines)
    pages = sum(numbers[place] == 1 for place in counted)  # on each of them the numbers begin again
    if pages < 2 or len(counted) < max(_MANY, _NEARLY_ALL * written) or alone < _ALONE * len(counted):
        return text
    for place in counted:
        parts[2 * place] = _LINE_NUMBER.sub("", lines[place], count=1)
    return "".join(parts)


def _single_spaced(text: str) -> str:
    """Return a text that has an empty line below each line without those; more than one are a paragraph's end."""
    lines = text.split("\n")
    filled = [place for place, line in enumerate(lines) if line.strip()]
    apart = sum(b - a > 1 for a, b in pairwise(filled))
    parted = sum(b - a == 2 and lines[b].lstrip()[:1].islower() for a, b in pairwise(filled))
    if len(filled) < _MANY or apart < _NEARLY_ALL * len(filled) or parted < _PARTED * len(filled):
        return text
    kept = [place for a, b in pairwise(filled) for place in (a, *range(a + 2, b))]
    return "\n".join(lines[place] for place in [*range(filled[0]), *kept, *range(filled[-1], len(lines))])


def _with_feeds(text: str) -> str:
    """Return a text without form feeds with one behind each number of a page that stands alone, if these count on."""
    if "\f" in text:
        return text
    lines = text.split("\n")
    found: list[int] = []
    reached = 0
    for place in range(1, len(lines)):
        is_alone = not lines[place - 1].strip() and not "".join(lines[place + 1 : place + 2]).strip()
        if is_alone and len(lines[place]) <= _WIDEST and _PAGE_NUMBER.fullmatch(lines[place]):
            number = int(re.findall(r"\d+", lines[place])[-1])
            if not reached or number == reached + 1:
                found.append(place)
                reached = number
    if len(found) < _FEW:
        return text
    ends = set(found)
    return "\n".join(f"{line}\f" if place in ends else line for place, line in enumerate(lines))


def _before(numbers: Sequence[int], place: int) -> int:
    return next((number for number in reversed(numbers[max(0, place - _APART) : place]) if number), 0)


def _key(line: Line) -> str:
    return " ".join(re.sub(r"\d+|\b[ivxl]+\b", "#", line.text).split())


def _edge(page: list[Line], step: int) -> list[Line]:
    """Return the few lines that stand apart at the head of a page (or its foot, with step -1), the outermost first.

    Of more, which are text, the outermost if it is no end of a sentence: a head may stand close above the text.
    """
    lines: list[Line] = []
    for line in page[::step]:
        if line.text.strip():
            lines.append(line)
        elif lines:
            break
    if len(lines) <= _EDGE:
        return lines
    return [] if lines[0].text.rstrip().endswith(_ENDS) else lines[:1]


def _repeated(pages: Sequence[list[Line]], step: int) -> frozenset[str]:
    """Return what stands apart at the heads (or feet) of the pages again and again, but for its numbers."""
    found: dict[str, list[str]] = {}
    for page in pages:
        for key, text in {_key(line): line.text for line in _edge(page, step)}.items():
            found.setdefault(key, []).append(text)
    often = {key: texts for key, texts in found.items() if len(texts) >= max(2, _SHARE * len(pages))}
    return frozenset(key for key, texts in often.items() if step > 0 or not _are_notes(texts))


def _are_notes(texts: Sequence[str]) -> bool:
    """Whether feet may be notes such as `12 Q34`: they begin with a number, and another one is not the same, either."""
    columns = zip(*(_NUMBERS.findall(text) for text in texts), strict=False)
    return texts[0].lstrip()[:1].isdigit() and sum(len(set(column)) > 1 for column in columns) > 1


def _taken(page: list[Line], known: frozenset[str], around: list[Line], step: int) -> list[Line]:
    """Return a page without what stands apart at its edge, if that is known, and without the empty lines there."""
    edge = _edge(page, step)
    gone = list(takewhile(lambda line: _key(line) in known, edge))
    if len(gone) < len(edge) and any(line.text.rstrip().endswith(_ENDS) for line in gone):
        gone = []  # the last words of a paragraph
    around += gone
    rest = [line for line in page[::step] if line not in gone]
    begins = next((place for place, line in enumerate(rest) if line.text.strip()), len(rest))
    return rest[begins:][::step]


def _joined(pages: Sequence[list[Line]]) -> list[Line]:
    """Return the lines of all pages, with an empty one between two where no paragraph goes on."""
    joined: list[Line] = []
    for page in pages:
        if joined and page and not _goes_on(joined[-1].text, page[0].text):
            joined.append(Line(page[0].number, page[0].page, ""))
        joined += page
    return joined


def _goes_on(last: str, first: str) -> bool:
    if _DASH.match(first) and indent(first) == indent(last) and not _DASH.match(last):
        return True  # the words of an item would stand further in than the dash of the next
    if last.rstrip().endswith(_ENDS) or _BEGINS.match(first) or not any(map(str.isalnum, last)):
        return False
    return len(last.strip()) >= _FULL or first.lstrip()[:1].islower()

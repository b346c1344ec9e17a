"""Plain text → a tree: paragraphs at empty lines, headings, bullets, quotes set in, notes in square brackets."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from mailgate.importers import first_look, text_pages, text_words
from mailgate.importers.account import lines_of
from mailgate.importers.outline import Progress, Source
from mailgate.importers.text_pages import Line, indent
from mailgate.importers.tree import LINE, PAGE, Element, Leaf, Said, Tree, grow

_BULLET = re.compile(r"\s*(?:[-*•●▪‣–·o])\s+(?=\S)")
_NUMBERED = re.compile(
    r"\s*(?:(?:Para(?:graph)?|Rn|Tz|Rz)\.? |§ ?)?[\[(]?(\d{1,4}(?:\.\d{1,4})*|[A-Z]\d{1,3})[.)\]]*\s+\S"
)
_SENTENCE = re.compile(
    r"\s*(?:(?:Para(?:graph)?|Rn|Tz|Rz)\.? |§ ?)?[\[(]?(?:(?!(?:1[89]|20)\d\d\b)\d{1,4}(?:\.\d{1,4})*|[A-Z]\d{1,3})"
    r"(?:[.)\]]*\s+[^\W\d_a-z]|(?:[.)\]]+\s+|\s{2,})[“\"‘'(\[]?(?:[^\W_a-z]|[£$€]))"
)  # a number, which is no year, before a capital, or with a sign before what a sentence may begin with
_LABELLED = re.compile(r"(part|volume|book|chapter|annex|appendix|section)\s+[\w.]{1,6}\b(?!.*[.;,]$)", re.I)
_UNDERLINE = re.compile(r"\s*(=|-|~|\*|_|#)\1{2,}\s*")
_NOTE = re.compile(r"\s*\[(\d{1,4}|\*{1,3})\]\s+(?=\S)")
_MARK = re.compile(r"(?<=\S)\s?\[(\d{1,4}|\*{1,3})\]")
_HASHES = re.compile(r"(#{1,6})\s+(?=\S)")
_ITEM = re.compile(r"\s*\(?([a-z]|[ivx]{1,5})[.)]\s+(?=\S)")
_ABBREVIATED = re.compile(
    r"(?:^|\s)(?:arts?|abs|no|nos|nr|p|pp|paras?|pars?|reg|regs|s|ss|sec|section|vol|fig|at)\.?\s*$", re.I
)
_NO_HEADING = (*".;,:!。।؛،؟；，：！？", *(end + close for end in ".!?" for close in "\"”’')]"))
_QUOTES = "“„‘‚«‹\"'(["
_DRAWN = frozenset("-=_+| \t")
_NEAR = 3  # lumps in which the first number of a section is
_MAX_HEADING = 100
_WIDEST = 160  # letters of a line that ends where the page does; a longer one is a paragraph
_SHORT = 70  # letters of a line alone that is a heading
_LETTERS = list("abcdefghijklmnopqrstuvwxyz")
_ROMANS = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"]
_UPPER_LEVELS = {"part": 1, "volume": 1, "book": 1, "chapter": 2, "annex": 2, "appendix": 2, "section": 3}


@dataclass(slots=True)
class _Lump:
    """Lines without an empty one between them; `number`: the line of the file that the first is.

    `below`: the numbers that the next lumps begin with, or empty texts.
    """

    lines: list[str]
    number: int
    page: str = ""
    below: tuple[str, ...] = ()


def decoded(raw: bytes) -> str:
    """Return a text without a declared encoding: what its first bytes say, else UTF-8, else Windows-1252.

    Its lines end with a line feed, whatever system they come from.
    """
    text = first_look.utf_16(raw)
    if text is None:
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = raw.decode("cp1252", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read(source: Source, _: Progress) -> list[Leaf]:
    """Read a text file."""
    pages = text_pages.read(decoded(source.path.read_bytes()))
    body = Element("body", {})
    grow(elements(pages), body)
    around = [Said(f"{source.name}, line {line.number}", line.text.strip(), around=True) for line in pages.around]
    said = (*lines_of(body, source.name), *around) if around else ()
    return [Leaf(source=source, tree=Tree(body=body, title="", language=""), said=said)]


def elements(pages: text_pages.Pages) -> list[Element]:
    """Return the paragraphs, headings and quotes of a text."""
    width = max((len(line.text) for line in pages.lines), default=0)
    lumps = [part for lump in _ended(_lumps(pages.lines), width) for part in _parted(lump, width)]
    text_words.join([lump.lines for lump in lumps])
    margin = min((indent(line) for lump in lumps for line in lump.lines), default=0)
    numbers = [match[1] if (match := _NUMBERED.match(lump.lines[0])) else "" for lump in lumps]
    for place, lump in enumerate(lumps):
        lump.below = tuple(numbers[place + 1 : place + 1 + _NEAR])
    notes = _notes(lumps)
    return [element for lump in lumps for element in _elements(lump, margin, notes)]


def _ended(lumps: Iterable[_Lump], width: int) -> Iterator[_Lump]:
    """Part the last line, a heading over the number below, from the lines above, where each is a whole paragraph."""
    before: _Lump | None = None
    for lump in lumps:
        if before is not None:
            last = len(before.lines) - 1
            if last and width > _WIDEST and _stands_over([*before.lines, lump.lines[0]], last, width):
                yield _Lump(before.lines[:last], before.number, before.page)
                before = _Lump(before.lines[last:], before.number + last, before.page)
            yield before
        before = lump
    if before is not None:
        yield before


def _lumps(lines: Iterable[Line]) -> Iterator[_Lump]:
    lump = _Lump([], 0)
    for line in [*lines, Line(0, 0, "")]:
        if not line.text.strip():
            if lump.lines:
                yield lump
            lump = _Lump([], 0)
            continue
        if not lump.lines:
            lump = _Lump([], line.number, str(line.page) if line.page else "")
        lump.lines.append(line.text)


def _parted(lump: _Lump, width: int) -> Iterator[_Lump]:
    """Part lines that have no empty one between them: at notes, which a rule may stand above, and at headings."""
    first = int(len(lump.lines) > 1 and bool(_UNDERLINE.fullmatch(lump.lines[0])))
    if not _NOTE.match(lump.lines[first]):
        yield from _at_headings(lump, width)
        return
    for start, end in pairwise([*_starts(lump.lines), len(lump.lines)]):
        yield _Lump(lump.lines[start:end], lump.number + start, lump.page)


def _starts(lines: Sequence[str]) -> Iterator[int]:
    """Yield the lines that begin a note, each with the mark after the one before, or with stars, as it has."""
    before = ""
    for place, line in enumerate(lines):
        if match := _NOTE.match(line):
            mark = match[1]
            counts_on = before.isdigit() and mark.isdigit() and int(mark) == int(before) + 1
            if not before or counts_on or before[0] == mark[0] == "*":
                yield place
                before = mark


def _at_headings(lump: _Lump, width: int) -> Iterator[_Lump]:
    """Part lines that have no empty one between them where a short line stands before a number: at a heading."""
    begun = 0
    for place in range(len(lump.lines) - 1):
        if place + 1 < len(lump.lines) and _stands_over(lump.lines, place, width):
            for start, end in ((begun, place), (place, place + 1)):
                if start < end:
                    yield _Lump(lump.lines[start:end], lump.number + start, lump.page)
            begun = place + 1
    yield _Lump(lump.lines[begun:], lump.number + begun, lump.page)


def _stands_over(lines: Sequence[str], place: int, width: int) -> bool:
    """Whether a line is a heading over a numbered paragraph: what is above it is finished, and it was not full."""
    text, below = lines[place].strip(), lines[place + 1]
    finished = place == 0 or lines[place - 1].rstrip().endswith((".", "?", "!", "”", '"'))
    is_short = len(text) < _SHORT and text[:1].isupper() and not text.endswith((".", ";", ",", ":", "?", "!"))
    if not (finished and is_short and _SENTENCE.match(below)) or _NUMBERED.match(text) or _BULLET.match(text):
        return False
    return len(lines[place]) + 1 + len(below.split(maxsplit=1)[0]) <= width


def _elements(lump: _Lump, margin: int, notes: set[str]) -> Iterator[Element]:
    if lump.page:
        yield Element(PAGE, {"number": lump.page})
    at: dict[str, str | None] = {LINE: str(lump.number)}
    if heading := _heading(lump.lines, lump.below):
        level, text, rest = heading
        yield Element(f"h{level}", dict(at), children=[text])
        if not rest:
            return
        lump.lines = rest
    note = _NOTE.match(lump.lines[0])
    if note and note[1] in notes:
        yield Element("p", {**at, "id": f"note-{note[1]}"}, children=[" ".join(lump.lines)[note.end() :]])
        return
    quoted = all(line.lstrip().startswith(">") for line in lump.lines)
    lines = [line.lstrip().removeprefix(">") if quoted else line for line in lump.lines if not _is_rule(line)]
    for bullet, part in _parts(lines):
        children = [*(["• "] if bullet else []), *_inline(part, notes)]
        element = Element("p", dict(at), children=children)
        set_in = not bullet and not _NUMBERED.match(part[0]) and all(indent(line) >= margin + 4 for line in part)
        yield Element("blockquote", {}, children=[element]) if quoted or set_in else element


def _is_rule(line: str) -> bool:
    """Whether a line is drawn, and says nothing: it stands between the rows of a table."""
    return any(sign * 3 in line for sign in "-=_") and set(line) <= _DRAWN


def _heading(lines: Sequence[str], below: Sequence[str]) -> tuple[int, str, list[str]] | None:
    """Return the level and text of a heading, and the lines below it that belong to no heading.

    A question alone is one where it stands over a numbered paragraph; one with a number over that of its first.
    """
    text = lines[0].strip()
    if len(lines) > 1 and len(text) <= _MAX_HEADING and (under := _UNDERLINE.fullmatch(lines[1])):
        return {"=": 1, "*": 1, "#": 1}.get(under[1], 2), text, list(lines[2:])
    if match := _HASHES.match(text):
        return len(match[1]), text[match.end() :].rstrip("# "), list(lines[1:])
    if (
        len(lines) > 2
        or len(text) > _MAX_HEADING
        or text.endswith(_NO_HEADING)
        or (text.endswith("?") and not (len(lines) == 1 and _asks_over(text, below)))
        or _BULLET.match(text)
    ):
        return None
    whole = " ".join(line.strip() for line in lines)
    labelled = _LABELLED.match(text)
    if labelled or whole.isupper():
        return _UPPER_LEVELS[labelled[1].lower()] if labelled else 3, whole, []
    first = next((word for word in (each.lstrip(_QUOTES) for each in text.split()) if word[:1].isalpha()), "")
    begins = first[:1].isupper() or (
        first[:1].upper() == first[:1].lower() and any(below[:1])
    )  # few scripts have capitals
    return (4, whole, []) if len(lines) == 1 and len(text) < _SHORT and first and begins else None


def _asks_over(question: str, below: Sequence[str]) -> bool:
    number = _NUMBERED.match(question)
    return any(each.startswith(f"{number[1]}.") for each in below) if number else any(below[:1])


def _notes(lumps: Sequence[_Lump]) -> set[str]:
    """Return the marks of the notes: lumps that begin with `[3]`, if half of them or more are named before.

    Where they are not, the brackets hold the numbers of paragraphs, as in judgments.
    """
    named: set[str] = set()
    labels: list[tuple[str, bool]] = []
    for lump in lumps:
        if note := _NOTE.match(lump.lines[0]):
            labels.append((note[1], note[1] in named))
        named |= {mark for line in lump.lines for mark in _MARK.findall(line)}
    found = {label for label, is_named in labels if is_named}
    return found if 2 * sum(is_named for _, is_named in labels) >= len(labels) else set()


def _parts(lines: Sequence[str]) -> Iterator[tuple[bool, list[str]]]:
    """Yield the items of a lump, and what stands before them; True for an item with a bullet."""
    current: list[str] = []
    bullet = False
    bullets, lettered = _bulleted(lines), _lettered(lines)
    for place, line in enumerate(lines):
        if place in bullets or place in lettered:
            if current:
                yield bullet, current
            match = _BULLET.match(line) if place in bullets else None
            current, bullet = [line[match.end() :] if match else line], match is not None
        else:
            current.append(line)
    if current:
        yield bullet, current


def _bulleted(lines: Sequence[str]) -> set[int]:
    """Return the lines that begin with a bullet; a dash alone at the start of a line is one of a sentence."""
    signs = {place: line.lstrip()[0] for place, line in enumerate(lines) if _BULLET.match(line)}
    counts = Counter(signs.values())
    return {
        place
        for place, sign in signs.items()
        if place == 0 or counts[sign] > 1 or lines[place - 1].rstrip().endswith((":", ";", "."))
    }


def _lettered(lines: Sequence[str]) -> set[int]:
    """Return the lines that begin with (a), (b), (c) or (i), (ii), where they count from the first on."""
    found = [(place, match[1]) for place, line in enumerate(lines) if (match := _ITEM.match(line))]
    for names in (_LETTERS, _ROMANS):
        if len(found) > 1 and [name for _, name in found] == names[: len(found)]:
            return {place for place, _ in found}
    return set()


def _may_begin(lines: Sequence[str], place: int) -> bool:
    """Whether a numbered paragraph may begin at a line: not behind `Art.`, and where the first begins."""
    if not _NUMBERED.match(lines[place]) or _ABBREVIATED.search(lines[place - 1]):
        return False
    return not _NUMBERED.match(lines[0]) or indent(lines[place]) == indent(lines[0])


def _inline(lines: Sequence[str], notes: set[str]) -> Iterator[Element | str]:
    """Yield the text of lines; before one that begins with a number a line break, so that it can be judged."""
    for place, line in enumerate(lines):
        if place:
            yield Element("br", {}) if _may_begin(lines, place) else "\n"
        end = 0
        for mark in (each for each in _MARK.finditer(line) if each[1] in notes):
            yield line[end : mark.start()]
            yield Element("sup", {}, children=[Element("a", {"href": f"#note-{mark[1]}"}, children=[mark[1]])])
            end = mark.end()
        yield line[end:].strip() if end == 0 else line[end:]

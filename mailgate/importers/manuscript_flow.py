"""The lines of a manuscript: its sections and paragraphs, in order, and what in them cannot be understood. Pure.

What the writer makes of a text never begins a line with `:::`, `#` or `??`: there a line is always somebody's marker,
and one that cannot be read is refused, with its place, and not taken for words of the paragraph above.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mailgate.importers.outline import Heading, ImportRefusedError
from store.model import Footnote, Kind

NO_NUMBER = "–"
_UNIT = re.compile(
    r":::\s*(?P<number>(?:[^\[·:]|(?<=\d)·(?=\d))*?)\s*(?:\[(?P<kind>[^\]]*)\]\s*)?"
    r"(?:·\s*pages?\s+(?P<pages>.*?)\s*)?",
    re.IGNORECASE,
)
_HEADING = re.compile(r"(#+)(\s.*)?")
_NOTE = re.compile(r"\[\^([^\]\s]*)\]:\s*(.*?)\s*")
_FENCE = "```"
_KINDS = tuple(Kind)
_WORDS = 3  # of a number, at most: Key finding 12
_LETTERS = 64


class Passage(NamedTuple):
    """A paragraph as it is written: its marker's parts, its text in Markdown, its notes, and where it begins."""

    number: str | None
    kind: Kind
    pages: tuple[str, ...] | None
    text: str
    notes: tuple[Footnote, ...]
    source: str


class _Line(NamedTuple):
    place: str  # as it is said: the file, and the line
    text: str
    is_raw: bool  # between two fences: HTML


def flow(text: str, skipped: int, name: str) -> Iterator[Heading | Passage]:
    """Yield sections and paragraphs; `skipped`: the lines before this text in the file of this name.

    Raises ImportRefusedError, with the line, at the first that cannot be understood.
    """
    opened: tuple[_Line, re.Match[str]] | None = None
    inside: list[_Line] = []
    for line in _lines(text, skipped, name):
        begins = "" if line.is_raw else line.text.lstrip()[:3]
        if begins == ":::" or begins[:1] == "#":
            if opened is not None:
                yield _passage(*opened, inside)
            opened, inside = None, []
            if begins == ":::":
                opened = line, _marker(line)
            else:
                yield _heading(line)
        elif opened is not None:
            inside.append(line)
        elif line.text.strip() and begins[:2] != "??":
            raise ImportRefusedError(f"{line.place}: stands before the first paragraph of its section (a line :::)")
    if opened is not None:
        yield _passage(*opened, inside)


def _lines(text: str, skipped: int, name: str) -> Iterator[_Line]:
    fence = ""
    for number, line in enumerate(text.split("\n"), skipped + 1):
        place = f"{name}, line {number}"
        turns = line.startswith(_FENCE)
        yield _Line(place, line, is_raw=bool(fence) or turns)
        if turns:
            fence = "" if fence else place
    if fence:
        raise ImportRefusedError(f"{fence}: what begins here with {_FENCE} is not ended by a line {_FENCE}")


def _marker(line: _Line) -> re.Match[str]:
    match = _UNIT.fullmatch(line.text.strip())
    if match is None:
        raise ImportRefusedError(f"{line.place}: not `::: NUMBER [kind] · page 3`, with {NO_NUMBER} for no number")
    if (match["kind"] or Kind.PARAGRAPH).lower() not in _KINDS:
        raise ImportRefusedError(f"{line.place}: `[{match['kind']}]` is none of {', '.join(_KINDS)}")
    if len(match["number"]) > _LETTERS or len(match["number"].split()) > _WORDS:
        raise ImportRefusedError(f"{line.place}: is too long for a number; the text begins in the next line")
    return match


def _heading(line: _Line) -> Heading:
    match = _HEADING.fullmatch(line.text.strip())
    if match is None:
        raise ImportRefusedError(f"{line.place}: a section is `# Heading`; for a text that begins so write \\#")
    if not (match[2] or "").strip():
        raise ImportRefusedError(f"{line.place}: a section has no heading")
    return Heading(level=len(match[1]), text=match[2].strip(), source=line.place)


def _passage(begun: _Line, marker: re.Match[str], lines: Sequence[_Line]) -> Passage:
    words: list[str] = []
    notes: list[Footnote] = []
    in_note = False
    for line in lines:
        found = None if line.is_raw else _NOTE.fullmatch(line.text)
        if not line.is_raw and line.text.startswith("??"):
            continue
        if found:
            notes.append(Footnote(mark=found[1], text=found[2]))
        elif in_note and line.text.strip() and not line.is_raw:  # a note that was broken into lines
            notes[-1] = Footnote(mark=notes[-1].mark, text=f"{notes[-1].text} {line.text.strip()}".strip())
        else:
            words.append(line.text)
        in_note = bool(found) or (in_note and bool(line.text.strip()) and not line.is_raw)
    number = marker["number"].strip()
    return Passage(
        number=None if number in {"", NO_NUMBER, "-", "—"} else number,
        kind=Kind((marker["kind"] or Kind.PARAGRAPH).lower()),
        pages=tuple(each.strip() for each in marker["pages"].split(",")) if marker["pages"] else None,
        text="\n".join(words).strip("\n"),
        notes=tuple(notes),
        source=begun.place,
    )

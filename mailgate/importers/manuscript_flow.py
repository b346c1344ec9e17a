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
    r"(?:[·,;–-]?\s*(?:\bpages?|\bpp?\.)\s+(?P<pages>.*?)\s*)?",
    re.IGNORECASE,
)
_ALMOST = re.compile(
    r"\s*(?:[>*+-]\s*)*(?::{2,}|：{2,}|::[;.,])\s*\**\(?(?:[\d–—]|-\s*$)"
)  # a marker that somebody broke
_HEADING = re.compile(r"(#+)(\s.*?)?(?:(?<=\s)\1)?")  # `## Two ##` is Two
_RULE = re.compile(r"\s*(?:-{3,}|={3,})\s*")
_NOTE = re.compile(r"\s{0,3}\[\^\s*([^\]\s]*)\s*\]\s*:\s*(.*?)\s*")
_LABEL = re.compile(r"\s{0,3}\[[^\]]{0,80}\]\s*:")  # Markdown takes it for the address of a link, and shows nothing
_MARKUP = re.compile(r"[*_{}<>|`]")
_ROMAN = re.compile(r"[ivxlcdm]+", re.IGNORECASE)
_NONE = frozenset({"", NO_NUMBER, "-", "—", "--", "---"})
_FENCE = "```"
_KINDS = tuple(Kind)
_WORDS = 3  # of a number, at most: Key finding 12
_LETTERS = 64
_FEW = 2  # letters of a number that has no figures: A, aa


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
    above = ""
    for line in _lines(text, skipped, name):
        _refuse_slips(line, above)
        above = line.text if not line.is_raw else ""
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
        elif line.text.strip() and not _is_doubt(line):
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


def _is_doubt(line: _Line) -> bool:
    return not line.is_raw and line.text.lstrip().startswith("??")


def _refuse_slips(line: _Line, above: str) -> None:
    """Refuse what is nearly a marker, a section or a note: Markdown would take it for words, or for nothing."""
    if line.is_raw:
        return
    if not line.text.lstrip().startswith(":::") and _ALMOST.match(line.text):
        raise ImportRefusedError(
            f"{line.place}: a paragraph begins with `::: NUMBER`; for a text that begins so write \\:"
        )
    if above.strip() and _RULE.fullmatch(line.text):
        raise ImportRefusedError(
            f"{line.place}: a section is `# Heading`; words above a line of {line.text.strip()[0]} are none"
        )
    if _LABEL.match(line.text) and not _NOTE.fullmatch(line.text):
        raise ImportRefusedError(f"{line.place}: a note is `[^3]: text`; for a text that begins so write \\[")


def _marker(line: _Line) -> re.Match[str]:
    match = _UNIT.fullmatch(line.text.strip())
    if match is None:
        raise ImportRefusedError(f"{line.place}: not `::: NUMBER [kind] · page 3`, with {NO_NUMBER} for no number")
    if (match["kind"] or Kind.PARAGRAPH).lower() not in _KINDS:
        raise ImportRefusedError(f"{line.place}: `[{match['kind']}]` is none of {', '.join(_KINDS)}")
    if len(match["number"]) > _LETTERS or len(match["number"].split()) > _WORDS:
        raise ImportRefusedError(f"{line.place}: is too long for a number; the text begins in the next line")
    last = match["number"].rpartition(" ")[2].lower()
    if _MARKUP.search(match["number"]) or last in _KINDS or not _may_be_number(match["number"]):
        raise ImportRefusedError(
            f"{line.place}: `{match['number']}` is no number; a kind is `[list]`, {NO_NUMBER} no number"
        )
    return match


def _may_be_number(text: str) -> bool:
    """Whether there is a figure, a letter or a Roman number in it, or a script that has other figures."""
    last = text.rpartition(" ")[2].strip("().")
    has_figure = any(map(str.isdigit, text)) or not text.isascii()
    return text in _NONE or has_figure or len(last) <= _FEW or _ROMAN.fullmatch(last) is not None


def _number(text: str) -> str | None:
    """Return a number as it is kept: without a full stop behind it or brackets around it."""
    number = text.strip().rstrip(".:")
    if number.startswith("(") and number.endswith(")") and number.count("(") == 1:
        number = number[1:-1]
    elif number.endswith(")") and "(" not in number:
        number = number[:-1]
    return None if number in _NONE else number


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
        if _is_doubt(line):
            continue
        if found:
            notes.append(Footnote(mark=found[1], text=found[2]))
        elif in_note and line.text.strip() and not line.is_raw:  # a note that was broken into lines
            notes[-1] = Footnote(mark=notes[-1].mark, text=f"{notes[-1].text} {line.text.strip()}".strip())
        else:
            words.append(line.text)
        in_note = bool(found) or (in_note and bool(line.text.strip()) and not line.is_raw)
    return Passage(
        number=_number(marker["number"]),
        kind=Kind((marker["kind"] or Kind.PARAGRAPH).lower()),
        pages=tuple(each.strip() for each in marker["pages"].split(",")) if marker["pages"] else None,
        text="\n".join(words).strip("\n"),
        notes=tuple(notes),
        source=begun.place,
    )

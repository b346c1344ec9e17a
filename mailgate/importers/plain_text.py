"""Plain text → a tree: paragraphs at empty lines, headings, bullets, quotes set in, notes in square brackets."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mailgate.importers.outline import Progress, Source
from mailgate.importers.tree import LINE, PAGE, Element, Leaf, Tree, grow

_BULLET = re.compile(r"\s*(?:[-*•●▪‣–·o])\s+(?=\S)")
_NUMBERED = re.compile(r"\s*[\[(]?(?:\d{1,4}(?:\.\d{1,4})*|[A-Z]\d{1,3})[.)\]]*\s+\S")
_LABELLED = re.compile(r"(part|volume|book|chapter|annex|appendix|section)\s+[\w.]{1,6}\b(?!.*[.;,]$)", re.I)
_UNDERLINE = re.compile(r"\s*(=|-|~|\*|_|#)\1{2,}\s*")
_NOTE = re.compile(r"\s*\[(\d{1,4}|\*{1,3})\]\s+(?=\S)")
_MARK = re.compile(r"(?<=\S)\s?\[(\d{1,4}|\*{1,3})\]")
_HASHES = re.compile(r"(#{1,6})\s+(?=\S)")
_MAX_HEADING = 100
_UPPER_LEVELS = {"part": 1, "volume": 1, "book": 1, "chapter": 2, "annex": 2, "appendix": 2, "section": 3}


@dataclass(slots=True)
class _Lump:
    """Lines without an empty one between them; `number`: the line of the file that the first is."""

    lines: list[str]
    number: int
    page: str = ""


def decoded(raw: bytes) -> str:
    """Return a text without a declared encoding: what its first bytes say, else UTF-8, else Windows-1252."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def read(source: Source, _: Progress) -> list[Leaf]:
    """Read a text file."""
    lumps = list(_lumps(decoded(source.path.read_bytes())))
    margin = min((_indent(line) for lump in lumps for line in lump.lines), default=0)
    body = Element("body", {})
    marks = {mark for lump in lumps for line in lump.lines for mark in _MARK.findall(line)}
    grow([element for lump in lumps for element in _elements(lump, margin, marks)], body)
    return [Leaf(source=source, tree=Tree(body=body, title="", language=""))]


def _lumps(text: str) -> Iterator[_Lump]:
    page = 1 if "\f" in text.strip("\f\n ") else 0
    current: list[str] = []
    begun = 0
    for number, line in enumerate([*text.expandtabs(8).replace("\f", "\n\f").splitlines(), ""], 1):
        if "\f" in line:
            page += 1
        if not line.strip():
            if current:
                yield _Lump(current, begun, str(page) if page else "")
            current = []
            continue
        begun = begun if current else number
        current.append(line.replace("\f", ""))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _elements(lump: _Lump, margin: int, marks: set[str]) -> Iterator[Element]:
    if lump.page:
        yield Element(PAGE, {"number": lump.page})
    at: dict[str, str | None] = {LINE: str(lump.number)}
    if heading := _heading(lump.lines):
        level, text, rest = heading
        yield Element(f"h{level}", dict(at), children=[text])
        if not rest:
            return
        lump.lines = rest
    note = _NOTE.match(lump.lines[0])
    if note and note[1] in marks:
        yield Element("p", {**at, "id": f"note-{note[1]}"}, children=[" ".join(lump.lines)[note.end() :]])
        return
    quoted = all(line.lstrip().startswith(">") for line in lump.lines)
    lines = [line.lstrip().removeprefix(">") for line in lump.lines] if quoted else lump.lines
    for bullet, part in _parts(lines):
        children = [*(["• "] if bullet else []), *_inline(part)]
        element = Element("p", dict(at), children=children)
        set_in = not bullet and not _NUMBERED.match(part[0]) and all(_indent(line) >= margin + 4 for line in part)
        yield Element("blockquote", {}, children=[element]) if quoted or set_in else element


def _heading(lines: Sequence[str]) -> tuple[int, str, list[str]] | None:
    """Return the level and text of a heading, and the lines below it that belong to no heading."""
    text = lines[0].strip()
    if len(lines) > 1 and len(text) <= _MAX_HEADING and (under := _UNDERLINE.fullmatch(lines[1])):
        return {"=": 1, "*": 1, "#": 1}.get(under[1], 2), text, list(lines[2:])
    if match := _HASHES.match(text):
        return len(match[1]), text[match.end() :].rstrip("# "), list(lines[1:])
    if (
        len(lines) > 2
        or len(text) > _MAX_HEADING
        or text.endswith((".", ";", ",", ":", "?", "!"))
        or _BULLET.match(text)
    ):
        return None
    whole = " ".join(line.strip() for line in lines)
    labelled = _LABELLED.match(text)
    if labelled or whole.isupper():
        return _UPPER_LEVELS[labelled[1].lower()] if labelled else 3, whole, []
    first = next((word for word in text.split() if word[0].isalpha()), "")
    return (4, whole, []) if len(lines) == 1 and len(text) < 70 and first[:1].isupper() else None


def _parts(lines: Sequence[str]) -> Iterator[tuple[bool, list[str]]]:
    """Yield the items of a lump, and what stands before them; True for an item."""
    current: list[str] = []
    bullet = False
    for line in lines:
        if match := _BULLET.match(line):
            if current:
                yield bullet, current
            current, bullet = [line[match.end() :]], True
        else:
            current.append(line)
    if current:
        yield bullet, current


def _inline(lines: Sequence[str]) -> Iterator[Element | str]:
    """Yield the text of lines; before one that begins with a number a line break, so that it can be judged."""
    for place, line in enumerate(lines):
        if place:
            yield Element("br", {}) if _NUMBERED.match(line) else "\n"
        end = 0
        for mark in _MARK.finditer(line):
            yield line[end : mark.start()]
            yield Element("sup", {}, children=[Element("a", {"href": f"#note-{mark[1]}"}, children=[mark[1]])])
            end = mark.end()
        yield line[end:].strip() if end == 0 else line[end:]

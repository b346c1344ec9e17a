"""Plain text → a tree: paragraphs at empty lines, headings, bullets, quotes set in, notes in square brackets."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from mailgate.importers import first_look, text_breaks, text_pages, text_tables, text_words
from mailgate.importers.account import lines_of
from mailgate.importers.numbers_read import names_remark
from mailgate.importers.outline import Progress, Source
from mailgate.importers.text_lines import SIGNS, indent
from mailgate.importers.text_lumps import BULLET, NOTE, NUMBERED, SHORT, UNDERLINE, Lump, lumps_of
from mailgate.importers.tree import LINE, PAGE, Element, Leaf, Said, Tree, grow

_LABELLED = re.compile(r"(part|volume|book|chapter|annex|appendix|section)\s+[\w.]{1,6}\b(?!.*[.;,]$)", re.I)
_CHAPTER = re.compile(r"(part|volume|book|chapter|annex|appendix|section)\s+(?:[IVXLC]{1,7}|\d{1,3})\.", re.I)
_MARK = re.compile(r"(?<=\S)\s?\[(\d{1,4}|\*{1,3})\]")
_HASHES = re.compile(r"(#{1,6})\s+(?=\S)")
_ABBREVIATED = re.compile(
    r"(?:^|\s)(?:arts?|abs|no||nos|nr|p|pp|paras?|pars?|reg|regs|s|ss|sec|section|vol|fig|at)\.?\s*$", re.I
)
_NO_HEADING = (*".;,:!。।؛،؟；，：！？", *(end + close for end in ".!?" for close in "\"”’')]"))
_QUOTES = "“„‘‚«‹\"'(["
_DRAWN = frozenset("-=_+| \t")
_BULLETS = frozenset(f"·{SIGNS} \t")
_SHORT_END = 20  # letters in which an abbreviation ends a line
_NEAR = 3  # lumps in which the first number of a section is
_MAX_HEADING = 100
_LONGER = 8  # letters by which an underline may be longer than its heading
_MAX_HEADING_LINES = 3
_OVER = 2  # lines, and one below
_UPPER_LEVELS = {"part": 1, "volume": 1, "book": 1, "chapter": 2, "annex": 2, "appendix": 2, "section": 3}


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
    lumps = lumps_of(pages.lines)
    text_words.join([lump.lines for lump in lumps if not lump.is_table])
    margin = min((indent(line) for lump in lumps for line in lump.lines), default=0)
    numbers = [match[1] if (match := NUMBERED.match(lump.lines[0])) else "" for lump in lumps]
    for place, lump in enumerate(lumps):
        lump.below = tuple(numbers[place + 1 : place + 1 + _NEAR])
    notes = _notes(lumps)
    return [element for lump in lumps for element in _elements(lump, margin, notes)]


def _elements(lump: Lump, margin: int, notes: set[str]) -> Iterator[Element]:
    if lump.page:
        yield Element(PAGE, {"number": lump.page})
    at: dict[str, str | None] = {LINE: str(lump.number)}
    if lump.is_table:
        yield _table(lump.lines, at, notes)
        return
    note = NOTE.match(lump.lines[0])
    is_note = note is not None and note[1] in notes
    if not is_note and (heading := _heading(lump.lines, lump.below) or _section_name(lump.lines, lump.below)):
        level, text, rest = heading
        yield Element(f"h{level}", dict(at), children=[text])
        if not rest:
            return
        lump.lines = rest
    if note is not None and is_note:
        yield Element("p", {**at, "id": f"note-{note[1]}"}, children=[" ".join(lump.lines)[note.end() :]])
        return
    quoted = all(line.lstrip().startswith(">") for line in lump.lines)
    lines = [line.lstrip().removeprefix(">") if quoted else line for line in lump.lines if not _is_rule(line)]
    for bullet, part in ((False, [line]) for line in lines) if lump.are_rows else _parts(lines, lump.reach):
        children = [*(["• "] if bullet else []), *_inline(part, notes)]
        element = Element("p", dict(at), children=children)
        set_in = not bullet and not NUMBERED.match(part[0]) and all(indent(line) >= margin + 4 for line in part)
        yield Element("blockquote", {}, children=[element]) if quoted or set_in else element


def _table(lines: Sequence[str], at: dict[str, str | None], notes: set[str]) -> Element:
    rows = [
        [Element("td", {}, children=list(_inline([cell], notes))) for cell in row] for row in text_tables.rows(lines)
    ]
    return Element("table", at, children=[Element("tr", {}, children=list(row)) for row in rows])


def _is_rule(line: str) -> bool:
    """Whether a line is drawn, and says nothing: between the rows of a table, or bullets apart from what they begin."""
    if line.strip() and set(line) <= _BULLETS:
        return True
    return any(sign * 3 in line for sign in "-=_") and set(line) <= _DRAWN


def _is_parted(text: str, line: str) -> bool:
    """Whether a line below a sentence is far longer than that: it parts it from notes, and underlines nothing."""
    return text.endswith(_NO_HEADING) and len(line.strip()) > len(text) + _LONGER


def _heading(lines: Sequence[str], below: Sequence[str]) -> tuple[int, str, list[str]] | None:
    """Return the level and text of a heading, and the lines below it that belong to no heading.

    A question alone is one where it stands over a numbered paragraph; one with a number over that of its first.
    """
    text = lines[0].strip()
    if underlined := _underlined(lines):
        return underlined
    if match := _HASHES.match(text):
        return len(match[1]), text[match.end() :].rstrip("# "), list(lines[1:])
    if (
        len(lines) > 2
        or len(text) > _MAX_HEADING
        or _MARK.sub("", text).endswith(_NO_HEADING)
        or (text.endswith("?") and not (len(lines) == 1 and _asks_over(text, below)))
        or BULLET.match(text)
    ):
        return None
    whole = " ".join(line.strip() for line in lines)
    if labelled := _LABELLED.match(text):
        return _UPPER_LEVELS[labelled[1].lower()], whole, []
    if whole.isupper():
        return 3, whole, []
    is_short = len(lines) == 1 and len(text) < SHORT
    return (4, whole, []) if is_short and _begins_like_one(text, below) else None


def _underlined(lines: Sequence[str]) -> tuple[int, str, list[str]] | None:
    """Return the same of a heading that has a line of signs below it, or one above and one below."""
    over = UNDERLINE.fullmatch(lines[0]) if len(lines) > _OVER else None
    if over and over[1] * 3 in lines[2] and UNDERLINE.fullmatch(lines[2]) and len(lines[1].strip()) <= _MAX_HEADING:
        return 1, lines[1].strip(), list(lines[3:])
    text = lines[0].strip()
    under = UNDERLINE.fullmatch(lines[1]) if len(lines) > 1 and len(text) <= _MAX_HEADING else None
    if under and not _is_parted(text, lines[1]):
        return {"=": 1, "*": 1, "#": 1}.get(under[1], 2), text, list(lines[2:])
    return None


def _begins_like_one(text: str, below: Sequence[str]) -> bool:
    """Whether a line begins with a capital; in the many scripts that have none, whether anything is below it."""
    first = next((word for word in (each.lstrip(_QUOTES) for each in text.split()) if word[:1].isalpha()), "")
    has_capitals = first[:1].upper() != first[:1].lower()
    return bool(first) and (first[:1].isupper() if has_capitals else any(below[:1]))


def _section_name(lines: Sequence[str], below: Sequence[str]) -> tuple[int, str, list[str]] | None:
    """Return a heading that may fill its lines, where the first of its number is next: `3. The weir` over `3.1`.

    So is `CHAPTER II.` alone, as printers set it.
    """
    text = " ".join(line.strip() for line in lines)
    if alone := _CHAPTER.fullmatch(text):
        return _UPPER_LEVELS[alone[1].lower()], text, []
    number = NUMBERED.match(lines[0])
    is_short = len(lines) <= _MAX_HEADING_LINES and not _MARK.sub("", lines[-1].rstrip()).endswith((*_NO_HEADING, "?"))
    is_first = number is not None and below[:1] == (f"{number[1]}.1",)
    return (4, text, []) if is_short and is_first else None


def _asks_over(question: str, below: Sequence[str]) -> bool:
    number = NUMBERED.match(question)
    return any(each.startswith(f"{number[1]}.") for each in below) if number else any(below[:1])


def _notes(lumps: Sequence[Lump]) -> set[str]:
    """Return the marks of the notes: lumps that begin with `[3]`, if half of them or more are named before.

    Where they are not, the brackets hold the numbers of paragraphs, as in judgments.
    """
    named: set[str] = set()
    labels: list[tuple[str, bool]] = []
    for lump in lumps:
        if note := NOTE.match(lump.lines[0]):
            labels.append((note[1], note[1] in named))
        named |= {mark for line in lump.lines for mark in _MARK.findall(line)}
    found = {label for label, is_named in labels if is_named}
    return found if 2 * sum(is_named for _, is_named in labels) >= len(labels) else set()


def _parts(lines: Sequence[str], reach: int) -> Iterator[tuple[bool, list[str]]]:
    """Yield the items of a lump, and what stands before them; True for an item with a bullet."""
    current: list[str] = []
    bullet = False
    bullets = _bulleted(lines, reach)
    for place, line in enumerate(lines):
        if place in bullets:
            if current:
                yield bullet, current
            current, bullet = [BULLET.sub("", line, count=1)], True
        else:
            current.append(line)
    if current:
        yield bullet, current


def _bulleted(lines: Sequence[str], reach: int) -> set[int]:
    """Return the lines that begin with a bullet; a dash alone at the start of a line is one of a sentence."""
    signs = {place: line.lstrip()[0] for place, line in enumerate(lines) if BULLET.match(line)}
    counts = Counter(signs.values())
    return {
        place
        for place, sign in signs.items()
        if place == 0
        or lines[place - 1].rstrip().endswith((":", ";", "."))
        or (counts[sign] > 1 and not (sign in "–-" and text_breaks.is_full(lines[place - 1], lines[place], reach)))
    }


def _may_begin(lines: Sequence[str], place: int) -> bool:
    """Whether a numbered paragraph may begin at a line: not behind `Art.`, and where the first begins.

    `Recommendation 4:` may wherever the sentence above has ended.
    """
    if names_remark(lines[place]):
        return lines[place - 1].rstrip().endswith(tuple(".?!;:”’\"')"))
    if not NUMBERED.match(lines[place]) or _ABBREVIATED.search(lines[place - 1].rstrip()[-_SHORT_END:]):
        return False
    return not NUMBERED.match(lines[0]) or indent(lines[place]) == indent(lines[0])


def _inline(lines: Sequence[str], notes: set[str]) -> Iterator[Element | str]:
    """Yield the text of lines; before one that begins with a number a line break, so that it can be judged."""
    for place, line in enumerate(lines):
        if place:
            unspaced = text_words.is_unspaced(lines[place - 1], line)
            yield Element("br", {}) if _may_begin(lines, place) else "" if unspaced else "\n"
        end = 0
        for mark in (each for each in _MARK.finditer(line) if each[1] in notes):
            yield line[end : mark.start()]
            yield Element("sup", {}, children=[Element("a", {"href": f"#note-{mark[1]}"}, children=[mark[1]])])
            end = mark.end()
        yield line[end:].strip() if end == 0 else line[end:]

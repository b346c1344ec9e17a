"""The manuscript: a document as a text that people can read and edit, and that gives the same document again.

Between markers (`::: 2.14 · page 31` begins a paragraph, `#` a section, `[^3]:` a note) the text is Markdown. What
Markdown cannot say is kept as HTML. Lines that begin with `??` are doubts: where to look. They are not read.
"""

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import takewhile

from mailgate.importers import markdown, tree
from mailgate.importers.blocks import Block, lay_out
from mailgate.importers.manuscript_text import written
from mailgate.importers.note_signs import become_note
from mailgate.importers.outline import Heading, ImportRefusedError, Outline, Plain, Source, Unit, Units
from mailgate.importers.pictures import Album, Fetch, beside, used
from mailgate.importers.runs import BREAK, Run, plain
from mailgate.importers.tree import Element
from mailgate.importers.writing import html_of, text_of
from store.documents import NewDocument, NewParagraph
from store.model import Footnote, Html, Kind

_FRONT = re.compile(r"---\nmanuscript: 1\n(?P<fields>(?:[a-z]+: [^\n]*\n)*)---\n")
_UNIT = re.compile(
    r":::\s*(?P<number>[^\[·]*?)\s*(?:\[(?P<kind>list|quote|table|figure)\]\s*)?(?:·\s*pages?\s+(?P<pages>.*?)\s*)?"
)
_HEADING = re.compile(r"(#+)\s+(.*?)\s*")
_NOTE = re.compile(r"\[\^([^\]\s]*)\]:\s*(.*?)\s*")
_MARK = re.compile(r"(?<!\\)\[\^([^\]\s]+)\]")
_NO_NUMBER = "–"
_Read = Callable[[str], tuple[str, str]]
_BARE = re.compile(r"[A-Za-z](?: ?[A-Za-z0-9,.;:'’‘“”()%£€$/?!–—-])*")
_HELP = """\
?? How to edit: a line `::: 2.14` begins a paragraph with that number, `::: –` one without; `#` begins a section, `##`
?? one in it; `[^3]: …` is a note of the paragraph above, `[^3]` in it its mark. To join
?? two paragraphs take the `:::` line away. Lines that begin with ?? are for you, and are not read.
?? Then: mailgate import THIS-FILE
"""


def is_one(text: str) -> bool:
    """Whether a text is a manuscript."""
    return _FRONT.match(text) is not None


def write(
    new: NewDocument, doubts: dict[int, list[str]], left_out: Sequence[str], units: Units = Units.NUMBERED
) -> str:
    """Return the manuscript of a document; `doubts` by the place of the paragraph that they are of."""
    parts = [_HELP]
    album = Album(new.pictures)
    opened: list[int] = []
    for place, paragraph in enumerate(new.paragraphs):
        trail = _trail(new, paragraph.section)
        shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(opened, trail, strict=False)))
        parts += [f"{'#' * new.sections[each].level} {new.sections[each].heading}\n" for each in trail[shared:]]
        opened = trail
        parts.append("".join(f"?? {doubt}\n" for doubt in doubts.get(place, ())) + _unit(paragraph, album))
    if left_out:
        parts.append("?? Not in the document:\n" + "".join(f"?? {line}\n" for line in left_out))
    body = "\n".join(parts)
    fields = f"title: {new.title}\nlanguage: {new.language}\nunits: {units}\nchecksum: {_checksum(body)}\n"
    return f"---\nmanuscript: 1\n{fields}---\n\n{body}"


def is_untouched(text: str) -> bool:
    """Whether nobody has edited a manuscript since it was written."""
    front = _FRONT.match(text)
    return front is not None and _fields(front["fields"]).get("checksum") == _checksum(text[front.end() :].lstrip("\n"))


def units_of(text: str) -> Units:
    """Return what was chosen as the unit of a document."""
    front = _FRONT.match(text)
    chosen = _fields(front["fields"]).get("units", "") if front else ""
    return Units(chosen) if chosen in set(Units) else Units.NUMBERED


def _checksum(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()[:16]


def _trail(new: NewDocument, section: int | None) -> list[int]:
    trail: list[int] = []
    while section is not None:
        trail.append(section)
        section = new.sections[section].parent
    return trail[::-1]


def _unit(paragraph: NewParagraph, album: Album) -> str:
    kind = f" [{paragraph.kind.value}]" if paragraph.kind is not Kind.PARAGRAPH else ""
    pages = f" · page {paragraph.pages}" if paragraph.pages else ""
    notes = "".join(f"\n[^{note.mark}]: {note.text}" for note in paragraph.footnotes)
    head = f"::: {paragraph.number or _NO_NUMBER}{kind}{pages}"
    return f"{head}\n{_body(paragraph, album)}\n{notes}{chr(10) if notes else ''}"


def _body(paragraph: NewParagraph, album: Album) -> str:
    """Return a paragraph's text as Markdown, or where that would read otherwise as the HTML that it is."""
    if _BARE.fullmatch(paragraph.text) and paragraph.html == f"<p>{paragraph.text}</p>":
        return paragraph.text  # most are so, and need not be read back
    text = written(paragraph.html)
    if text is not None and _read_body(text, album, _nothing) == (paragraph.text, paragraph.html):
        return text
    return f"```html\n{paragraph.html}\n```"


def _nothing(_: str) -> None:
    """Fetch no picture: all are in the album."""


def _read_body(body: str, album: Album, fetch: Fetch) -> tuple[str, str]:
    raw = re.fullmatch(r"\s*```html\n(.*)\n```\s*", body, re.S)
    html = raw[1] if raw else markdown.to_html(_MARK.sub(r'<sup class="note">\1</sup>', body))
    blocks: list[Block] = []
    parsed = tree.parse(f"<meta charset=utf-8><body>{html}".encode(), "manuscript").body
    album.take_in(parsed, fetch)
    notes = _marks(parsed)
    for block in lay_out(parsed):
        if block.soft and blocks:  # a line break before a number, and no paragraph's
            blocks[-1].runs += [Run(BREAK), *block.runs]
            blocks[-1].text = plain(blocks[-1].runs)
        else:
            blocks.append(block)
    return text_of(blocks), html_of(blocks, (), notes)


def _marks(body: Element) -> list[Footnote]:
    """Make the marks of notes what they are in a report, the places of notes, and return these: their marks alone."""
    found: list[Footnote] = []
    for element in [each for each in body.walk() if each.tag == "sup" and each.get("class") == "note"]:
        found.append(Footnote(mark=element.text(), text=""))
        become_note(element, len(found) - 1)
    return found


def outline_of(text: str, source: Source) -> Outline:
    """Read a manuscript and the pictures it names. Raises ImportRefusedError where a line cannot be understood."""
    front, name = _FRONT.match(text), source.name
    if front is None:
        raise ImportRefusedError(f"{name}: is no manuscript")
    fields, album = _fields(front["fields"]), Album()
    read = partial(_read_body, album=album, fetch=beside(source))
    flow = tuple(_flow(text[front.end() :], front[0].count("\n"), name, read))
    if not any(isinstance(item, Unit) for item in flow):
        raise ImportRefusedError(f"{name}: has no paragraph (a line that begins with :::)")
    return Outline(
        title=fields.get("title") or None,
        language=fields.get("language") or None,
        flow=flow,
        notices=tuple(album.notices()),
        pictures=used(album, (item.html for item in flow if isinstance(item, Unit))),
    )


def _fields(lines: str) -> dict[str, str]:
    return {name: value for name, _, value in (line.partition(": ") for line in lines.splitlines())}


def _flow(text: str, skipped: int, name: str, read: _Read) -> Iterator[Heading | Unit]:
    head: re.Match[str] | None = None
    begun = 0
    lines: list[str] = []
    raw = False
    for number, line in enumerate(text.splitlines(), skipped + 1):
        raw = raw != line.startswith("```")
        heading, unit = (None, None) if raw else (_HEADING.fullmatch(line), _UNIT.fullmatch(line))
        if heading is None and unit is None:
            if head is not None:
                lines.append(line)
            elif line.strip() and not line.startswith("??"):
                raise ImportRefusedError(f"{name}, line {number}: stands before the first paragraph (a line :::)")
            continue
        if head is not None:
            yield _made(head, lines, f"{name}, line {begun}", read)
        head, begun, lines = unit, number, []
        if heading is not None:
            yield Heading(level=len(heading[1]), text=heading[2], source=f"{name}, line {number}")
    if head is not None:
        yield _made(head, lines, f"{name}, line {begun}", read)


def _made(head: re.Match[str], lines: Sequence[str], source: str, read: _Read) -> Unit:
    kept = [line for line in lines if not line.startswith("??")]
    notes = [match for line in kept if (match := _NOTE.fullmatch(line))]
    text, html = read("\n".join(line for line in kept if not _NOTE.fullmatch(line)).strip("\n"))
    number = head["number"].strip()
    return Unit(
        number=None if number in {"", _NO_NUMBER, "-"} else number,
        kind=Kind(head["kind"] or "paragraph"),
        text=Plain(text),
        html=Html(html),
        footnotes=tuple(Footnote(mark=match[1], text=match[2]) for match in notes),
        source=source,
        pages=tuple(head["pages"].split(", ")) if head["pages"] else None,
    )

"""The manuscript: a document as a text that people can read and edit, and that gives the same document again.

Between markers (`::: 2.14 · page 31` begins a paragraph, `#` a section, `[^3]:` a note) the text is Markdown. What
Markdown cannot say is kept as HTML. Lines that begin with `??` are doubts: where to look. They are not read.
"""

import hashlib
import re
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from itertools import takewhile

from mailgate.importers import manuscript_flow, markdown, markdown_source, tree
from mailgate.importers.blocks import Block, lay_out
from mailgate.importers.manuscript_flow import NO_NUMBER, Passage
from mailgate.importers.manuscript_head import head_of
from mailgate.importers.manuscript_text import written
from mailgate.importers.note_signs import become_note
from mailgate.importers.outline import Heading, ImportRefusedError, Outline, Plain, Source, Unit, Units
from mailgate.importers.pictures import Album, Fetch, beside, used
from mailgate.importers.runs import BREAK, Run, plain
from mailgate.importers.tree import Element
from mailgate.importers.writing import html_of, text_of
from store.documents import NewDocument, NewParagraph
from store.model import Footnote, Html, Kind

_RAW = re.compile(r"^```html\n(.*?)\n```$", re.M | re.S)
_MARK = re.compile(r"(?<!\\)\[\^([^\]\s]+)\]")
_BARE = re.compile(r"[A-Za-z](?: ?[A-Za-z0-9,.;:'’‘“”()%£€$/?!–—-])*")
_HELP = """\
?? How to edit: a line `::: 2.14` begins a paragraph with that number, `::: –` one without; `#` begins a section, `##`
?? one in it; `[^3]: …` is a note of the paragraph above, `[^3]` in it its mark. After the number a kind may
?? stand: [list], [quote], [table], [figure]. To join two paragraphs take the `:::` line away. Lines that begin
?? with ?? are for you, and are not read.
?? Then: mailgate import THIS-FILE
"""


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
    try:
        head = head_of(text, "")
    except ImportRefusedError:
        return False
    body = "\n".join(text.split("\n")[head.lines :]).lstrip("\n")
    return head.fields.get("checksum") == _checksum(body)


def units_of(text: str) -> Units:
    """Return what was chosen as the unit of a document."""
    try:
        return Units(head_of(text, "").fields.get("units") or Units.NUMBERED)
    except ImportRefusedError:
        return Units.NUMBERED


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
    head = f"::: {paragraph.number or NO_NUMBER}{kind}{pages}"
    return f"{head}\n{_body(paragraph, album)}\n{notes}{chr(10) if notes else ''}"


def _body(paragraph: NewParagraph, album: Album) -> str:
    """Return a paragraph's text as Markdown, or where that would read otherwise as the HTML that it is."""
    if _BARE.fullmatch(paragraph.text) and paragraph.html == f"<p>{paragraph.text}</p>":
        return paragraph.text  # most are so, and need not be read back
    text = written(paragraph.html)
    with suppress(ImportRefusedError):  # it nests deeper than Markdown may
        if text is not None and _read_body(text, album, _nothing) == (paragraph.text, paragraph.html):
            return text
    return f"```html\n{paragraph.html}\n```"


def _nothing(_: str) -> None:
    """Fetch no picture: all are in the album."""


def _read_body(body: str, album: Album, fetch: Fetch, name: str = "manuscript") -> tuple[str, str]:
    blocks: list[Block] = []
    parsed = tree.parse(f"<meta charset=utf-8><body>{_as_html(body, name)}".encode(), name).body
    album.take_in(parsed, fetch)
    notes = _marks(parsed)
    for block in lay_out(parsed):
        if block.soft and blocks:  # a line break before a number, and no paragraph's
            blocks[-1].runs += [Run(BREAK), *block.runs]
            blocks[-1].text = plain(blocks[-1].runs)
        else:
            blocks.append(block)
    return text_of(blocks), html_of(blocks, (), notes)


def _as_html(body: str, name: str) -> str:
    """Return what stands between fences as it is, and what stands around it as what Markdown makes of it."""
    parts = _RAW.split(body)
    for place in range(0, len(parts), 2):
        marked = _MARK.sub(r'<sup class="note">\1</sup>', parts[place])
        parts[place] = markdown.to_html(markdown_source.without_years(marked), name)
    return "".join(parts)


def _marks(body: Element) -> list[Footnote]:
    """Make the marks of notes what they are in a report, the places of notes, and return these: their marks alone."""
    found: list[Footnote] = []
    for element in [each for each in body.walk() if each.tag == "sup" and each.get("class") == "note"]:
        found.append(Footnote(mark=element.text(), text=""))
        become_note(element, len(found) - 1)
    return found


def outline_of(text: str, source: Source) -> Outline:
    """Read a manuscript and the pictures it names. Raises ImportRefusedError where a line cannot be understood."""
    head, album = head_of(text, source.name), Album()
    rest = "\n".join(text.split("\n")[head.lines :])
    read = partial(_read_body, album=album, fetch=beside(source))
    parts = [
        item if isinstance(item, Heading) else _made(item, *read(item.text, name=item.source))
        for item in manuscript_flow.flow(rest, head.lines, source.name)
    ]
    if not any(isinstance(item, Unit) for item in parts):
        raise ImportRefusedError(f"{source.name}: has no paragraph (a line that begins with :::)")
    return Outline(
        title=head.fields.get("title") or None,
        language=head.fields.get("language") or None,
        flow=tuple(parts),
        notices=tuple(album.notices()),
        pictures=used(album, (item.html for item in parts if isinstance(item, Unit))),
    )


def _made(passage: Passage, text: str, html: str) -> Unit:
    return Unit(
        number=passage.number,
        kind=passage.kind,
        text=Plain(text),
        html=Html(html),
        footnotes=passage.notes,
        source=passage.source,
        pages=passage.pages,
    )

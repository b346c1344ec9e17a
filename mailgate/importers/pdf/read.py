"""PDF files → a tree: read(source) → Leaf.

The steps, each a module: letters (PDFium's letters become words), tags (what the file says of them), dots (bullets
that are drawn), underlines, touching (marks of items), line_numbers, side_numbers (of pages), right_numbers (of
paragraphs), side_notes, charts (their labels), margins (headers, footers, page numbers), page_numbers (what pages are
called), columns (reading order), footnotes, fused (their marks), tables, paragraphs; then tagged (tags that can be
trusted, by structure) or pieces (headings, lists and quotes by their looks); boxes, drawings, hyphens, marks, inline,
elements.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from mailgate.importers.outline import ImportRefusedError, Progress, Source
from mailgate.importers.pdf import (
    boxes,
    charts,
    columns,
    dots,
    drawings,
    footnotes,
    fused,
    initials,
    leftward,
    letters,
    line_numbers,
    margins,
    page_numbers,
    right_numbers,
    ruled,
    side_notes,
    side_numbers,
    tables,
    tagged,
    tags,
    touching,
    underlines,
)
from mailgate.importers.pdf.elements import Writer
from mailgate.importers.pdf.footnotes import Note
from mailgate.importers.pdf.hyphens import Vocabulary
from mailgate.importers.pdf.model import Line, Page, Word
from mailgate.importers.pdf.paragraphs import paragraphs
from mailgate.importers.pdf.pieces import Piece, name_headings, told
from mailgate.importers.pdf.typography import Typography
from mailgate.importers.tree import Element, Leaf, Said, Tree, grow

_MOST = 0.5  # of the letters
_FEW = 40  # letters on a page that is a picture of one


class _Printed(NamedTuple):
    """What stands on each page: `text`, its lines in order; `around` it, headers and the like; `remarks` beside it."""

    text: list[list[Line]]
    around: list[list[Line]]
    remarks: Sequence[Sequence[list[Line]]]
    names: list[str]  # what pages are called

    def lines(self) -> list[Line]:
        """Return what must be in the document, as it is printed: reading takes words out of lines."""
        return [Line(list(line.words), line.page) for line in chain(*self.text, *chain(*self.remarks))]


def read(source: Source, progress: Progress) -> list[Leaf]:
    """Read a PDF file. Raises ImportRefusedError where it is locked, scanned, damaged or too long."""
    held: dict[str, bytes] = {}
    pages = list(letters.pages(source, progress, held))
    _refuse_scans(pages, source.name)
    _mend_words(pages)
    printed = _part(pages)
    lines = printed.lines()
    pieces, notes, words = _read(pages, printed.text, printed.remarks)
    drawings.hang(pages, [line for piece in pieces for line in piece.all_lines])
    body = Element("body", {})
    writer = Writer(notes, printed.names, words, tags.alternatives(pages))
    grow(list(writer.elements(pieces)), body)
    return [
        Leaf(
            source=source,
            tree=Tree(body=body, title="", language=""),
            says_headings=True,
            fetch=held.get,
            said=(
                *_said(source.name, printed.names, lines),
                *_said(source.name, printed.names, chain.from_iterable(printed.around), is_around=True),
            ),
            notices=tuple(writer.notices(source.name)),
        )
    ]


def _mend_words(pages: list[Page]) -> None:
    """Let words be what a reader sees in them, whatever the file made of it."""
    _embolden(pages)
    underlines.mark(pages)
    dots.set_in(pages)
    leftward.turn(pages)
    initials.take_in(pages)
    touching.part(pages)


def _part(pages: list[Page]) -> _Printed:
    """Part the text of all pages, in reading order, from what is printed around it and beside it."""
    beside = line_numbers.take_out(pages)
    outside = side_numbers.take_out(pages)
    right_numbers.set_before(pages)
    remarks = side_notes.take_out(pages)
    charts.take_out(pages)
    inside, around = margins.part(pages, [columns.rows(page.words, page.number) for page in pages])
    around = [[*charts.restored(each), *_alone(outside[at], at)] for at, each in enumerate(around)]
    names = page_numbers.numbers(pages, around)
    ruled.mark(pages, inside)
    frames = columns.frames(inside)
    text = [list(charts.restored(columns.lines(each, frame))) for each, frame in zip(inside, frames, strict=True)]
    for at, numbers in enumerate(beside):
        around[at] += _alone(numbers, at)
    return _Printed(text, around, remarks, names)


def _alone(words: Sequence[Word], page: int) -> list[Line]:
    return [Line([word], page) for word in words]


def _read(
    pages: Sequence[Page], ordered: Sequence[Sequence[Line]], remarks: Sequence[Sequence[list[Line]]]
) -> tuple[list[Piece], list[Note], Vocabulary]:
    """Return what the lines of all pages are: as their tags say, where these can be trusted, else by their looks."""
    home = {word: line for line in chain(*ordered, *chain(*remarks)) for word in line.words}
    kept, notes = footnotes.take_out(ordered, [page.rules for page in pages], Typography(ordered).body)
    home |= fused.part(kept, notes)
    usual = Typography(kept)
    lines = tables.gather(((each, page.rules) for page, each in zip(pages, kept, strict=True)), usual)
    words = Vocabulary([*lines, *(line for note in notes for line in note.lines)])
    seen = tagged.Seen(home, paragraphs(lines, usual), notes)
    if (said := tagged.read(pages, seen)) is not None:
        name_headings(said[0], usual)
        return boxes.hold(said[0], pages), said[1], words
    pieces = told(seen.paragraphs, usual)
    side_notes.hang(pieces, remarks)
    return boxes.hold(pieces, pages), notes, words


def _embolden(pages: list[Page]) -> None:
    """Take fonts for bold that are heavy, where most of the text is not."""
    words = [word for page in pages for word in page.words]
    if sum(len(word.text) for word in words if word.heavy) < _MOST * sum(len(word.text) for word in words):
        for word in words:
            word.bold = word.heavy


def _said(name: str, names: list[str], lines: Iterable[Line], *, is_around: bool = False) -> Iterator[Said]:
    """Yield every line of every page; raised words stand apart, and what is printed before items is left away."""
    for line in lines:
        words = [word for word in line.words if not word.labels]
        parts = (f"{'' if word.glued and not word.raised else ' '}{word.text}" for word in words)
        yield Said(f"{name}, page {names[line.page]}", "".join(parts).strip(), is_around)


def _refuse_scans(pages: list[Page], name: str) -> None:
    pictures = [page for page in pages if page.images and sum(len(word.text) for word in page.words) < _FEW]
    if len(pictures) > len(pages) / 2:
        raise ImportRefusedError(f"{name}: is scanned, its pages are pictures: have the text recognised (OCR) first")
    if not any(page.words for page in pages):
        raise ImportRefusedError(f"{name}: has no text")

"""Pieces and notes of a PDF → elements of the tree that every format becomes. Pure."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from mailgate.importers.pdf.footnotes import Note
from mailgate.importers.pdf.hyphens import Vocabulary
from mailgate.importers.pdf.inline import Inline, Node
from mailgate.importers.pdf.marks import Marks
from mailgate.importers.pdf.model import Line
from mailgate.importers.pdf.pieces import Piece
from mailgate.importers.tree import DATA, HEADINGS, LABEL, Element

_SHOWN = 10  # notes
_SENTENCE = 40  # letters
_NUMBER = re.compile(r"[\[(]?(?:[A-Z]{0,2}\d{1,4}(?:\.\d{1,4}){0,4})[.)\]]?")


def _is_frame(table: Line) -> bool:
    """Whether a table only sets numbers beside their paragraphs, and is none."""
    cells = [[" ".join(line.text for line in cell) for cell in row] for row in table.rows]
    return all(
        len(row) == 2 and bool(_NUMBER.fullmatch(row[0].strip())) and len(row[1]) >= _SENTENCE for row in cells
    ) and bool(cells)


class Writer:
    """Writes a report's pieces, knowing its notes, its page numbers and its words. `shown`: what pictures show."""

    def __init__(
        self, notes: Sequence[Note], names: Sequence[str], words: Vocabulary, shown: Mapping[str, str]
    ) -> None:
        self._names, self._notes, self._shown = names, notes, shown
        self._marks = Marks(notes)
        self._inline = Inline(self._marks, names, words)
        self.unmarked: list[int] = []  # notes whose mark is not in the text

    def elements(self, pieces: Sequence[Piece]) -> Iterator[Element]:
        """Yield the elements of the report, the notes last."""
        written: list[tuple[int, Element]] = []
        for piece in pieces:
            lines = piece.all_lines
            page = lines[0].page
            turn = [self._inline.turn(page)] if page != self._inline.page else []
            written += [(page, element) for element in (*turn, self._element(piece), *self._pictures(lines))]
        self._keep_unmarked(written)
        yield from (element for _, element in written)
        for place in sorted(self._marks.used):
            note = self._notes[place]
            yield Element("p", {"id": f"note-{place}"}, children=[self._inline.plain(note.lines)])

    def notices(self, name: str) -> Iterator[str]:
        """Yield a sentence on the notes whose marks are not in the text."""
        if self.unmarked:
            found = [self._notes[place] for place in self.unmarked]
            where = ", ".join(f"{note.mark} (page {self._names[note.page]})" for note in found[:_SHOWN])
            more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
            yield f"{name}: no mark found of notes that are now on the last paragraph before them: {where}{more}"

    def _keep_unmarked(self, written: Sequence[tuple[int, Element]]) -> None:
        """Put the marks of notes that have none in the text at the end of the last paragraph before them."""
        paragraphs = [(page, element) for page, element in written if element.tag == "p"]
        pages = [page for page, _ in paragraphs]
        for place, note in enumerate(self._notes):
            at = bisect_right(pages, note.page) - 1
            if place not in self._marks.used and at >= 0:
                self._marks.used.add(place)
                paragraphs[at][1].children.append(self._inline.mark(place))
                self.unmarked.append(place)

    def _element(self, piece: Piece) -> Element:
        if piece.tag == "table":
            return self._table(piece.lines[0])
        if piece.tag in HEADINGS:
            return Element(piece.tag, {}, children=list(self._inline.nodes(piece.lines, bare=True)))
        if piece.tag == "box":
            return Element("div", {"class": "box"}, children=[self._element(part) for part in piece.parts])
        if piece.tag == "toc":
            return Element("p", {"class": "toc"}, children=[self._inline.plain(piece.lines)])
        name = {"li": LABEL, "ol": "type"}.get(piece.tag, "")
        attributes: dict[str, str | None] = {name: piece.label} if name and piece.label else {}
        children = [*self._text(piece), *(self._element(part) for part in piece.parts)]
        return Element(piece.tag, attributes, children=children)

    def _text(self, piece: Piece) -> Iterator[Node]:
        lines = piece.lines
        if piece.leads:
            first, *rest = lines
            yield Element("sup" if first.words[0].raised else "span", {}, children=[first.words[0].text])
            yield " "
            lines = [first.without_first(), *rest]
        yield from self._inline.nodes(lines)

    def _table(self, line: Line) -> Element:
        rows = [
            Element("tr", {}, children=[Element("td", {}, children=list(self._inline.nodes(cell))) for cell in row])
            for row in line.rows
        ]
        return Element("table", {} if _is_frame(line) else {DATA: "1"}, children=list(rows))

    def _pictures(self, lines: Sequence[Line]) -> Iterator[Element]:
        for name in (name for line in lines for name in line.pictures):
            picture = Element("img", {"src": name, "alt": self._shown.get(name, "")})
            yield Element("div", {}, children=[picture])

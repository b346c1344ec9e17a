"""Typesets the model as PDF files: columns, running headers, footnotes, hyphens at line ends, numbers in the margin."""

from dataclasses import dataclass
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from tests.mailgate.importers.model import Model

WIDTH, HEIGHT = A4


@dataclass(frozen=True)
class Layout:
    """How a report looks. `hang`: how far numbers stand before the text; `indent`: of first lines; `skip`: between."""

    columns: int = 1
    font: str = "Times-Roman"
    bold: str = "Times-Bold"
    size: float = 11.0
    leading: float = 14.5
    hang: float = 0.0
    indent: float = 0.0
    skip: float = 6.0
    justified: bool = False
    header: str = "The flood at Marrow"
    footer: str = "{page}"
    hyphenated: bool = False
    tall: float = HEIGHT
    numbered: bool = True
    quote_size: float = 0.0  # of quotes; 0: that of the text
    mark_size: float = 0.65  # of notes' marks, to the text
    note_size: float = 8.0
    rule: bool = False  # above the notes of a page
    notes: str = "foot"  # or "end": a list of them at the end


@dataclass
class Piece:
    """A word with its font, or a note's mark."""

    text: str
    font: str
    size: float
    rise: float = 0.0
    note: str = ""
    glued: bool = False

    @property
    def width(self) -> float:
        return float(stringWidth(self.text, self.font, self.size))


class Typesetter:
    """Sets lines into columns; notes go to the foot of the column of their mark."""

    def __init__(self, path: Path, layout: Layout) -> None:
        self.layout = layout
        self.canvas = Canvas(str(path), pagesize=(WIDTH, layout.tall))
        self.gap = 22.0
        self.wide = (WIDTH - 120 - self.gap * (layout.columns - 1)) / layout.columns
        self.page, self.column = 1, 0
        self.feet: list[list[Piece]] = []
        self.all_notes: list[list[Piece]] = []
        self._frame()

    @property
    def foot_leading(self) -> float:
        return self.layout.note_size + 2

    @property
    def left(self) -> float:
        return 60 + self.column * (self.wide + self.gap)

    def _frame(self) -> None:
        top = self.layout.tall
        self.canvas.setFont("Helvetica-Oblique", 8)
        self.canvas.drawString(60, top - 40, self.layout.header)
        self.canvas.setFont("Helvetica", 8)
        self.canvas.drawCentredString(WIDTH / 2, 36, self.layout.footer.format(page=self.page))
        self.y = top - 70

    def _keep(self, line: list[Piece]) -> None:
        self.all_notes += [self._foot(piece) for piece in line if piece.note]
        if self.layout.notes == "foot":
            self.feet += [self._foot(piece) for piece in line if piece.note]

    def _feet(self) -> None:
        y = 60 + self.foot_leading * (sum(len(self._wrapped(foot, self.wide)) for foot in self.feet) - 1)
        if self.layout.rule and self.feet:
            over = y + self.layout.note_size + 3
            self.canvas.line(self.left, over, self.left + self.wide / 3, over)
        for foot in self.feet:
            for line in self._wrapped(foot, self.wide):
                self._draw(line, self.left, y, 0)
                y -= self.foot_leading
        self.feet = []

    def _turn(self) -> None:
        self._feet()
        self.column += 1
        self.y = self.layout.tall - 70
        if self.column == self.layout.columns:
            self.column = 0
            self.page += 1
            self.canvas.showPage()
            self._frame()

    def _room(self, line: list[Piece]) -> bool:
        own = [self._foot(piece) for piece in line if piece.note] if self.layout.notes == "foot" else []
        feet = [*self.feet, *own]
        needed = self.foot_leading * sum(len(self._wrapped(foot, self.wide)) for foot in feet)
        return self.y - self.layout.leading > 60 + self.layout.note_size + needed

    def _foot(self, piece: Piece) -> list[Piece]:
        font = self.layout.font
        words = [Piece(word, font, self.layout.note_size) for word in piece.note.split()]
        return [
            Piece(
                piece.text,
                font,
                self.layout.note_size * min(0.7, self.layout.mark_size),
                rise=0.3 * self.layout.note_size,
            ),
            *words,
        ]

    def _wrapped(self, pieces: list[Piece], width: float, first: float = 0.0) -> list[list[Piece]]:
        lines: list[list[Piece]] = [[]]
        used = first
        for piece in pieces:
            space = 0.0 if piece.glued or not lines[-1] else float(stringWidth(" ", piece.font, piece.size))
            if used + space + piece.width > width and lines[-1] and not piece.glued:
                room = width - used - space
                head, piece_ = self._parted(piece, room)
                if head is not None:
                    lines[-1].append(head)
                lines.append([piece_])
                used = piece_.width
            else:
                lines[-1].append(piece)
                used += space + piece.width
        return lines

    def _parted(self, piece: Piece, room: float) -> tuple[Piece | None, Piece]:
        if self.layout.hyphenated and len(piece.text) > 7 and piece.text.isalpha():
            for length in range(len(piece.text) - 3, 3, -1):
                head = Piece(piece.text[:length] + "-", piece.font, piece.size)
                if head.width <= room:
                    return head, Piece(piece.text[length:], piece.font, piece.size)
        return None, piece

    def _draw(self, line: list[Piece], x: float, y: float, stretch: float) -> None:
        for place, piece in enumerate(line):
            if place and not piece.glued:
                x += float(stringWidth(" ", piece.font, piece.size)) + stretch
            self.canvas.setFont(piece.font, piece.size)
            self.canvas.drawString(x, y + piece.rise, piece.text)
            x += piece.width

    def set(
        self, pieces: list[Piece], *, inset: float = 0.0, first: float = 0.0, label: str = "", skip: float = 0.0
    ) -> None:
        """Set a paragraph; `label` stands before its first line."""
        leading = self.layout.leading * max(piece.size for piece in pieces) / self.layout.size
        self.y -= skip
        lines = self._wrapped(pieces, self.wide - 2 * inset - (self.layout.hang if not inset else 0), first)
        for place, line in enumerate(lines):
            if not self._room(line):
                self._turn()
            self.y -= leading
            x = self.left + inset + (self.layout.hang if not inset else 0) + (first if not place else 0)
            gaps = sum(not piece.glued for piece in line[1:])
            free = self.wide - 2 * inset - (self.layout.hang if not inset else 0) - (first if not place else 0)
            free -= sum(p.width for p in line) + gaps * float(stringWidth(" ", line[0].font, line[0].size))
            last = place == len(lines) - 1
            stretch = free / gaps if self.layout.justified and not last and gaps else 0.0
            if label and not place:
                self.canvas.setFont(self.layout.font, self.layout.size)
                self.canvas.drawString(self.left + inset, self.y, label)
            self._draw(line, x, self.y, stretch)
            self._keep(line)

    def finish(self) -> None:
        self._feet()
        self.canvas.save()


def pdf(path: Path, model: Model, layout: Layout) -> Path:
    """Typeset the model."""
    setter, notes = Typesetter(path, layout), 0

    def words(text: str, font: str = layout.font, size: float = layout.size) -> list[Piece]:
        return [Piece(word, font, size) for word in text.split()]

    setter.set(words("The flood at Marrow", layout.bold, 2 * layout.size), skip=10)
    for title, paras in model:
        setter.set(words(title, layout.bold, 1.3 * layout.size), skip=14)
        for para in paras:
            number = words(f"{para.number}") if layout.numbered and not layout.hang else []
            mark = []
            if para.note:
                notes += 1
                size, rise = layout.mark_size * layout.size, 0.35 * layout.size
                mark = [Piece(str(notes), layout.font, size, rise, para.note, glued=True)]
            label = para.number if layout.numbered and layout.hang else ""
            pieces = [*number, *words(para.text), *mark]
            setter.set(pieces, first=layout.indent, label=label, skip=layout.skip)
            if para.quote:
                quote = words(para.quote, size=layout.quote_size or layout.size)
                setter.set(quote, inset=24 + layout.hang, skip=layout.skip)
            for item in para.items:
                setter.set(words(f"• {item}"), inset=12 + layout.hang, skip=layout.skip / 2)
            if para.tail:
                setter.set(words(para.tail), skip=layout.skip)
    if layout.notes == "end":
        setter.set(words("Notes", layout.bold, 1.3 * layout.size), skip=14)
        for note in list(setter.all_notes):
            setter.set(note, skip=3)
    setter.finish()
    return path

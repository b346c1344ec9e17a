"""PDF files: lines that end where they happen to, and marks of notes that stand where nobody would set them by hand."""

from collections.abc import Sequence
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from mailgate.importers import Units, read
from mailgate.importers.pdf import footnotes
from mailgate.importers.pdf.model import Line, Word
from tests.mailgate.importers.filled import fill, rows, said
from tests.mailgate.importers.test_pdf_stretched import FONT, SIZE, Sheet

WIDTH = 300
SMALL = 6.0


def torn(place: int) -> list[str]:
    """Return lines of which the third ends a sentence before the margin, with no room for the next word."""
    for other in range(3_000):
        text = f"{said(3_000 * place + other, 38 + other % 12)} Remembered telephones {said(other, 20).lower()}"
        lines = rows(text, WIDTH)
        left = [WIDTH - stringWidth(each, FONT, SIZE) for each in lines]
        if lines[3:] and lines[3].startswith("Remembered") and left[2] > 12 and left[0] > 5 and left[1] > 5:
            return lines
    raise AssertionError


def full(place: int) -> str:
    """Return a text whose last line nearly fills the column."""
    texts = (said(100 * place + other, words) for other in range(9) for words in range(30, 60))
    return next(text for text in texts if WIDTH - stringWidth(rows(text, WIDTH)[-1], FONT, SIZE) < 9)


def line(y: float, words: Sequence[str], *, size: float = 11.0, raised: str = "") -> Line:
    placed = [Word(word, 60.0 + 40 * at, 90.0 + 40 * at, y, size) for at, word in enumerate(words)]
    if raised:
        placed.append(Word(raised, placed[-1].x1, placed[-1].x1 + 6, y + 4, SMALL, raised=True, base=y, glued=True))
    return Line(placed, 0, 60, 300)


def note(y: float, mark: str) -> Line:
    first = Word(mark, 60, 63, y + 2, 4.0, raised=True, base=y)
    return Line([first, Word("Evidence", 64, 90, y, 8.0), Word("of", 92, 99, y, 8.0)], 0, 60, 300)


def test_a_sentence_that_ends_before_the_margin_ends_nothing_where_the_lines_above_it_are_torn(tmp_path: Path) -> None:
    sheet, wanted = Sheet(tmp_path / "r.pdf"), []
    for page in range(3):
        wanted += [fill(sheet, said(200 + 50 * page + place, 60), 70, WIDTH) for place in range(7)]
        if page == 1:
            wanted.append(" ".join(torn(page)))
            for row in torn(page):
                sheet.line(row)
        sheet.next_page()
    assert [unit.text for unit in sheet.read().units] == wanted


def test_two_marks_of_notes_beside_each_other_name_both(tmp_path: Path) -> None:
    text = [line(700, ["sluice"], raised="45"), line(686, ["gauge"], raised="6")]
    notes = [note(120 - 12 * at, mark) for at, mark in enumerate("456")]
    kept, found = footnotes.take_out([[*text, *notes]], [[]], 11.0)
    assert ([len(each) for each in kept], [each.mark for each in found]) == ([2], ["4", "5", "6"])


def test_a_mark_that_begins_a_line_for_want_of_room_begins_no_paragraph(tmp_path: Path) -> None:
    sheet, wanted = Sheet(tmp_path / "r.pdf"), []
    for place in range(1, 9):
        first, second = full(place), said(place + 50, 20)
        wanted.append(f"{first} {second}")
        lines = rows(first, WIDTH)
        for row in lines:
            sheet.line(row, width=WIDTH)
        sheet.canvas.setFont("Times-Roman", 5)
        sheet.canvas.drawString(70, sheet.y + 3, str(place))
        after = rows(second, WIDTH, first=6)
        for at, row in enumerate(after):
            sheet.line(row, 70 + 6 * (at == 0))
        sheet.y -= 6
    for place in range(1, 9):
        sheet.canvas.setFont("Times-Roman", 5)
        sheet.canvas.drawString(70, 120 - 9 * place + 2, str(place))
        sheet.canvas.setFont("Times-Roman", 6)
        sheet.canvas.drawString(74, 120 - 9 * place, f"Evidence of witness {place}.")
    units = sheet.read().units
    assert [unit.text for unit in units] == wanted
    assert [[each.mark for each in unit.footnotes] for unit in units] == [[str(place)] for place in range(1, 9)]


def test_notes_below_a_heading_that_says_so_are_no_notes_of_the_page(tmp_path: Path) -> None:
    """Each chapter counts from 1, and the list of the first stands just before the second, far behind its marks."""
    canvas = Canvas(str(tmp_path / "n.pdf"), pagesize=A4)
    heads = ("The sluice", "The pumps", "The gates", "The clerks", "The witnesses", "The cost")
    for page, head in enumerate(heads):
        canvas.setFont("Times-Bold", 14)
        canvas.drawString(60, 790 - 5 * page, head)
        for at in range(4):
            text = (
                f"{4 * page + at + 1}. The council opened sluice {at} before the gauge had reached the mark of {page}."
            )
            canvas.setFont("Times-Roman", 11)
            canvas.drawString(60, 740 - 30 * at, text)
            canvas.setFont("Times-Roman", 6)
            mark = "" if page % 3 else str(at + 1)
            canvas.drawString(61 + canvas.stringWidth(text, "Times-Roman", 11), 744 - 30 * at, mark)
        if page % 3 == 2:
            canvas.setFont("Times-Bold", 14)
            canvas.drawString(60, 120 + 2 * page, "Notes")
            canvas.setFont("Times-Roman", 8)
            for at in range(4):
                canvas.drawString(60, 100 + 2 * page - 12 * at, f"{at + 1}. Evidence of {heads[page - 2]} {at + 1}.")
        canvas.showPage()
    canvas.save()
    noted = [(unit.number, note.text) for unit in read(tmp_path / "n.pdf").units for note in unit.footnotes]
    first = [(str(at), f"Evidence of The sluice {at}.") for at in range(1, 5)]
    assert noted == [*first, *((str(12 + at), f"Evidence of The clerks {at}.") for at in range(1, 5))]


def test_a_small_letter_below_a_semicolon_goes_on_with_its_item(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "r.pdf")
    first = (
        "the gates were opened well before noon, and the clerk of the council wrote of it to",
        "the makers of the pumps, two of whom saw it;",
        "to this the council was not a witness, nor was it told by telephone until",
        "the evening; and",
    )
    for place in range(1, 9):
        fill(sheet, f"{place}. {said(place, 40)[:-1]}:", 70, WIDTH)
        for mark, item in (("(a)", first), ("(b)", ("the pumps were at work.",))):
            sheet.line(mark, 82)
            sheet.y += 10
            for row in item:
                sheet.line(row, 98)
        sheet.y -= 6
    found = [unit.text.split("\n")[1:] for unit in sheet.read(Units.NUMBERED).units]
    assert found == [[" ".join(first), "the pumps were at work."]] * 8

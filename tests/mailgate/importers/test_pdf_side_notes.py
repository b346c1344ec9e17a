"""Words of a PDF beside its text, below it and behind it: in the margin, in notes, in small tables."""

from pathlib import Path

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from mailgate.importers import Heading, Outline
from tests.mailgate.importers.test_pdf_pages import told
from tests.mailgate.importers.test_pdf_stretched import FONT, SIZE, Sheet

ABOUT = ("The tide", "Who was told of it", "The pumps", "What it cost the town", "The clerks", "A siren at noon")


def noted(sheet: Sheet, note: str, *, place: float, at: int = 0) -> None:
    """Set a note in the margin in lines of two words, beside a line of the paragraph that comes."""
    words = note.split()
    sheet.canvas.setFont("Times-Bold", 6)
    for row in range(0, len(words), 2):
        sheet.canvas.drawString(place, sheet.y - 10 * at - 6.5 * row / 2, " ".join(words[row : row + 2]))


@pytest.mark.parametrize("places", [(20, 20), (520, 520), (20, 520)])
def test_words_beside_a_paragraph_are_a_heading_over_it(tmp_path: Path, places: tuple[int, int]) -> None:
    sheet = Sheet(tmp_path / "r.pdf")
    wanted = []
    for page, about in enumerate(ABOUT, 1):
        for place in range(4):
            if place == 2:
                noted(sheet, about, place=places[page % 2])
                wanted.append(about)
            number = f"{page}.{place + 1}"
            first, *rest = told(page, place)
            sheet.text([f"{number} {first}", *rest])
            wanted.append(" ".join([first, *rest]))
        sheet.next_page()
    found = sheet.read()
    assert [item.text for item in found.flow] == wanted
    assert [item.text for item in found.flow if isinstance(item, Heading)] == list(ABOUT)
    assert found.share == 1.0


def test_words_beside_a_later_line_of_a_paragraph_follow_it(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "r.pdf")
    wanted = []
    for page, about in enumerate(ABOUT, 1):
        for place in range(4):
            if place == 2:
                noted(sheet, about, place=520, at=1)
            sheet.text(told(page, place))
            wanted += [" ".join(told(page, place)), *([about] if place == 2 else [])]
        sheet.next_page()
    assert [item.text for item in sheet.read().flow] == wanted


def test_where_nothing_but_headers_is_beside_them_they_are_the_text(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "r.pdf")
    for about in ABOUT:
        sheet.line("The flood at Marrow, a report to the council of the town and its residents")
        sheet.y = 500
        noted(sheet, about, place=20)
        sheet.next_page()
    assert " ".join(unit.text for unit in sheet.read().units) == " ".join(ABOUT)


def test_a_table_in_small_type_that_is_wider_than_the_text_keeps_its_cells(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "r.pdf")
    for page in range(1, 7):
        for place in range(3):
            sheet.text(told(page, place))
        for row in range(5):
            for x, cell in ((70, f"Pump {page}{row}"), (230, f"{row}00"), (380, f"{row}50"), (530, "closed")):
                sheet.line(cell, x, size=6)
                sheet.y += 10
            sheet.y -= 12
        sheet.y -= 10
        sheet.text(told(page, 3))
        sheet.next_page()
    tables = [unit.text for unit in sheet.read().units if "closed" in unit.text]
    assert len(tables) == 6
    assert all(text.count("closed") == 5 for text in tables)


def referring(sheet: Sheet, *, foot: bool) -> None:
    """Set six pages of paragraphs, in each a raised mark; with `foot` its note stands below them."""
    for page in range(1, 7):
        for place in range(4):
            sheet.text(told(page, place))
            if place == 2:
                sheet.canvas.setFont("Times-Roman", 5)
                sheet.canvas.drawString(70 + stringWidth(told(page, place)[-1], FONT, SIZE), sheet.y + 19, str(page))
        if foot:
            sheet.y = 60
            sheet.line(f"{page} Ledger of the clerk, folio {page}.", size=6)
        sheet.next_page()


def tied(found: Outline) -> list[str]:
    return [note.text for unit in found.units for note in unit.footnotes]


def test_notes_on_pages_of_their_own_behind_the_text_need_no_heading(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "r.pdf")
    referring(sheet, foot=False)
    for page in range(1, 7):
        sheet.line(f"{page} Ledger of the clerk, folio {page}.", size=6)
    found = sheet.read()
    assert tied(found) == [f"Ledger of the clerk, folio {page}." for page in range(1, 7)]
    assert len(found.units) == 24


def test_an_annex_in_small_type_behind_a_report_with_notes_is_none_of_them(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "r.pdf")
    referring(sheet, foot=True)
    for page in range(1, 7):
        sheet.line(f"{page} Witness of the board, day {page}.", size=6)
    found = sheet.read()
    assert tied(found) == [f"Ledger of the clerk, folio {page}." for page in range(1, 7)]
    assert all(f"Witness of the board, day {page}." in " ".join(u.text for u in found.units) for page in range(1, 7))


def test_a_small_table_at_the_foot_of_a_page_whose_head_are_years_is_no_note(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "r.pdf")
    for page in range(1, 7):
        for place in range(4):
            sheet.text(told(page, place))
        sheet.y = 100 + 3 * page
        for row in (("", "2014", "2015", "2016"), *((f"Pump {page}{at}", "70", "80", "90") for at in range(3))):
            for x, cell in zip((70, 200, 300, 400), row, strict=True):
                sheet.line(cell, x, size=6)
                sheet.y += 10
            sheet.y -= 10
        sheet.next_page()
    found = sheet.read()
    assert not [unit for unit in found.units if unit.footnotes]
    assert sum("2014" in unit.text and "Pump" in unit.text for unit in found.units) == 6

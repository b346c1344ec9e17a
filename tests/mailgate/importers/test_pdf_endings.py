"""PDF files: where paragraphs end, as their last lines, their marks and what stands below them tell."""

from pathlib import Path

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from tests.mailgate.importers.filled import fill, rows, said
from tests.mailgate.importers.test_pdf_stretched import FONT, SIZE, Sheet

WIDTH = 300


def nearly_full(place: int) -> str:
    """Return a text whose last line ends just before the margin."""
    texts = (said(100 * place + other, words) for other in range(9) for words in range(40, 70))
    return next(text for text in texts if 3 < WIDTH - stringWidth(rows(text, WIDTH)[-1], FONT, SIZE) < 12)


def dated(place: int, width: float) -> str:
    """Return a text whose second line begins with a year."""
    for words in (said(100 * place + other, 14).split() for other in range(100)):
        for count in range(5, 14):
            head = " ".join([*words[:count], "on 9 March"])
            if stringWidth(head, FONT, SIZE) < width < stringWidth(f"{head} 2011", FONT, SIZE):
                return f"{head} 2011 {said(place, 40).lower()}"
    raise AssertionError


def test_a_sentence_that_ends_before_the_margin_ends_its_paragraph_where_lines_are_stretched(tmp_path: Path) -> None:
    sheet, wanted = Sheet(tmp_path / "r.pdf"), []
    for page in range(3):
        wanted += [fill(sheet, nearly_full(10 * page + place), 70, WIDTH, skip=0) for place in range(7)]
        sheet.next_page()
    assert [unit.text for unit in sheet.read().units] == wanted


@pytest.mark.parametrize("mark", ["", "•"])
def test_a_year_may_begin_the_second_line_of_a_paragraph(tmp_path: Path, mark: str) -> None:
    sheet, wanted = Sheet(tmp_path / "r.pdf"), []
    first = 0 if mark else 12
    for place in range(8):
        text = dated(place, WIDTH - first)
        wanted.append(fill(sheet, text, 80, WIDTH, first=first, mark=mark))
    assert [line for unit in sheet.read().units for line in unit.text.split("\n")] == wanted


def test_the_mark_of_a_note_behind_the_last_sentence_ends_a_paragraph_before_a_table(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "r.pdf")
    for place in range(1, 9):
        text = nearly_full(place) if place == 6 else said(place, 50)
        fill(sheet, f"{place}. {text}", 70, WIDTH)
        if place == 6:
            last = rows(f"{place}. {text}", WIDTH)[-1]
            sheet.canvas.setFont(FONT, 5)
            sheet.canvas.drawString(70.5 + stringWidth(last, FONT, SIZE), sheet.y + 19, "1")
            for at in range(4):
                for x, cell in ((70, f"Pump {at}"), (170, f"{at}00"), (280, f"{at}50")):
                    sheet.line(cell, x)
                    sheet.y += 10
                sheet.y -= 10
            sheet.y -= 6
    numbers = [unit.number for unit in sheet.read().units if unit.number]
    assert numbers == [str(place) for place in range(1, 9)]


def test_a_paragraph_of_one_line_below_a_quote_is_none_of_it(tmp_path: Path) -> None:
    sheet, wanted = Sheet(tmp_path / "r.pdf"), []
    for place in range(6):
        wanted.append(fill(sheet, said(place, 50), 70, WIDTH, first=12))
        if place == 3:
            wanted.append(fill(sheet, said(70, 30), 95, WIDTH - 50))
            wanted.append(fill(sheet, "The clerk was not asked.", 70, WIDTH, first=12))
    assert [unit.text for unit in sheet.read().units] == wanted


def test_last_lines_of_notes_that_are_alike_but_for_numbers_are_no_footers(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "r.pdf")
    for page in range(1, 7):
        for place in range(5):
            text = fill(sheet, said(10 * page + place, 60), 70, WIDTH)
        sheet.canvas.setFont(FONT, 5)
        sheet.canvas.drawString(70.5 + stringWidth(rows(text, WIDTH)[-1], FONT, SIZE), sheet.y + 19, str(page))
        sheet.y = 70
        sheet.line(f"{page} {said(100 + page, 12)}", size=6)
        sheet.y += 3
        sheet.line(f"bundle {17 * page % 23}, folio {31 * page % 47}.", 74, size=6)
        sheet.next_page()
    found = [note.text for unit in sheet.read().units for note in unit.footnotes]
    assert [text.split("folio ")[-1] for text in found] == [f"{31 * page % 47}." for page in range(1, 7)]

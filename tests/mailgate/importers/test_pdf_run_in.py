"""PDF files: headings in the first line of their paragraph, whose numbers have a level that is left out."""

from pathlib import Path

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from mailgate.importers import Heading, Units
from tests.mailgate.importers.filled import fill, said
from tests.mailgate.importers.test_pdf_stretched import SIZE, Sheet

BOLD = "Times-Bold"


def headed(sheet: Sheet, number: str, font: str, *, own: str = "") -> tuple[str, str]:
    """Draw a paragraph with such a heading, and one more without; return what they say."""
    head, place = f"{number} The pumps", int(number.replace(".", ""))
    room = stringWidth(f"{head}  ", font, SIZE)
    sheet.line(head, font=font)
    sheet.y += 10
    first = fill(sheet, f"{own}{said(place, 50)}", 70, 300, first=room)
    return first, fill(sheet, said(place + 5000, 50), 70, 300)


@pytest.mark.parametrize("own", ["", "{}. "])
def test_a_heading_whose_number_leaves_a_level_out_is_none_of_its_paragraph(tmp_path: Path, own: str) -> None:
    sheet, wanted = Sheet(tmp_path / "r.pdf"), []
    for at in range(1, 8):
        first, second = headed(sheet, f"1.2.0.{at}", BOLD, own=own.format(at))
        wanted += [f"1.2.0.{at} The pumps", first.removeprefix(own.format(at)), second]
    found = sheet.read(Units.PARAGRAPHS)
    assert [part.text for part in found.flow] == wanted
    assert [part.text for part in found.flow if isinstance(part, Heading)] == wanted[::3]
    assert [unit.number for unit in found.units][::2] == ([str(at) for at in range(1, 8)] if own else [None] * 7)


@pytest.mark.parametrize("middle", ["0", "1"])
def test_numbers_that_leave_a_level_out_are_none_of_paragraphs_in_any_type(tmp_path: Path, middle: str) -> None:
    sheet = Sheet(tmp_path / "r.pdf")
    for at in range(1, 8):
        headed(sheet, f"1.2.{middle}.{at}", "Times-Roman")
    found = [unit.number for unit in sheet.read(Units.NUMBERED).units if unit.number]
    assert found == ([] if middle == "0" else [f"1.2.1.{at}" for at in range(1, 8)])

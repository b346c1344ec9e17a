"""PDF files: headings in bold in the first lines of their paragraphs, and those that take two lines of their own."""

from pathlib import Path

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from mailgate.importers import Heading, Units
from tests.mailgate.importers.filled import fill, said
from tests.mailgate.importers.test_pdf_stretched import LEADING, SIZE, Sheet, prose

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


def filled_bold(sheet: Sheet, words: str) -> None:
    """Draw a line in bold that is stretched over the column."""
    widths = [stringWidth(word, BOLD, SIZE) for word in words.split()]
    gap, x = (440 - sum(widths)) / (len(widths) - 1), 70.0
    sheet.canvas.setFont(BOLD, SIZE)
    for word, width in zip(words.split(), widths, strict=True):
        sheet.canvas.drawString(x, sheet.y, word)
        x += width + gap
    sheet.y -= LEADING


HEAD = (
    "a. How the residents of the lower town and the farms below the weir"
    " were told of the flood in the night, and by whom"
)


@pytest.mark.parametrize("rest", ["", "of them"])
def test_bold_words_that_fill_the_first_line_of_a_paragraph_are_part_of_it(tmp_path: Path, rest: str) -> None:
    sheet = Sheet(tmp_path / "r.pdf")
    for place in range(4):
        sheet.text(prose(place, 4))
    filled_bold(sheet, HEAD)
    first, *others = prose(7, 4)
    if rest:
        sheet.line(rest, font=BOLD)
        sheet.y += LEADING
    room = stringWidth(f"{rest} ", BOLD, SIZE) if rest else 0
    sheet.line(first, 70 + room, width=440 - room)
    sheet.text(others)
    units = [unit.text for unit in sheet.read().units]
    assert units[4:] == [" ".join(filter(None, [HEAD, rest, first, *others]))]


def test_bold_words_that_stand_further_from_the_text_are_a_heading(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "r.pdf")
    for place in range(4):
        sheet.text(prose(place, 4))
    filled_bold(sheet, HEAD)
    sheet.y -= 5
    sheet.text(prose(7, 4))
    assert [part.text for part in sheet.read().flow if isinstance(part, Heading)] == [HEAD]


def test_the_next_line_of_a_heading_may_stand_behind_its_number(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "r.pdf")
    for place in range(4):
        sheet.text(prose(place, 4))
    sheet.line("2.", font=BOLD)
    sheet.y += LEADING
    sheet.line("How the residents of the lower town", 90, font=BOLD)
    sheet.line("were told of the flood", 90, font=BOLD)
    sheet.y -= 5
    sheet.text(prose(7, 4))
    heads = [part.text for part in sheet.read().flow if isinstance(part, Heading)]
    assert heads == ["2. How the residents of the lower town were told of the flood"]


def test_a_paragraph_whose_mark_does_not_hang_ends_where_the_next_page_begins_set_in(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "r.pdf")
    for place in range(4):
        sheet.text(prose(place, 4))
    filled_bold(sheet, HEAD)
    own = prose(7, 4)
    for line in [*own[:-1], prose(17, 2)[0].lower() + "."]:
        sheet.line(line, width=440)
    sheet.next_page()
    first, *others = prose(8, 4)
    sheet.line(first, 82, width=428)
    sheet.text(others)
    units = [unit.text for unit in sheet.read().units]
    assert units[-1] == " ".join([first, *others])

"""PDF files: tables of contents whose entries take two lines, or fill one so that no dots lead to the page."""

from pathlib import Path

import pytest

from tests.mailgate.importers.test_pdf_stretched import Sheet, joined, prose

ENTRIES = (
    "A. The council and its sluices . . . . . . . . . . . . . . . . . . . . . . . . . . 3",
    "1. What the keeper of the gauge at the eastern bridge had told",
    "the council . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . 4",
    "2. The telephones of the residents and the contract for their mending 11",
    "3. The gauge . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . 12",
    "4. How the residents of the lower town, who had no telephone, were to be",
    "reached in the night",
    "of the flood . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . 14",
    "5. The bridge . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . 17",
    "6. The letters of the council to the keeper of the sluice in the summer 18",
)


@pytest.mark.parametrize("marks", [70, 90])
def test_what_stands_between_lines_whose_dots_lead_to_a_page_is_contents(tmp_path: Path, marks: int) -> None:
    sheet = Sheet(tmp_path / "r.pdf")
    for entry in ENTRIES:
        sheet.line(entry, 70 if entry[1] == "." else marks)
    sheet.next_page()
    wanted = [prose(place, 4) for place in range(8)]
    for paragraph in wanted:
        sheet.text(paragraph)
    assert [unit.text for unit in sheet.read().units] == [joined(lines) for lines in wanted]


def test_a_few_lines_with_dots_make_no_contents_of_what_stands_between(tmp_path: Path) -> None:
    sheet, between = Sheet(tmp_path / "r.pdf"), prose(9, 2)
    sheet.line("Pumps that were bought . . . . . . . . . . . . . . . . 14")
    sheet.y -= 8
    sheet.text(between)
    sheet.line("Pumps that were mended . . . . . . . . . . . . . . . . 9")
    sheet.y -= 8
    for place in range(6):
        sheet.text(prose(place, 4))
    assert joined(between) in [unit.text for unit in sheet.read().units]

"""PDF files whose headings are underlined, as where a typewriter set the example."""

from pathlib import Path

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from mailgate.importers import Heading, Units
from tests.mailgate.importers.filled import fill, said
from tests.mailgate.importers.test_pdf_stretched import FONT, SIZE, Sheet

HEADS = ("The night of the flood", "Telephones and gauges", "What the clerk was told")
WIDTH = 300


def underlined(sheet: Sheet, text: str, *, wider: float = 0) -> None:
    sheet.canvas.setLineWidth(0.5)
    sheet.canvas.line(70, sheet.y - 2, 70 + stringWidth(text, FONT, SIZE) + wider, sheet.y - 2)
    sheet.line(text)
    sheet.y -= 6


def report(path: Path, *, wider: float) -> Sheet:
    sheet = Sheet(path)
    for place in range(1, 13):
        if place % 4 == 1:
            underlined(sheet, HEADS[place // 4], wider=wider)
        fill(sheet, f"{place}. {said(place, 40)}", 70, WIDTH)
    return sheet


@pytest.mark.parametrize(("wider", "heads"), [(0, [*HEADS]), (120, [])])
def test_a_short_line_that_is_underlined_as_a_whole_is_a_heading(
    tmp_path: Path, wider: float, heads: list[str]
) -> None:
    found = report(tmp_path / "r.pdf", wider=wider).read(Units.NUMBERED)
    assert [item.text for item in found.flow if isinstance(item, Heading)] == heads
    assert [unit.number for unit in found.units if unit.number] == [str(place) for place in range(1, 13)]


def test_an_underlined_word_in_a_line_and_an_underlined_sentence_are_text(tmp_path: Path) -> None:
    sheet = report(tmp_path / "r.pdf", wider=0)
    underlined(sheet, "The gates were opened before noon.")
    x = 70 + stringWidth("The gates were ", FONT, SIZE)
    sheet.canvas.line(x, sheet.y - 2, x + stringWidth("opened", FONT, SIZE), sheet.y - 2)
    sheet.line("The gates were opened before noon, and nobody saw it")
    found = sheet.read(Units.NUMBERED)
    assert [item.text for item in found.flow if isinstance(item, Heading)] == [*HEADS]

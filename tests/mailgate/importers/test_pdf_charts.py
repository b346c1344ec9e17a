"""Charts of PDF files: their labels are one unit, and what is only drawn like a chart stays what it is."""

from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from mailgate.importers import read
from mailgate.importers.pdf.model import Word, common_size
from store.model import Kind

LINES = (
    "The council opened the sluice at Marrow Bridge before the gauge had reached the mark, and two of the",
    "witnesses remembered a telephone call that neither of them could date.",
)
PROSE = " ".join(LINES)
LEGEND = ("Houses that were flooded", "Houses that were warned")


def text(canvas: Canvas, top: float, *, left: float = 60, lines: tuple[str, ...] = LINES) -> None:
    canvas.setFont("Times-Roman", 10)
    for row, line in enumerate(lines):
        canvas.drawString(left, top - 12 * row, line)


def chart(canvas: Canvas, low: float, *, size: float = 7) -> list[str]:
    """Draw bars with an axis and a legend; return the labels."""
    canvas.setFont("Helvetica", size)
    for height in (0, 50, 100):
        canvas.line(80, low + height, 330, low + height)
        canvas.drawRightString(77, low + height - 2, str(height))
    for place in range(5):
        canvas.rect(95 + 46 * place, low, 20, 30 + 13 * place, stroke=0, fill=1)
        canvas.drawCentredString(105 + 46 * place, low - 10, str(2001 + place))
    for row, name in enumerate(LEGEND):
        canvas.rect(90, low - 24 - 10 * row, 6, 6, stroke=0, fill=1)
        canvas.drawString(100, low - 24 - 10 * row, name)
    return ["100", "50", "0", " ".join(str(2001 + place) for place in range(5)), *LEGEND]


@pytest.mark.parametrize("size", [7, 10])
def test_the_labels_of_a_chart_are_one_unit_and_its_caption_another(tmp_path: Path, size: float) -> None:
    canvas = Canvas(str(tmp_path / "c.pdf"))
    text(canvas, 780)
    labels = chart(canvas, 600, size=size)
    text(canvas, 550, lines=("Figure 1: Houses, and what was said to those who lived in them.",))
    text(canvas, 520)
    canvas.save()
    units = read(tmp_path / "c.pdf").units
    assert [unit.kind for unit in units] == [Kind.PARAGRAPH, Kind.TABLE, Kind.PARAGRAPH, Kind.PARAGRAPH]
    assert units[0].text == units[3].text == PROSE
    assert units[1].text.split("\n") == labels


def test_a_chart_parts_no_paragraph_that_goes_on_below_it(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "p.pdf"))
    text(canvas, 780)
    text(canvas, 740, lines=LINES[:1])
    chart(canvas, 600)
    text(canvas, 540, lines=LINES[1:])
    for row in range(3):
        text(canvas, 500 - 40 * row)
    canvas.save()
    assert [unit.text for unit in read(tmp_path / "p.pdf").units if unit.kind is Kind.PARAGRAPH] == [PROSE] * 5


def test_a_mark_drawn_at_the_top_of_every_page_is_a_running_header_and_its_words_are_accounted_for(
    tmp_path: Path,
) -> None:
    canvas = Canvas(str(tmp_path / "m.pdf"))
    for _ in range(5):
        for bar in range(4):
            canvas.rect(60 + 22 * bar, 775, 16, 20 + 8 * bar, stroke=0, fill=1)
        canvas.setFont("Helvetica", 7)
        canvas.drawString(62, 766, "Flood Inquiry of Marrow")
        for row in range(10):
            text(canvas, 730 - 40 * row)
        canvas.showPage()
    canvas.save()
    outline = read(tmp_path / "m.pdf")
    assert [unit.text for unit in outline.units] == [PROSE] * 50
    assert any("Flood Inquiry of Marrow" in line for line in outline.left_out)


def test_boxes_around_words_are_no_chart(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "b.pdf"))
    for row in range(5):
        canvas.setFillGray(0.9)
        canvas.rect(55, 748 - 40 * row, 480, 36, stroke=0, fill=1)
        canvas.rect(540, 748 - 40 * row, 20, 36, stroke=0, fill=1)
        canvas.setFillGray(0)
        text(canvas, 770 - 40 * row)
    canvas.save()
    assert [unit.text for unit in read(tmp_path / "b.pdf").units] == [PROSE] * 5


def test_the_size_of_most_letters_is_told_of_words_that_come_once() -> None:
    words = [Word("gate", 0, 20, 0, 9.0), Word("sluices", 0, 40, 0, 11.0)]
    assert common_size(word for word in words) == 11.0

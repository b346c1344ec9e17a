"""A PDF with black areas: what was redacted parts no sentence, and what is merely dark is no redaction."""

from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from mailgate.importers import read

FONT, SIZE, LEADING = "Times-Roman", 11, 14
WIDTH = 430
TEXT = (
    "The keeper of the sluice told the clerk to the council on the morning of 3 March that the gauge had passed the "
    "mark, and the clerk wrote it down. He was told to wait until the engineer had been asked, who could not be found "
    "before noon. By then the water stood in Tanner Row, and in the cellars of the mill, where it stayed for nine days."
)


def lines(words: list[str]) -> list[list[str]]:
    """Break words into lines; `*****` has the width of five letters."""
    broken: list[list[str]] = [[]]
    for word in words:
        if stringWidth(" ".join([*broken[-1], word]), FONT, SIZE) > WIDTH:
            broken.append([])
        broken[-1].append(word)
    return broken


def pdf(path: Path, texts: list[str], *, piecewise: bool) -> Path:
    """Write paragraphs whose words of asterisks are blacked out: each letter by itself, or the word."""
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setFont(FONT, SIZE)
    height = 760.0
    for text in texts:
        for line in lines(text.split()):
            left = 72.0
            for word in line:
                width = stringWidth(word, FONT, SIZE)
                rest = word.lstrip("*")
                dark = width - stringWidth(rest, FONT, SIZE)
                if rest:
                    canvas.drawString(left + dark, height, rest)
                pieces = len(word) - len(rest) if piecewise else 1
                for piece in range(pieces if dark else 0):
                    canvas.rect(left + piece * dark / pieces, height - 2, dark / pieces, 11, stroke=0, fill=1)
                left += width + stringWidth(" ", FONT, SIZE)
            height -= LEADING
        height -= 6
    canvas.save()
    return path


@pytest.mark.parametrize("piecewise", [False, True])
def test_a_sentence_goes_on_around_what_is_blacked_out(tmp_path: Path, piecewise: bool) -> None:
    words = TEXT.split()
    at = len(lines(words)[0])
    blacked = [*words[:2], "***********", *words[3 : at - 2], *["*********"] * 9, *words[at + 6 : -2], "********."]
    shown = [word if "*" not in word else "███" + word.strip("*") for word in blacked]
    wanted = " ".join(word for n, word in enumerate(shown) if n == 0 or (word, shown[n - 1]) != ("███", "███"))
    found = read(pdf(tmp_path / "r.pdf", [TEXT, " ".join(blacked), TEXT], piecewise=piecewise))
    assert [unit.text for unit in found.units] == [TEXT, wanted, TEXT]


def justified(canvas: Canvas, words: list[str], height: float) -> None:
    """Draw a line whose words fill it."""
    widths = [stringWidth(word, FONT, SIZE) for word in words]
    left, gap = 72.0, (WIDTH - sum(widths)) / (len(words) - 1)
    canvas.setFont(FONT, SIZE)
    for word, width in zip(words, widths, strict=True):
        canvas.drawString(left, height, word)
        left += width + gap


def test_the_mark_of_a_note_beside_what_is_blacked_out_to_the_end_of_a_line_parts_no_paragraph(tmp_path: Path) -> None:
    canvas, height, right = Canvas(str(tmp_path / "r.pdf"), pagesize=A4), 760.0, 72 + WIDTH
    first, *middle, last = lines(TEXT.split())
    for place in range(6):
        canvas.setFont(FONT, SIZE)
        if place == 4:
            canvas.drawString(72, height, " ".join(first[:-6]))
            canvas.rect(right - 110, height - 2, 92, 11, stroke=0, fill=1)
            canvas.setFont(FONT, 7)
            canvas.drawString(right - 12, height + 4, "12")
        else:
            justified(canvas, first, height)
        for line in middle:
            height -= LEADING
            justified(canvas, line, height)
        height -= LEADING
        canvas.drawString(72, height, " ".join(last))
        height -= LEADING + 6
    canvas.save()
    found = [unit.text for unit in read(tmp_path / "r.pdf").units]
    assert [text == TEXT for text in found] == [True, True, True, True, False, True]
    assert found[4].startswith(f"{' '.join(first[:-6])} ███")
    assert found[4].endswith(TEXT[-40:])


def test_dark_areas_that_are_no_redactions_leave_no_sign(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "r.pdf"), pagesize=A4)
    canvas.setFont(FONT, SIZE)
    for at, line in enumerate([" ".join(line) for line in lines(TEXT.split())]):
        canvas.drawString(72, 700 - at * LEADING, line)
    canvas.rect(0, 800, 595, 40, stroke=0, fill=1)  # a band at the head of the page
    canvas.rect(60, 702, 4, 4, stroke=0, fill=1)  # a bullet
    canvas.setFillGray(0.8)
    canvas.rect(72, 300, 200, 11, stroke=0, fill=1)  # a bar of a chart
    canvas.setFillGray(0)
    canvas.rect(72, 400, 300, 12, stroke=0, fill=1)  # words in white on black
    canvas.setFillGray(1)
    canvas.drawString(80, 403, "What the keeper said to the clerk")
    canvas.save()
    assert "█" not in "".join(unit.text for unit in read(tmp_path / "r.pdf").units)


def test_a_paragraph_goes_on_beyond_a_figure_at_the_head_of_the_next_page(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "r.pdf"), pagesize=A4)
    broken = [" ".join(line) for line in lines((TEXT + " " + TEXT).split())]
    for page in range(4):
        canvas.setFont(FONT, SIZE)
        top = 760
        if page == 1:
            canvas.setFont(FONT, 9)
            canvas.drawString(180, 640, "Figure 1: the sluice in the morning of that day")
            canvas.setFont(FONT, SIZE)
            top = 600
        some = broken[:5] if page == 0 else broken[5:] if page == 1 else broken[page:-page]  # no page begins as another
        for at, line in enumerate(some):
            canvas.drawString(72, top - at * LEADING, line)
        canvas.showPage()
    canvas.save()
    assert [unit.text for unit in read(tmp_path / "r.pdf").units][:2] == [
        f"{TEXT} {TEXT}",
        "Figure 1: the sluice in the morning of that day",
    ]

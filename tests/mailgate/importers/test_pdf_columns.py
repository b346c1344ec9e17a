"""Columns of PDF files: three and more, with headings over all of them, and what only looks like them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import (
    BalancedColumns,
    BaseDocTemplate,
    Flowable,
    Frame,
    FrameBreak,
    PageBreak,
    PageTemplate,
    Paragraph,
    SimpleDocTemplate,
    Table,
)

from mailgate.importers import Heading, read
from store.model import Kind

TEXT = ParagraphStyle("text", fontName="Times-Roman", fontSize=9, leading=11, spaceAfter=5)
JUSTIFIED = ParagraphStyle("justified", TEXT, alignment=4)
LARGE = ParagraphStyle("large", TEXT, fontSize=11, leading=14)
HEADING = ParagraphStyle("heading", TEXT, fontName="Times-Bold", fontSize=12, leading=15, spaceBefore=6)
WORDS = (
    *("council", "sluice", "gauge", "bridge", "pumps", "witness", "telephone", "contract", "spring", "residents"),
    *("message", "eastern", "bank", "evidence", "river", "height", "water", "flood", "warning", "board", "plan"),
)


def sentence(place: int, words: int) -> str:
    """Return a sentence of so many words, another for each place."""
    return " ".join(["Entry", str(place), *(WORDS[(7 * place + 3 * at) % len(WORDS)] for at in range(words))]) + "."


def paragraphs(first: int, last: int) -> list[str]:
    """Return paragraphs, each as long as none beside it."""
    return [f"{sentence(place, 17 + 5 * (place % 4))} {sentence(place, 11)}" for place in range(first, last)]


def columned(path: Path, flow: list[Flowable], columns: int) -> list[str]:
    """Return the text of what is read of pages that are parted into columns."""
    wide = (480 - 12 * (columns - 1)) / columns
    frames = [Frame(57 + at * (wide + 12), 60, wide, 720, 0, 0, 0, 0) for at in range(columns)]
    document = BaseDocTemplate(str(path), pagesize=A4)
    document.addPageTemplates([PageTemplate(frames=frames)])
    document.build(flow)
    return [unit.text for unit in read(path).units]


def assert_read(found: list[str], said: list[str]) -> None:
    """Say that all is in its order; a full last line at the end of a column may hide where a paragraph ends."""
    assert " ".join(found) == " ".join(said)
    assert len(set(said) - set(found)) <= len(said) / 15


@pytest.mark.parametrize("columns", [2, 3, 4])
@pytest.mark.parametrize("style", [TEXT, JUSTIFIED], ids=lambda style: style.name)
def test_text_in_columns_is_read_down_each_of_them(tmp_path: Path, columns: int, style: ParagraphStyle) -> None:
    said = paragraphs(1, 90)

    def flow() -> Iterator[Flowable]:
        for place, text in enumerate(said):
            if place % 9 == 4:
                yield Paragraph(f"What was found, {WORDS[place % 20]}", HEADING)
            yield Paragraph(text, style)

    assert_read(columned(tmp_path / "c.pdf", list(flow()), columns), said)


def test_a_short_heading_over_three_columns_ends_them(tmp_path: Path) -> None:
    """The sections above and below it are columns of their own, and no table of rows."""
    flow: list[Flowable] = []
    said: list[str] = []
    for section in range(3):
        part = paragraphs(12 * section + 1, 12 * section + 13)
        flow += [
            Paragraph(f"Part {WORDS[section]}", HEADING),
            BalancedColumns([Paragraph(text, TEXT) for text in part], nCols=3, innerPadding=12),
        ]
        said += part
    SimpleDocTemplate(str(tmp_path / "h.pdf"), pagesize=A4).build(flow)
    assert_read([unit.text for unit in read(tmp_path / "h.pdf").units], said)


@pytest.mark.parametrize("before", [24, 72], ids=["one page before it", "two pages before it"])
def test_a_page_with_few_lines_has_the_columns_of_the_others(tmp_path: Path, before: int) -> None:
    def flow() -> Iterator[Flowable]:
        for text in paragraphs(1, before):
            yield Paragraph(text, TEXT)
        yield PageBreak()
        for text in last:
            yield Paragraph(text, TEXT)
            yield FrameBreak()

    last = [f"Entry {place} is one of the last: {sentence(place, 9)}" for place in range(200, 203)]
    assert columned(tmp_path / "f.pdf", list(flow()), 3)[-3:] == last


def test_a_table_whose_cells_fill_three_columns_is_no_text_in_columns(tmp_path: Path) -> None:
    """Its rows begin at one height in all columns, with room above."""
    rows = [[sentence(10 * row + at, 9 + (row + at) % 4) for at in range(3)] for row in range(12)]
    cells = [[Paragraph(cell, TEXT) for cell in row] for row in rows]
    style = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)]
    said = paragraphs(200, 206)
    flow = [*(Paragraph(text, TEXT) for text in said), Table(cells, style=style, colWidths=[145, 145, 145])]
    SimpleDocTemplate(str(tmp_path / "t.pdf"), pagesize=A4).build(flow)
    *before, table = read(tmp_path / "t.pdf").units
    assert [unit.text for unit in before] == said
    assert table.kind is Kind.TABLE
    assert sorted(table.text.split()) == sorted(" ".join(cell for row in rows for cell in row).split())


def test_sentences_in_larger_type_than_a_table_are_no_heading(tmp_path: Path) -> None:
    """Most of the letters are in the table, so that its type is the text's."""
    cells = [[sentence(10 * row + at, 22) for at in range(3)] for row in range(30)]
    said = [f"{sentence(place, 9)} {sentence(place, 7)}" for place in range(400, 403)]
    table = Table(
        [[Paragraph(cell, TEXT) for cell in row] for row in cells],
        style=[("GRID", (0, 0), (-1, -1), 0.5, "black")],
    )
    flow = [Paragraph("The flood", HEADING), *(Paragraph(text, LARGE) for text in said), table]
    SimpleDocTemplate(str(tmp_path / "l.pdf"), pagesize=A4).build(flow)
    found = read(tmp_path / "l.pdf")
    assert [part.text for part in found.flow if isinstance(part, Heading)] == ["The flood"]
    assert [unit.text for unit in found.units][:3] == said

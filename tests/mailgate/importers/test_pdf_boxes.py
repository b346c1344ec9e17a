"""Boxes with a heading in PDF files: what stands behind one is in the section that it was in before."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table

from mailgate.importers import Heading, Outline, read
from tests.mailgate.importers.tagged import Pages, Tag

PROSE = (
    "The council opened the sluice at Marrow Bridge before the gauge had reached the mark, and two of the witnesses "
    "remembered a telephone call that neither of them could date."
)
TEXT = ParagraphStyle("text", fontName="Times-Roman", fontSize=11, leading=14, spaceAfter=10)
NAME = ParagraphStyle("name", fontName="Times-Bold", fontSize=20, leading=24, spaceAfter=10)
HEADING = ParagraphStyle("heading", fontName="Times-Bold", fontSize=15, leading=18, spaceAfter=10)
TITLE = ParagraphStyle("title", fontName="Times-Bold", fontSize=12, leading=15, spaceAfter=4)
SHADED = [("BACKGROUND", (0, 0), (0, -1), "#dde8f0")]
FRAMED = [("BOX", (0, 0), (0, -1), 0.7, "black")]


def box(look: Sequence[tuple[object, ...]], *paragraphs: str, title: str = "Case study: Northmoor") -> Flowable:
    inside = [Paragraph(title, TITLE), *(Paragraph(each, TEXT) for each in paragraphs)]
    return Table([[each] for each in inside], style=[*look], spaceAfter=14, spaceBefore=6)


def made(path: Path, *parts: Flowable | str) -> Outline:
    flow = [Paragraph(part, TEXT) if isinstance(part, str) else part for part in parts]
    SimpleDocTemplate(str(path / "r.pdf")).build([Paragraph("A report", NAME), Paragraph("The works", HEADING), *flow])
    return read(path / "r.pdf")


def found(outline: Outline) -> list[tuple[str | None, str]]:
    return [(unit.number, unit.text) for unit in outline.units]


def headings(outline: Outline) -> list[str]:
    return [item.text for item in outline.flow if isinstance(item, Heading)]


@pytest.mark.parametrize("look", [SHADED, FRAMED, [*SHADED, *FRAMED]])
def test_a_box_with_a_heading_begins_no_section(tmp_path: Path, look: Sequence[tuple[object, ...]]) -> None:
    outline = made(
        tmp_path, f"1. {PROSE}", f"2. {PROSE}", box(look, PROSE, "It was shut."), f"3. {PROSE}", f"4. {PROSE}"
    )
    assert headings(outline) == ["The works"]
    assert found(outline)[1:4] == [("2", PROSE), (None, f"Case study: Northmoor\n{PROSE}\nIt was shut."), ("3", PROSE)]


def test_a_box_goes_on_on_the_next_page(tmp_path: Path) -> None:
    numbered = [f"{number}. {PROSE}" for number in range(1, 15)]
    outline = made(tmp_path, *numbered, box(SHADED, *[PROSE] * 6), f"15. {PROSE}", f"16. {PROSE}")
    boxed = outline.units[14]
    assert boxed.pages == ("1", "2")
    assert boxed.text == "\n".join(["Case study: Northmoor", *[PROSE] * 6])
    assert headings(outline) == ["The works"]


def test_a_shaded_section_with_numbered_paragraphs_is_a_section(tmp_path: Path) -> None:
    shaded = box(SHADED, f"2. {PROSE}", f"3. {PROSE}", title="Summary")
    outline = made(tmp_path, f"1. {PROSE}", shaded, f"4. {PROSE}", f"5. {PROSE}")
    assert headings(outline)[-1] == "Summary"
    assert [number for number, _ in found(outline)] == ["1", "2", "3", "4", "5"]


def test_shaded_headings_are_headings(tmp_path: Path) -> None:
    outline = made(tmp_path, box(SHADED, title="The gates"), PROSE, PROSE, box(SHADED, title="The pumps"), PROSE, PROSE)
    assert headings(outline)[-2:] == ["The gates", "The pumps"]


def test_the_title_of_a_box_may_have_the_tag_of_a_paragraph(tmp_path: Path) -> None:
    pages = Pages()
    said = [" ".join(PROSE.split()[:14]), " ".join(PROSE.split()[14:])]
    pages.frame(60, 470, 475, 90)
    tags = [
        Tag("H1", [pages.text(72, 780, "The works", size=18)]),
        Tag("H2", [pages.text(72, 745, "The gates", size=14)]),
    ]
    tags += [Tag("P", [pages.text(72, 780 - 50 * n, f"{n}. {said[0]}", said[1])]) for n in range(1, 5)]
    tags += [Tag("P", [pages.text(72, 540, "Case study: Northmoor", font="bold")])]
    tags += [Tag("P", [pages.text(72, 515, *said)])]
    tags += [Tag("P", [pages.text(72, 440 - 60 * n, f"{n + 5}. {said[0]}", said[1])]) for n in range(3)]
    pages.tags = tags
    found_ = found(read(pages.save(tmp_path / "r.pdf")))
    assert found_[3:6] == [("4", PROSE), (None, f"Case study: Northmoor\n{PROSE}"), ("5", PROSE)]

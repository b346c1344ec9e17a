"""Headings of PDF files: which lines are one, and which stands below which."""

from collections.abc import Sequence
from itertools import chain
from pathlib import Path

import pytest
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, SimpleDocTemplate

from mailgate.importers import Heading, Outline, read

PROSE = (
    "The council opened the sluice at Marrow Bridge before the gauge had reached the mark, and two of the witnesses "
    "remembered a telephone call that neither of them could date."
)
TEXT = ParagraphStyle("text", fontName="Times-Roman", fontSize=11, leading=14, spaceAfter=10)
BOLD = ParagraphStyle("bold", fontName="Times-Bold", fontSize=11, leading=14, spaceAfter=10)
TITLE = ParagraphStyle("title", fontName="Times-Roman", fontSize=22, leading=27, spaceAfter=60, alignment=TA_CENTER)


def made(path: Path, parts: Sequence[tuple[str, ParagraphStyle]]) -> Outline:
    SimpleDocTemplate(str(path / "r.pdf")).build([Paragraph(text, style) for text, style in parts])
    return read(path / "r.pdf")


def levels(outline: Outline) -> dict[str, int]:
    return {item.text: item.level for item in outline.flow if isinstance(item, Heading)}


@pytest.mark.parametrize("mark", ["{}.", "({})", "{})"])
def test_lettered_headings_stand_below_those_with_figures_that_look_like_them(tmp_path: Path, mark: str) -> None:
    names = ["1. The gates", *(f"{mark.format(letter)} The {letter} gate" for letter in "abc"), "2. The pumps"]
    found = levels(
        made(tmp_path, [*chain.from_iterable(((name, BOLD), (PROSE, TEXT), (PROSE, TEXT)) for name in names)])
    )
    below = [level for name, level in found.items() if name.endswith(" gate")]
    assert len(below) == 3
    assert found["1. The gates"] == found["2. The pumps"] < min(below) == max(below)


def test_lettered_headings_alone_stand_at_the_level_of_their_look(tmp_path: Path) -> None:
    names = ["The works", *(f"{letter}. The {letter} gate" for letter in "abc"), "The end"]
    found = levels(made(tmp_path, [*chain.from_iterable(((name, BOLD), (PROSE, TEXT)) for name in names)]))
    assert len({*found.values()}) == 1


def test_a_title_over_several_centred_lines_is_one(tmp_path: Path) -> None:
    lines = ("The Report", "of the", "Inquiry into the Flood at Marrow", "Bridge")
    found = made(tmp_path, [("<br/>".join(lines), TITLE), ("1. The gates", BOLD), *[(PROSE, TEXT)] * 9])
    assert found.title == "The Report of the Inquiry into the Flood at Marrow Bridge"
    assert [*levels(found)] == ["1. The gates"]


def test_centred_lines_that_stand_apart_are_each_a_heading(tmp_path: Path) -> None:
    found = made(tmp_path, [("The Report", TITLE), ("The Flood at Marrow", TITLE), *[(PROSE, TEXT)] * 9])
    assert [*levels(found)] == ["The Report", "The Flood at Marrow"]

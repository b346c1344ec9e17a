"""Large first letters of paragraphs belong to the word that they begin."""

from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from mailgate.importers import read
from mailgate.importers.pdf import initials
from mailgate.importers.pdf.model import Page, Word

LINES = (
    "he council opened the sluice before the gauge at the old bridge had reached",
    "its mark in the plan. Nobody on the eastern bank was told of it, though two of",
    "the clerks had a list of telephones before them, and the pumps were last seen",
    "at work in the spring. A messenger was sent on foot and came after the water.",
)


def page(path: Path, letter: str, first: str) -> Path:
    """Set three paragraphs that begin with a letter of three lines."""
    canvas = Canvas(str(path))
    for place in range(3):
        top = 780 - 90 * place
        canvas.setFont("Times-Bold", 48)
        canvas.drawString(60, top - 26.5, letter)
        width = canvas.stringWidth(letter, "Times-Bold", 48) + 4
        canvas.setFont("Times-Roman", 11)
        for at, line in enumerate((first, *LINES[1:])):
            canvas.drawString(60 + width * (at < 3), top - 14 * at, line)
    canvas.save()
    return path


@pytest.mark.parametrize(
    ("letter", "first", "whole"),
    [
        ("T", LINES[0], f"T{LINES[0]}"),
        ("“T", LINES[0], f"“T{LINES[0]}"),
        ("A", "keeper of the sluice saw that the gauge at the old bridge had reached", "A keeper of the sluice"),
        ("A", "t noon the keeper saw that the gauge at the old bridge had reached", "At noon the keeper"),
    ],
)
def test_a_large_first_letter_is_read_with_its_word(tmp_path: Path, letter: str, first: str, whole: str) -> None:
    found = [unit.text for unit in read(page(tmp_path / "m.pdf", letter, first)).units]
    assert len(found) == 3
    assert all(text.startswith(whole) and text.endswith(" ".join(LINES[1:])) for text in found)


def test_many_large_letters_on_a_page_are_drawn_and_are_looked_at_no_further() -> None:
    text = [Word("gate", 100.0, 120.0, 700.0 - 12 * row, 10.0) for row in range(50)]
    large = [Word("T", 60.0, 99.0, 670.0 - 40 * (place % 15), 50.0) for place in range(31)]
    page = Page(0, 500.0, 800.0, [*text, *large])
    initials.take_in([page])
    assert {word.text for word in page.words} == {"gate", "T"}


def test_letters_of_the_size_of_the_text_hide_no_large_one() -> None:
    text = [Word("he" if not row else "A", 100.0, 120.0, 700.0 - 12 * row, 10.0) for row in range(50)]
    page = Page(0, 500.0, 800.0, [*text, Word("T", 60.0, 99.0, 670.0, 50.0)])
    initials.take_in([page])
    assert [word.text for word in page.words].count("The") == 1


def test_a_line_below_a_large_letter_that_is_kept_clear_of_it_goes_on_with_the_text(tmp_path: Path) -> None:
    rows = (
        "hen the water came, nobody at the sluice had",
        *LINES[1:3],
        "at work in the spring. A messenger was sent on foot, and so came after the",
        "water. The clerk wrote nothing down.",
    )
    canvas = Canvas(str(tmp_path / "m.pdf"))
    for top in (780, 660, 540):
        canvas.setFont("Times-Bold", 36)
        canvas.drawString(60, top - 18, "W")
        canvas.setFont("Times-Roman", 11)
        for at, row in enumerate(rows):
            canvas.drawString(98 if at < 3 else 60, top - 14 * at, row)
    canvas.save()
    assert [unit.text for unit in read(tmp_path / "m.pdf").units] == ["W" + " ".join(rows)] * 3

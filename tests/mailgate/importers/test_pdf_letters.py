"""How letters of a PDF become words: what parts two, and what their font says of them."""

import math
from collections.abc import Iterator
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from mailgate.importers.outline import Source
from mailgate.importers.pdf.letters import Maybe, pages, styles_of, words
from mailgate.importers.pdf.model import Word


def letters(text: str, gap: float) -> Iterator[Word | Maybe | None]:
    """Yield letters of ten points, so far apart at spaces that PDFium has only guessed."""
    x = 0.0
    for letter in text:
        if letter == " ":
            x += gap
            yield Maybe.SPACE
        else:
            yield Word(letter, x, x + 5, 0.0, 10.0)
            x += 5


def test_a_space_that_the_top_of_an_f_reaches_into_is_one() -> None:
    assert [word.text for word in words(letters("of the", 0.8))] == ["of", "the"]


def test_a_guessed_space_no_wider_than_that_is_none_behind_another_letter() -> None:
    assert [word.text for word in words(letters("on the", 0.8))] == ["onthe"]


def test_an_f_that_touches_the_next_letter_stays_with_it() -> None:
    assert [word.text for word in words(letters("of fice", 0.1))] == ["office"]


@pytest.mark.parametrize(
    ("font", "looks"),
    [
        ("ABCDEF+LinLibertineOB", (True, False)),
        ("ABCDEF+LinLibertineOI", (False, True)),
        ("ABCDEF+LinLibertineOBI", (True, True)),
        ("ABCDEF+LinLibertineO", (False, False)),
        ("ABCDEF+CMBX10", (True, False)),
        ("Carlito-BoldItalic", (True, True)),
        ("Jacob", (False, False)),
    ],
)
def test_the_name_of_a_font_says_whether_it_is_bold_or_italic(font: str, looks: tuple[bool, bool]) -> None:
    assert styles_of(font) == looks


def words_of(path: Path) -> list[Word]:
    return [word for page in pages(Source(path=path, name=path.name), lambda *_: None, {}) for word in page.words]


@pytest.mark.parametrize("degrees", [0, 2, -3])
def test_words_of_a_line_that_is_a_little_askew_stand_as_high_as_they_are_drawn(tmp_path: Path, degrees: int) -> None:
    canvas = Canvas(str(tmp_path / "report.pdf"))
    canvas.translate(100, 400)
    canvas.rotate(degrees)
    canvas.drawString(0, 0, "The sluice was opened before the gauge at the old bridge had reached its mark")
    canvas.save()

    words = words_of(tmp_path / "report.pdf")

    assert words[-1].x0 > 450
    for word in words:
        assert word.y == pytest.approx(400 + math.tan(math.radians(degrees)) * (word.x0 - 100), abs=0.3)


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_the_words_of_a_page_that_is_shown_turned_stand_where_a_reader_sees_them(tmp_path: Path, turned: int) -> None:
    width, height = 400, 600  # as it is seen
    canvas = Canvas(str(tmp_path / "report.pdf"), pagesize=(width, height))
    canvas.setPageRotation(turned)
    canvas.translate(*{0: (0, 0), 90: (height, 0), 180: (width, height), 270: (0, width)}[turned])
    canvas.rotate(turned)
    canvas.drawString(50, 560, "Two words")
    canvas.drawString(50, 520, "below them")
    canvas.save()

    words = words_of(tmp_path / "report.pdf")

    assert [word.text for word in words] == ["Two", "words", "below", "them"]
    assert [round(word.y) for word in words] == [560, 560, 520, 520]
    assert round(words[0].x0) == round(words[2].x0) == 50
    assert 60 < words[0].x1 < words[1].x0 < words[1].x1 < 120


def test_letters_of_formulas_that_two_halves_make_are_one_each(tmp_path: Path) -> None:
    path = tmp_path / "formula.pdf"
    path.write_bytes(formula("/CIDInit begincmap 1 beginbfchar <41> <D835DC65> endbfchar endcmap"))
    assert [word.text for word in words_of(path)] == ["the", "\U0001d465\U0001d465B"]


def test_half_a_letter_stands_for_one_that_is_not_known(tmp_path: Path) -> None:
    path = tmp_path / "formula.pdf"
    path.write_bytes(formula("/CIDInit begincmap 1 beginbfchar <41> <D835> endbfchar endcmap"))
    assert [word.text for word in words_of(path)] == ["the", "\ufffd\ufffdB"]


def formula(said: str) -> bytes:
    """Return a file whose font says of its `A` what it is."""
    drawn = "BT /F1 12 Tf 72 700 Td (the AAB) Tj ET"
    objects = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources 7 0 R >>",
        f"<< /Length {len(drawn)} >> stream\n{drawn}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>",
        f"<< /Length {len(said)} >> stream\n{said}\nendstream",
        "<< /Font << /F1 5 0 R >> >>",
    )
    body = "".join(f"{place} 0 obj {each} endobj\n" for place, each in enumerate(objects, start=1))
    return f"%PDF-1.4\n{body}trailer << /Root 1 0 R /Size {len(objects) + 1} >>\n".encode()


def test_a_letter_that_a_font_says_nothing_of_is_a_sign_that_can_be_kept(tmp_path: Path) -> None:
    path = tmp_path / "m.pdf"
    canvas = Canvas(str(path), pageCompression=0)
    canvas.drawString(60, 700, "The editors@ code was read at the bridge.")
    canvas.save()
    path.write_bytes(path.read_bytes().replace(b"editors@", b"editors\x00"))
    assert " ".join(word.text for word in words_of(path)) == "The editors\ufffd code was read at the bridge."

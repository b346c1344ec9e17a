"""How letters of a PDF become words: what parts two, and what their font says of them."""

from collections.abc import Iterator

import pytest

from mailgate.importers.pdf.letters import Maybe, styles_of, words
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

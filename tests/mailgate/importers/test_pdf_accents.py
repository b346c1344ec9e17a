"""Accents that a PDF draws as signs of their own are those of the letters in whose place they stand."""

from collections.abc import Iterator

import pytest

from mailgate.importers.pdf import accents, letters
from mailgate.importers.pdf.model import Word


def drawn(*signs: tuple[str, float, float]) -> Iterator[Word | letters.Maybe | None]:
    """Yield signs that are drawn from one place to another, on one line."""
    return (Word(text, x0, x1, 700, 10) for text, x0, x1 in signs)


@pytest.mark.parametrize(
    ("signs", "word"),
    [
        ([("b", 0, 5), ("´", 5, 10), ("o", 5, 10), ("n", 10, 15)], "bón"),
        ([("r", 0, 4), ("´", 3, 8), ("ı", 4, 7), ("a", 7, 12)], "ría"),
        ([("a", 0, 5), ("˜", 5, 10), ("n", 5, 11), ("o", 11, 16)], "año"),
        ([("¨", 0, 5), ("u", 0, 5), ("b", 5, 10)], "üb"),
        ([("\u0301", 0, 5), ("E", 0, 6), ("t", 6, 10)], "Ét"),
        ([("r", 0, 4), ("c", 4, 9), ("¸", 4, 9), ("u", 9, 14)], "rçu"),
        ([("e", 0, 5), ("\u0301", 1, 4), ("t", 5, 9)], "ét"),
    ],
)
def test_an_accent_is_that_of_the_letter_in_whose_place_it_stands(
    signs: list[tuple[str, float, float]], word: str
) -> None:
    assert [each.text for each in letters.words(accents.composed(drawn(*signs)))] == [word]


@pytest.mark.parametrize(
    "signs",
    [
        [("n", 0, 5), ("´", 5, 8), ("t", 8, 11)],  # an apostrophe
        [("`", 0, 4), ("a", 4, 9), ("`", 9, 13)],  # a quote
        [("~", 0, 6), ("5", 6, 11)],
        [("´", 5, 10), ("t", 5, 10)],  # no such letter
    ],
)
def test_signs_that_stand_beside_letters_are_none_of_theirs(signs: list[tuple[str, float, float]]) -> None:
    text = "".join(sign for sign, _, _ in signs)
    assert "".join(each.text for each in letters.words(accents.composed(drawn(*signs)))) == text

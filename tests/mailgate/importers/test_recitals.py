"""The recitals of a resolution or an agreement: which lines with letters are, and that others are not."""

import pytest

from tests.mailgate.importers.test_number_families import PROSE, Read, numbers, section

LETTERS = ["A", "B", "C", "D"]
TERMS = section("Terms", "1.", "2.", "3.")


def test_recitals_with_letters_before_numbered_paragraphs_keep_them(outline: Read) -> None:
    regard = "<p>– having regard to the report of the harbour board,</p>"
    recitals = "".join(f"<p>{letter}. whereas {PROSE}</p>" for letter in LETTERS)
    paragraphs = "".join(f"<p>{n}. {PROSE}</p>" for n in (1, 2, 3))
    found = outline(f"<h1>R</h1>{regard}{recitals}{paragraphs}")
    assert numbers(found) == [None, *LETTERS, *"123"]
    assert found.units[1].text == f"whereas {PROSE}"


@pytest.mark.parametrize("whereas", ["<p>WHEREAS:</p>", "<h2>Recitals</h2>"])
def test_recitals_in_brackets_below_their_heading_keep_their_letters(outline: Read, whereas: str) -> None:
    recitals = "".join(f"<p>({letter}) {PROSE}</p>" for letter in LETTERS)
    assert numbers(outline(f"<h1>R</h1>{whereas}{recitals}{TERMS}"))[-7:] == [*LETTERS, *"123"]


@pytest.mark.parametrize("behind", [["AA", "AB", "AC"], ["AA", "BB", "CC"]])
def test_recitals_go_on_behind_z_with_two_letters(outline: Read, behind: list[str]) -> None:
    letters = [*map(chr, range(65, 91)), *behind]
    terms = [str(n) for n in range(1, 25)]
    body = section("Recitals", *(f"{each}." for each in letters)) + section("Terms", *(f"{n}." for n in terms))
    assert numbers(outline(f"<h1>R</h1>{body}")) == [*letters, *terms]


@pytest.mark.parametrize(
    "shape",
    [
        "<table><tr><td><p>{0}</p></td><td><p>{1}</p></td></tr></table>",
        "<div><p>{0}</p><p>{1}</p></div>",
        "<dl><dt>{0}</dt><dd>{1}</dd></dl>",
    ],
)
def test_the_letter_of_a_recital_may_stand_beside_it(outline: Read, shape: str) -> None:
    recitals = "".join(shape.format(f"{letter}.", PROSE) for letter in LETTERS)
    found = outline(f"<h1>R</h1><p>– having regard to the Harbour Act,</p>{recitals}{TERMS}")
    assert [(unit.number, unit.text) for unit in found.units[1:]] == [(each, PROSE) for each in [*LETTERS, *"123"]]


@pytest.mark.parametrize("capitals", ['type="A"', 'style="list-style-type: upper-alpha"'])
def test_the_letters_of_recitals_may_be_those_of_a_list(outline: Read, capitals: str) -> None:
    recitals = f"<h2>Recitals</h2><ol {capitals}>{f'<li>{PROSE}</li>' * 4}</ol>"
    assert numbers(outline(f"<h1>R</h1>{recitals}{TERMS}")) == [*LETTERS, *"123"]
    causes = f"<p>{PROSE} It had three causes:</p><ol {capitals}>{f'<li>{PROSE}</li>' * 3}</ol>"
    assert numbers(outline(f"<h1>R</h1>{TERMS}{section('End', '4.')}{causes}{section('Annex', '5.')}")) == list("12345")


def test_each_of_several_resolutions_has_recitals(outline: Read) -> None:
    one = "<h1>Resolution</h1>" + "".join(f"<p>{letter}. whereas {PROSE}</p>" for letter in LETTERS) + TERMS
    assert numbers(outline(a=one, b=one)) == [*LETTERS, *"123"] * 2


def test_a_list_with_letters_before_the_numbers_or_within_them_has_no_recitals(outline: Read) -> None:
    listed = f"<p>{PROSE} It had three causes:</p>" + "".join(f"<p>{letter}. {PROSE}</p>" for letter in "ABC")
    within = "".join(f"<p>{letter}. {PROSE}</p>" for letter in "ABC")
    body = f"<h1>R</h1>{listed}{TERMS}{within}{section('End', '4.', '5.', '6.')}"
    assert numbers(outline(body)) == [*[None] * 4, *"123456"]

"""Numbers with a full stop behind them, and sentences that begin with a number."""

from collections.abc import Callable

import pytest

from mailgate.importers import Outline

Read = Callable[..., Outline]
PROSE = "The harbour board met on the first Monday of every month, and nobody took the minutes until the spring."
NUMBERS = range(1, 9)


def found(outline: Outline) -> list[tuple[str | None, list[str]]]:
    return [(unit.number, unit.text.splitlines()[1:]) for unit in outline.units]


@pytest.mark.parametrize("line", ["2016 was a wet year.", "12 of 30 keepers said so.", "4 May: the gate was shut."])
@pytest.mark.parametrize("start", ["{}. ", "{}) "])
def test_a_line_with_a_number_below_every_paragraph_hides_none(outline: Read, line: str, start: str) -> None:
    paras = "".join(f"<p>{start.format(n)}{PROSE}</p><p>{line}</p>" for n in NUMBERS)
    assert found(outline(f"<h1>R</h1>{paras}")) == [(str(n), [line]) for n in NUMBERS]


def test_a_number_whose_stop_was_forgotten_is_one(outline: Read) -> None:
    paras = "".join(f"<p>{n}{'' if n in (4, 7) else '.'} {PROSE}</p>" for n in NUMBERS)
    assert found(outline(f"<h1>R</h1>{paras}")) == [(str(n), []) for n in NUMBERS]


def test_a_chapter_whose_numbers_have_no_stops_is_numbered_like_the_others(outline: Read) -> None:
    chapters = "".join(
        f"<h2>Part {part}</h2>" + "".join(f"<p>{n}{stop} {PROSE}</p>" for n in NUMBERS)
        for part, stop in (("one", "."), ("two", ""), ("three", "."))
    )
    assert found(outline(f"<h1>R</h1>{chapters}")) == [(str(n), []) for n in NUMBERS] * 3


@pytest.mark.parametrize("begins", ["2004 was a bad year. ", "1,400 tonnes were moved. "])
def test_a_year_or_an_amount_behind_a_number_in_an_element_of_its_own_is_no_part_of_it(
    outline: Read, begins: str
) -> None:
    paras = "".join(f"<p><span>{n}.</span><span>{begins}{PROSE}</span></p>" for n in range(1, 5))
    read = outline(f"<h1>R</h1>{paras}")
    assert [(unit.number, unit.text) for unit in read.units] == [(str(n), f"{begins}{PROSE}") for n in range(1, 5)]


@pytest.mark.parametrize("form", ["<span class=n>1.{}</span>{}", "<b>{}</b>{}"])
def test_figures_right_behind_a_number_in_an_element_of_its_own_may_be_the_first_words(
    outline: Read, form: str
) -> None:
    texts = ["", PROSE, f"7 May was cold. {PROSE}", PROSE, f"3.5 million were spent. {PROSE}", PROSE]
    read = outline("<h1>R</h1>" + "".join(f"<p>{form.format(n, texts[n])}</p>" for n in range(1, 6)))
    assert [unit.text for unit in read.units] == texts[1:]


def test_figures_right_behind_a_part_of_a_number_are_its_rest(outline: Read) -> None:
    numbers = [*(f"<b>1.{n}</b>" for n in range(1, 10)), *(f"<b>1.1</b>{n}" for n in range(5))]
    read = outline("<h1>R</h1>" + "".join(f"<p>{number} {PROSE}</p>" for number in numbers))
    assert [(unit.number, unit.text) for unit in read.units] == [(f"1.{n}", PROSE) for n in range(1, 15)]

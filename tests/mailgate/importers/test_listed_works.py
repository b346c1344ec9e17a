"""Numbered lists at the end of a report that are none of its paragraphs."""

from collections.abc import Callable

import pytest

from mailgate.importers import Outline

Read = Callable[..., Outline]
PROSE = "The harbour board met on the first Monday of every month, and nobody took the minutes until the spring."
NUMBERS = range(1, 7)
WORKS = [
    f"Marsh A, Tarn B. The gate and the tide. Journal of Sluices {1990 + n}; {n}: 20 to {20 + n}." for n in NUMBERS
]
REPORT = {
    "typed": "".join(f"<p>{n}. {PROSE}</p>" for n in NUMBERS),
    "counted": f"<ol>{''.join(f'<li>{PROSE}</li>' for _ in NUMBERS)}</ol>",
}


def numbers(found: Outline) -> list[str]:
    return [unit.number for unit in found.units if unit.number]


@pytest.mark.parametrize("kind", REPORT)
@pytest.mark.parametrize("heading", ["References", "Annex B: Bibliography", "7 Works cited", "Literaturverzeichnis"])
@pytest.mark.parametrize("typed", [True, False])
def test_the_works_that_a_report_cites_are_no_paragraphs(outline: Read, kind: str, heading: str, typed: bool) -> None:
    works = "".join(f"<p>{n}. {work}</p>" for n, work in zip(NUMBERS, WORKS, strict=True))
    works = works if typed else f"<ol>{''.join(f'<li>{work}</li>' for work in WORKS)}</ol>"
    found = outline(f"<main><h1>R</h1><h2>The flood</h2>{REPORT[kind]}<h2>{heading}</h2>{works}</main>")
    assert numbers(found) == [str(n) for n in NUMBERS]
    assert WORKS[0] in "\n".join(unit.text for unit in found.units if not unit.number)


@pytest.mark.parametrize("kind", REPORT)
def test_a_list_of_names_is_none_either(outline: Read, kind: str) -> None:
    names = "".join(f"<li>A. Marsh {n}, lock keeper</li>" for n in NUMBERS)
    found = outline(f"<h1>R</h1><h2>The flood</h2>{REPORT[kind]}<h2>Who was heard</h2><ol>{names}</ol><p>End</p>")
    assert numbers(found) == [str(n) for n in NUMBERS]


@pytest.mark.parametrize("kind", REPORT)
def test_a_list_of_names_that_a_report_begins_or_ends_with_is_part_of_it(outline: Read, kind: str) -> None:
    names = f"<ol>{''.join(f'<li>A. Marsh {n}, lock keeper</li>' for n in NUMBERS)}</ol>"
    ends = outline(f"<h1>R</h1><h2>The flood</h2>{REPORT[kind]}<h2>Who was heard</h2>{names}")
    assert "A. Marsh 6, lock keeper" in ends.units[-1].text
    begins = outline(f"<h1>R</h1><h2>Who sat</h2>{names}<h2>The flood</h2>{REPORT[kind]}")
    assert "A. Marsh 6, lock keeper" in begins.units[0].text


def test_a_list_of_a_sites_other_pages_behind_the_report_is_none_of_it(outline: Read) -> None:
    links = "".join(f"<li><a href=/news/{n}>Sluice {n} was opened</a></li>" for n in NUMBERS)
    found = outline(f"<h1>R</h1><h2>The flood</h2>{REPORT['typed']}<h2>Most read</h2><ol>{links}</ol>")
    assert not any("was opened" in unit.text for unit in found.units)


@pytest.mark.parametrize("item", ["Mend the gate", f"{PROSE}"])
def test_a_list_of_recommendations_is_numbered_though_short(outline: Read, item: str) -> None:
    items = "".join(f"<li>{item}</li>" for n in NUMBERS)
    found = outline(f"<h1>R</h1><h2>The flood</h2>{REPORT['counted']}<h2>Recommendations</h2><ol>{items}</ol>")
    assert numbers(found) == [str(n) for n in NUMBERS] * 2


def test_paragraphs_that_count_on_below_such_a_heading_are_numbered(outline: Read) -> None:
    more = "".join(f"<p>{n + len(NUMBERS)}. {PROSE}</p>" for n in NUMBERS)
    found = outline(f"<h1>R</h1><h2>The flood</h2>{REPORT['typed']}<h2>References</h2>{more}")
    assert numbers(found) == [str(n) for n in range(1, 13)]


def test_a_report_that_is_a_list_of_short_items_keeps_its_numbers(outline: Read) -> None:
    items = "".join(f"<li>Sluice {n} to be mended by the board</li>" for n in NUMBERS)
    assert numbers(outline(f"<h1>R</h1><h2>The flood</h2><ol>{items}</ol>")) == [str(n) for n in NUMBERS]


def test_the_works_may_have_a_page_of_their_own(outline: Read) -> None:
    works = "".join(f"<p>[{n}] {work}</p>" for n, work in zip(NUMBERS, WORKS, strict=True))
    pages = {"ch1": f"<h1>The flood</h1>{REPORT['typed']}", "ch2": f"<h1>References</h1>{works}"}
    assert numbers(outline(**pages)) == [str(n) for n in NUMBERS]

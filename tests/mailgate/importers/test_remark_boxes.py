"""Recommendations in boxes, in a report that has no other numbers."""

from collections.abc import Callable

import pytest

from mailgate.importers import Outline

Read = Callable[..., Outline]
PROSE = (
    "The harbour board met on the first Monday of every month, and nobody took the minutes until the spring of 2019."
)


@pytest.mark.parametrize(
    "name", ["<h4>Recommendation {}</h4><p>Mend it.</p>", "<p><b>Recommendation {}:</b> Mend it.</p>"]
)
def test_all_that_stands_in_the_box_of_a_recommendation_belongs_to_it(outline: Read, name: str) -> None:
    boxes = "".join(
        f"<p>{PROSE}</p><p>{PROSE}</p><div class=box>{name.format(n)}<p>Begin in May.</p></div>" for n in (1, 2, 3)
    )
    found = outline(f"<h1>R</h1>{boxes}<p>{PROSE}</p>")
    assert [unit.text for unit in found.units if unit.number] == ["Mend it.\nBegin in May."] * 3
    assert [unit.text for unit in found.units if not unit.number] == [PROSE] * 7


def test_the_section_around_what_stands_below_a_heading_is_no_box(outline: Read) -> None:
    sections = "".join(
        f"<section><h2>Part {n}</h2><p>{PROSE}</p><section><h3>Recommendation {n}</h3><p>Mend it.</p><p>{PROSE}</p>"
        f"<p>{PROSE}</p></section></section>"
        for n in (1, 2, 3)
    )
    found = outline(f"<h1>R</h1>{sections}")
    assert [unit.text for unit in found.units if unit.number] == ["Mend it."] * 3

"""What a paragraph's number is of, where others have that number."""

from dataclasses import replace

import pytest

from renderer import named
from store.documents import Documents
from store.model import Paragraph
from tests.renderer.conftest import Library

AROUND = ("Part A: The inquiry", "Chapter 2. The approach", "Module four", "2. The gathering of evidence")


def paragraph(library: Library, **changes: str | None) -> Paragraph:
    with library.store.read() as connection:
        found = Documents(connection).address("harbour", "1.1")
    assert found is not None
    return replace(found.paragraph, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("key", "number", "headings", "told"),
    [
        ("a.c2.2.16", "2.16", AROUND, AROUND[:2]),
        ("c2.2.16", "2.16", AROUND, AROUND[1:2]),
        ("a.c2.16", "16", AROUND[:2], AROUND[:2]),
        ("a.c3.2.16", "2.16", AROUND, AROUND),  # the chapter was called another in an earlier edition
        ("2.16b", "2.16", AROUND, AROUND),  # no heading says which
        ("2.16", "2.16", (), ()),
    ],
)
def test_the_sections_that_a_key_names_say_which_paragraph_it_is(
    library: Library, key: str, number: str, headings: tuple[str, ...], told: tuple[str, ...]
) -> None:
    """They are the fewest: the sections in those would make each title and subject longer, and tell no more."""
    places = named.telling(paragraph(library, key=key, number=number), headings)
    assert tuple(headings[place] for place in places) == told


def test_long_headings_give_way_to_each_other_and_none_is_lost() -> None:
    part, chapter = "Part C: The press", "Chapter 2. The press: history, governance, structures and finances " * 2
    line = named.in_room((part, chapter), 60)
    assert len(line) <= 60
    assert line.startswith("Chapter 2. The press: history")
    assert line.endswith(f"…, {part}")
    assert named.in_room((chapter, chapter), 60).count("Chapter 2") == 2
    assert named.in_room((), 60) == ""

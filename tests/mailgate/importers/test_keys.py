"""Keys and slugs, as addresses need them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailgate import address
from mailgate.importers.keys import Labelled, assign, assign_more, is_slug, label_of, slug_of


def keys(*units: tuple[str | None, tuple[str, ...]]) -> list[str]:
    return assign([Labelled(number=number, headings=headings) for number, headings in units])[0]


def test_a_number_that_is_unique_is_the_key() -> None:
    assert keys(("1", ()), ("2.14", ("Chapter 3",)), ("12A", ()), ("A3", ())) == ["1", "2.14", "12a", "a3"]


@pytest.mark.parametrize(
    ("number", "key"),
    [
        ("(iv)", "4"),
        ("iv", "4"),
        ("Recommendation 3", "r3"),
        ("Learning point 12", "l12"),
        ("Öneri 3", "o3"),
        ("Recommandation n° 4", "r4"),
        ("第十二条", "12"),
        ("第12条之二", "12.2"),
        ("§ 12", "12"),
        ("1-2", "1.2"),
        ("١٢", "12"),
        ("ES.4", "es.4"),
    ],
)
def test_every_form_of_number_becomes_a_key_that_can_be_typed(number: str, key: str) -> None:
    assert keys((number, ())) == [key]


def test_letters_that_count_from_a_are_no_roman_numbers_in_keys() -> None:
    letters = [(each, ()) for each in ("A", "B", "C", "I", "AA", "CC")]
    assert keys(*letters, ("1", ())) == ["a1", "b1", "c1", "i1", "aa1", "cc1", "1"]


def test_a_letter_that_a_later_edition_adds_is_no_roman_number_either() -> None:
    added = [Labelled(number=number, headings=()) for number in ("I", "II")]
    assert assign_more(added, depth=0, used={"a1", "b1", "1"}) == ["i1", "ii1"]
    assert assign_more(added, depth=0, used={"1"}) == ["1b", "2"]


def test_the_fewest_labels_stand_in_front_and_the_same_number_everywhere() -> None:
    one, two = ("CHAPTER 1 THE START", "1. Introduction"), ("CHAPTER 2 THE END", "1. Introduction")
    assert keys(("1.1", one), ("1.2", one), ("1.1", two)) == ["c1.1.1", "c1.1.2", "c2.1.1"]
    parts = [("1.1", (f"PART {part}: X", f"Chapter {chapter}")) for part in "AB" for chapter in (1, 2)]
    assert keys(*parts) == ["a.c1.1.1", "a.c2.1.1", "b.c1.1.1", "b.c2.1.1"]


def test_numbers_that_start_again_below_plain_headings_take_the_number_of_the_heading() -> None:
    assert keys(("1", ("1. What happened",)), ("1", ("2. Why",))) == ["s1.1", "s2.1"]


def test_paragraphs_without_a_number_get_short_keys_of_their_own() -> None:
    assert keys((None, ()), ("1", ()), (None, ())) == ["p1", "1", "p2"]


def test_a_number_that_the_report_prints_twice_gets_a_letter() -> None:
    assert keys(("4.9", ()), ("4.9", ()), ("4.9", ()), ("4.9b", ())) == ["4.9", "4.9b", "4.9c", "4.9b.b"]


def test_part_two_and_part_b_have_different_labels() -> None:
    headings = ("Part B", "Part II", "Part 2: Why", "Annex C", "Chapter twelve", "Preface")
    assert [label_of(heading) for heading in headings] == [
        "b", "p2", "p2", "xc", "c12", None,
    ]  # fmt: skip


@given(
    st.lists(
        st.tuples(st.none() | st.text(max_size=12), st.lists(st.text(max_size=20), max_size=3).map(tuple)), max_size=30
    )
)
def test_keys_are_always_different_and_always_addresses(units: list[tuple[str | None, tuple[str, ...]]]) -> None:
    found = keys(*units)
    assert len(set(found)) == len(found)
    for key in found:
        assert len(key) <= 16
        assert address.parse(f"report.{key}") == address.ToParagraph(document="report", key=key)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Iraq Report (final)", "iraq-report-final"),
        ("2024 – Été à la mer", "ete-a-la-mer"),
        ("a-very-long-name-of-a-report-indeed", "a-very-long-name-of-a"),
        ("報告", None),
        ("c-report", None),
        ("postmaster", None),
    ],
)
def test_a_slug_is_made_from_a_file_name(name: str, slug: str | None) -> None:
    assert slug_of(name) == slug


def test_slugs_follow_the_grammar_of_addresses() -> None:
    assert is_slug("iraq-report")
    for wrong in ("x", "Iraq", "1st", "reply-all", "abuse", "search", "a" * 25, "a.b"):
        assert not is_slug(wrong)

"""Sections keep their web addresses: through editions, and whatever a report calls them."""

from dataclasses import replace
from datetime import datetime

import pytest

from store.documents import Documents, NewDocument, NewParagraph
from store.editions import Editions, NewEdition
from store.engine import Store
from store.model import Html, Kind
from store.sections import NewSection, Sections


def report(*headings: tuple[str, int | None]) -> NewDocument:
    """A report of these sections, each with its parent, and two paragraphs in each."""
    depth: list[int] = []
    for _, parent in headings:
        depth.append(1 if parent is None else depth[parent] + 1)
    return NewDocument(
        slug="flood",
        title="The Flood",
        language="en",
        sections=tuple(
            NewSection(level=level, heading=heading, parent=parent)
            for (heading, parent), level in zip(headings, depth, strict=True)
        ),
        paragraphs=tuple(
            NewParagraph(
                key=f"{section}.{number}",
                number=None,
                kind=Kind.PARAGRAPH,
                text=f"{section} {number}",
                html=Html("<p>x</p>"),
                section=section,
            )
            for section in range(len(headings))
            for number in (1, 2)
        ),
    )


class Shelf:
    """One report and its editions."""

    def __init__(self, store: Store, now: datetime) -> None:
        self.store, self.now = store, now

    def add(self, first: NewDocument) -> list[str]:
        with self.store.write() as connection:
            Documents(connection).add(first, at=self.now)
        return self.keys()

    def edition(self, new: NewDocument, continues: dict[str, str]) -> list[str]:
        """The next edition; `continues`: which paragraph each of its paragraphs was, by their keys."""
        with self.store.write() as connection:
            documents = Documents(connection)
            present = documents.get("flood")
            assert present is not None
            ids = {each.key: each.id for each in documents.paragraphs(present.id)}
            # Their own keys are those of no other edition.
            paragraphs = tuple(
                replace(each, key=continues.get(each.key) or f"{present.edition}.{each.key}") for each in new.paragraphs
            )
            going_on = tuple(ids.get(continues.get(each.key, "")) for each in new.paragraphs)
            gone = {each: None for each in ids.values() if each not in going_on}
            edition = NewEdition(document=replace(new, paragraphs=paragraphs), continues=going_on, gone=gone)
            Editions(connection).add(present, edition, at=self.now)
        return self.keys()

    def keys(self) -> list[str]:
        with self.store.read() as connection:
            document = Documents(connection).get("flood")
            assert document is not None
            return [section.key for section in Documents(connection).sections(document.id)]

    def gone(self) -> list[str]:
        with self.store.read() as connection:
            document = Documents(connection).get("flood")
            assert document is not None
            return [section.key for section in Sections(connection).gone(document.id)]


@pytest.fixture
def shelf(store: Store, now: datetime) -> Shelf:
    return Shelf(store, now)


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("The Sea Wall", "the-sea-wall"),
        ("3.2 The sea wall", "3.2"),
        ("4. Costs", "4"),
        ("Chapter 4: Costs", "chapter-4-costs"),
        ("Überflutung der Dörfer", "uberflutung-der-dorfer"),
        ("1945 and after", "1945"),
        ("堤防", "1"),
        ("What the commissioners asked of everyone who came", "what-the-commissioners-asked-of"),
        ("0", "0-2"),
        ("1st findings", "1st-findings"),
    ],
)
def test_a_key_is_the_number_of_a_heading_or_its_words(shelf: Shelf, heading: str, key: str) -> None:
    assert shelf.add(report((heading, None))) == [key]


def test_headings_that_are_alike_have_different_keys(shelf: Shelf) -> None:
    headings = (("Part A", None), ("Summary", 0), ("Part B", None), ("Summary", 2))
    assert shelf.add(report(*headings)) == ["part-a", "summary", "part-b", "summary-2"]


def test_a_section_that_moves_within_the_report_keeps_its_key(shelf: Shelf) -> None:
    shelf.add(report(("Part A", None), ("Summary", 0), ("Part B", None), ("Summary", 2)))
    later = report(("Part B", None), ("Summary", 0), ("Part A", None), ("Summary", 2))
    assert shelf.edition(later, {}) == ["part-b", "summary-2", "part-a", "summary"]


def test_a_section_with_another_heading_keeps_its_key_by_its_paragraphs(shelf: Shelf) -> None:
    shelf.add(report(("The wall", None), ("Costs", None)))
    later = report(("What it cost", None), ("The wall", None))
    assert shelf.edition(later, {"0.1": "1.1", "0.2": "1.2", "1.1": "0.1"}) == ["costs", "the-wall"]


def test_a_section_that_moves_below_another_keeps_its_key_by_its_heading(shelf: Shelf) -> None:
    shelf.add(report(("The wall", None), ("Costs", None)))
    assert shelf.edition(report(("The wall", None), ("Costs", 0)), {}) == ["the-wall", "costs"]


def test_the_key_of_a_section_that_left_is_given_to_no_other_and_is_its_own_when_it_comes_back(shelf: Shelf) -> None:
    shelf.add(report(("1 The wall", None), ("2 Costs", None)))
    assert shelf.edition(report(("1 The wall", None)), {"0.1": "0.1"}) == ["1"]
    assert shelf.gone() == ["2"]
    assert shelf.edition(report(("1 The wall", None), ("2 Boats", None)), {"0.1": "0.1"}) == ["1", "2-2"]
    again = report(("1 The wall", None), ("2 Boats", None), ("2 Costs", None))
    assert shelf.edition(again, {"0.1": "0.1"}) == ["1", "2-2", "2"]
    assert shelf.gone() == []

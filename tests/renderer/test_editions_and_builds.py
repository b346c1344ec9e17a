"""Editions and removals between comments: what was written one by one is what a full build writes."""

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import event

from renderer.build import check, publish_all
from renderer.earlier import Earlier
from store.documents import Documents, NewParagraph
from store.editions import Editions, NewEdition
from store.model import Event, Html
from store.rebuild import Part, Rebuild
from store.removal import Removal
from store.sections import NewSection
from tests.renderer.conftest import REPORT, Library, build_of, tree

EVENTS = (Event.APPROVE, Event.REJECT, Event.WITHDRAW, Event.UNDO)


def paragraph(number: int, section: int, words: str) -> NewParagraph:
    return replace(
        REPORT.paragraphs[0],
        key=f"{number}",
        number=f"{number}",
        section=section,
        text=words,
        html=Html(f"<p>{words}</p>"),
    )


def bring_an_edition(library: Library, chance: random.Random) -> Library:
    """Some paragraphs go or are joined to the one before, some change, one is new; so do the headings."""
    with library.store.write() as connection:
        documents = Documents(connection)
        present = documents.get(library.report.slug)
        assert present is not None
        old = documents.paragraphs(present.id)
        kept = [unit for unit in old if chance.random() < 0.8] or old[:1]
        heirs = [None, 0, len(kept) - 1]
        gone = {unit.id: chance.choice(heirs) for unit in old if unit not in kept}
        sections = tuple(
            NewSection(level=1, heading=f"Part {chance.choice('ABCDE')}{n}") for n in range(chance.randint(0, 3))
        )
        section = {"section": chance.randrange(len(sections)) if sections else None}
        units = [
            replace(
                REPORT.paragraphs[0], key=unit.key, number=unit.key, text=text, html=Html(f"<p>{text}</p>"), **section
            )
            for unit in kept
            for text in [unit.text if chance.random() < 0.6 else f"{unit.text} And {chance.random()}."]
        ]
        new = paragraph(10 * present.edition + 20, 0, f"New in edition {present.edition + 1}.")
        report = replace(library.report, sections=sections, paragraphs=(*units, replace(new, **section)))
        continues, parts = (*(unit.id for unit in kept), None), {len(kept): chance.choice(kept).id}
        edition = NewEdition(document=report, continues=continues, gone=gone, parts=parts)
        Editions(connection).add(present, edition, at=library.now)
        Rebuild(connection).put_document(present.id, at=library.now)
    return replace(library, report=report)


def remove(library: Library) -> None:
    with library.store.write() as connection:
        document = Documents(connection).get(library.report.slug)
        assert document is not None
        Removal(connection, document).carry_out(at=library.now)
        Rebuild(connection).put(Part.REMOVED, document.id, due_at=library.now)


@pytest.mark.parametrize("seed", range(2))
def test_whatever_editions_bring_a_full_build_finds_nothing_to_change(
    make_library: Callable[..., Library], tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    report = replace(REPORT, paragraphs=tuple(paragraph(n, n % 3, f"Of the wall, part {n}.") for n in range(1, 7)))
    library = make_library(report=report)
    publisher, made = library.publisher(), list[str]()
    for _ in range(60):
        what = chance.random()
        if what < 0.5 or not made:
            key = chance.choice([each.key for each in library.report.paragraphs])
            made.append(library.comment(key, f"<p>{chance.random()}</p>", approve=chance.random() < 0.8))
        elif what < 0.75:
            library.try_to_decide(chance.choice(made), chance.choice(EVENTS))
        elif what < 0.85:
            made_before = library._made
            library = replace(bring_an_edition(library, chance), _made=made_before)
        else:
            publisher.step(library.now)
    if seed % 2:
        remove(library)
    library.publish(publisher)
    changes = check(build_of(library))
    assert (list(changes.written), list(changes.removed)) == ([], [])
    publish_all(build_of(library, tmp_path / "other"))
    assert tree(tmp_path / "other") == tree(library.public)


def test_what_pages_say_of_earlier_editions_is_asked_for_many_at_once(make_library: Callable[..., Library]) -> None:
    report = replace(REPORT, paragraphs=tuple(paragraph(n, n % 3, f"Of the wall, part {n}.") for n in range(1, 7)))
    library = bring_an_edition(make_library(report=report), random.Random(0))
    asked: list[str] = []
    with library.store.read() as connection:
        document = Documents(connection).get(report.slug)
        assert document is not None
        units = Documents(connection).paragraphs(document.id)
        event.listen(connection, "before_cursor_execute", lambda *said: asked.append(said[2]))
        histories = Earlier(connection).histories(document, units)
    assert sum(bool(each.parts) for each in histories.values()) == 1
    assert sum(each.part_of is not None for each in histories.values()) == 1
    assert len(asked) < len(units)

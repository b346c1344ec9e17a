"""What the publisher reads, and how little of the database it has to look at for that."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Connection, Engine, event, insert, select

from store.comments import Comments
from store.documents import Documents, NewDocument, NewParagraph
from store.engine import Store
from store.model import Comment, Document, Event, Html, Kind
from store.published import Published
from store.schema import comments
from store.sealed import Box


class Plans:
    """Notes how SQLite goes about each SELECT."""

    def __init__(self) -> None:
        self.steps: list[str] = []

    def note(self, connection: Connection, _: object, statement: str, values: object, *__: object) -> None:
        if statement.startswith("SELECT") and connection.dialect.name == "sqlite":
            plan = connection.connection.cursor()
            plan.execute(f"EXPLAIN QUERY PLAN {statement}", values)
            self.steps += [row[3] for row in plan.fetchall()]


@pytest.fixture
def approved(store: Store, box: Box, comment: Comment, now: datetime) -> Comment:
    with store.write() as connection:
        of_all = Comments(connection, box)
        for each in (Event.CONFIRM, Event.APPROVE):
            of_all.decide(of_all.get(comment.id), each, at=now)
        return of_all.get(comment.id)


@pytest.fixture
def plans(approved: Comment) -> Iterator[Plans]:
    plans = Plans()
    event.listen(Engine, "before_cursor_execute", plans.note)
    yield plans
    event.remove(Engine, "before_cursor_execute", plans.note)


def test_the_comments_on_a_paragraph_are_listed_from_one_stretch_of_an_index(
    store: Store, approved: Comment, plans: Plans
) -> None:
    with store.read() as connection:
        assert [one.public_id for one in Published(connection).listed(approved.paragraph_id)] == [approved.public_id]
    if store.is_sqlite:
        assert len(plans.steps) == 1  # nothing is sorted either
        assert "COVERING INDEX ix_comments_listed" in plans.steps[0]


def test_the_newest_of_a_section_are_found_among_its_own(
    store: Store, approved: Comment, document: Document, plans: Plans
) -> None:
    with store.read() as connection:
        first, second = Documents(connection).sections(document.id)
        found = Published(connection).latest_in(document.id, [first.id], limit=20)
        assert [one.public_id for one in found] == [approved.public_id]
        assert Published(connection).latest_in(document.id, [second.id], limit=20) == []
    if store.is_sqlite:
        assert any("COVERING INDEX ix_comments_listed (paragraph_id=?" in step for step in plans.steps)
        assert not any("ix_comments_state" in step for step in plans.steps)


@pytest.fixture
def lively(store: Store, approved: Comment, now: datetime) -> Document:
    """Another document, whose thousand comments are newer than the one of `document`; on none of them are words."""
    new = NewParagraph(key="1", number="1", kind=Kind.PARAGRAPH, text="Rain.", html=Html("<p>Rain.</p>"))
    with store.write() as connection:
        documents = Documents(connection)
        documents.add(NewDocument(slug="rain", title="", language="en", sections=(), paragraphs=(new,)), at=now)
        found, there = documents.get("rain"), documents.address("rain", "1")
        assert found is not None
        assert there is not None
        row = connection.execute(select(comments).where(comments.c.id == approved.id)).one()._asdict()
        del row["id"]
        row |= {"paragraph_id": there.paragraph_id, "document_id": found.id}
        later = [now + timedelta(seconds=number) for number in range(1, 1_001)]
        rows = [row | {"public_id": f"rain{number:06}", "approved_at": at} for number, at in enumerate(later)]
        connection.execute(insert(comments), rows)
        return found


def test_the_newest_of_a_quiet_document_are_found_behind_all_newer_ones(
    store: Store, approved: Comment, document: Document, lively: Document, plans: Plans
) -> None:
    with store.read() as connection:
        found = Published(connection).latest(document.id, limit=20)
        assert [one.public_id for one in found] == [approved.public_id]
    if store.is_sqlite:
        assert any("COVERING INDEX ix_comments_listed (paragraph_id=?" in step for step in plans.steps)


def test_the_newest_of_a_lively_document_are_found_among_the_newest_of_all(
    store: Store, document: Document, approved: Comment, plans: Plans
) -> None:
    with store.read() as connection:
        found = Published(connection).latest(document.id, limit=1)
        assert [one.public_id for one in found] == [approved.public_id]
    if store.is_sqlite:
        assert any("ix_comments_state_approved_at_id" in step for step in plans.steps)
        assert not any("ix_comments_listed" in step for step in plans.steps)


def test_official_answers_are_found_without_the_others(store: Store, document: Document, plans: Plans) -> None:
    with store.read() as connection:
        assert Published(connection).official(document.id, limit=20) == []
    if store.is_sqlite:
        assert any("ix_comments_official" in step for step in plans.steps)

"""What the publisher reads, and how little of the database it has to look at for that."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from sqlalchemy import Connection, Engine, event

from store.comments import Comments
from store.documents import Documents
from store.engine import Store
from store.model import Comment, Document, Event
from store.published import Published
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
        comments = Comments(connection, box)
        for each in (Event.CONFIRM, Event.APPROVE):
            comments.decide(comments.get(comment.id), each, at=now)
        return comments.get(comment.id)


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


def test_official_answers_are_found_without_the_others(store: Store, document: Document, plans: Plans) -> None:
    with store.read() as connection:
        assert Published(connection).official(document.id, limit=20) == []
    if store.is_sqlite:
        assert any("ix_comments_official" in step for step in plans.steps)

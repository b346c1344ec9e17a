"""The log of decisions: a chain for each document, that shows what was changed afterwards."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
from sqlalchemy import Connection, delete, select, update

from store import schema
from store.audit import Audit
from store.comments import Comments, NewComment
from store.decisions import Decisions
from store.engine import Store
from store.model import Comment, CommentId, Document, Event, Html, State
from store.sealed import Box
from tests.store.conftest import revision


@pytest.fixture
def decided(store: Store, box: Box, comment: Comment, now: datetime) -> Comment:
    """A comment that was confirmed, approved and rejected afterwards."""
    with store.write() as connection:
        comments = Comments(connection, box)
        for event in (Event.CONFIRM, Event.APPROVE, Event.REJECT):
            comments.decide(comments.get(comment.id), event, at=now, reason="off-topic")
    return comment


def broken(connection: Connection, document: Document, box: Box) -> list[tuple[int, str]]:
    entries = Audit(connection, box).entries(document.id)
    return [(logged.entry.position, logged.broken) for logged in entries if logged.broken]


def test_every_decision_is_on_the_chain_of_its_document_and_its_head_moves(
    store: Store, box: Box, document: Document, decided: Comment
) -> None:
    with store.read() as connection:
        found = list(Audit(connection, box).entries(document.id))
        head = Decisions(connection).head(document.id)
    assert [(one.entry.position, one.entry.event, one.entry.by) for one in found] == [
        (1, Event.CONFIRM, "commenter"),
        (2, Event.APPROVE, "operator"),
        (3, Event.REJECT, "operator"),
    ]
    assert (head.length, head.hash) == (3, found[-1].hash)
    assert {one.broken for one in found} == {""}
    assert {one.entry.comment for one in found} == {decided.public_id}


CHANGES: dict[str, Callable[[Connection, Comment], object]] = {
    "the reason": lambda connection, _: connection.execute(update(schema.decisions).values(reason="rude")),
    "what was decided": lambda connection, _: connection.execute(
        update(schema.decisions).where(schema.decisions.c.event == "approve").values(event="reject")
    ),
    "when": lambda connection, comment: connection.execute(
        update(schema.decisions).values(decided_at=comment.received_at.replace(year=2020))
    ),
    "the published words": lambda connection, _: connection.execute(update(schema.revisions).values(html="<p>No.</p>")),
    "the name": lambda connection, _: connection.execute(update(schema.revisions).values(name="Bob")),
    "an entry that was taken out": lambda connection, _: connection.execute(
        delete(schema.log).where(schema.log.c.position == 2)
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_whatever_is_changed_afterwards_breaks_the_chain(
    store: Store, box: Box, document: Document, decided: Comment, change: Callable[[Connection, Comment], object]
) -> None:
    with store.write() as connection:
        change(connection, decided)
        assert broken(connection, document, box)


def test_a_comment_that_does_not_stand_as_the_log_says_is_named(
    store: Store, box: Box, document: Document, decided: Comment
) -> None:
    with store.write() as connection:
        assert Audit(connection, box).strays(document.id) == []
        connection.execute(update(schema.comments).values(state="approved"))
        assert broken(connection, document, box) == []
        assert Audit(connection, box).strays(document.id) == [(decided.public_id, State.APPROVED, State.REJECTED)]


def test_a_salt_that_is_gone_leaves_the_chain_whole_and_says_nothing_of_the_words(
    store: Store, box: Box, document: Document, decided: Comment
) -> None:
    with store.write() as connection:
        Decisions(connection).forget([decided.id])
        connection.execute(update(schema.revisions).values(html="", name=""))
        assert broken(connection, document, box) == []
        assert set(connection.execute(select(schema.log.c.salt)).scalars()) == {None}


def test_decisions_made_at_once_are_one_chain(
    store: Store, box: Box, comment: Comment, document: Document, now: datetime
) -> None:
    with store.write() as connection:
        comments = Comments(connection, box)
        ids = [
            comments.add(
                NewComment(
                    public_id=f"comment{number:03}",
                    document_id=comment.document_id,
                    paragraph_id=comment.paragraph_id,
                    author="ann@reader.example",
                    message_id=None,
                    revision=revision(Html(f"Words {number}.")),
                    received_at=now,
                )
            ).id
            for number in range(40)
        ]

    def confirm(comment_id: CommentId) -> None:
        with store.write() as connection:
            comments = Comments(connection, box)
            assert comments.decide(comments.get(comment_id), Event.CONFIRM, at=now) is not None

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(confirm, ids))
    with store.read() as connection:
        assert broken(connection, document, box) == []
        assert Decisions(connection).head(document.id).length == len(ids)

"""The life of a comment in the store."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from store import schema
from store.comments import Comments
from store.corrections import Corrections
from store.documents import Documents
from store.engine import Store
from store.lifecycle import NEXT, advance
from store.model import Comment, Document, Event, Html, State
from store.published import Published
from store.sealed import Box
from tests.store.conftest import revision


def _state(comment: Comment | None) -> State | None:
    return None if comment is None else comment.state


def test_a_new_comment_is_unconfirmed_and_reads_back_whole(store: Store, box: Box, comment: Comment) -> None:
    with store.read() as connection:
        found = Comments(connection, box).get(comment.id)
        author = Comments(connection, box).author(found)
    assert found.state is State.UNCONFIRMED
    assert found.revision == revision()
    assert found.message_id == "<1@reader.example>"
    assert author.address == "ann@reader.example"


def test_an_approved_comment_is_published_and_counted(
    store: Store, box: Box, comment: Comment, document: Document, now: datetime
) -> None:
    with store.write() as connection:
        comments = Comments(connection, box)
        assert _state(comments.decide(comment, Event.CONFIRM, at=now)) is State.PENDING
        assert Published(connection).comment(comment.id) is None
        assert _state(comments.decide(comments.get(comment.id), Event.APPROVE, at=now)) is State.APPROVED
        shown = Published(connection).some(one.id for one in Published(connection).listed(comment.paragraph_id))
        assert [(one.name, one.html) for one in shown] == [("Ann Reader", "<p>The date is wrong.</p>")]
        assert Documents(connection).counts(document.id) == {comment.paragraph_id: 1}


def test_a_rejected_publication_leaves_a_stub_without_words_and_is_not_counted(
    store: Store, box: Box, comment: Comment, document: Document, now: datetime
) -> None:
    with store.write() as connection:
        comments = Comments(connection, box)
        for event in (Event.CONFIRM, Event.APPROVE, Event.REJECT):
            comments.decide(comments.get(comment.id), event, at=now, reason="off-topic")
        (stub,) = Published(connection).some(one.id for one in Published(connection).listed(comment.paragraph_id))
        assert (stub.is_stub, stub.name, stub.html) == (True, "", "")
        assert Documents(connection).counts(document.id) == {comment.paragraph_id: 0}
        assert Published(connection).latest(document.id, limit=10) == []
        assert [one.event for one in comments.decisions(comment.id)] == [Event.CONFIRM, Event.APPROVE, Event.REJECT]


def test_the_second_of_two_decisions_on_the_same_reading_does_nothing(
    store: Store, box: Box, comment: Comment, now: datetime
) -> None:
    with store.write() as connection:
        comments = Comments(connection, box)
        comments.decide(comment, Event.CONFIRM, at=now)
        pending = comments.get(comment.id)
        assert _state(comments.decide(pending, Event.REJECT, at=now)) is State.REJECTED
        assert comments.decide(pending, Event.APPROVE, at=now) is None
        assert len(comments.decisions(comment.id)) == 2


def test_of_decisions_made_at_once_exactly_one_stands(store: Store, box: Box, comment: Comment, now: datetime) -> None:
    with store.write() as connection:
        Comments(connection, box).decide(comment, Event.CONFIRM, at=now)
        pending = Comments(connection, box).get(comment.id)

    def decide(event: Event) -> Comment | None:
        with store.write() as connection:
            return Comments(connection, box).decide(pending, event, at=now)

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(decide, [Event.APPROVE, Event.REJECT] * 4))
    assert len([outcome for outcome in outcomes if outcome is not None]) == 1


def test_a_decision_on_words_that_were_replaced_does_nothing(
    store: Store, box: Box, comment: Comment, now: datetime
) -> None:
    with store.write() as connection:
        comments = Comments(connection, box)
        comments.decide(comment, Event.CONFIRM, at=now)
        shown = comments.get(comment.id)
        assert comments.revise(shown, revision("Other words."), at=now)
        assert comments.decide(shown, Event.APPROVE, at=now) is None
        assert comments.get(comment.id).revision.html == "<p>Other words.</p>"


def test_the_same_words_by_the_same_author_on_the_same_paragraph_are_seen(
    store: Store, box: Box, comment: Comment, now: datetime
) -> None:
    with store.read() as connection:
        comments = Comments(connection, box)

        def same(author: str, words: str, since: datetime) -> bool:
            return comments.same(author, comment.paragraph_id, Html(f"<p>{words}</p>"), since=since) is not None

        month_ago = now - timedelta(days=30)
        assert same("ann@reader.example", "The date  is wrong.", month_ago)
        assert not same("bob@reader.example", "The date is wrong.", month_ago)
        assert not same("ann@reader.example", "The year is wrong.", month_ago)
        assert not same("ann@reader.example", "The date is wrong.", now + timedelta(seconds=1))


def test_unconfirmed_comments_expire_after_their_time(store: Store, box: Box, comment: Comment, now: datetime) -> None:
    with store.write() as connection:
        comments = Comments(connection, box)
        assert comments.expire(before=now, at=now) == 0
        assert comments.expire(before=now + timedelta(seconds=1), at=now) == 1
        assert comments.get(comment.id).state is State.EXPIRED
        assert comments.tally() == {State.EXPIRED: 1}


def test_no_address_and_no_own_words_lie_open_in_the_database(store: Store, comment: Comment) -> None:
    with store.read() as connection:
        for table in (schema.commenters, schema.comments, schema.revisions):
            for row in connection.execute(select(table)):
                for value in row:
                    blob = value if isinstance(value, bytes) else str(value).encode()
                    assert b"reader.example" not in blob
                    assert b"> quoted" not in blob
                    assert b"The date" not in blob
                    assert b"Ann Reader" not in blob


def test_name_and_words_lie_open_from_their_approval_on(
    store: Store, box: Box, comment: Comment, now: datetime
) -> None:
    with store.write() as connection:
        comments = Comments(connection, box)
        corrections = Corrections(connection, comments)
        in_clear = select(schema.revisions.c.name, schema.revisions.c.html).order_by(schema.revisions.c.position)
        comments.decide(comments.get(comment.id), Event.CONFIRM, at=now)
        assert comments.revise(comments.get(comment.id), revision("The year is wrong."), at=now)
        assert set(connection.execute(in_clear)) == {("", "")}
        assert comments.get(comment.id).revision == revision("The year is wrong.")
        comments.decide(comments.get(comment.id), Event.APPROVE, at=now)
        proposed = corrections.propose(comments.get(comment.id), revision("Both are wrong."), at=now)
        shown = ("Ann Reader", "<p>The year is wrong.</p>")
        assert [tuple(row) for row in connection.execute(in_clear)] == [("", ""), shown, ("", "")]
        assert proposed is not None
        assert corrections.decide(proposed, is_approved=True, reason="", at=now, moderator_id=None)
        corrected = ("Ann Reader", "<p>Both are wrong.</p>")
        assert [tuple(row) for row in connection.execute(in_clear)] == [("", ""), shown, corrected]


@pytest.mark.parametrize("state", list(State))
def test_every_state_can_be_erased_once(state: State) -> None:
    assert advance(state, Event.ERASE) == (None if state is State.ERASED else State.ERASED)


def test_nothing_comes_back_from_the_final_states() -> None:
    assert all(NEXT[state] == {} for state in (State.WITHDRAWN, State.EXPIRED, State.ERASED))

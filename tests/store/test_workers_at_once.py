"""What is written to people once is written once, however many workers there are."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Connection, insert, text

from store.comments import Comments, NewComment
from store.engine import Store
from store.model import Comment, Event, ReportState
from store.reports import Reports
from store.restated import Restating
from store.schema import restated
from store.sealed import Box
from store.subscriptions import Subscriptions


@pytest.fixture
def asked(store: Store, box: Box, comment: Comment, now: datetime) -> Comment:
    """A comment that waits for a moderator, on a paragraph that an edition has left out."""
    with store.write() as connection:
        comments = Comments(connection, box)
        comments.decide(comments.get(comment.id), Event.CONFIRM, at=now)
        Restating(connection).put_left_out([comment.paragraph_id])
    return comment


@pytest.fixture
def followed(store: Store, box: Box, comment: Comment, now: datetime) -> datetime:
    """The time at which somebody began to follow the paragraph of a comment that was approved a minute later."""
    with store.write() as connection:
        wishes, comments = Subscriptions(connection, box), Comments(connection, box)
        wish = wishes.add("bea@reader.example", comment.document_id, comment.paragraph_id, at=now)
        wishes.confirm(wish.id, at=now)
        for event in (Event.CONFIRM, Event.APPROVE):
            comments.decide(comments.get(comment.id), event, at=now + timedelta(minutes=1))
    return now


def test_what_is_to_be_asked_waits_until_it_is_taken_and_is_taken_once(store: Store, asked: Comment) -> None:
    with store.write() as connection:
        assert Restating(connection).waiting() == 1
        assert [one.comments for one in Restating(connection).take(limit=10)] == [(asked.id,)]
        assert Restating(connection).waiting() == 0
        assert Restating(connection).take(limit=10) == []


def later(comment: Comment) -> NewComment:
    """Another comment of the same person on the same paragraph."""
    return NewComment(
        public_id="abcdefghik",
        document_id=comment.document_id,
        paragraph_id=comment.paragraph_id,
        author="ann@reader.example",
        message_id="<2@reader.example>",
        revision=comment.revision,
        received_at=comment.received_at,
    )


def until_it_waits(store: Store) -> None:
    """Wait until a transaction waits for another one."""
    waiting = text(
        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    )
    for _ in range(100):
        with store.read() as connection:
            if connection.execute(waiting).scalar_one():
                return
        time.sleep(0.05)
    raise AssertionError("none waits")


@pytest.fixture
def both(store: Store) -> Iterator[tuple[Connection, Connection]]:
    """The transactions of two workers."""
    with store.write() as one, store.write() as other:
        for each in (one, other):
            each.exec_driver_sql("SET LOCAL lock_timeout = '5s'")  # rather than wait for ever
        yield one, other


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_of_two_workers_one_asks_whether_comments_stand(
    asked: Comment, both: tuple[Connection, Connection], store: Store
) -> None:
    one, other = both
    assert [each.comments for each in Restating(one).take(limit=10)] == [(asked.id,)]
    assert Restating(other).take(limit=10) == []
    one.commit()
    assert Restating(other).take(limit=10) == []


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_of_two_workers_one_asks_though_more_is_to_be_asked_meanwhile(
    store: Store, box: Box, asked: Comment, both: tuple[Connection, Connection], now: datetime
) -> None:
    one, other = both
    with store.write() as connection:
        Restating(connection).take(limit=10)  # a comment older than one that is asked about is asked about later
        comments = Comments(connection, box)
        newer = comments.get(comments.add(later(asked)).id)
        comments.decide(newer, Event.CONFIRM, at=now)
        connection.execute(insert(restated).values(comment_id=newer.id))
    assert [each.comments for each in Restating(one).take(limit=10)] == [(newer.id,)]
    with store.write() as connection:
        connection.execute(insert(restated).values(comment_id=asked.id))
    with ThreadPoolExecutor(1) as thread:
        taking = thread.submit(Restating(other).take, limit=10)
        until_it_waits(store)
        one.commit()
        assert [each.comments for each in taking.result()] == [(asked.id,)]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_of_two_workers_one_tells_a_follower(followed: datetime, both: tuple[Connection, Connection], box: Box) -> None:
    one, other = (Subscriptions(each, box) for each in both)
    later = followed + timedelta(hours=1)
    (wish,) = one.due(told_before=followed, until=later)
    assert other.due(told_before=followed, until=later) == []
    one.told(wish, until=later, at=later)
    both[0].commit()
    assert other.due(told_before=followed, until=later) == []


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_report_is_closed_once(
    comment: Comment, both: tuple[Connection, Connection], box: Box, store: Store, now: datetime
) -> None:
    with store.write() as connection:
        report = Reports(connection, box).add(comment.id, "bea@reader.example", "Rude.", ReportState.OPEN, at=now)
    one, other = (Reports(each, box) for each in both)
    with ThreadPoolExecutor(1) as thread:
        assert [each.id for each in one.close(comment.id, ReportState.REMOVED, at=now)] == [report.id]
        again = thread.submit(other.close, comment.id, ReportState.REMOVED, at=now)
        until_it_waits(store)
        both[0].commit()
        assert again.result() == []

"""Authors are asked once whether their comments stand in a new edition, however many workers there are."""

from datetime import datetime

import pytest

from store.comments import Comments
from store.engine import Store
from store.model import Comment, Event
from store.restated import Restating
from store.sealed import Box


@pytest.fixture
def asked(store: Store, box: Box, comment: Comment, now: datetime) -> Comment:
    """A comment that waits for a moderator, on a paragraph that an edition has left out."""
    with store.write() as connection:
        comments = Comments(connection, box)
        comments.decide(comments.get(comment.id), Event.CONFIRM, at=now)
        Restating(connection).put_left_out([comment.paragraph_id])
    return comment


def test_what_is_to_be_asked_waits_until_it_is_taken_and_is_taken_once(store: Store, asked: Comment) -> None:
    with store.write() as connection:
        assert Restating(connection).waiting() == 1
        assert [one.comments for one in Restating(connection).take(limit=10)] == [(asked.id,)]
        assert Restating(connection).waiting() == 0
        assert Restating(connection).take(limit=10) == []


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_of_two_workers_at_once_only_one_asks(store: Store, asked: Comment) -> None:
    with store.write() as one, store.write() as other:
        other.exec_driver_sql("SET LOCAL lock_timeout = '5s'")  # rather than wait for ever
        assert [each.comments for each in Restating(one).take(limit=10)] == [(asked.id,)]
        assert Restating(other).take(limit=10) == []
    with store.write() as connection:
        assert Restating(connection).take(limit=10) == []

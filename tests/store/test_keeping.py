"""Mails are kept as long as they are needed, and no longer."""

from datetime import datetime, timedelta

import pytest

from store.comments import Comments
from store.engine import Store
from store.keeping import Terms, forget
from store.model import Comment, Event
from store.records import Records
from store.sealed import Box
from store.spool import Envelope, Facts, Received, Result, Spool, Verdict

DAY = timedelta(days=1)
TERMS = Terms()


def keep(store: Store, box: Box, now: datetime, result: Result | None, comment: Comment | None = None) -> None:
    envelope = Envelope(sender="a@b.example", recipient="x@y.example", peer="192.0.2.1", helo="b", protocol="smtp")
    with store.write() as connection:
        spool = Spool(connection, box)
        spool.put([Received(envelope=envelope, raw=b"Subject: x\r\n\r\nWords.\r\n", received_at=now)])
        if result is not None:
            (mail,) = spool.claim(now, limit=1)
            facts = Facts(author="a@b.example")
            spool.done(mail, Verdict(result=result, facts=facts, comment_id=comment.id if comment else None))


def is_kept(store: Store, box: Box, at: datetime) -> bool:
    """Whether the mail still is there, whole, after what time makes due; if not, nothing personal of it is."""
    with store.write() as connection:
        forget(connection, TERMS, at=at)
        (record,) = list(Records(connection, box))
    held = {record.raw is not None, record.envelope is not None}
    assert len(held) == 1
    assert record.raw is not None or record.facts is None
    return held.pop()


@pytest.mark.parametrize("result", [Result.AUTO, Result.BOUNCED, Result.REFUSED, Result.DUPLICATE, Result.COMMAND])
def test_what_became_no_comment_is_kept_for_a_week(store: Store, box: Box, now: datetime, result: Result) -> None:
    keep(store, box, now, result)
    assert is_kept(store, box, now + 7 * DAY)
    assert not is_kept(store, box, now + 8 * DAY)


def test_what_could_not_be_read_is_kept_for_ninety_days(store: Store, box: Box, now: datetime) -> None:
    keep(store, box, now, Result.QUARANTINED)
    assert is_kept(store, box, now + 90 * DAY)
    assert not is_kept(store, box, now + 91 * DAY)


def test_what_waits_to_be_read_is_kept_for_ever(store: Store, box: Box, now: datetime) -> None:
    keep(store, box, now, None)
    assert is_kept(store, box, now + 400 * DAY)


@pytest.mark.parametrize(
    "course",
    [
        ((), None),
        ((Event.CONFIRM,), None),
        ((Event.CONFIRM, Event.APPROVE), 30),
        ((Event.CONFIRM, Event.REJECT), 30),
        ((Event.CONFIRM, Event.WITHDRAW), 30),
        ((Event.CONFIRM, Event.DISCARD), 7),
        ((Event.EXPIRE,), 7),
    ],
)
def test_a_comments_mail_is_kept_until_it_was_decided_and_a_while_longer(
    store: Store, box: Box, comment: Comment, now: datetime, course: tuple[tuple[Event, ...], int | None]
) -> None:
    events, days = course
    keep(store, box, now, Result.COMMENT, comment)
    decided = now + 100 * DAY
    with store.write() as connection:
        comments = Comments(connection, box)
        for event in events:
            assert comments.decide(comments.get(comment.id), event, at=decided)
    if days is None:
        assert is_kept(store, box, decided + 400 * DAY)
    else:
        assert is_kept(store, box, decided + days * DAY)
        assert not is_kept(store, box, decided + (days + 1) * DAY)

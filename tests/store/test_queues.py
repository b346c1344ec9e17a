"""Spool, outbox and rebuild: claimed once, fenced, and never lost."""

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update

from store import schema
from store.engine import Store
from store.model import Document, DocumentId, ParagraphId
from store.outbox import Outbox, Outgoing
from store.rebuild import MAX_ATTEMPTS, Part, Rebuild
from store.records import Records
from store.sealed import Box
from store.spool import Envelope, Facts, Received, Result, Spool, Verdict, without_trace
from store.writer import Answers, GroupWriter

SECOND = timedelta(seconds=1)


def settle(answers: Answers[Future[None]]) -> None:
    for future, error in answers:
        if error is None:
            future.set_result(None)
        else:
            future.set_exception(error)


def mail(
    now: datetime, raw: bytes = b"From: a@b.example\r\n\r\nHello\r\n", recipient: str = "r.1@site.example"
) -> Received:
    envelope = Envelope(
        sender="a@b.example", recipient=recipient, peer="192.0.2.1", helo="mx.b.example", protocol="smtp"
    )
    return Received(envelope=envelope, raw=raw, received_at=now)


def test_a_mail_is_kept_as_it_came(store: Store, box: Box, now: datetime) -> None:
    raw = b"From: a@b.example\r\nSubject: \xff\x00\r\n\r\nbytes \x80\r\n"
    with store.write() as connection:
        Spool(connection, box).put([mail(now, raw)])
        (claimed,) = Spool(connection, box).claim(now, limit=5)
    assert claimed.raw == raw
    assert claimed.envelope == mail(now).envelope


def test_a_mail_is_found_by_the_time_it_came(store: Store, box: Box, now: datetime) -> None:
    assert now.microsecond == 0  # a time with none has the form of all others
    with store.write() as connection:
        Spool(connection, box).put([mail(now)])
        found = connection.execute(select(schema.mails.c.id).where(schema.mails.c.received_at == now)).all()
    assert len(found) == 1


def test_a_mail_delivered_again_with_another_trace_adds_no_row(store: Store, box: Box, now: datetime) -> None:
    body = b"From: a@b.example\r\n\r\nHello\r\n"
    first = b"Received: from x\r\n\tby y; Mon\r\n" + body
    again = b"Return-Path: <a@b.example>\r\nReceived: from x by z;\r\n Tue\r\nReceived: from q\r\n" + body
    with store.write() as connection:
        Spool(connection, box).put([mail(now, first), mail(now, again)])
        Spool(connection, box).put([mail(now, again), mail(now, again, "R.1@site.example")])
        assert Spool(connection, box).waiting()[0] == 1
        Spool(connection, box).put([mail(now, body + b"more")])
        assert Spool(connection, box).waiting()[0] == 2


@pytest.mark.parametrize("raw", [b"", b"Received: x", b"Received: x\r\n folded", b"Return-Path:\n", b"\r\n"])
def test_a_mail_of_nothing_but_trace_fields_ends(raw: bytes) -> None:
    assert without_trace(raw) in (b"", b"\r\n", raw)


def test_a_claimed_mail_is_not_claimed_again_until_its_lease_is_over(store: Store, box: Box, now: datetime) -> None:
    with store.write() as connection:
        Spool(connection, box).put([mail(now)])
        (first,) = Spool(connection, box).claim(now, limit=5, lease=SECOND)
        assert Spool(connection, box).claim(now, limit=5) == []
        (second,) = Spool(connection, box).claim(now + SECOND, limit=5)
        assert second.attempts == 2
        assert not Spool(connection, box).done(first, Verdict(result=Result.REFUSED))
        assert Spool(connection, box).done(second, Verdict(result=Result.REFUSED, facts=Facts(subject="Über")))
        assert Spool(connection, box).waiting() == (0, None)
        (record,) = Records(connection, box)
    assert (record.state, record.facts) == ("refused", Facts(subject="Über"))


def test_many_workers_claim_every_mail_once(store: Store, box: Box, now: datetime) -> None:
    with store.write() as connection:
        Spool(connection, box).put([mail(now, b"number %d" % number) for number in range(200)])

    def work(_worker: int) -> list[int]:
        mine: list[int] = []
        while True:
            with store.write() as connection:
                batch = Spool(connection, box).claim(now, limit=7)
            if not batch:
                return mine
            mine += [one.id for one in batch]

    with ThreadPoolExecutor(4) as pool:
        claimed = [one for batch in pool.map(work, range(4)) for one in batch]
    assert len(claimed) == 200
    assert len(set(claimed)) == 200


def test_a_group_of_waiting_mails_is_committed_and_answered(store: Store, box: Box, now: datetime) -> None:
    writer = GroupWriter[Received, Future[None]](
        store, lambda connection, group: Spool(connection, box).put(group), deliver=settle
    )
    futures: list[Future[None]] = [Future() for _ in range(1_200)]
    for number, future in enumerate(futures):
        writer.submit(mail(now, b"number %d" % number), future)
    for future in futures:
        assert future.result(timeout=30) is None
    writer.close()
    with store.read() as connection:
        assert Spool(connection, box).waiting()[0] == 1_200


def test_one_bad_item_does_not_refuse_its_neighbours(store: Store, box: Box, now: datetime) -> None:
    def write(connection, group):  # type: ignore[no-untyped-def]
        if b"bad" in [one.raw for one in group]:
            raise ValueError("bad item")
        Spool(connection, box).put(group)

    writer = GroupWriter[Received, Future[None]](store, write, deliver=settle)
    futures: list[Future[None]] = [Future() for _ in range(3)]
    for raw, future in zip((b"one", b"bad", b"two"), futures, strict=True):
        writer.submit(mail(now, raw), future)
    writer.close()
    assert [type(future.exception()) for future in futures] == [type(None), ValueError, type(None)]
    with store.read() as connection:
        assert Spool(connection, box).waiting()[0] == 2


def test_a_letter_waits_is_deferred_and_is_emptied_once_sent(store: Store, box: Box, now: datetime) -> None:
    letter = Outgoing(
        message_id="<1@site.example>",
        bounce_digest=b"b" * 32,
        sender="b-x@site.example",
        recipient="a@b.example",
        body=b"Subject: x\r\n\r\nHello",
    )
    with store.write() as connection:
        outbox = Outbox(connection, box)
        outbox.put([letter], at=now)
        assert outbox.is_bounce(b"b" * 32)
        assert not outbox.is_bounce(b"c" * 32)
        (claimed,) = outbox.claim(now, limit=5)
        assert (claimed.body, claimed.recipient) == (letter.body, letter.recipient)
        assert outbox.sendable(now) == 1
        assert outbox.defer(claimed, due_at=now + SECOND, error="451 later")
        assert outbox.sendable(now) == 0
        assert outbox.claim(now, limit=5) == []
        (claimed,) = outbox.claim(now + SECOND, limit=5)
        assert outbox.sent(claimed, at=now)
        assert outbox.waiting() == (0, None)


def test_a_row_whose_seal_is_broken_is_set_aside_and_stops_nothing(store: Store, box: Box, now: datetime) -> None:
    letter = Outgoing(message_id="<1@s>", bounce_digest=b"b" * 32, sender="b@s", recipient="a@b.example", body=b"1")
    other = replace(letter, message_id="<2@s>", bounce_digest=b"c" * 32)
    with store.write() as connection:
        Outbox(connection, box).put([letter, other], at=now)
        Spool(connection, box).put([mail(now, b"one"), mail(now, b"two")])
        connection.execute(update(schema.outbox).where(schema.outbox.c.message_id == "<1@s>").values(body=b"\x01bad"))
        connection.execute(update(schema.mails).where(schema.mails.c.id == 1).values(raw=b"\x01bad"))
    with store.write() as connection:
        assert [one.message_id for one in Outbox(connection, box).claim(now, limit=9)] == ["<2@s>"]
        assert [one.raw for one in Spool(connection, box).claim(now, limit=9)] == [b"two"]
        assert Outbox(connection, box).parked() == 1
        assert Spool(connection, box).parked() == 1
        assert [(one.state, one.raw) for one in Records(connection, box)] == [
            ("quarantined", None),
            ("received", b"two"),
        ]


def test_a_rebuild_asked_for_while_it_is_worked_on_is_done_again(store: Store, now: datetime) -> None:
    paragraph = ParagraphId(7)
    with store.write() as connection:
        rebuild = Rebuild(connection)
        rebuild.put(Part.PARAGRAPH, paragraph, due_at=now + SECOND)
        rebuild.put(Part.PARAGRAPH, paragraph, due_at=now)
        rebuild.put(Part.PARAGRAPH, paragraph, due_at=now + 9 * SECOND)
        works = rebuild.due(now, limit=5)
        assert [(work.part, work.target_id) for work in works] == [(Part.PARAGRAPH, 7)]
        rebuild.put(Part.PARAGRAPH, paragraph, due_at=now)
        rebuild.done(works)
        again = rebuild.due(now, limit=5)
        assert len(again) == 1
        rebuild.done(again)
        assert rebuild.waiting() == (0, None)


def test_a_rebuild_that_fails_too_often_is_parked_and_comes_back_when_asked_for(store: Store, now: datetime) -> None:
    with store.write() as connection:
        rebuild = Rebuild(connection)
        rebuild.put(Part.DOCUMENT, DocumentId(3), due_at=now)
        for _ in range(MAX_ATTEMPTS):
            (work,) = rebuild.due(now, limit=5)
            rebuild.defer(work, due_at=now)
        assert rebuild.due(now, limit=5) == []
        assert rebuild.parked() == 1
        rebuild.put(Part.DOCUMENT, DocumentId(3), due_at=now)
        assert len(rebuild.due(now, limit=5)) == 1


def test_a_rebuild_that_was_left_alone_is_looked_at_again_when_it_is_due_and_not_before(
    store: Store, now: datetime
) -> None:
    with store.write() as connection:
        rebuild = Rebuild(connection)
        rebuild.put(Part.DOCUMENT, DocumentId(3), due_at=now)
        rebuild.leave(rebuild.due(now, limit=5), until=now + SECOND)
        assert rebuild.due(now, limit=5) == []
        assert rebuild.next_due() == now + SECOND
        (work,) = rebuild.due(now + SECOND, limit=5)
        rebuild.defer(work, due_at=now + 9 * SECOND)
        assert rebuild.next_due() == now + 9 * SECOND
        (work,) = rebuild.due(now + 9 * SECOND, limit=5)
        rebuild.leave([work], until=now + 10 * SECOND)
        rebuild.done([work])
        rebuild.put(Part.DOCUMENT, DocumentId(3), due_at=now + 20 * SECOND)
        (work,) = rebuild.due(now + 20 * SECOND, limit=5)
        rebuild.leave([work], until=now + 21 * SECOND)
        rebuild.put(Part.DOCUMENT, DocumentId(3), due_at=now + 20 * SECOND)
        rebuild.done([work])
        assert rebuild.next_due() == now + 20 * SECOND


def test_a_whole_document_can_be_asked_for(store: Store, document: Document, now: datetime) -> None:
    with store.write() as connection:
        rebuild = Rebuild(connection)
        rebuild.put_document(document.id, at=now + SECOND)
        assert rebuild.due(now, limit=99) == []
        assert rebuild.next_due() == now + SECOND
        rebuild.hasten(now)
        assert len(rebuild.due(now, limit=99)) == 8

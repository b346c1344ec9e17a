"""Who may be written to, and what the others are told (INV-12, INV-63)."""

from datetime import timedelta

import pytest

from mailgate import token
from store.comments import Comments, NewComment
from store.documents import Documents
from store.grants import Grants
from store.model import Event, Grant, Html, Purpose, Revision
from store.outbox import Outbox, Outgoing

LIVE, DEAD, NEVER, BOUNCE = (token.make(lambda _, n=n: bytes([n]) * 16) for n in range(1, 5))


@pytest.fixture
def furnished(each_door, box, now):
    """A door behind which letters were sent."""
    grant = Grant(purpose=Purpose.CONFIRM, person="ann@reader.example", items=(), expires_at=now + timedelta(days=7))
    letter = Outgoing(
        message_id="<1@reports.example>",
        bounce_digest=token.digest(BOUNCE),
        sender=f"b-{BOUNCE}@reports.example",
        recipient="ann@reader.example",
        body=b"",
    )
    with each_door.store.write() as connection:
        grants = Grants(connection, box)
        grants.put([(token.digest(DEAD), grant)])
        grants.revoke(None, at=now)
        grants.put([(token.digest(LIVE), grant)])
        Outbox(connection, box).put([letter], at=now)
    return each_door


def answers(door, *recipients: str) -> list[str]:
    with door.session() as client:
        client.say("MAIL FROM:<ann@reader.example>")
        return [client.say(f"RCPT TO:<{recipient}>") for recipient in recipients]


def test_every_kind_of_address_that_exists_is_taken(furnished):
    kinds = ["water.1", "WATER.2", f"c-{LIVE}", f"C-{LIVE.upper()}", f"b-{BOUNCE}", "abuse", "Postmaster", "help"]
    kinds += ["follow-water", "Follow-Water.1"]
    assert answers(furnished, *[f"{kind}@reports.example" for kind in kinds]) == ["250 2.1.5 Recipient ok"] * len(kinds)
    assert answers(furnished, "Postmaster", "water.3@REPORTS.example") == ["250 2.1.5 Recipient ok"] * 2


def test_addresses_that_do_not_exist_are_refused_all_alike(furnished):
    never = ["water.99", "nothing.1", "nobody", f"c-{NEVER}", f"b-{NEVER}", f"b-{LIVE}", "report-abcdefghij"]
    never += ["reply-abcdefghij", "follow-nothing", "follow-water.99"]
    found = answers(furnished, *[f"{each}@reports.example" for each in never])
    assert found == ["550 5.1.1 There is no such address here"] * len(never)


def test_a_letter_that_is_over_says_whom_to_write_to(furnished):
    expected = "550 5.7.1 This letter can no longer be answered; write to postmaster@reports.example"
    assert answers(furnished, f"c-{DEAD}@reports.example") == [expected]


@pytest.mark.parametrize(
    "recipient",
    [
        *("ann@reader.example", "water.1%reader.example@elsewhere.example", "water.1@[127.0.0.1]"),
        *('"water.1@reports.example"@elsewhere.example', "@reports.example:ann@reader.example", "water.1@ﬀ.example"),
    ],
)
def test_mail_for_other_domains_is_not_relayed(door, recipient):
    (found,) = answers(door, recipient)
    assert found.startswith(("550 5.7.1", "553 5."))


@pytest.mark.parametrize(
    "local", ["water.1%elsewhere.example", "elsewhere.example!water.1", "../water.1", '"water.1 "']
)
def test_an_odd_local_part_reaches_nobody(door, local):
    (found,) = answers(door, f"{local}@reports.example")
    assert found.startswith(("550 5.1.1", "553 5.1.3"))


def test_a_closed_document_names_the_day_it_closed(door, now):
    with door.store.write() as connection:
        Documents(connection).close("water", at=now - timedelta(days=3))
    assert answers(door, "water.1@reports.example") == ["550 5.2.1 Comments on this document closed on 2026-05-01"]


def test_a_document_without_number_is_told_how_to_write_to_a_paragraph(door):
    assert answers(door, "water@reports.example", "earth@reports.example") == [
        "550 5.1.1 Write to water.NUMBER, a paragraph's address",
        "550 5.1.1 There is no such address here",
    ]


def test_a_look_alike_is_mended_only_to_suggest_and_only_where_it_exists(door):
    assert answers(door, "water.1o@reports.example", "water.9o@reports.example") == [
        "550 5.1.1 There is no such address here; did you mean water.10?",
        "550 5.1.1 There is no such address here",
    ]


def test_the_fourth_paragraph_is_refused_and_the_message_goes_to_three(door):
    with door.session() as client:
        client.say("MAIL FROM:<ann@reader.example>")
        found = [client.say(f"RCPT TO:<water.{n}@reports.example>")[:9] for n in range(1, 6)]
        assert found == ["250 2.1.5"] * 3 + ["550 5.5.3"] * 2
        assert client.say("RCPT TO:<abuse@reports.example>").startswith("250")
        assert client.say("DATA").startswith("354")
        client.send(b"From: ann@reader.example\r\n\r\nx\r\n.\r\n")
        assert client.reply().startswith("250")
    assert [mail.envelope.recipient.partition("@")[0] for mail in door.rows()] == [
        "water.1",
        "water.2",
        "water.3",
        "abuse",
    ]


def test_a_prefix_stands_before_every_address_but_the_roles(open_door):
    door = open_door(prefix="r-")
    assert [
        a[:9] for a in answers(door, "r-water.1@reports.example", "abuse@reports.example", "water.1@reports.example")
    ] == [
        "250 2.1.5",
        "250 2.1.5",
        "550 5.1.1",
    ]
    assert answers(door, "r-water@reports.example") == ["550 5.1.1 Write to r-water.NUMBER, a paragraph's address"]


def test_a_comment_can_be_reported_once_it_was_published(door, box, now):
    words = Revision(name="Ann", html=Html("<p>x</p>"), text="x", removed="")
    with door.store.write() as connection:
        found = Documents(connection).address("water", "1")
        new = NewComment(
            public_id="abcdefghij",
            document_id=found.document.id,
            paragraph_id=found.paragraph_id,
            author="ann@reader.example",
            message_id=None,
            revision=words,
            received_at=now,
        )
        Comments(connection, box).add(new)
    assert answers(door, "report-abcdefghij@reports.example")[0].startswith("550 5.1.1")
    with door.store.write() as connection:
        comments = Comments(connection, box)
        for event in (Event.CONFIRM, Event.APPROVE):
            assert comments.decide(comments.find("abcdefghij"), event, at=now) is not None
    assert answers(door, "report-abcdefghij@reports.example")[0].startswith("250")

"""A letter becomes bytes that every server takes and that nobody can put a field into."""

import itertools
from collections.abc import Callable
from datetime import datetime
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.utils import parseaddr

import pytest

from mailgate.sending.compose import ANSWERED_AT, Letter, compose
from renderer.site import Site
from store.model import Grant, Purpose

SITE = Site(base_url="https://site.example/", domain="site.example", title="The Site")


def composed(now: datetime, random_octets: Callable[[int], bytes], **values: object) -> bytes:
    fields = {"to": "ann@reader.example", "sender_name": "The Flood", "subject": "Hello", "text": "Hello\n"}
    letter = Letter(**{**fields, **values})  # type: ignore[arg-type]
    return compose(letter, site=SITE, random=random_octets, now=now).outgoing.body


@pytest.mark.parametrize(
    "bad", ["\r\nBcc: eve@x.example", "\nBcc: eve@x.example", "\x85Bcc: x", "\u2028Bcc: x", "\0Bcc"]
)
def test_no_name_and_no_subject_can_add_a_field(now: datetime, random_octets: Callable[[int], bytes], bad: str) -> None:
    raw = composed(now, random_octets, subject=f"Hello{bad}", sender_name=f"The Flood{bad}")
    letter = message_from_bytes(raw, policy=policy.default)
    assert letter["Bcc"] is None
    assert len(letter.keys()) == len(set(letter.keys()))
    assert "Bcc" in str(letter["Subject"])


@pytest.mark.parametrize(
    "text",
    [
        "plain\n",
        "Grüße, 日本語\n",
        "x" * 2_000 + "\n",
        "a\rb\r\nc\0d\n",
        "ü" * 3_000,
        ".\nFrom here\n",
        "\ud800".replace("\ud800", "?"),
    ],
)
def test_every_text_leaves_in_short_lines_that_end_by_crlf(
    now: datetime, random_octets: Callable[[int], bytes], text: str
) -> None:
    raw = composed(now, random_octets, text=text)
    assert raw.count(b"\r") == raw.count(b"\n") == raw.count(b"\r\n")
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert b"\0" not in raw
    raw.decode("ascii")
    shown = message_from_bytes(raw, policy=policy.default).get_content().replace("\r\n", "\n")
    assert shown == text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


@pytest.mark.parametrize("name", ['O"Neil \\ Sons', "Grüße aus Köln", "日本語の報告書" * 9, "", "a" * 300])
def test_every_title_can_be_a_name_in_from(now: datetime, random_octets: Callable[[int], bytes], name: str) -> None:
    letter = message_from_bytes(composed(now, random_octets, sender_name=name))
    display_name, where = parseaddr(str(letter["From"]))
    assert where == "postmaster@site.example"
    assert str(make_header(decode_header(display_name))) == name


def test_a_letter_without_a_grant_is_answered_to_the_postmaster(
    now: datetime, random_octets: Callable[[int], bytes]
) -> None:
    letter = message_from_bytes(composed(now, random_octets), policy=policy.default)
    assert letter["From"].addresses[0].addr_spec == "postmaster@site.example"


def test_an_enclosed_mail_comes_out_as_it_went_in(now: datetime, random_octets: Callable[[int], bytes]) -> None:
    enclosed = bytes(range(256)) * 9
    raw = composed(now, random_octets, enclosed=enclosed)
    assert raw.count(b"\r") == raw.count(b"\n") == raw.count(b"\r\n")
    _, part = message_from_bytes(raw, policy=policy.default).iter_parts()
    assert part.get_content() == enclosed


def test_two_letters_share_no_token_and_no_message_id(now: datetime, random_octets: Callable[[int], bytes]) -> None:
    letter = Letter(to="a@b.example", sender_name="x", subject="x", text="x")
    made = [compose(letter, site=SITE, random=random_octets, now=now) for _ in range(50)]
    values = [(one.digest, one.outgoing.message_id, one.outgoing.bounce_digest, one.outgoing.sender) for one in made]
    assert len(set(itertools.chain.from_iterable(values))) == 200


def test_text_and_html_are_two_versions_of_one_letter(now: datetime, random_octets: Callable[[int], bytes]) -> None:
    html = f'<p>Grüße</p><a href="mailto:{ANSWERED_AT}">yes</a>'
    grant = Grant(purpose=Purpose.MODERATE, person="ann@reader.example", items=(), expires_at=None)
    raw = composed(now, random_octets, text="Grüße\n", html=html, answers=grant)
    letter = message_from_bytes(raw, policy=policy.default)
    assert letter.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in letter.iter_parts()] == ["text/plain", "text/html"]
    assert [part.defects for part in letter.walk()] == [[], [], []]
    plain, rich = (part.get_content() for part in letter.iter_parts())
    assert plain.strip() == "Grüße"
    assert f'mailto:{letter["From"].addresses[0].addr_spec}"' in rich
    assert max(map(len, raw.split(b"\r\n"))) <= 998

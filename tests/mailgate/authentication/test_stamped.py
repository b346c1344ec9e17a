"""The stamp of our own front server: which fields count, how they are read, and what makes them worth nothing."""

import pytest

from mailgate.authentication.verdict import Trust

from .conftest import MAIL, Judge

STAMP = b"Authentication-Results: mx.ours.example; dmarc=pass (p=reject dis=none) header.from=reader.example\r\n"
STAMPS = [
    (STAMP, True),
    (STAMP.replace(b"mx.ours", b"MX.Ours"), True),
    (b"Authentication-Results: mx.ours.example;\r\n spf=fail smtp.mailfrom=x.test;\r\n dkim=none\r\n" + STAMP, True),
    (STAMP + b"Received: from a by b\r\n", True),
    (b"Received: from a by b\r\n" + STAMP, False),
    (b"Received : from a by b\r\n" + STAMP, False),
    (STAMP.replace(b"mx.ours", b"mx.theirs"), False),
    (STAMP.replace(b"mx.ours.example", b"mx.ours.example.attacker.test"), False),
    (STAMP.replace(b"mx.ours.example", b"(mx.ours.example) x.test"), False),
    (STAMP.replace(b"from=reader", b"from=attacker"), False),
    (STAMP.replace(b"dmarc=pass", b"dmarc=fail"), False),
    (STAMP.replace(b"dmarc=pass", b"dmarc=temperror"), False),
    (STAMP.replace(b"dmarc=pass", b"dkim=pass"), False),
    (STAMP + STAMP.replace(b"dmarc=pass", b"dmarc=fail"), False),
    (STAMP.replace(b"header.from=reader.example", b""), False),
    (STAMP.replace(b";", b"; ((", 1), False),
    (b"X-" + STAMP, False),
    (b"", False),
]


@pytest.mark.parametrize(("fields", "verified"), STAMPS)
def test_our_own_stamp_is_believed_and_no_other(fields: bytes, verified: bool, judged: Judge) -> None:
    judged.trust = Trust(authserv_id="mx.ours.example")
    assert judged(fields + MAIL).verified is verified


# What servers write beside the result that counts; and what must never hide or replace it.
WRITTEN = [
    ("{pass}", True),
    ("{pass};", True),
    ("none", False),
    ("spf=pass (mx.ours.example: 192.0.2.1 is permitted) smtp.mailfrom=ann@reader.example; {pass}", True),
    ("dkim=pass header.d=reader.example header.s=s1 header.b=ab/cd+1=; {pass}", True),
    ("iprev=fail smtp.remote-ip=2001:db8::1; {pass}", True),
    ("spf=none smtp.helo=[192.0.2.1]; {pass}", True),
    ("spf=pass smtp.mailfrom=<>; {pass}", True),
    ("dmarc/1=pass header.from=reader.example", True),
    ("dmarc (a) = (b) pass (c; d) header (e) . (f) from (g) = (h) reader.example", True),
    ('DMARC=Pass reason="so; it is" Header.From=Ann@READER.example', True),
    ("{pass}; {fail}", False),
    ("{fail}; {pass}", False),
    ("{pass}; dmarc=fail header.from=<>", False),
    ("{pass}; dmarc=pass header.from=attacker.test", False),
    ("spf=fail smtp.mailfrom=x({pass}", False),
    ('spf=fail smtp.mailfrom="x; {pass}', False),
    ("spf=fail (x; {pass})", False),
    ('spf=fail smtp.mailfrom="x; {pass}"@attacker.test', False),
    ("spf=fail smtp.mailfrom=x\\; {pass}", False),
    ("dkim=pass header.d=attacker.test; {fail}", False),
    ("dmarc=bestguesspass header.from=reader.example", False),
    ("dmarc=pass header.from=reader.example.attacker.test", False),
    ("dmarc=pass header.from=attacker.test header.from=reader.example", False),
    ("dmarc=pass header.from=reader.example header.from=attacker.test", False),
    ("dmarc=pass header.from=reader.example header.from=reader.example", True),
    ("dmarc=pass", False),
]


@pytest.mark.parametrize("who", ["mx.ours.example", '"mx.ours.example"', "(us) MX.ours.example 1"])
@pytest.mark.parametrize(("written", "verified"), WRITTEN)
def test_a_stamp_is_read_as_servers_write_it(who: str, written: str, verified: bool, judged: Judge) -> None:
    judged.trust = Trust(authserv_id="mx.ours.example")
    results = written.replace("{pass}", "dmarc=pass header.from=reader.example").replace(
        "{fail}", "dmarc=fail header.from=reader.example"
    )
    assert judged(f"Authentication-Results: {who}; {results}\r\n".encode() + MAIL).verified is verified


def test_a_stamp_may_tell_a_name_in_its_own_script(judged: Judge) -> None:
    judged.trust = Trust(authserv_id="mx.ours.example")
    stamp = STAMP.decode().replace("from=reader", "from=bücher").encode()
    for author in ("bücher.example", "xn--bcher-kva.example"):
        assert judged(stamp + MAIL.replace(b"reader.example", author.encode(), 1)).verified
    assert not judged(stamp + MAIL).verified
    assert not judged(stamp.replace("bücher".encode(), "reader。".encode()) + MAIL).verified


# As OpenDMARC stamps the envelope of a sender of attacker.test, in quotes or with a route, and then believes it.
SENDERS = [
    ('reader.example"@attacker.test', False),
    ("reader.example,@any.test:'any@attacker.test", False),
    ("any@reader.example@attacker.test", False),
    ("reader.example'@attacker.test", False),
    ("reader.example(@attacker.test", False),
    ('"any@reader.example"@attacker.test', False),
    ("reader.example", True),
    ("ann+x=y@reader.example", True),
    ('"ann@reader.example"', True),
    ("<ann@reader.example>", True),
    ("<> (no sender)", True),
]


@pytest.mark.parametrize(("sender", "verified"), SENDERS)
def test_a_stamp_about_a_sender_that_servers_read_differently_proves_nothing(
    sender: str, verified: bool, judged: Judge
) -> None:
    judged.trust = Trust(authserv_id="mx.ours.example")
    for name in ("mailfrom", "helo"):
        about = f"Authentication-Results: mx.ours.example; spf=pass smtp.{name}={sender}\r\n".encode()
        for fields in (STAMP + about, about + STAMP):
            assert judged(fields + b"Received: from a by b\r\n" + MAIL).verified is verified
    below = STAMP + b"Received: from a by b\r\n" + about
    assert judged(below + MAIL).verified


ADDED = [
    b"Subject: Another\r\n",
    b"To: x@attacker.test\r\n",
    b"these words are no field\r\n",
    b"Date : now\r\n",
    b"X: a\rb\r\n",
]


@pytest.mark.parametrize("added", ADDED)
def test_a_stamp_proves_nothing_of_a_mail_to_which_a_field_may_have_been_added(added: bytes, judged: Judge) -> None:
    judged.trust = Trust(authserv_id="mx.ours.example")
    assert judged(STAMP + MAIL).verified
    found = judged(STAMP + added + MAIL)
    assert (found.verified, found.dmarc, found.policy) == (False, "fail", None)  # so that its author is asked
    assert "saw a DMARC pass for reader.example, but " in found.reason


ASKED = [
    (b"dmarc=fail (p=reject dis=none) header.from=reader.example", "reject"),
    (b"dmarc=fail (p=NONE sp=REJECT dis=NONE) header.from=reader.example", "none"),
    (b"dmarc=fail (p=quarantine,d=none) header.from=reader.example", "quarantine"),
    (b"dmarc=fail header.from=reader.example policy.dmarc=reject", "reject"),
    (b"dmarc=fail header.from=reader.example (policy=reject)", "reject"),
    (b"dmarc=fail\r\n (p=reject dis=none)\r\n header.from=reader.example", "reject"),
    (b"dmarc=fail (sp=reject) header.from=reader.example", None),
    (b"dmarc=fail (p=unheard of) header.from=reader.example", None),
    (b"dkim=none (p=reject); dmarc=fail header.from=reader.example", None),
    (b"dmarc=fail header.from=reader.example; dkim=none (p=reject)", None),
    (b"dmarc=fail header.from=reader.example", None),
]


@pytest.mark.parametrize(("results", "policy"), ASKED)
def test_a_stamp_tells_what_the_authors_domain_asks_for(results: bytes, policy: str | None, judged: Judge) -> None:
    judged.trust = Trust(authserv_id="mx.ours.example")
    found = judged(b"Authentication-Results: mx.ours.example; " + results + b"\r\n" + MAIL)
    assert (found.dmarc, found.policy) == ("fail", policy)


def test_where_stamps_disagree_the_reason_says_so(judged: Judge) -> None:
    judged.trust = Trust(authserv_id="mx.ours.example")
    found = judged(STAMP + STAMP.replace(b"dmarc=pass", b"dmarc=fail") + MAIL)
    assert found.reason == "Our front server saw a DMARC pass for reader.example, but its results do not agree on that."
    assert judged(STAMP + MAIL).reason == "Our front server saw a DMARC pass for reader.example."


def test_a_stamp_proves_nothing_where_none_is_trusted(judged: Judge) -> None:
    assert not judged(STAMP + MAIL).verified

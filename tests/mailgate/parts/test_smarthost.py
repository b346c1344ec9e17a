"""One delivery at a time: TLS, passwords, odd addresses, odd servers."""

import asyncio
import ipaddress
import ssl
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from mailgate.sending.smarthost import (
    Link,
    Permanent,
    Result,
    Sent,
    Smarthost,
    SmarthostError,
    Temporary,
    Tls,
    UnreachableError,
)

BODY = b"Subject: A letter\r\n\r\nWords.\r\n"
TOKEN = "b-abcdefghijklmnopqrstuvwxyz@site.test"


def deliver(
    smarthost: Smarthost, *, recipient: str = "ann@reader.test", sender: str = TOKEN, body: bytes = BODY
) -> Result:
    async def once() -> Result:
        link = Link(smarthost)
        try:
            return await link.send(sender, recipient, body)
        finally:
            await link.close()

    return asyncio.run(once())


def at(port: int, **changes) -> Smarthost:
    return Smarthost(**{"host": "127.0.0.1", "port": port, "name": "site.test", "tls": Tls.NONE, **changes})


@pytest.fixture(scope="module")
def certificate(tmp_path_factory) -> Path:
    """A certificate for 127.0.0.1 that nobody vouches for, and its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "smarthost.test")])
    here = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=1))
        .add_extension(here, critical=False)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("tls") / "both.pem"
    plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    file.write_bytes(
        made.public_bytes(serialization.Encoding.PEM) + key.private_bytes(serialization.Encoding.PEM, *plain)
    )
    return file


@pytest.fixture
def theirs(certificate: Path) -> ssl.SSLContext:
    """The smarthost's side of TLS."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    return context


@pytest.fixture
def trusting(certificate: Path) -> ssl.SSLContext:
    """Our side, where that certificate is known."""
    return ssl.create_default_context(cafile=certificate)


def test_a_plain_connection_is_for_this_machine_only():
    for host in ("127.0.0.1", "::1", "localhost"):
        Smarthost(host=host, port=25, name="site.test", tls=Tls.NONE)
    for host in ("192.0.2.1", "smtp.example", "localhost.example"):
        with pytest.raises(SmarthostError, match="set tls to starttls or implicit"):
            Smarthost(host=host, port=25, name="site.test", tls=Tls.NONE)


def test_the_password_is_in_no_text():
    assert "hunter2" not in repr(at(25, user="mailgate", password="hunter2"))


def test_starttls_is_used_and_needed(make_sink: Callable, theirs, trusting):
    secure = make_sink(options={"tls_context": theirs, "require_starttls": True})
    assert deliver(at(secure.port, tls=Tls.STARTTLS, context=trusting)) == Sent()
    plain = make_sink()
    with pytest.raises(UnreachableError, match="STARTTLS"):
        deliver(at(plain.port, tls=Tls.STARTTLS, context=trusting))
    assert not plain.taken


def test_tls_from_the_first_octet_is_used(make_sink: Callable, theirs, trusting):
    sink = make_sink(implicit=theirs)
    assert deliver(at(sink.port, tls=Tls.IMPLICIT, context=trusting)) == Sent()


@pytest.mark.parametrize("tls", [Tls.STARTTLS, Tls.IMPLICIT])
def test_a_certificate_that_nobody_vouches_for_gets_no_letter(make_sink: Callable, theirs, tls):
    sink = make_sink(implicit=theirs) if tls == Tls.IMPLICIT else make_sink(options={"tls_context": theirs})
    with pytest.raises(UnreachableError, match="certificate"):
        deliver(at(sink.port, tls=tls))
    assert not sink.taken


def test_user_and_password_are_given_and_a_wrong_one_is_no_letters_fault(make_sink: Callable, theirs, trusting):
    def check(server, session, envelope, mechanism, given):
        return AuthResult(success=(given.login, given.password) == (b"mailgate", b"right"), handled=False)

    sink = make_sink(options={"tls_context": theirs, "auth_required": True, "authenticator": check})
    known = {"tls": Tls.STARTTLS, "context": trusting, "user": "mailgate"}
    assert deliver(at(sink.port, password="right", **known)) == Sent()
    with pytest.raises(UnreachableError, match="535"):
        deliver(at(sink.port, password="wrong", **known))
    with pytest.raises(UnreachableError, match="530"):
        deliver(at(sink.port, tls=Tls.STARTTLS, context=trusting))


@pytest.mark.parametrize(
    "recipient",
    [
        "ann@reader.test\r\nRCPT TO:<zoe@reader.test>",
        "ann@reader.test> NOTIFY=SUCCESS",
        "ann@reader.test zoe@reader.test",
        "Ann <ann@reader.test>",
        '"a\r\nb"@reader.test',
        "",
        "postmaster",
    ],
)
def test_what_is_not_one_plain_address_never_reaches_the_wire(sink, recipient):
    assert deliver(at(sink.port), recipient=recipient) == Permanent("the recipient is not a plain mail address")
    assert deliver(at(sink.port), sender=recipient) == Permanent("the sender is not a plain mail address")
    assert sink.connections == 0


def test_addresses_in_other_scripts_go_where_they_are_taken_and_fail_clearly_elsewhere(make_sink: Callable, sink):
    assert deliver(at(sink.port), recipient="anna.müller@reader.test") == Sent()
    assert sink.recipients == ["anna.müller@reader.test"]
    old = make_sink()
    old.handle_EHLO = _without("SMTPUTF8")
    refused = deliver(at(old.port), recipient="anna.müller@reader.test")
    assert refused == Permanent("the smarthost does not take addresses in other scripts (no SMTPUTF8)")
    assert deliver(at(old.port), recipient="anna@reader.test") == Sent()


def _without(extension: str):
    async def handle_EHLO(server, session, envelope, hostname, responses):  # noqa: N802
        session.host_name = hostname
        return [line for line in responses if extension not in line]

    return handle_EHLO


@pytest.mark.parametrize(
    ("reply", "result"),
    [
        ("452 4.2.2 Ann's box is full", Temporary("452 4.2.2 <address>'s box is full")),
        ("550 5.1.1 <ANN@reader.test>... user ann unknown", Permanent("550 5.1.1 <address> user <address> unknown")),
        ("554 5.7.1 banner ok, announcement not", Permanent("554 5.7.1 banner ok, announcement not")),
        ("421 4.3.2 closing", Temporary("421 4.3.2 closing")),
    ],
)
def test_a_refusal_is_told_without_the_address(sink, reply, result):
    sink.answer_rcpt = lambda _: reply
    assert deliver(at(sink.port)) == result
    sink.answer_rcpt = lambda _: "250 ok"
    sink.answer = lambda _: reply
    assert deliver(at(sink.port)) == result


def test_the_message_arrives_octet_for_octet(sink):
    body = b"Subject: dots\r\n\r\n.\r\n..\r\n.two\r\n" + "Grüße\r\n".encode() + b"a" * 990 + b"\r\n"
    assert deliver(at(sink.port), body=body) == Sent()
    assert sink.taken[0].content == body
    assert sink.taken[0].mail_options == ["BODY=8BITMIME"]


@pytest.mark.parametrize(
    "greeting", [b"554 5.7.1 go away\r\n", b"421 4.3.2 full\r\n", b"", b"HTTP/1.1 400 Bad\r\n\r\n"]
)
def test_a_server_that_does_not_greet_as_one_is_unreachable(greeting):
    async def scene() -> None:
        async def greet(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(greeting)
            writer.close()

        server = await asyncio.start_server(greet, "127.0.0.1", 0)
        link = Link(at(server.sockets[0].getsockname()[1]))
        with pytest.raises(UnreachableError, match="no connection to the smarthost"):
            await link.send(TOKEN, "ann@reader.test", BODY)
        server.close()

    asyncio.run(scene())


def test_a_server_that_refuses_and_hangs_up_has_still_refused():
    async def scene() -> Result:
        async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(b"220 x\r\n")
            for reply in (b"250 x\r\n", b"250 ok\r\n", b"550 5.7.1 no\r\n"):
                await reader.readline()
                writer.write(reply)
            writer.close()

        server = await asyncio.start_server(talk, "127.0.0.1", 0)
        link = Link(at(server.sockets[0].getsockname()[1]))
        result = await link.send(TOKEN, "ann@reader.test", BODY)
        await link.close()
        server.close()
        return result

    assert asyncio.run(scene()) == Permanent("550 5.7.1 no")

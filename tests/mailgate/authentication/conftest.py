"""A DNS server on the loopback address that tells a zone of our own, and mails signed by another's code."""

import base64
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import dkim
import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdata
import dns.rdataclass
import dns.rdatatype
import dns.rrset
import pytest
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from mailgate.authentication.resolver import Questions, Resolver
from mailgate.authentication.verdict import Authentication, Envelope, Trust, judge

SERVFAIL = "servfail"
SILENT = "silent"

Entry = tuple[str, str] | str


class Zone:
    """What the server knows: names, each with its records, or with SERVFAIL or SILENT. Other names do not exist."""

    def __init__(self) -> None:
        self.names: dict[str, list[Entry]] = {}
        self.asked: list[str] = []
        self.is_dead = False

    def has(self, name: str, *entries: Entry) -> "Zone":
        """Add records to a name, as ("TXT", "text"); the text of a TXT record is cut into strings of 255 octets."""
        self.names.setdefault(name.lower(), []).extend(entries)
        return self

    def txt(self, name: str, *texts: str) -> "Zone":
        return self.has(name, *(("TXT", text) for text in texts))

    def answer(self, wire: bytes, limit: int) -> bytes | None:
        asked = dns.message.from_wire(wire)
        question = asked.question[0]
        name = b".".join(question.name.labels[:-1]).decode().lower()
        self.asked.append(f"{name} {dns.rdatatype.to_text(question.rdtype)}")
        if self.is_dead:
            return None
        answer = dns.message.make_response(asked, recursion_available=True)
        entries = self.names.get(name)
        if entries is None:
            if not any(known.endswith(f".{name}") for known in self.names):
                answer.set_rcode(dns.rcode.NXDOMAIN)
        elif SILENT in entries:
            return None
        elif SERVFAIL in entries:
            answer.set_rcode(dns.rcode.SERVFAIL)
        else:
            self._add(answer, question, [entry for entry in entries if not isinstance(entry, str)])
        wire = answer.to_wire(max_size=65_535)
        if len(wire) > limit:
            answer = dns.message.make_response(asked, recursion_available=True)
            answer.flags |= dns.flags.TC
            wire = answer.to_wire()
        return wire

    @staticmethod
    def _add(answer: dns.message.Message, question: dns.rrset.RRset, entries: list[tuple[str, str]]) -> None:
        for kind, value in entries:
            rdtype = dns.rdatatype.from_text(kind)
            if rdtype in (question.rdtype, dns.rdatatype.CNAME):
                found = answer.find_rrset(answer.answer, question.name, dns.rdataclass.IN, rdtype, create=True)
                found.add(_rdata(rdtype, value), ttl=60)


def _rdata(rdtype: dns.rdatatype.RdataType, value: str) -> dns.rdata.Rdata:
    if rdtype != dns.rdatatype.TXT:
        return dns.rdata.from_text(dns.rdataclass.IN, rdtype, value, origin=dns.name.root, relativize=False)
    octets = value.encode()
    wire = b"".join(bytes([len(part)]) + part for part in (octets[at : at + 255] for at in range(0, len(octets), 255)))
    return dns.rdata.from_wire(dns.rdataclass.IN, rdtype, wire or b"\0", 0, len(wire) or 1)


class _Datagram(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        wire, sock = self.request
        answer = self.server.zone.answer(wire, 1_232)  # type: ignore[attr-defined]
        if answer is not None:
            sock.sendto(answer, self.client_address)


class _Stream(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        length = int.from_bytes(self.rfile.read(2), "big")
        answer = self.server.zone.answer(self.rfile.read(length), 65_535)  # type: ignore[attr-defined]
        if answer is not None:
            self.wfile.write(len(answer).to_bytes(2, "big") + answer)


class _Tcp(socketserver.ThreadingTCPServer):
    allow_reuse_address = True


@dataclass
class Place:
    """A zone and where it is told."""

    zone: Zone
    port: int


@contextmanager
def served(zone: Zone, address: tuple[str, int] = ("127.0.0.1", 0)) -> Iterator[int]:
    """Tell a zone at an address of this machine; port 0: any that is free. Yield the port."""
    servers = _both(address)
    threads = [threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}) for server in servers]
    for server, thread in zip(servers, threads, strict=True):
        server.zone = zone  # type: ignore[attr-defined]
        thread.start()
    yield servers[0].server_address[1]
    for server, thread in zip(servers, threads, strict=True):
        server.shutdown()
        thread.join()
        server.server_close()


def _both(address: tuple[str, int]) -> tuple[socketserver.BaseServer, ...]:
    """Return servers for datagrams and streams at one port; another program may hold one half of a pair."""
    while True:
        datagrams = socketserver.ThreadingUDPServer(address, _Datagram)
        try:
            return datagrams, _Tcp(datagrams.server_address, _Stream)
        except OSError:
            datagrams.server_close()


@pytest.fixture
def place() -> Iterator[Place]:
    zone = Zone()
    with served(zone) as port:
        yield Place(zone, port)


@pytest.fixture
def zone(place: Place) -> Zone:
    return place.zone


@pytest.fixture
def resolver(place: Place) -> Resolver:
    return Resolver(("127.0.0.1", place.port))


@pytest.fixture
def questions(resolver: Resolver) -> Questions:
    return resolver.questions()


@dataclass(frozen=True)
class Signer:
    """A key of a domain: what is published of it, and how mails are signed with it."""

    private: bytes
    published: str
    algorithm: bytes = b"rsa-sha256"

    def signs(self, mail: bytes, domain: str = "reader.example", selector: str = "s1", **options: Any) -> bytes:
        """Return the mail with a signature on top, by dkimpy."""
        options = {"canonicalize": (b"relaxed", b"relaxed"), "signature_algorithm": self.algorithm, **options}
        return bytes(dkim.sign(mail, selector.encode(), domain.encode(), self.private, **options)) + mail


def _rsa(bits: int) -> Signer:
    key = rsa.generate_private_key(public_exponent=65_537, key_size=bits)
    private = key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    public = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return Signer(private, f"v=DKIM1; k=rsa; p={base64.b64encode(public).decode()}")


@pytest.fixture(scope="session")
def rsa_key() -> Signer:
    return _rsa(2_048)


@pytest.fixture(scope="session")
def other_key() -> Signer:
    return _rsa(1_024)


@pytest.fixture(scope="session")
def edwards_key() -> Signer:
    key = ed25519.Ed25519PrivateKey.generate()
    private = base64.b64encode(key.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption()))
    public = base64.b64encode(key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)).decode()
    return Signer(private, f"v=DKIM1; k=ed25519; p={public}", b"ed25519-sha256")


MAIL = (
    b"From: Ann Smith <ann@reader.example>\r\n"
    b"To: flood-report.127@comments.example\r\n"
    b"Subject: Paragraph 127\r\n"
    b"Date: Wed, 25 Nov 2026 10:00:00 +0000\r\n"
    b"Message-ID: <1@reader.example>\r\n"
    b"\r\n"
    b"The date in this  paragraph is wrong.\r\n\r\nAnn\r\n"
)


@dataclass
class Judge:
    """Judges mails as they come from one client; `reader.example` may send from 192.0.2.1, and asks for rejection."""

    zone: Zone
    resolver: Resolver
    port: int
    ip: str = "203.0.113.66"
    helo: str = "mail.attacker.test"
    mail_from: str = "mallory@attacker.test"
    trust: Trust = field(default_factory=Trust)

    def __call__(self, mail: bytes, **envelope: str) -> Authentication:
        told = {"ip": self.ip, "helo": self.helo, "mail_from": self.mail_from, **envelope}
        return judge(mail, Envelope(**told), self.resolver, self.trust)


@pytest.fixture
def judged(zone: Zone, place: Place, resolver: Resolver, rsa_key: Signer, other_key: Signer) -> Judge:
    """The author's domain, and an attacker's that is in perfect order."""
    zone.txt("reader.example", "v=spf1 ip4:192.0.2.1 -all")
    zone.txt("_dmarc.reader.example", "v=DMARC1; p=reject")
    zone.txt("s1._domainkey.reader.example", rsa_key.published)
    zone.txt("attacker.test", "v=spf1 ip4:203.0.113.66 -all")
    zone.txt("_dmarc.attacker.test", "v=DMARC1; p=none")
    zone.txt("s1._domainkey.attacker.test", other_key.published)
    return Judge(zone, resolver, place.port)

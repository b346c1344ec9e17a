"""The sample of deploy/postfix with the real Postfix, OpenDKIM and OpenDMARC: their stamp counts, and nobody else's.

Clients come from addresses that are for documentation, by XCLIENT. OpenDKIM looks its keys up in a file; OpenDMARC asks
the DNS that its resolv.conf names: ours, which it sees in a mount namespace of its own.
"""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import private_postfix
import pytest
from ports import free_port

from mailgate.authentication.prover import Prover, Surroundings
from mailgate.proof import Proof, Way
from mailgate.smtp.limits import Endpoint
from store.model import MailId
from store.records import Record
from store.spool import Spooled
from tests.mailgate.authentication.conftest import MAIL, Signer, Zone, served
from tests.mailgate.authentication.conftest import other_key as other_key  # noqa: PLC0414  a fixture
from tests.mailgate.authentication.conftest import rsa_key as rsa_key  # noqa: PLC0414  a fixture

from .conftest import ROOT, Client, RunningDoor

SAMPLE = ROOT / "deploy/postfix"
STAMP = b"Authentication-Results: mx.reports.example; dkim=pass header.d=reader.example; dmarc=pass (p=none dis=none) "
STAMP += b"header.from=reader.example\r\n"
TO = "water.1@reports.example"
ANN, FORGER = "ann@reader.example", "mallory@attacker.example"
NAMESERVER = "127.0.0.53"  # port 53: resolv.conf knows no other


class Front:
    """Postfix with both filters in front of a door that listens at a Unix socket."""

    def __init__(self, door: RunningDoor, connect: Callable[[], Client]) -> None:
        self._door = door
        self._connect = connect

    def takes(self, mail: bytes, sender: str = FORGER, ip: str = "203.0.113.66") -> Record:
        """Send a mail through the front, from a client at `ip`; return what the door has got of it."""
        count = len(self._door.rows())
        client = self._connect().greet()
        assert client.say(f"XCLIENT ADDR={ip} NAME=client.example").startswith("220")
        assert client.say("EHLO client.example").startswith("250")
        assert client.deliver(TO, raw=mail, sender=sender).startswith("250")
        while len(self._door.rows()) == count:
            time.sleep(0.05)
        return self._door.rows()[-1]

    def says(self, *commands: str) -> str:
        """Return what the front answers to the last of these commands."""
        with self._connect().greet() as client:
            return [client.say(command) for command in ("EHLO client.example", *commands)][-1]

    def proof(self, mail: bytes, sender: str = FORGER, ip: str = "203.0.113.66") -> Proof:
        """Return what the worker's prover makes of a mail that came this way; it has no DNS to ask."""
        got = self.takes(mail, sender, ip)
        assert got.raw is not None
        prover = Prover(None, Surroundings(authserv_id="mx.reports.example"))
        spooled = Spooled(
            id=MailId(1), hash=b"", envelope=got.envelope, raw=got.raw, received_at=got.received_at, attempts=1
        )
        (proof,) = prover.end(prover.begin([spooled]))
        prover.close()
        return proof


def _filters(stack: ExitStack, folder: Path, ports: tuple[int, int], keys: dict[str, str]) -> None:
    """Start both with the sample's settings; only ports, users, and where records come from are the test's."""
    (folder / "keys").write_text("".join(f"s1._domainkey.{domain} {key}\n" for domain, key in keys.items()))
    (folder / "resolv.conf").write_text(f"nameserver {NAMESERVER}\n")
    changed = {
        "opendkim": [("8891", str(ports[0])), ("UserID opendkim\n", f"TestDNSData file:{folder}/keys\n")],
        "opendmarc": [("8893", str(ports[1])), ("UserID opendmarc\n", "")],
    }
    for name, replaced in changed.items():
        settings = (SAMPLE / f"authentication/{name}.conf").read_text()
        for old, new in replaced:
            assert old in settings
            settings = settings.replace(old, new)
        (folder / name).write_text(settings)
    dkim = [_program("opendkim"), "-f", "-x", str(folder / "opendkim")]
    dmarc = (
        f"mount --bind {folder}/resolv.conf /etc/resolv.conf && exec {_program('opendmarc')} -f -c {folder}/opendmarc"
    )
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    for command in (dkim, ["unshare", "--mount", "sh", "-c", dmarc]):
        process = subprocess.Popen(command, **quiet)
        stack.callback(process.wait)
        stack.callback(process.terminate)
    for port in ports:
        _await(port)


def _program(name: str) -> str:
    found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")
    if found is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(f"{name} is missing: install the package")
    return str(found)


def _await(port: int) -> None:
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    pytest.fail("a filter does not answer")


def _settings(folder: Path, ports: tuple[int, int]) -> str:
    settings = (SAMPLE / "main.cf").read_text() + (SAMPLE / "authentication/main.cf").read_text()
    for name in ("header_checks", "commands"):
        shutil.copy(SAMPLE / "authentication" / name, folder / name)
    for old, new in (
        ("/run/mailgate/lmtp.sock", f"{folder}/lmtp.sock"),
        ("    permit_mynetworks,\n", ""),
        ("/etc/postfix/mailgate_header_checks", f"{folder}/header_checks"),
        ("/etc/postfix/mailgate_commands", f"{folder}/commands"),
        ("8891", str(ports[0])),
        ("8893", str(ports[1])),
    ):
        assert old in settings
        settings = settings.replace(old, new)
    return settings


@pytest.fixture
def front(
    open_door: Callable[..., RunningDoor], client_at: Callable[[int], Client], rsa_key: Signer, other_key: Signer
) -> Iterator[Front]:
    if not private_postfix.is_possible():
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)("Postfix is missing, or we are not root")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="front-", dir="/tmp")))
        folder.chmod(0o755)
        ports = (free_port(), free_port())
        zone = (
            Zone().txt("reader.example", "v=spf1 ip4:192.0.2.1 -all").txt("_dmarc.reader.example", "v=DMARC1; p=reject")
        )
        zone.txt("attacker.example", "v=spf1 ip4:203.0.113.66 -all").txt("_dmarc.attacker.example", "v=DMARC1; p=none")
        stack.enter_context(served(zone, (NAMESERVER, 53)))
        _filters(stack, folder, ports, {"reader.example": rsa_key.published, "attacker.example": other_key.published})
        door = open_door(lmtp=(Endpoint(path=folder / "lmtp.sock"),))
        (folder / "lmtp.sock").chmod(0o666)  # as where Postfix is in mailgate's group
        services = (SAMPLE / "master.cf").read_text()
        settings = _settings(folder, ports) + "smtpd_authorized_xclient_hosts = 127.0.0.1\n"
        postfix = private_postfix.PrivatePostfix(folder / "postfix", settings=settings, services=services)
        stack.enter_context(postfix)
        yield Front(door, lambda: client_at(postfix.port))


# OpenDMARC takes the first name behind an @ for the domain that SPF is about; each of these is from attacker.example.
ODD = (
    'MAIL FROM:<"any@reader.example"@attacker.example>',
    "  MAIL  FROM: <@reader.example,@any.example:any@attacker.example>",
    "mail from: <any@reader.example'@attacker.example> BODY=8BITMIME",
    "MAIL FROM:<any@reader.example(@attacker.example>",
    'EHLO reader.example"@attacker.example',
)
PLAIN = (
    "MAIL FROM:<o'neil+x=y@reader.example> SIZE=100 ENVID=a@b",
    "MAIL FROM: <>",
    "MAIL FROM:<ann@[192.0.2.1]>",
    "EHLO [IPv6:2001:db8::1]",
)


def test_an_envelope_that_filters_read_differently_does_not_get_to_them(front: Front) -> None:
    assert [front.says(command)[:3] for command in ODD] == ["500"] * len(ODD)
    assert [front.says(command)[:3] for command in PLAIN] == ["250"] * len(PLAIN)


def test_what_the_front_stamps_counts_and_a_stamp_that_came_in_does_not(
    front: Front, rsa_key: Signer, other_key: Signer
) -> None:
    signed = front.proof(rsa_key.signs(MAIL))
    assert (signed.by, signed.is_verified, signed.signers) == (Way.STAMP, True, ("reader.example",))
    sent_by_own_server = front.proof(MAIL, ANN, "192.0.2.1")
    assert (sent_by_own_server.by, sent_by_own_server.is_verified) == (Way.STAMP, True)
    for mail, sender in ((other_key.signs(MAIL, "attacker.example"), FORGER), (MAIL + b"Again.\r\n", ANN)):
        forged = front.proof(mail, sender)
        assert (forged.is_verified, forged.is_refuted) == (False, True)
    shapes = (
        STAMP,
        STAMP.replace(b"Results:", b"Results :"),
        STAMP.replace(b"Results: ", b"Results:\r\n "),
        STAMP.replace(b"mx.reports", b"(ours) MX.Reports"),
        STAMP.replace(b"dkim=pass header.d=reader.example; ", b""),
        STAMP.replace(b"Authentication", b"aUTHENTICATION"),
        b"Received: from a by b\r\n" + STAMP,
    )
    for stamp in shapes:
        got = front.takes(stamp + MAIL)
        assert got.raw is not None
        head = got.raw.partition(b"Received:")
        assert b"dmarc=fail" in head[0]
        assert b"dmarc=pass" not in got.raw
        forged = front.proof(stamp + MAIL + b"Once more.\r\n")
        assert (forged.by, forged.is_verified, forged.is_refuted) == (None, False, True)

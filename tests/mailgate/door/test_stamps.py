"""The sample of deploy/postfix with the real Postfix, OpenDKIM and OpenDMARC: their stamp counts, and nobody else's.

Both filters look their records up in a file; SPF would be asked of the world, so OpenDMARC leaves it out here.
"""

import importlib
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from mailgate.authentication.prover import Prover, Surroundings
from mailgate.proof import Proof, Way
from mailgate.smtp.limits import Endpoint
from store.model import MailId
from store.spool import Record, Spooled
from tests.mailgate.authentication.conftest import MAIL, Signer
from tests.mailgate.authentication.conftest import other_key as other_key  # noqa: PLC0414  a fixture
from tests.mailgate.authentication.conftest import rsa_key as rsa_key  # noqa: PLC0414  a fixture

from .conftest import ROOT, Client, RunningDoor

SAMPLE = ROOT / "deploy/postfix"
STAMP = b"Authentication-Results: mx.reports.example; dkim=pass header.d=reader.example; dmarc=pass (p=none dis=none) "
STAMP += b"header.from=reader.example\r\n"
TO = "water.1@reports.example"


class Front:
    """Postfix with both filters in front of a door that listens at a Unix socket."""

    def __init__(self, door: RunningDoor, client: Client) -> None:
        self._door = door
        self._client = client

    def takes(self, mail: bytes, sender: str = "ann@reader.example") -> Record:
        """Send a mail through the front and return what the door has got of it."""
        count = len(self._door.rows())
        assert self._client.deliver(TO, raw=mail, sender=sender).startswith("250")
        while len(self._door.rows()) == count:
            time.sleep(0.05)
        return self._door.rows()[-1]

    def proof(self, mail: bytes, sender: str = "ann@reader.example") -> Proof:
        """Return what the worker's prover makes of a mail that came this way; it has no DNS to ask."""
        got = self.takes(mail, sender)
        assert got.raw is not None
        prover = Prover(None, Surroundings(authserv_id="mx.reports.example"))
        spooled = Spooled(
            id=MailId(1), hash=b"", envelope=got.envelope, raw=got.raw, received_at=got.received_at, attempts=1
        )
        (proof,) = prover.end(prover.begin([spooled]))
        prover.close()
        return proof


def _filters(stack: ExitStack, folder: Path, ports: tuple[int, int], rsa_key: Signer, other_key: Signer) -> None:
    """Start both with the sample's settings; only their ports, and where records come from, are the test's."""
    (folder / "keys").write_text(
        f"s1._domainkey.reader.example {rsa_key.published}\ns1._domainkey.attacker.example {other_key.published}\n"
    )
    (folder / "records").write_text(
        "_dmarc.reader.example v=DMARC1; p=reject\n_dmarc.attacker.example v=DMARC1; p=none\n"
    )
    changed = {
        "opendkim": [("8891", str(ports[0])), ("UserID opendkim\n", f"TestDNSData file:{folder}/keys\n")],
        "opendmarc": [
            ("8893", str(ports[1])),
            ("UserID opendmarc\n", f"TestDNSData {folder}/records\n"),
            ("SPFSelfValidate true", "SPFSelfValidate false"),
        ],
    }
    for name, flag in (("opendkim", "-x"), ("opendmarc", "-c")):
        settings = (SAMPLE / f"authentication/{name}.conf").read_text()
        for old, new in changed[name]:
            assert old in settings
            settings = settings.replace(old, new)
        (folder / name).write_text(settings)
        quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        process = subprocess.Popen([_program(name), "-f", flag, str(folder / name)], **quiet)
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
    checks = folder / "header_checks"
    checks.write_text((SAMPLE / "authentication/header_checks").read_text())
    for old, new in (
        ("/run/mailgate/lmtp.sock", f"{folder}/lmtp.sock"),
        ("    permit_mynetworks,\n", ""),
        ("/etc/postfix/mailgate_header_checks", str(checks)),
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
    private: Any = importlib.import_module("private_postfix")
    if not private.is_possible():
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)("Postfix is missing, or we are not root")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="front-", dir="/tmp")))
        folder.chmod(0o755)
        ports = (private.free_port(), private.free_port())
        _filters(stack, folder, ports, rsa_key, other_key)
        door = open_door(lmtp=(Endpoint(path=folder / "lmtp.sock"),))
        (folder / "lmtp.sock").chmod(0o666)  # as where Postfix is in mailgate's group
        services = (SAMPLE / "master.cf").read_text()
        postfix = private.PrivatePostfix(folder / "postfix", settings=_settings(folder, ports), services=services)
        stack.enter_context(postfix)
        yield Front(door, client_at(postfix.port).greet())


def test_what_the_front_stamps_counts_and_a_stamp_that_came_in_does_not(
    front: Front, rsa_key: Signer, other_key: Signer
) -> None:
    signed = front.proof(rsa_key.signs(MAIL))
    assert (signed.by, signed.is_verified, signed.signers) == (Way.STAMP, True, ("reader.example",))
    by_another = front.proof(other_key.signs(MAIL, "attacker.example"), "mallory@attacker.example")
    assert (by_another.is_verified, by_another.is_refuted) == (False, True)
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

"""Sockets, TLS, processes, and the end of a listener (INV-01, INV-09, INV-13)."""

import fcntl
import os
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import small_site
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from ports import free_port

from mailgate.listener import given_sockets
from mailgate.smtp.limits import Endpoint, Limits
from store.engine import open_store

MESSAGE = b"From: Ann <ann@reader.example>\r\nSubject: The date\r\n\r\nIt is wrong.\r\n"
ROOT = Path(__file__).parents[3]


@pytest.fixture
def certificate(tmp_path):
    """A certificate of our own, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "reports.example")])
    begin = datetime.now(UTC) - timedelta(days=1)
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    signed = builder.not_valid_before(begin).not_valid_after(begin + timedelta(days=9)).sign(key, hashes.SHA256())
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (tmp_path / "cert.pem").write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    (tmp_path / "key.pem").write_bytes(private)
    return {"certificate": tmp_path / "cert.pem", "certificate_key": tmp_path / "key.pem"}


def encrypt(client):
    """Go on inside TLS, as a client that checks nothing."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    client.socket = context.wrap_socket(client.socket)
    client._file = client.socket.makefile("rb")


def test_a_session_can_be_encrypted_and_begins_again(open_door, certificate):
    door = open_door(**certificate)
    with door.session() as client:
        assert client.say("MAIL FROM:<clear@b.example>").startswith("250")
        assert "250-STARTTLS" in client.say("EHLO c")
        client.say("MAIL FROM:<clear@b.example>")
        assert client.say("STARTTLS").startswith("220 2.0.0")
        encrypt(client)
        assert client.say("RCPT TO:<water.1@reports.example>").startswith("503"), "what was said in clear is forgotten"
        assert "STARTTLS" not in client.say("EHLO c")
        assert client.say("STARTTLS").startswith("454")
        assert client.deliver().startswith("250")
    assert door.rows()[0].envelope.protocol == "ESMTPS"


def test_what_is_sent_in_clear_behind_starttls_is_never_a_command(open_door, certificate):
    """CVE-2011-0411 and CVE-2024-34083."""
    door = open_door(**certificate)
    with door.session() as client:
        client.send(b"STARTTLS\r\nMAIL FROM:<evil@b.example>\r\nRCPT TO:<water.1@reports.example>\r\n")
        assert client.reply().startswith("220 2.0.0")
        encrypt(client)
        assert client.say("EHLO c").startswith("250-reports.example"), (
            "the first answer inside is to the first command inside"
        )
        assert client.say("DATA").startswith("503")


def test_a_handshake_that_is_none_ends_the_session_and_no_other(open_door, certificate):
    door = open_door(Limits(connections_per_client=2), **certificate)
    for _ in range(3):
        with door.session() as client:
            client.say("STARTTLS")
            client.send(b"this is no handshake\r\n" * 10)
            client.rest()
    time.sleep(0.2)
    assert door.session().deliver().startswith("250"), "and it is not counted any more"


def test_idle_sessions_are_told_and_a_message_under_way_is_finished(door):
    idle, busy = door.session(), door.session()
    busy.begin()
    busy.send(MESSAGE)
    door.begin_to_stop()
    assert idle.rest() == ["421 4.3.2 Closing for maintenance; please try again soon"]
    time.sleep(0.2)
    assert door.is_running
    busy.send(b".\r\n")
    assert busy.rest() == ["250 2.0.0 Stored", "421 4.3.2 Closing for maintenance; please try again soon"]
    assert len(door.rows()) == 1
    end = time.monotonic() + 5
    while door.is_running and time.monotonic() < end:
        time.sleep(0.05)
    assert not door.is_running


def test_sigterm_under_load_loses_nothing_and_exits_in_peace(site_process, client_at):
    answered = []

    def deliver(name: int) -> None:
        with client_at(site_process.port).greet() as client, suppress(AssertionError, OSError):
            while client.deliver(sender=f"{name}.{len(answered)}@reader.example").startswith("250"):
                answered.append(name)

    threads = [threading.Thread(target=deliver, args=(name,)) for name in range(4)]
    for thread in threads:
        thread.start()
    time.sleep(0.3)
    assert site_process.signal(signal.SIGTERM) == 0
    for thread in threads:
        thread.join()
    store = open_store(site_process.url)
    with store.read() as connection:
        stored = connection.exec_driver_sql("SELECT count(*) FROM mails").scalar_one()
    store.close()
    assert len(answered) == stored > 4


def test_memory_does_not_grow_with_what_was_received(site_process, client_at):
    def deliver(first: int, count: int) -> None:
        for n in range(first, first + count):
            with client_at(site_process.port).greet() as client:
                raw = b"From: ann@reader.example\r\n\r\n" + (b"%070d\r\n" % n) * 28_000
                assert client.deliver(raw=raw).startswith("250")

    deliver(0, 8)
    before = site_process.memory()
    deliver(8, 20)
    assert site_process.memory() - before < 4 * 2 * 1024 * 1024


def test_sockets_given_by_systemd_are_taken_with_their_protocol():
    script = """
import os, socket, sys
from mailgate.listener import given_sockets
environment = dict(os.environ, LISTEN_PID=str(os.getpid()), LISTEN_FDS="2", LISTEN_FDNAMES="smtp:lmtp")
print([(each.socket.getsockname()[1], each.is_lmtp) for each in given_sockets(environment, os.getpid())])
"""
    with socket.create_server(("127.0.0.1", 0)) as one, socket.create_server(("127.0.0.1", 0)) as other:
        ports = [each.getsockname()[1] for each in (one, other)]

        def place() -> None:
            # First to free numbers, whatever they are: one of the two may be 3 or 4 itself.
            high = [fcntl.fcntl(each.fileno(), fcntl.F_DUPFD, 5) for each in (one, other)]
            for n, each in enumerate(high):
                os.dup2(each, 3 + n, inheritable=True)

        done = subprocess.run(
            [sys.executable, "-c", script],
            capture_output=True,
            text=True,
            check=True,
            cwd=ROOT,
            preexec_fn=place,
            close_fds=False,
        )
    assert done.stdout.strip() == str([(ports[0], False), (ports[1], True)])


def test_sockets_given_to_another_process_are_left_alone():
    assert given_sockets({"LISTEN_PID": "1", "LISTEN_FDS": "2"}, 2) == []


@pytest.mark.parametrize(
    ("endpoint", "text"),
    [
        (Endpoint(host="127.0.0.1", port=25), "127.0.0.1:25"),
        (Endpoint(host="::1", port=25), "[::1]:25"),
        (Endpoint(port=25), "*:25"),
        (Endpoint(path=Path("/run/mailgate/lmtp.sock")), "/run/mailgate/lmtp.sock"),
    ],
)
def test_an_endpoint_is_written_as_in_the_settings(endpoint, text):
    assert str(endpoint) == text


def rounds(*options: str) -> subprocess.CompletedProcess[str]:
    """Run the kill rounds that anyone can run for longer."""
    command = [sys.executable, str(ROOT / "benchmarks/kill.py"), "--sessions", "4", *options]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


def test_what_was_answered_survives_kill_9_on_sqlite():
    done = rounds("--rounds", "3")
    assert (done.returncode, "none lost" in done.stdout) == (0, True), done.stdout + done.stderr


def test_what_was_answered_survives_kill_9_of_two_processes_on_postgresql(postgresql_url):
    done = rounds("--rounds", "2", "--processes", "2", "--database", postgresql_url)
    assert (done.returncode, "none lost" in done.stdout) == (0, True), done.stdout + done.stderr


def test_a_listener_process_that_dies_is_replaced(postgresql_url, tmp_path, client_at):
    small_site.make_site(postgresql_url)
    ports = {"port": free_port(), "lmtp_port": free_port()}
    parent = small_site.ListenerProcess(postgresql_url, tmp_path, **ports, processes=2)
    children = Path(f"/proc/{parent.process.pid}/task/{parent.process.pid}/children")
    first = children.read_text().split()
    for child in first:
        os.kill(int(child), signal.SIGKILL)
    client = client_at(parent.port)
    client.greet()
    assert client.deliver().startswith("250")
    assert set(children.read_text().split()).isdisjoint(first)
    client.close()
    assert parent.signal(signal.SIGTERM) == 0

"""Each part as a program of its own: it begins, does its work, and ends well when it is told to."""

import os
import signal
import smtplib
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, suppress
from pathlib import Path

import pytest
from click.testing import CliRunner
from ports import free_port

from mailgate.cli import main
from store.spool import Spool
from tests.mailgate.commands.conftest import ANN, SAMPLE, SLUG, Site, change

Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start() -> Iterator[Start]:
    """Start a part of a site; whatever still runs at the end is killed."""
    with ExitStack() as stack:

        def started(site: Site, *words: str, **more: object) -> "subprocess.Popen[str]":
            command = [sys.executable, "-m", "mailgate", "--config", str(site.config), *words]
            process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True, **more)  # type: ignore[call-overload]
            stack.callback(_end, process)
            return process

        yield started


def _end(process: "subprocess.Popen[str]") -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def said(process: "subprocess.Popen[str]", word: str) -> None:
    """Wait until the part has logged a line with this in it."""
    assert process.stderr is not None
    for line in process.stderr:
        if word in line:
            return
    raise AssertionError(f"it ended without saying {word!r}")


def told_to_end(process: "subprocess.Popen[str]") -> tuple[int, str]:
    process.terminate()
    _, rest = process.communicate(timeout=30)
    return process.returncode, rest


@pytest.mark.parametrize("words", [("work",), ("send",), ("publish", "--watch")])
def test_a_part_ends_well_at_sigterm_and_leaves_no_socket(site: Site, start: Start, words: tuple[str, ...]) -> None:
    part = start(site, *words)
    said(part, "started")
    assert list((site.folder / "run").glob("*.sock"))
    status, rest = told_to_end(part)
    assert status == 0
    assert "stopped" in rest
    assert list((site.folder / "run").glob("*.sock")) == []


def test_a_part_that_was_killed_frees_at_its_next_start_what_it_had_claimed(site: Site, start: Start) -> None:
    site.receive(b"From: a@b.example\r\n\r\nHello\r\n")
    app = site.app()
    with app.store.write() as connection:
        assert len(Spool(connection, app.box).claim(app.clock(), limit=1)) == 1
    app.close()
    worker = start(site, "work")
    said(worker, "freed=1")
    said(worker, "read mail=1")
    assert told_to_end(worker)[0] == 0


def send(port: int, number: int) -> None:
    with smtplib.SMTP("127.0.0.1", port, local_hostname="mx.reader.example", timeout=20) as smtp:
        mail = f"From: {ANN}\r\nSubject: {number}\r\n\r\nThis is comment {number}.\r\n"
        smtp.sendmail(ANN, [f"{SLUG}.{number}@reports.example"], mail)


def count(site: Site) -> int:
    app = site.app()
    with app.store.read() as connection:
        number = Spool(connection, app.box).waiting()[0]
    app.close()
    return number


def test_the_listener_takes_mail_and_says_when_it_is_ready(site: Site, start: Start, tmp_path: Path) -> None:
    port = free_port()
    change(site, "127.0.0.1:8025", f"127.0.0.1:{port}")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(str(tmp_path / "notify"))
        manager.settimeout(30)
        listener = start(site, "listen", env={**os.environ, "NOTIFY_SOCKET": str(tmp_path / "notify")})
        assert manager.recv(100) == b"READY=1"
    send(port, 1)
    assert count(site) == 1
    assert told_to_end(listener)[0] == 0


def test_a_listener_without_a_place_or_with_a_taken_one_says_so(site: Site) -> None:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        place = f"127.0.0.1:{taken.getsockname()[1]}"
        change(site, "127.0.0.1:8025", place)
        result = site.run("listen")
        assert result.exit_code == 1
        assert result.stderr == f"Error: cannot listen at {place}: Address already in use\n"
    change(site, r"smtp = \[.*\]", "smtp = []")
    assert "nowhere to listen" in site.run("listen").stderr


def test_several_listeners_share_a_port_on_postgresql(start: Start, tmp_path: Path, postgresql_url: str) -> None:
    port = free_port()
    given = ["--domain", "reports.example", "--base-url", "https://reports.example/", "--smarthost", "127.0.0.1:9"]
    given += ["--moderator", "mo@desk.example", "--listen", f"127.0.0.1:{port}", "--database", postgresql_url]
    assert CliRunner().invoke(main, ["init", str(tmp_path / "site"), *given]).exit_code == 0
    site = Site(folder=tmp_path / "site")
    assert site.run("import", str(SAMPLE)).exit_code == 0
    listener = start(site, "listen", "--processes", "2")
    said(listener, "listening")
    said(listener, "listening")
    for number in range(1, 9):
        send(port, number)
    assert count(site) == 8
    started_at = time.monotonic()
    assert told_to_end(listener)[0] == 0
    assert time.monotonic() - started_at < 20

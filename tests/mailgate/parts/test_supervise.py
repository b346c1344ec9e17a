"""The parent of all parts: real processes, real signals."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

PARENT = """
import os, sys
from mailgate.running.supervise import Family
folder = sys.argv[1]
if given := os.environ.pop("GIVEN", None):  # as systemd does it
    os.dup2(int(given), 3)
    os.environ.update(LISTEN_FDS="1", LISTEN_PID=str(os.getpid()))
commands = [(name, (sys.executable, "-c", open(f"{folder}/{name}.py").read(), folder)) for name in sys.argv[2:]]
def note(name, pid):
    with open(f"{folder}/pids", "a") as file:
        file.write(f"{name} {pid}\\n")
sys.exit(Family(commands, os.environ, note).run())
"""
PATIENT = """
import signal, sys, time
def end(*_):
    time.sleep(0.3)
    open(f"{sys.argv[1]}/finished", "a").write("finished\\n")
    sys.exit(0)
signal.signal(signal.SIGTERM, end)
open(f"{sys.argv[1]}/up", "a").write("up\\n")
while True:
    time.sleep(10)
"""
LISTEN = """
import os, socket, sys, time
from mailgate.running.supervise import notify
from mailgate.listener import given_sockets
given = given_sockets(os.environ, os.getpid())
open(f"{sys.argv[1]}/given", "w").write(" ".join(str(each.socket.getsockname()[1]) for each in given) or "none")
notify("READY=1", os.environ)
time.sleep(60)
"""
BRIEF = """
import os, time
from mailgate.running.supervise import notify
notify("READY=1", os.environ)
time.sleep(1)
raise SystemExit(1)
"""
OTHER = """
import os, sys, time
names = [name for name in ("NOTIFY_SOCKET", "LISTEN_FDS", "LISTEN_PID") if name in os.environ]
try:
    os.fstat(3)
    names.append("descriptor")
except OSError:
    pass
open(f"{sys.argv[1]}/other", "w").write(" ".join(names) or "nothing")
time.sleep(60)
"""


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Starts a parent with parts written by the test."""
    started: list[subprocess.Popen[str]] = []

    def begin(parts: dict[str, str], **options) -> subprocess.Popen[str]:
        for name, code in parts.items():
            (tmp_path / f"{name}.py").write_text(code)
        command = [sys.executable, "-c", PARENT, str(tmp_path), *parts]
        started.append(subprocess.Popen(command, stdout=subprocess.PIPE, text=True, **options))
        return started[-1]

    yield begin
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate(timeout=20)


def until(holds: Callable[[], object], seconds: float = 20) -> None:
    """Wait until it holds."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.02)


def lines(path: Path) -> list[str]:
    return path.read_text().splitlines() if path.exists() else []


def lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(") ")[-1][0] != "Z"
    except OSError:
        return False


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_is_passed_on_and_every_part_finishes(start, tmp_path, number):
    parent = start({"one": PATIENT, "two": PATIENT})
    until(lambda: len(lines(tmp_path / "up")) == 2)
    parent.send_signal(number)
    assert parent.wait(20) == 0
    assert lines(tmp_path / "finished") == ["finished", "finished"]


def test_a_signal_while_the_parts_start_ends_them_too(start, tmp_path):
    parent = start({"one": PATIENT, "two": PATIENT, "three": PATIENT})
    until(lambda: lines(tmp_path / "pids"))
    parent.terminate()
    assert parent.wait(20) == 0


def test_a_part_that_dies_is_started_again_and_the_others_stay(start, tmp_path):
    parent = start({"one": PATIENT, "two": PATIENT})
    until(lambda: len(lines(tmp_path / "up")) == 2)
    first = dict(line.split() for line in lines(tmp_path / "pids"))
    os.kill(int(first["one"]), signal.SIGKILL)
    until(lambda: len(lines(tmp_path / "up")) == 3)
    assert [line.split()[0] for line in lines(tmp_path / "pids")] == ["one", "two", "one"]
    assert lives(int(first["two"]))
    parent.terminate()
    assert parent.wait(20) == 0


def test_all_end_where_the_listener_fails_before_it_was_ever_ready(start, tmp_path):
    parent = start({"other": PATIENT, "listen": "import time; time.sleep(1); raise SystemExit(1)"})
    assert parent.wait(20) == 1
    assert [line.split()[0] for line in lines(tmp_path / "pids")] == ["other", "listen"]
    assert lines(tmp_path / "finished") == ["finished"]


def test_a_listener_that_was_ready_once_is_started_again_whatever_it_ends_with(start, tmp_path):
    parent = start({"listen": BRIEF})
    until(lambda: len(lines(tmp_path / "pids")) == 2)
    assert parent.poll() is None


def test_a_part_that_always_fails_is_started_less_and_less_often(start, tmp_path):
    start({"one": "raise SystemExit(3)"})
    until(lambda: len(lines(tmp_path / "pids")) == 2)
    time.sleep(1.0)
    assert len(lines(tmp_path / "pids")) == 2


def test_a_part_that_does_not_end_well_is_told_by_the_exit_status(start, tmp_path):
    parent = start({"one": PATIENT.replace("sys.exit(0)", "sys.exit(3)")})
    until(lambda: lines(tmp_path / "up"))
    parent.terminate()
    assert parent.wait(20) == 1


def test_a_parent_that_is_killed_leaves_no_part_behind(start, tmp_path):
    parent = start({"one": PATIENT, "two": PATIENT})
    until(lambda: len(lines(tmp_path / "up")) == 2)
    pids = [int(line.split()[1]) for line in lines(tmp_path / "pids")]
    parent.kill()
    until(lambda: not any(lives(pid) for pid in pids))
    assert lines(tmp_path / "finished") == ["finished", "finished"]


def test_ready_is_told_once_the_listener_is_and_only_the_listener_gets_the_sockets(start, tmp_path):
    name = f"mailgate-test-{os.getpid()}"
    given = socket.create_server(("127.0.0.1", 0))
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as told, given:
        told.bind(f"\0{name}")
        told.settimeout(20)
        environment = {**os.environ, "NOTIFY_SOCKET": f"@{name}", "GIVEN": str(given.fileno())}
        start({"listen": LISTEN, "other": OTHER}, env=environment, pass_fds=(given.fileno(),))
        assert told.recv(100) == b"READY=1"
        until(lambda: lines(tmp_path / "other"))
        assert lines(tmp_path / "given") == [str(given.getsockname()[1])]
        assert lines(tmp_path / "other") == ["nothing"]

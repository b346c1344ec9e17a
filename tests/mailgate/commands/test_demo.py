"""The demonstration: it works, what it prints works, and it fails where a step of the story is broken."""

import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from mailgate import demo
from mailgate.demo import KEY, MODERATOR, READER, SLUG, Demo, DemoError
from mailgate.story import Story, StoryError, _page
from tests.conftest import missing

ROOT = Path(__file__).resolve().parents[3]
COMMAND = [sys.executable, "-m", "mailgate", "demo", "--once"]


@pytest.fixture
def running() -> Iterator[Demo]:
    with demo.started(smtp_port=0, web_port=0) as started:
        yield started


def test_it_plays_the_whole_story_by_itself_and_leaves_nothing() -> None:
    done = subprocess.run(COMMAND, capture_output=True, text=True, timeout=120, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    steps = done.stdout.splitlines()
    assert len(steps) == 8
    assert all(step.startswith(f"{number}. ") for number, step in enumerate(steps[:-1], 1))


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("mailgate/sample/sellay-ferry.html", 'id="p12">12. ', 'id="p12">', "Ann Reader writes"),
        ("templates/mail/challenge.txt", "We received it on", "Tell the vessel was built it on", "without a word"),
        ("renderer/urls.py", 'return f"{slug}/{key}/"', 'return f"{slug}/{key}-x/"', "shows the comment"),
    ],
)
def test_it_fails_and_says_where_when_a_step_is_broken(
    tmp_path: Path, file: str, old: str, new: str, said: str
) -> None:
    for package in ("mailgate", "renderer", "store", "templates"):
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    broken = tmp_path / file
    text = broken.read_text(encoding="utf-8")
    assert old in text
    broken.write_text(text.replace(old, new), encoding="utf-8")
    patience = tmp_path / "mailgate" / "story.py"
    patience.write_text(patience.read_text(encoding="utf-8").replace("PATIENCE = 30.0", "PATIENCE = 15.0"))
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run(COMMAND, capture_output=True, text=True, timeout=120, check=False, cwd="/", env=environment)
    assert done.returncode == 1, done.stdout
    assert said in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr


@contextmanager
def frozen(process: int, demo: Demo) -> Iterator[None]:
    """Stop this process where it holds no lock: with the writer's, it would stop the other parts too."""
    with closing(sqlite3.connect(demo.folder / "site" / "mailgate.db", timeout=0, isolation_level=None)) as database:
        while True:
            os.kill(process, signal.SIGSTOP)
            while Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] != "T":
                time.sleep(0.01)
            try:
                database.execute("BEGIN IMMEDIATE").execute("ROLLBACK")
                break
            except sqlite3.OperationalError:
                os.kill(process, signal.SIGCONT)
                time.sleep(0.05)
    try:
        yield
    finally:
        os.kill(process, signal.SIGCONT)


@pytest.mark.parametrize(("part", "said"), [("send", "a letter to ann@"), ("publish", "shows the comment")])
def test_the_story_fails_where_a_part_does_not_do_its_work(running: Demo, part: str, said: str) -> None:
    (found,) = re.findall(rf"part started part={part} pid=(\d+)", running.log.read_text(encoding="utf-8"))
    with frozen(int(found), running), pytest.raises(StoryError, match=said):
        list(Story(demo=running, patience=15).play())


def block(lines: list[str], start: str) -> str:
    """The command that begins with this word, with its continuation lines."""
    at = next(place for place, line in enumerate(lines) if line.strip().startswith(start))
    end = next(place for place in range(at, len(lines)) if not lines[place].strip())
    return "\n".join(lines[at:end])


@pytest.mark.parametrize("first", ["swaks", "printf"])
def test_the_three_things_to_try_work_as_they_are_printed(running: Demo, first: str) -> None:
    tool = {"swaks": "swaks", "printf": "curl"}[first]
    if shutil.which(tool) is None:
        missing(tool, f"install the package {tool}")
    lines = list(demo.invitation(running))
    story = Story(demo=running)

    def shell(command: str) -> None:
        subprocess.run(["/bin/sh", "-c", command], check=True, capture_output=True, timeout=60)

    shell(block(lines, first))
    story._letter(READER, "Please confirm")
    shell(next(line for line in lines if f"answer.py {READER} yes" in line))
    story._letter(MODERATOR, "Comment on paragraph")
    shell(next(line for line in lines if f"answer.py {MODERATOR} approve" in line))

    assert story._wait(lambda: "The date in this paragraph is wrong." in _page(running.page))
    assert f"Please confirm your comment on paragraph {KEY}" in _page(f"{running.capture.url}outbox/")
    assert f"{SLUG}.{KEY}@" in block(lines, first)


def test_a_port_that_is_taken_gives_way_to_the_next() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert demo.free_port(port) > port


def test_a_site_that_does_not_start_is_told_with_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        monkeypatch.setattr(demo, "_START_SECONDS", 3.0)
        with (
            pytest.raises(DemoError, match="did not start"),
            demo.started(smtp_port=taken.getsockname()[1], web_port=0),
        ):
            pass

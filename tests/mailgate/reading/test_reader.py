"""The pool of children that read: they die alone, they are bounded, and the neighbours are read."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest
from click.testing import CliRunner

from mailgate.commands.inspect import inspect
from mailgate.reading import child as reading_child
from mailgate.reading.model import Known, Reading
from mailgate.reading.reader import ReaderPool, ReadingFailed

ORDINARY = b"From: Ann <ann@reader.example>\r\nSubject: Bridge\r\n\r\nIt was 1998.\r\n"
KEYS = {"from", "from_name", "subject", "text", "html", "quoted", "removed", "auto", "error"}


def test_answers_come_in_the_order_of_the_mails():
    mails = [(ORDINARY.replace(b"1998", str(year).encode()), Known()) for year in range(1900, 1950)]
    with ReaderPool(2) as pool:
        answers = pool.read_all(mails)
    assert [answer.text for answer in answers] == [f"It was {year}." for year in range(1900, 1950)]


# A child that reads as ours does, but for one mail.
READS_ALL_BUT = """
import os, signal, sys, time
from mailgate.reading import child
from mailgate.reading.read import read
def other(raw, known):
    if b"1907" in raw:
        {fate}
    return read(raw, known)
child.read = other
child.main()
"""


@pytest.mark.parametrize(
    ("fate", "reason"),
    [
        ("os.kill(os.getpid(), signal.SIGKILL)", "the reader died of this mail"),
        ("time.sleep(60)", "reading took too long"),
        ("os.write(1, b'\\0\\0\\0\\2{]')", "the reader answered nonsense"),
        ("os.write(1, b'\\xff\\xff\\xff\\xff')", "the reader answered too much"),
    ],
)
@pytest.mark.parametrize("size", [20, 200_000])
def test_a_mail_that_fails_costs_none_of_those_around_it(monkeypatch, fate, reason, size):
    mails = [(ORDINARY.replace(b"1998", str(1900 + n).encode()) + b"x" * size, Known()) for n in range(20)]
    command = (sys.executable, "-c", READS_ALL_BUT.format(fate=fate))
    monkeypatch.setattr("mailgate.reading.reader._COMMAND", command)
    with ReaderPool(1, wall_clock=3) as pool:
        answers = pool.read_all(mails)
    assert answers.pop(7) == ReadingFailed(reason=reason)
    assert [answer.text[:12] for answer in answers] == [f"It was {1900 + n}." for n in range(20) if n != 7]


def test_a_killed_child_costs_one_mail_and_is_replaced():
    with ReaderPool(1) as pool:
        assert isinstance(pool.read(ORDINARY), Reading)
        child = pool._idle.queue[0]
        os.kill(child._process.pid, signal.SIGKILL)
        assert isinstance(pool.read(ORDINARY), ReadingFailed)
        assert pool.read(ORDINARY).text == "It was 1998."


def test_a_child_that_hangs_is_killed_by_the_wall_clock():
    with ReaderPool(1, wall_clock=2) as pool:
        pool.read(ORDINARY)
        os.kill(pool._idle.queue[0]._process.pid, signal.SIGSTOP)
        start = time.monotonic()
        assert pool.read(ORDINARY + b"x" * 1_000_000) == ReadingFailed(reason="reading took too long")
        assert time.monotonic() - start < 6
        assert pool.read(ORDINARY).text == "It was 1998."


def test_a_child_is_renewed_by_one_that_was_started_in_time(monkeypatch):
    monkeypatch.setattr("mailgate.reading.reader.MAILS", 3)
    monkeypatch.setattr("mailgate.reading.reader.WARM", 1)
    with ReaderPool(1) as pool:
        child = pool._idle.queue[0]
        assert isinstance(pool.read(ORDINARY), Reading)
        assert child._successor is None
        assert isinstance(pool.read(ORDINARY), Reading)
        successor = child._successor
        assert isinstance(pool.read(ORDINARY), Reading)
        assert pool._idle.queue[0] is successor
        assert child._process.returncode == -signal.SIGKILL
        assert isinstance(pool.read(ORDINARY), Reading)


def test_no_child_outlives_its_pool(monkeypatch):
    monkeypatch.setattr("mailgate.reading.reader.WARM", 999)
    with ReaderPool(2) as pool:
        pool.read(ORDINARY)
        children = list(pool._idle.queue)
        started = children + [child._successor for child in children if child._successor]
        assert len(started) == 3
    assert all(child._process.returncode is not None for child in started)


def test_the_child_is_told_all_that_is_known():
    head = b"From: Ann <ann@reader.example>\r\nIn-Reply-To: <1@reports.example>\r\n\r\n"
    raw = head + b"Yes, that was me.\r\n\r\nThe Mill Report wrote:\r\nDid you write a comment on this?\r\n"
    with ReaderPool(1) as pool:
        assert pool.read(raw, Known(domain="reports.example")).text == "Yes, that was me."
        assert "Did you write" in pool.read(raw, Known(domain="other.example")).text


def test_an_answer_may_be_longer_than_a_pipe_holds_but_not_without_end(monkeypatch):
    text = "\r\n".join(f"Line {number} of many, with some words in it." for number in range(6_000))
    with ReaderPool(1) as pool:
        assert pool.read(ORDINARY + text.encode()).text.endswith("Line 5999 of many, with some words in it.")
        monkeypatch.setattr("mailgate.reading.frames.ANSWER_LIMIT", 100_000)
        assert pool.read(ORDINARY + text.encode()) == ReadingFailed(reason="the reader answered too much")
        assert pool.read(ORDINARY).text == "It was 1998."


def test_who_reads_stands_back_behind_who_decides():
    with ReaderPool(1) as pool:
        pool.read(ORDINARY)
        child = pool._idle.queue[0]._process.pid
        assert os.getpriority(os.PRIO_PROCESS, child) == min(os.getpriority(os.PRIO_PROCESS, 0) + 5, 19)
        # Linux weighs priorities within a session only; and what a terminal signals is a process group.
        assert os.getsid(child) == os.getsid(0)
        assert os.getpgid(child) == child


@pytest.mark.parametrize("answer", ["frame(b'{}') + b'x'", "frame(b'null')", "frame(b'{')"])
def test_a_child_that_answers_anything_else_costs_one_mail(monkeypatch, answer):
    code = f"import sys; from mailgate.reading.frames import frame; sys.stdout.buffer.write({answer})"
    with monkeypatch.context() as patch:
        patch.setattr("mailgate.reading.reader._COMMAND", (sys.executable, "-c", f"{code}; sys.stdout.flush()"))
        pool = ReaderPool(1)
    with pool:
        assert pool.read(ORDINARY) in (
            ReadingFailed(reason="the reader answered nonsense"),
            ReadingFailed(reason="the reader died of this mail"),  # it had ended before it was asked
        )
        assert pool.read(ORDINARY).text == "It was 1998."


@pytest.mark.parametrize("waste", ["bytearray(400_000_000)", "[0] * 10**9"])
def test_memory_beyond_the_limit_is_refused_in_the_child(waste):
    limited = "from mailgate.reading import child\nchild._limit_for_good()\n"
    code = f"{limited}try:\n    {waste}\nexcept MemoryError:\n    print('refused')"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "refused\n"


def test_cpu_beyond_the_limit_ends_the_child():
    code = "from mailgate.reading import child as c\nc.SECONDS = 0\nc._limit_cpu()\nwhile True: pass"
    ran = subprocess.run([sys.executable, "-c", code], check=False, timeout=20)
    assert ran.returncode == -signal.SIGXCPU
    assert reading_child.SECONDS == 5


@pytest.mark.parametrize("raw", [b"", b"\0" * 1000, b"\xff\xfe" * 500, b"From: a\r\n\r\n", ORDINARY])
def test_inspect_answers_any_bytes_with_one_object(raw):
    ran = CliRunner().invoke(inspect, ["-"], input=raw)
    assert ran.exit_code == 0
    assert set(json.loads(ran.stdout)) == KEYS


def test_inspect_reads_a_directory_in_name_order(tmp_path):
    for name in ("b.eml", "a.eml", "c"):
        (tmp_path / name).write_bytes(ORDINARY)
    ran = CliRunner().invoke(inspect, ["--batch", str(tmp_path)])
    assert [json.loads(line)["file"] for line in ran.stdout.splitlines()] == ["a.eml", "b.eml", "c"]
    assert all(set(json.loads(line)) == KEYS | {"file"} for line in ran.stdout.splitlines())


def test_inspect_wants_one_of_file_and_directory(tmp_path):
    assert CliRunner().invoke(inspect, []).exit_code == 2
    missing = CliRunner().invoke(inspect, [str(tmp_path / "none.eml")])
    assert missing.exit_code == 1
    assert "cannot be read" in missing.stderr

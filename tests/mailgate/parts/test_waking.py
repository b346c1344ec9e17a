"""Bells and rings, and the loop that sleeps on one."""

import os
import signal
import stat
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta

from structlog.testing import capture_logs

from mailgate.running import loop
from mailgate.running.waking import Bell, ring


def test_a_ring_wakes_every_process_of_the_part_and_no_other(tmp_path):
    with Bell(tmp_path, "work", 1) as one, Bell(tmp_path, "work", 2) as two, Bell(tmp_path, "send", 1) as other:
        ring(tmp_path, "work")
        assert one.wait(1)
        assert two.wait(1)
        assert not other.wait(0)


def test_a_ring_before_the_wait_counts_and_many_are_one(tmp_path):
    with Bell(tmp_path, "work") as bell:
        for _ in range(1_000):
            ring(tmp_path, "work")
        assert bell.wait(0)
        assert not bell.wait(0)


def test_only_its_owner_may_ring_and_nothing_is_left_behind(tmp_path):
    with Bell(tmp_path / "run", "work", 1) as bell:
        assert stat.S_IMODE(bell.path.stat().st_mode) == 0o600
        assert stat.S_IMODE((tmp_path / "run").stat().st_mode) == 0o700
    assert list((tmp_path / "run").iterdir()) == []


def test_ringing_where_nobody_is_does_nothing(tmp_path):
    ring(tmp_path, "work")
    ring(tmp_path / "absent", "work")


def test_the_socket_of_a_dead_process_is_taken_away_or_taken_over(tmp_path):
    code = "import sys, pathlib; from mailgate.running.waking import Bell; Bell(pathlib.Path(sys.argv[1]), 'work', 1)"
    kill = "; import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
    command = [sys.executable, "-c", code.replace("Bell(pathlib", "b = Bell(pathlib") + kill, str(tmp_path)]
    subprocess.run(command, check=False)
    assert (tmp_path / "work.1.sock").is_socket()
    with Bell(tmp_path, "work", 1) as bell:
        assert bell.path.name == "work.1.sock"
        ring(tmp_path, "work")
        assert bell.wait(1)
    subprocess.run(command, check=False)
    ring(tmp_path, "work")
    assert list(tmp_path.iterdir()) == []


def test_a_number_that_a_living_process_has_is_passed_over(tmp_path):
    with Bell(tmp_path, "work", 1) as one, Bell(tmp_path, "work", 1) as two:
        assert [one.path.name, two.path.name] == ["work.1.sock", "work.2.sock"]


def test_a_folder_may_lie_deeper_than_an_address_is_long(tmp_path):
    deep = tmp_path / ("long" * 30) / "run"
    with Bell(deep, "work") as bell:
        ring(deep, "work")
        assert bell.wait(1)


def test_an_idle_part_sleeps_until_it_is_rung(tmp_path):
    stop, steps = threading.Event(), []
    with Bell(tmp_path, "work") as bell:
        thread = threading.Thread(target=loop.run, args=(lambda: steps.append(1), bell, stop))
        thread.start()
        time.sleep(0.3)
        assert len(steps) == 1
        ring(tmp_path, "work")
        time.sleep(0.3)
        assert len(steps) == 2
        stop.set()
        ring(tmp_path, "work")
        thread.join(2)
        assert not thread.is_alive()


def test_a_step_is_called_again_at_the_time_it_names_and_at_once_where_there_is_more(tmp_path):
    stop, times = threading.Event(), []
    answers = iter([True, datetime.now(UTC) + timedelta(seconds=0.4), True])

    def step() -> bool | datetime:
        times.append(time.monotonic())
        if len(times) == 3:
            stop.set()
        return next(answers)

    with Bell(tmp_path, "work") as bell:
        loop.run(step, bell, stop)
    assert times[2] - times[1] > 0.2 > times[1] - times[0]


def test_a_time_far_ahead_or_long_past_makes_no_part_sleep_for_ever_or_spin(tmp_path):
    assert loop._sleep(datetime(9999, 1, 1, tzinfo=UTC), lambda: datetime.now(UTC)) == loop.LONGEST_SLEEP
    assert loop._sleep(datetime(1999, 1, 1, tzinfo=UTC), lambda: datetime.now(UTC)) == loop.SHORTEST_SLEEP
    assert loop._sleep(None, lambda: datetime.now(UTC)) == loop.LONGEST_SLEEP


def test_a_step_that_fails_is_tried_again_later_and_its_text_is_not_logged(tmp_path):
    stop, times = threading.Event(), []

    def step() -> bool:
        times.append(time.monotonic())
        if len(times) == 3:
            stop.set()
            return True
        raise RuntimeError("ann@reader.test could not be written")

    with Bell(tmp_path, "work") as bell, capture_logs() as said:
        loop.run(step, bell, stop)
    assert times[1] - times[0] > 0.4
    assert times[2] - times[1] > 0.9
    assert [line["event"] for line in said] == ["step failed", "step failed"]
    assert "RuntimeError" in str(said)
    assert "@" not in str(said)


def test_sigterm_finishes_the_step_in_hand_and_exits_0(tmp_path):
    code = """
import pathlib, signal, sys, threading, time
from mailgate.running import loop
from mailgate.running.waking import Bell, ring
folder, stop = pathlib.Path(sys.argv[1]), threading.Event()
signal.signal(signal.SIGTERM, lambda *_: (stop.set(), ring(folder, "work")))
def step():
    print("begun", flush=True)
    time.sleep(0.5)
    print("finished", flush=True)
with Bell(folder, "work") as bell:
    loop.run(step, bell, stop)
"""
    command = [sys.executable, "-c", code, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "begun\n"
        os.kill(process.pid, signal.SIGTERM)
        assert process.stdout.read() == "finished\n"
        assert process.wait(5) == 0

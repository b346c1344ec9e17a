"""A real Postfix as smarthost, and senders that are killed."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import private_postfix
import pytest

KILLED = """
import os, sys, threading
from datetime import UTC, datetime
from mailgate.sending.outbox import Sender
from mailgate.sending.smarthost import Smarthost, Tls
from store.engine import open_store
from store.sealed import Box

url, port, where = sys.argv[1], int(sys.argv[2]), sys.argv[3]
store = open_store(url)
sender = Sender(
    store=store,
    box=Box(data_key=b"d" * 32, lookup_key=b"l" * 32),
    smarthost=Smarthost(host="127.0.0.1", port=port, name="site.test", tls=Tls.NONE),
    clock=lambda: datetime.fromisoformat(sys.argv[4]),
)
if where == "before the record":
    Sender._record = lambda self: self._unrecorded and os.kill(os.getpid(), 9)
sender.step()
"""


@pytest.fixture
def postfix() -> Iterator[Any]:
    """The real thing, which takes letters and throws them away; `refused@` it refuses."""
    if not private_postfix.is_possible():
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)("Postfix is missing, or we are not root")
    settings = (
        "relay_domains = reader.test\n"
        "default_transport = discard:\nrelay_transport = discard:\n"
        "smtpd_recipient_restrictions = check_recipient_access inline:{refused@reader.test=REJECT, "
        "{later@reader.test=DEFER}}, permit_mynetworks, reject\n"
    )
    with (
        tempfile.TemporaryDirectory(prefix="postfix-", dir="/tmp") as folder,
        private_postfix.PrivatePostfix(Path(folder) / "postfix", settings=settings) as running,
    ):
        yield running


def test_postfix_takes_letters_with_our_message_id(office, postfix):
    office.put(*(f"r{number}@reader.test" for number in range(50)), "refused@reader.test", "later@reader.test")
    sender = office.sender(postfix.port)

    sender.step()

    rows = office.rows()
    assert sum(row["sent_at"] is not None for row in rows) == 50
    assert office.parked() == 1
    assert office.waiting() == 1
    refused, later = office.errors()[50:]
    assert refused == "554 5.7.1 <address> Recipient address rejected: Access denied"
    assert later == "450 4.7.1 <address> Recipient address rejected: Access denied"
    for row in rows[:50]:
        assert f"message-id={row['message_id']}" in postfix.log
    assert postfix.log.count("connect from") <= 22  # 10 connections, each with its end
    sender.close()


def test_postfix_that_is_restarted_under_load_gets_every_letter(office, postfix):
    office.put(*(f"r{number}@reader.test" for number in range(300)))
    sender = office.sender(postfix.port, batch=50)
    sender.step()
    postfix._control("stop")
    sender.step()
    assert office.waiting() == 250
    postfix._control("start")
    postfix._await_port()
    sender._resume_at = 0.0  # the pause is over
    office.later(minutes=6)
    while sender.step() is True:
        pass
    assert office.waiting() == 0
    assert all(f"message-id={row['message_id']}" in postfix.log for row in office.rows())


def test_a_sender_killed_after_the_250_sends_the_same_letter_with_the_same_message_id(office, sink, database_url):
    office.put("ann@reader.test")
    _run(database_url, sink.port, "before the record", office.now).wait(20)
    assert sink.recipients == ["ann@reader.test"]
    assert office.waiting() == 1

    office.sender(sink.port).step()
    assert len(sink.taken) == 1, "the dead sender's lease still holds"
    office.later(hours=1)
    office.sender(sink.port).step()

    assert len(sink.taken) == 2
    assert sink.taken[0].content == sink.taken[1].content
    assert sink.taken[0].mail_from == sink.taken[1].mail_from
    assert office.rows()[0]["message_id"].encode() in sink.taken[1].content
    assert office.waiting() == 0


def test_a_sender_killed_at_any_moment_loses_no_letter(office, make_sink, database_url):
    sink = make_sink(delay=0.01)
    office.put(*(f"r{number}@reader.test" for number in range(80)))
    for pause in (0.0, 0.03, 0.1):
        taken = len(sink.taken)
        process = _run(database_url, sink.port, "anywhere", office.now)
        while len(sink.taken) == taken and process.poll() is None:
            time.sleep(0.005)
        time.sleep(pause)
        process.send_signal(signal.SIGKILL)
        process.wait(20)
        office.later(hours=1)
    sender = office.sender(sink.port)
    while sender.step() is True:
        pass
    assert len(set(sink.recipients)) == 80
    assert office.waiting() == 0


def _run(url: str, port: int, where: str, now: datetime) -> subprocess.Popen[bytes]:
    assert now.tzinfo is UTC
    command = [sys.executable, "-c", KILLED, url, str(port), where, now.isoformat()]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL)

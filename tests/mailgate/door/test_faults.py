"""What goes wrong beneath the door: it answers 4xx, recovers by itself, and loses nothing it has said yes to."""

import errno
import resource
import socket
import sqlite3
import threading
import time

import pytest
from sqlalchemy.exc import OperationalError

from mailgate.door import is_broken, reply_to
from mailgate.smtp.limits import Limits
from tests.mailgate.door.test_limits import MESSAGE


def test_a_full_disk_is_told_before_the_message(open_door, tmp_path):
    door = open_door(Limits(free_share=1.0), folder=tmp_path)
    with door.session() as client:
        assert client.say("MAIL FROM:<a@b.example>").startswith("452 4.3.1")


def test_a_full_database_is_told_and_recovers(door):
    with door.store.write() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")  # holds for this connection: the writer's
    with door.session() as client:
        assert client.deliver(raw=MESSAGE + b"x" * 10_000 + b"\r\n").startswith("452 4.3.1")
        with door.store.write() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count=1000000")
        assert client.deliver().startswith("250")
    assert len(door.rows()) == 1


def test_a_locked_database_is_told_in_time_and_what_was_handed_over_is_stored_once(open_door):
    door = open_door(Limits(answer=0.5))
    with door.session() as client:
        client.deliver(sender="first@b.example")
        with door.store.write():
            begin = time.monotonic()
            assert client.deliver().startswith("451 4.3.0")
            assert time.monotonic() - begin < 3
        assert client.deliver().startswith("250"), "as every client does, it comes again"
    assert len(door.rows()) == 2


def test_no_more_file_descriptors_is_a_pause_and_no_end(site_process, client_at):
    pid = site_process.process.pid
    resource.prlimit(pid, resource.RLIMIT_NOFILE, (40, 40))
    crowd = []
    for _ in range(60):
        each = socket.create_connection(("127.0.0.1", site_process.port))
        crowd.append(each)
    time.sleep(0.2)
    for each in crowd:
        each.close()
    end = time.monotonic() + 5
    while not (banner := (client := client_at(site_process.port)).reply()).startswith("220") and time.monotonic() < end:
        assert banner.startswith("421"), "those before us in the queue are still being told"
        time.sleep(0.1)
    client.say("EHLO client.example")
    assert client.deliver().startswith("250")


def test_a_client_that_goes_before_the_answer_has_its_message_stored(door):
    with door.session() as client:
        client.begin()
        client.send(MESSAGE + b".\r\n")
        client.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    end = time.monotonic() + 5
    while not door.rows() and time.monotonic() < end:
        time.sleep(0.05)
    with door.session() as client:
        assert client.deliver().startswith("250"), "it comes again, and adds no row"
    assert len(door.rows()) <= 1


@pytest.mark.parametrize("cut", [b"", b"\r\n", b"\r\n."])
def test_a_message_cut_off_before_its_end_leaves_nothing(door, cut):
    with door.session() as client:
        client.begin()
        client.send(MESSAGE.removesuffix(b"\r\n") + cut)
    with door.session() as client:
        client.say("NOOP")
    time.sleep(0.1)
    assert door.rows() == []


def test_the_same_message_from_ten_clients_at_once_is_one_row(each_door):
    replies = []

    def deliver() -> None:
        with each_door.session() as client:
            replies.append(client.deliver())

    threads = [threading.Thread(target=deliver) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert replies == ["250 2.0.0 Stored"] * 10
    assert len(each_door.rows()) == 1


def test_a_repeat_with_other_trace_fields_is_the_same_message_and_a_known_message_id_is_not(door):
    with door.session() as client:
        client.deliver(raw=b"Received: by one\r\n" + MESSAGE)
        client.deliver(raw=b"Received: by two\r\n\tfor you\r\nReturn-Path: <x@y.example>\r\n" + MESSAGE)
        assert len(door.rows()) == 1
        client.deliver(raw=b"Message-ID: <1@x.example>\r\n" + MESSAGE)
        client.deliver(raw=b"Message-ID: <1@x.example>\r\n" + MESSAGE + b"More.\r\n")
    assert len(door.rows()) == 3


def test_the_worker_is_rung_once_for_a_commit(door):
    with door.session() as client:
        client.deliver()
    end = time.monotonic() + 2
    while not door.rings and time.monotonic() < end:
        time.sleep(0.01)
    assert door.rings == 1


def test_a_disk_that_loses_what_it_was_given_stops_the_listener():
    failed = sqlite3.OperationalError("disk I/O error")
    failed.sqlite_errorname = "SQLITE_IOERR_FSYNC"
    error = OperationalError("COMMIT", None, failed)
    assert is_broken(error)
    assert reply_to(error).startswith(b"451 4.3.0")
    assert not is_broken(OSError(errno.ENOSPC, "full"))

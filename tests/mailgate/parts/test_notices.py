"""Two machines, one database: the parts of one wake those of the other."""

import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from mailgate.running.notices import Notices
from mailgate.running.waking import Bell
from store.engine import Store, open_store

KILL_THE_OTHERS = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE pid <> pg_backend_pid() AND datname = current_database()
"""


@pytest.fixture
def shared(postgresql_url: str) -> Iterator[Store]:
    with closing(open_store(postgresql_url)) as store:
        yield store


@pytest.fixture
def stop() -> Iterator[threading.Event]:
    event = threading.Event()
    yield event
    event.set()
    for thread in threading.enumerate():
        if thread.name in ("hearing", "notices"):
            thread.join(10)


def until_rung(bell: Bell, notices: Notices, part: str) -> bool:
    """Tell until it is heard: whoever listens needs a moment before they do."""
    for _ in range(100):
        notices.tell(part)
        if bell.wait(0.1):
            return True
    return False


def until_quiet(bell: Bell, notices: Notices) -> None:
    """Let everything come that was told: it was told until it was heard, so perhaps once too often."""
    notices.close()
    while bell.wait(1.0):
        pass


def test_a_ring_reaches_the_part_on_another_machine_and_no_other_part(
    shared: Store, tmp_path: Path, stop: threading.Event
) -> None:
    here, there = Notices(shared, tmp_path / "here"), Notices(shared, tmp_path / "there")
    with Bell(tmp_path / "there", "send") as other, Bell(tmp_path / "there", "work") as bell:
        there.hear("work", stop)
        there.hear("send", stop)
        assert until_rung(bell, here, "work")
        assert not other.wait(0.2)


def test_what_a_machine_tells_it_does_not_hear_itself(shared: Store, tmp_path: Path, stop: threading.Event) -> None:
    here, there = Notices(shared, tmp_path / "here"), Notices(shared, tmp_path / "there")
    with Bell(tmp_path / "here", "work") as bell:
        here.hear("work", stop)
        assert until_rung(bell, there, "work")
        until_quiet(bell, there)
        here.tell("work")
        assert not bell.wait(0.5)


def test_who_hears_outlives_a_connection_that_breaks(
    shared: Store, tmp_path: Path, stop: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mailgate.running.notices._PAUSE", 0.1)
    here, there = Notices(shared, tmp_path / "here"), Notices(shared, tmp_path / "there")
    with Bell(tmp_path / "there", "work") as bell:
        there.hear("work", stop)
        assert until_rung(bell, here, "work")
        server = create_engine(shared.url, isolation_level="AUTOCOMMIT")
        with server.connect() as connection:
            connection.execute(text(KILL_THE_OTHERS))
        server.dispose()
        while bell.wait(0):
            pass
        assert until_rung(bell, here, "work")


def test_what_was_to_be_told_is_told_before_the_store_is_closed(
    shared: Store, tmp_path: Path, stop: threading.Event
) -> None:
    here, there = Notices(shared, tmp_path / "here"), Notices(shared, tmp_path / "there")
    with Bell(tmp_path / "there", "work") as bell:
        there.hear("work", stop)
        assert until_rung(bell, here, "work")
        until_quiet(bell, here)
        here.tell("work")
        here.close()
        assert not any(thread.name == "notices" for thread in threading.enumerate())
        assert bell.wait(5)


def test_on_sqlite_nobody_is_told(tmp_path: Path) -> None:
    with closing(open_store(f"sqlite:///{tmp_path}/site.db")) as store:
        before = threading.active_count()
        Notices(store, tmp_path).tell("work")
        Notices(store, tmp_path).hear("work", threading.Event())
        assert threading.active_count() == before

"""One line for each outcome, and nothing of people's mail in it."""

import logging
from pathlib import Path

import pytest
import structlog

from mailgate import logs
from mailgate.running.alone import alone
from store.engine import Store


@pytest.fixture
def configured(capsys: pytest.CaptureFixture[str]) -> None:
    """Logs as the program has them."""
    logs.configure()


@pytest.mark.usefixtures("configured")
def test_both_ways_of_logging_give_the_same_kind_of_line(capsys: pytest.CaptureFixture[str]) -> None:
    structlog.get_logger("mailgate.worker").info("read", mail=3, reason="not one author", name="")
    logging.getLogger("mailgate.listener").info("listening sockets=%d", 2)
    first, second = capsys.readouterr().err.splitlines()
    assert first.partition(" ")[2] == 'info mailgate.worker: read mail=3 reason="not one author" name=""'
    assert second.partition(" ")[2] == "info mailgate.listener: listening sockets=2"


@pytest.mark.usefixtures("configured")
def test_an_error_is_logged_by_its_kind_and_never_by_its_text(capsys: pytest.CaptureFixture[str]) -> None:
    try:
        int("ann@reader.example wrote:\nsecret words")
    except ValueError as error:
        structlog.get_logger("mailgate.worker").error("mail failed", mail=3, exc_info=error)
        logging.getLogger("renderer.publish").exception("not made: part=%s", "paragraph")
    said = capsys.readouterr().err
    assert len(said.splitlines()) == 2
    assert said.count("cause=") == 2
    assert "ValueError" in said
    assert "@" not in said
    assert "secret" not in said


@pytest.mark.usefixtures("configured")
def test_a_value_cannot_begin_a_line_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    structlog.get_logger("mailgate").info("said", reason="a\n2026-01-01 info forged: yes")
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_the_first_of_a_kind_is_alone_and_the_second_is_not(store: Store, tmp_path: Path) -> None:
    with alone(store, tmp_path, "work") as first:
        with alone(store, tmp_path, "work") as second, alone(store, tmp_path, "send") as other:
            assert (first, second, other) == (True, False, True)
        with alone(store, tmp_path, "work") as third:
            assert not third
    with alone(store, tmp_path, "work") as again:
        assert again

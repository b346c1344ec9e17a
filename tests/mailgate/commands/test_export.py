"""`dump`, `status`, `drain` and `publish`: what is said of mail, and what waits."""

import base64
import json
import re
import sqlite3
import threading
from contextlib import closing
from datetime import timedelta
from typing import Any

import pytest

from mailgate.cli import main
from mailgate.running import parts
from store.model import Event, ParagraphId
from store.rebuild import Part, Rebuild
from tests.mailgate.commands.conftest import ANN, SLUG, Site, read_all

ASKS = "is `mailgate run`, or each of its parts, running?"
KEYS = ["id", "received", "recipient", "envelope_from", "from", "subject", "message_id", "state", "reason", "document"]
KEYS += ["paragraph", "comment", "name", "text", "html", "attachments", "raw_b64"]
MAIL = (
    f"From: =?utf-8?q?Ann_R=C3=A9ader?= <{ANN}>\r\nSubject: =?utf-8?q?The_d=C3=A4te?=\r\n"
    "Message-ID: <1@reader.example>\r\n\r\nIt is wrong: caf\u00e9 \u2028 not tea.\r\n"
).encode()


def dumped(site: Site, *words: str) -> list[dict[str, Any]]:
    result = site.run("dump", *words)
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_mail_not_yet_read_shows_its_header_and_every_key(site: Site) -> None:
    site.receive(MAIL)
    (line,) = dumped(site)
    assert list(line) == KEYS
    assert (line["state"], line["from"], line["subject"]) == ("received", ANN, "The däte")
    assert (line["message_id"], line["envelope_from"]) == ("1@reader.example", ANN)
    assert line["recipient"] == f"{SLUG}.12@reports.example"
    assert base64.b64decode(line["raw_b64"]) == MAIL
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", line["received"])


def test_a_mail_that_was_read_shows_its_comment(site: Site) -> None:
    site.receive(MAIL)
    read_all(site)
    (line,) = dumped(site)
    assert (line["state"], line["document"], line["paragraph"]) == ("unconfirmed", SLUG, "12")
    assert line["name"] == "Ann Réader"
    assert line["text"].startswith("It is wrong: café")
    assert re.fullmatch(r"[a-z2-7]{10}", line["comment"])


@pytest.mark.parametrize("raw", [b"", b"\r\n", bytes(range(256)) * 9, b"From: a\r\nFrom: b\r\n\r\n", b"(" * 70_000])
def test_any_bytes_come_out_as_they_came_in(site: Site, raw: bytes) -> None:
    site.receive(raw, sender=None)
    (line,) = dumped(site)
    assert list(line) == KEYS
    assert base64.b64decode(line["raw_b64"]) == raw
    assert (line["from"], line["envelope_from"]) == (None, "")


def test_tokens_are_cut_in_the_export(site: Site) -> None:
    site.receive(MAIL, to="c-abcdefghijklmnopqrstuvwxyz@reports.example")
    assert dumped(site)[0]["recipient"] == "c-abcdefgh@reports.example"


def test_contains_keeps_mails_that_hold_the_text_in_bytes_or_words(site: Site) -> None:
    site.receive(MAIL)
    site.receive(MAIL.replace(b"not tea", b"not coffee"))
    read_all(site)
    assert len(dumped(site)) == 2
    assert [line["id"] for line in dumped(site, "--contains", "not tea")] == [1]
    assert len(dumped(site, "--contains", "The däte")) == 2
    assert dumped(site, "--contains", "nowhere") == []


def test_status_says_what_waits_and_what_was_set_aside(site: Site) -> None:
    site.receive(MAIL)
    site.comment("abcdefghij", Event.CONFIRM)
    lines = site.run("status").stdout.splitlines()
    assert re.fullmatch(r"spool: 1 waiting, the oldest for \d+ s, 0 set aside", lines[0])
    assert lines[1] == "outbox: 0 waiting, 0 set aside"
    assert lines[2].startswith("rebuild: ")
    assert lines[3] == "comments pending: 1"


def test_drain_says_what_still_waits_and_fails(site: Site) -> None:
    site.run("publish")
    assert site.run("drain", "--timeout", "0").exit_code == 0
    site.receive(MAIL)
    result = site.run("drain", "--timeout", "0.2")
    assert (result.exit_code, result.stderr) == (1, f"Error: still waiting after 0.2 s: 1 mail; {ASKS}\n")


def test_drain_returns_when_the_last_thing_is_done(site: Site) -> None:
    site.run("publish")
    site.receive(b"Auto-Submitted: auto-replied\r\n" + MAIL)
    worker = threading.Timer(0.5, read_all, [site])
    worker.start()
    assert site.run("drain").exit_code == 0
    worker.join()
    assert dumped(site)[0]["state"] == "auto"


def test_drain_makes_pages_due_that_would_be_written_in_a_minute(site: Site) -> None:
    site.run("publish")
    site.comment("abcdefghij", Event.CONFIRM)
    site.run("decide", "abcdefghij", "approve")
    app = site.app()
    publisher = parts.publisher(app)
    while publisher.step(app.clock()):
        pass
    contents = site.folder / "public" / SLUG / "index.html"
    assert "1 comment" not in contents.read_text(encoding="utf-8")
    assert site.run("drain", "--timeout", "0.2").exit_code == 1
    while publisher.step(app.clock()):
        pass
    app.close()
    assert "1 comment" in contents.read_text(encoding="utf-8")


def test_drain_does_not_use_up_the_tries_of_a_page_that_cannot_be_made(site: Site) -> None:
    site.run("publish")
    app = site.app()
    with app.store.write() as connection:
        rebuild = Rebuild(connection)
        rebuild.put(Part.PARAGRAPH, ParagraphId(1), due_at=app.clock())
        (work,) = rebuild.due(app.clock(), limit=1)
        rebuild.defer(work, due_at=app.clock() + timedelta(seconds=30))
    result = site.run("drain", "--timeout", "0.2")
    assert (result.exit_code, result.stderr) == (1, f"Error: still waiting after 0.2 s: 1 page; {ASKS}\n")
    with app.store.write() as connection:
        assert Rebuild(connection).due(app.clock(), limit=1) == []
    app.close()


def test_publish_writes_what_waits_and_then_nothing(site: Site) -> None:
    assert site.run("publish").exit_code == 0
    page = site.folder / "public" / SLUG / "12" / "index.html"
    written_at = page.stat().st_mtime_ns
    assert site.run("publish").exit_code == 0
    assert "0 written, 0 taken away" in site.run("publish", "--all").stderr
    assert page.stat().st_mtime_ns == written_at


def test_publish_check_names_what_would_change_and_writes_nothing(site: Site) -> None:
    site.run("publish", "--all")
    page = site.folder / "public" / SLUG / "12" / "index.html"
    page.write_text("mailgate was here")
    result = site.run("publish", "--check")
    assert result.exit_code == 1
    assert result.stdout == f"write {SLUG}/12/index.html\n"
    assert page.read_text() == "mailgate was here"
    assert "1 written" in site.run("publish", "--all").stderr
    assert site.run("publish", "--all", "--check").exit_code == 2


def test_a_fault_is_one_line_and_no_traceback(site: Site) -> None:
    (site.folder / "mailgate.db").write_bytes(b"this is no database" * 100)
    for words in (["status"], ["dump"], ["publish"], ["work"], ["listen"], ["run"], ["documents", "list"]):
        result = site.run(*words)
        assert result.exit_code == 1, words
        assert result.stdout == ""
        assert len(result.stderr.splitlines()) == 1, result.stderr
        assert "the database cannot be used" in result.stderr


@pytest.mark.parametrize(
    ("version", "said"), [("0001", "take a backup, then `mailgate upgrade`"), ("9999", "a later version of mailgate")]
)
def test_a_database_of_another_version_is_refused(site: Site, version: str, said: str) -> None:
    with closing(sqlite3.connect(site.folder / "mailgate.db")) as database:
        database.execute("UPDATE alembic_version SET version_num = ?", (version,))
        database.commit()
    result = site.run("status")
    assert result.exit_code == 1
    assert said in result.stderr


def test_a_database_that_is_not_there_is_not_called_an_old_one(site: Site) -> None:
    (site.folder / "mailgate.db").unlink()
    result = site.run("status")
    assert result.exit_code == 1
    assert "is empty: is database.url right?" in result.stderr


def test_a_report_that_is_not_there_is_one_line(site: Site) -> None:
    result = site.run("import", "nowhere.html")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "Error: nowhere.html: No such file or directory\n"


def test_several_listeners_need_postgresql(site: Site) -> None:
    result = site.run("listen", "--processes", "2")
    assert result.exit_code == 2
    assert "on SQLite one process listens" in result.stderr


def test_the_program_has_a_version_and_wrong_usage_is_2(site: Site) -> None:
    assert site.run("--version").stdout.startswith(f"{main.name} ") or "mailgate" in site.run("--version").stdout
    assert site.run("nonsense").exit_code == 2
    assert site.run("status", "--nonsense").exit_code == 2

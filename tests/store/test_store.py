"""Opening, migrating, sealing, and the smaller repositories."""

import copy
import os
import pickle
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from store.documents import Documents, NewDocument
from store.engine import Store, StoreError, open_store
from store.grants import Grants, Standing
from store.migrations import is_current, migrate, newest
from store.model import Comment, Document, Grant, Item, Neighbour, Purpose
from store.people import Moderators, Suppressions
from store.schema import metadata, suppressions
from store.sealed import Box, SealError


def test_the_migrations_lead_to_the_tables_of_the_schema(store: Store) -> None:
    assert is_current(store)
    with store.read() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_migrating_again_keeps_what_is_there(store: Store, document: Document) -> None:
    migrate(store)
    with store.read() as connection:
        assert Documents(connection).get("flood-report") == document


def test_an_empty_database_is_not_current(database_url: str) -> None:
    store = open_store(database_url)
    assert not is_current(store)
    store.close()


def test_the_database_file_is_its_owners_alone(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/site.db")
    migrate(store)
    for file in tmp_path.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file
    store.close()


def test_sqlite_writes_through_to_the_disk_and_takes_its_lock_first(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/site.db")
    with store.write() as connection:
        assert connection.execute(text("PRAGMA synchronous")).scalar_one() == 2
        assert connection.execute(text("PRAGMA journal_mode")).scalar_one() == "wal"
        other = open_store(store.url)
        with other.read() as reading:
            reading.execute(text("SELECT 1"))
        other.close()
    store.close()


def test_only_what_need_not_be_durable_is_not_written_through(store: Store) -> None:
    asked = "PRAGMA synchronous" if store.is_sqlite else "SHOW synchronous_commit"
    with store.write(durable=False) as connection:
        assert connection.execute(text(asked)).scalar_one() == (1 if store.is_sqlite else "off")
    with store.write() as connection:
        assert connection.execute(text(asked)).scalar_one() == (2 if store.is_sqlite else "on")


@pytest.mark.parametrize("url", ["mysql://host/db", "sqlite://", "sqlite:///:memory:"])
def test_a_database_that_cannot_serve_is_refused_in_one_line(url: str) -> None:
    with pytest.raises(StoreError) as refusal:
        open_store(url)
    assert "\n" not in str(refusal.value)


def test_a_document_reads_back_in_order_with_neighbours(store: Store, document: Document) -> None:
    with store.read() as connection:
        documents = Documents(connection)
        paragraphs = documents.paragraphs(document.id)
        sections = documents.sections(document.id)
        assert [one.key for one in paragraphs] == ["1", "2", "3", "4"]
        assert [one.heading for one in sections] == ["Part One", "The River"]
        assert sections[1].parent_id == sections[0].id
        assert paragraphs[1].footnotes[0].text == "A note."
        assert documents.neighbours(paragraphs[0]) == (None, Neighbour("2", paragraphs[1].number))
        before, after = documents.neighbours(paragraphs[2])
        assert before
        assert after
        assert (before.label, after.label) == (paragraphs[1].label, paragraphs[3].label)
        assert documents.paragraph(paragraphs[2].id) == paragraphs[2]
        assert documents.address("flood-report", "9") is None


def test_a_slug_is_taken_once(store: Store, document: Document, now: datetime) -> None:
    new = NewDocument(slug=document.slug, title="x", language="en", sections=(), paragraphs=())
    with pytest.raises(IntegrityError), store.write() as connection:
        Documents(connection).add(new, at=now)


def test_a_document_closes_and_opens(store: Store, document: Document, now: datetime) -> None:
    with store.write() as connection:
        documents = Documents(connection)
        assert documents.close("flood-report", at=now)
        closed = documents.get("flood-report")
        assert closed is not None
        assert not closed.is_open(now)
        assert closed.is_open(now - timedelta(seconds=1))
        assert documents.close("flood-report", at=None)
        assert not documents.close("other", at=None)
        assert documents.get("flood-report") == document


def test_a_grant_lives_until_it_expires_or_is_revoked(store: Store, box: Box, comment: Comment, now: datetime) -> None:
    item = Item(comment_id=comment.id, text_hash=b"h" * 32, state=comment.state)
    hour = timedelta(hours=1)
    grant = Grant(purpose=Purpose.MODERATE, person="mo@desk.example", items=(item,), expires_at=now + hour)
    with store.write() as connection:
        grants = Grants(connection, box)
        grants.put([(b"d" * 32, grant)])
        assert grants.get(b"d" * 32) == grant
        assert grants.standing(b"d" * 32, now) is Standing.LIVE
        assert grants.standing(b"d" * 32, now + hour) is Standing.DEAD
        assert grants.standing(b"e" * 32, now) is Standing.UNKNOWN
        assert grants.revoke("other@desk.example", at=now) == 0
        assert grants.revoke("mo@desk.example", at=now) == 1
        assert grants.standing(b"d" * 32, now) is Standing.DEAD


def test_moderators_come_and_go(store: Store, box: Box, now: datetime) -> None:
    with store.write() as connection:
        moderators = Moderators(connection, box)
        assert moderators.add("mo@desk.example", at=now)
        assert not moderators.add("mo@desk.example", at=now)
        assert [one.address for one in moderators.all()] == ["mo@desk.example"]
        known = moderators.find("mo@desk.example")
        assert known is not None
        assert moderators.remove("mo@desk.example", at=now)
        assert not moderators.remove("mo@desk.example", at=now)
        assert moderators.find("mo@desk.example") is None
        assert moderators.add("mo@desk.example", at=now)
        assert moderators.find("mo@desk.example") == known


def test_a_suppressed_address_is_known_exactly(store: Store, box: Box, now: datetime) -> None:
    with store.write() as connection:
        suppressions = Suppressions(connection, box)
        suppressions.add("ann@reader.example", reason="said stop", at=now)
        suppressions.add("ann@reader.example", reason="said stop again", at=now)
        asked = ["ann@reader.example", "Ann@reader.example", "bob@reader.example"]
        assert set(suppressions.among(asked)) == {"ann@reader.example"}
        assert suppressions.among([]) == {}


def test_both_hours_that_a_clock_shows_when_it_is_set_back_are_kept_apart(store: Store, box: Box) -> None:
    first = datetime(2026, 10, 25, 1, 30, tzinfo=ZoneInfo("Europe/London"))
    times = (first, first.replace(fold=1))
    with store.write() as connection:
        for name, at in zip(("ann", "bob"), times, strict=True):
            Suppressions(connection, box).add(f"{name}@reader.example", reason="said stop", at=at)
        kept = connection.execute(select(suppressions.c.created_at).order_by(suppressions.c.created_at)).scalars().all()
    assert kept == [datetime(2026, 10, 25, hour, 30, tzinfo=UTC) for hour in (0, 1)]


def test_a_sealed_value_opens_only_in_its_own_row_and_column(box: Box) -> None:
    sealed = box.seal_text("mails.raw", b"row 1", "secret")
    assert b"secret" not in sealed
    assert box.open_text("mails.raw", b"row 1", sealed) == "secret"
    assert box.open_text("mails.raw", b"row 1", None) == ""
    for label, row in (("mails.raw", b"row 2"), ("mails.facts", b"row 1")):
        with pytest.raises(SealError):
            box.open_text(label, row, sealed)
    with pytest.raises(SealError):
        Box(data_key=None, lookup_key=b"l" * 32).open_text("mails.raw", b"row 1", sealed)


def test_two_processes_never_seal_with_one_nonce(box: Box) -> None:
    box.seal("mails.raw", b"row 1", b"words")  # more are drawn than are used
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(writing, b"".join(nonce_of(box) for _ in range(5)))
        os._exit(0)
    ours = [nonce_of(box) for _ in range(5)]
    os.waitpid(child, 0)
    theirs = os.read(reading, 60)
    os.close(reading)
    os.close(writing)
    assert len(theirs) == 60
    assert {theirs[at : at + 12] for at in range(0, 60, 12)}.isdisjoint(ours)
    assert len(set(ours)) == 5


def nonce_of(box: Box) -> bytes:
    return box.seal("mails.raw", b"row 1", b"words")[1:13]


def test_a_box_goes_to_another_process_unless_it_has_the_data_key(box: Box) -> None:
    looks_up = Box(data_key=None, lookup_key=bytes(range(32)))
    there = copy.copy(looks_up)  # by what pickle takes
    assert there.lookup("ann@reader.example") == looks_up.lookup("ann@reader.example")
    assert pickle.dumps(looks_up)
    with pytest.raises(TypeError):
        pickle.dumps(box)


def test_a_keyed_hash_is_for_ever_the_one_that_rows_are_found_by() -> None:
    box = Box(data_key=None, lookup_key=bytes(range(32)))
    assert box.digest("mail", b"ann@reader.example", b"").hex() == (
        "e4a0cf78399e27c855e17215269a28db7637399b089dcbb12093ee7cb506b7cb"
    )
    assert box.lookup("ann@reader.example").hex() == "e207da412b8fcb3aa76176f7611e521b9b770f1a0aa1c45a3ff473b9064f8598"


def test_limits_see_through_tags_and_case_but_identities_do_not(box: Box) -> None:
    assert box.lookup_folded("Ann+x@reader.example") == box.lookup_folded("ann@reader.example")
    assert box.lookup("Ann@reader.example") != box.lookup("ann@reader.example")
    assert box.lookup_domain("a@reader.example") == box.lookup_domain("b@reader.example")


def test_migrations_are_one_line_and_the_newest_is_the_one_that_alembic_would_go_to() -> None:
    config = Config()
    config.set_main_option("script_location", "store:migrations")
    script = ScriptDirectory.from_config(config)
    assert script.get_heads() == [newest()]
    assert all(Path(each.path).name.startswith(f"{each.revision}_") for each in script.walk_revisions())

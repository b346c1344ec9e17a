"""Files below public/ as things change: only what differs is written, whole at every moment."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from renderer import files
from renderer.build import Build, check, publish_all
from renderer.making import File
from renderer.output import Output
from store.model import CommentId, DocumentId
from store.rebuild import COALESCED, SOON, Part, Rebuild
from tests.renderer.conftest import SITE_OF_TESTS, Library, build_of, tree

LATER = timedelta(minutes=2)


def stamps(library: Library) -> dict[str, int]:
    return {path: (library.public / path).stat().st_ino for path in library.paths()}


def test_an_approval_changes_its_three_files_at_once_and_the_others_within_a_minute(library: Library) -> None:
    publisher = library.publisher()
    library.publish(publisher)
    before = stamps(library)
    public_id = library.comment("1.2", "<p>Hello</p>")
    assert publisher.step(library.now)
    assert not publisher.step(library.now)
    after = stamps(library)
    three = {"harbour/1.2/index.html", "harbour/1.2/feed.atom", f"c/{public_id}/index.html"}
    assert {path for path in after if after[path] != before.get(path)} == three
    assert publisher.step(library.now + SOON)  # the page that lists it is its paragraph's own
    assert stamps(library) == after
    assert publisher.next_due() == library.now + COALESCED
    library.publish(publisher)
    last = stamps(library)
    assert {p for p in last if last[p] != after[p]} == {
        "harbour/index.html",
        "harbour/s/what-we-were-asked/index.html",
        "harbour/s/what-we-were-asked/feed.atom",
        "harbour/feed.atom",
        "harbour/moderation/index.html",
        "harbour/moderation/receipts.txt",
        "index.html",
        "feed.atom",
    }


def test_the_pages_say_that_a_document_has_closed_when_its_date_has_come(library: Library) -> None:
    shown, closes_at = library.comment("1.2", "<p>Hello</p>"), library.now + timedelta(days=2)
    library.close(at=closes_at)
    publisher = library.publisher()
    library.publish(publisher)
    assert publisher.next_due() == closes_at
    with library.store.write() as connection:
        assert Rebuild(connection).waiting() == (0, None)
        Rebuild(connection).hasten(library.now)
    assert publisher.next_due() == closes_at
    assert "was closed" not in library.read("harbour/1.2/index.html")
    while publisher.step(closes_at):
        pass
    assert "was closed" in library.read("harbour/1.2/index.html")
    changes = check(replace(build_of(library), now=closes_at))
    assert not list(changes.written)
    assert f"c/{shown}/index.html" in library.paths()
    assert publisher.next_due() is None


def test_a_closing_that_was_put_off_is_waited_for_anew_and_one_that_was_taken_back_does_nothing(
    library: Library,
) -> None:
    first, later = library.now + timedelta(days=2), library.now + timedelta(days=5)
    publisher = library.publisher()
    for closes_at in (first, later):
        library.close(at=closes_at)
        library.publish(publisher)
    while publisher.step(first):
        pass
    assert "was closed" not in library.read("harbour/1.2/index.html")
    assert publisher.next_due() == later
    library.close(at=None)
    while publisher.step(later):
        pass
    assert "was closed" not in library.read("harbour/1.2/index.html")
    assert publisher.next_due() is None


def test_what_is_due_at_once_is_on_disk_before_the_large_pages_are_made(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    publisher = library.publisher()
    library.publish(publisher)
    public_id = library.comment("1.2", "<p>Hello</p>")
    seen: list[bool] = []
    made = Output.document

    def document(output: Output, document_id: DocumentId) -> Iterator[File]:
        seen.append((library.public / f"c/{public_id}/index.html").exists())
        return made(output, document_id)

    monkeypatch.setattr(Output, "document", document)
    assert publisher.step(library.now + LATER)
    assert seen == [True]


def test_a_page_that_cannot_be_made_waits_and_stops_no_other(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    publisher = library.publisher()
    bad, good = library.paragraph_id("1.1"), "harbour/1.2/index.html"
    compose_page = publisher_page(monkeypatch, "1.1")
    assert publisher.step(library.now)
    assert (library.public / good).exists()
    assert not (library.public / "harbour/1.1/index.html").exists()
    due = library.now + timedelta(seconds=30)
    assert publisher.next_due() == due
    tries = 1
    while (when := publisher.next_due()) is not None:
        assert publisher.step(when)
        tries += 1
    assert tries == 10
    with library.store.read() as connection:
        assert Rebuild(connection).parked() == 1
    compose_page.undo()
    with library.store.write() as connection:  # asked for again, it is no longer parked
        Rebuild(connection).put(Part.PARAGRAPH, bad, due_at=library.now)
    assert publisher.step(library.now)
    assert (library.public / "harbour/1.1/index.html").exists()


def publisher_page(patch: pytest.MonkeyPatch, key: str) -> pytest.MonkeyPatch:
    """Let the page of one paragraph fail, as a broken template of an operator would."""
    from renderer import pages  # noqa: PLC0415

    render = pages.render

    def fails(environment: object, page: object) -> bytes:
        if getattr(page, "label", "") == key:
            raise ValueError("broken template")
        return render(environment, page)  # type: ignore[arg-type]

    patch.setattr(pages, "render", fails)
    return patch


def test_a_file_that_cannot_be_written_stops_no_other_and_is_tried_again(library: Library) -> None:
    (library.public / "harbour").mkdir(parents=True)
    (library.public / "harbour/1.1").write_text("in the way", encoding="utf-8")
    publisher = library.publisher()
    assert publisher.step(library.now)
    assert (library.public / "harbour/1.2/index.html").exists()
    due = publisher.next_due()
    assert due is not None
    (library.public / "harbour/1.1").unlink()
    assert publisher.step(due)
    assert (library.public / "harbour/1.1/index.html").exists()
    assert publisher.next_due() is None


def test_work_for_what_is_gone_is_done_without_a_file(library: Library) -> None:
    library.publish()
    before = tree(library.public)
    with library.store.write() as connection:
        for part in Part:
            Rebuild(connection).put(part, CommentId(987_654), due_at=library.now)
    library.publish()
    assert tree(library.public) == before
    assert library.publisher().next_due() is None


def test_a_comment_that_was_never_approved_has_no_page(library: Library) -> None:
    library.comment("1.1", "<p>Waits</p>", approve=False)
    library.publish()
    assert not (library.public / "c").exists()


def test_a_step_leaves_its_work_alone_while_a_full_build_holds_the_folder(library: Library) -> None:
    publisher = library.publisher()
    with files.sole_writer(str(library.public), wait=True) as held:
        assert held
        assert not publisher.step(library.now)
        assert publisher.next_due() == library.now + timedelta(seconds=1)
    assert publisher.step(library.now)


def test_a_page_is_readable_for_the_web_server(library: Library) -> None:
    library.publish()
    assert (library.public / "index.html").stat().st_mode & 0o777 == 0o644


def test_an_operators_template_is_found_first(library: Library, tmp_path: Path) -> None:
    (tmp_path / "own/page").mkdir(parents=True)
    (tmp_path / "own/page/style.css").write_text("/* own */", encoding="utf-8")
    build = Build(
        database=library.store.url,
        site=SITE_OF_TESTS,
        public=library.public,
        now=library.now,
        templates=tmp_path / "own",
        processes=1,
    )
    publish_all(build)
    assert library.read("style.css") == "/* own */"
    assert "1.2" in library.read("harbour/1.2/index.html")


def test_the_same_bytes_are_not_written_again(tmp_path: Path) -> None:
    file = File("a/b/index.html", b"bytes")
    assert files.write_now(str(tmp_path), [file]) == ["a/b/index.html"]
    assert files.write_now(str(tmp_path), [file]) == []
    assert files.write_now(str(tmp_path), [File(file.path, b"byte")]) == ["a/b/index.html"]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_is_asked_for_an_approval_is_found_by_indexes(library: Library) -> None:
    """However many comments there are: none of the publisher's statements goes through a whole table of them."""
    library.publish()
    library.comment("1.2", "<p>Hello</p>")
    asked: dict[str, object] = {}

    def note(_connection: object, _cursor: object, statement: str, values: Any, _: object, is_many: bool) -> None:
        asked[statement] = values[0] if is_many else values

    event.listen(Engine, "before_cursor_execute", note)
    try:
        assert library.publisher().step(library.now)
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    with library.store.read() as connection:
        for statement, values in asked.items():
            if statement.startswith(("SELECT", "WITH", "DELETE", "UPDATE")):
                plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()  # type: ignore[arg-type]
                assert not [
                    row for row in plan if re.match(r"SCAN (?:comments|revisions|paragraphs|documents|rebuild)", row[3])
                ], statement

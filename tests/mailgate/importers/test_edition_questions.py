"""What an import asks of a later edition: what comments hang on comes first, and the list says how to answer it."""

from pathlib import Path

import pytest
from sqlalchemy import Connection

from store.documents import Documents
from store.editions import Editions
from store.model import DocumentId, ParagraphId
from tests.mailgate.importers.test_editions import at_a_terminal, doubtful, report, run, site

__all__ = ["site"]  # a fixture


@pytest.fixture
def commented(site: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """A site with a document of which paragraph 4 has three comments, and the file of its next, doubtful edition."""

    def hanging(editions: Editions, document: DocumentId) -> dict[ParagraphId, int]:
        connection: Connection = editions._connection
        return {each.id: 3 for each in Documents(connection).paragraphs(document) if each.key == "4"}

    monkeypatch.setattr(Editions, "hanging", hanging)
    old, new = doubtful(tmp_path)
    assert run(site, old, "--document", "doubt").exit_code == 0
    return site, report(tmp_path / "b", new)


def test_the_list_has_what_comments_hang_on_first_and_says_how_to_answer(commented: tuple[str, str]) -> None:
    site, new = commented
    listed = run(site, new, "--document", "doubt").stderr.splitlines()
    assert listed[0].startswith("# It is not sure what became of ")
    assert "(1 with comments)" in listed[0]
    assert "KEY: PLACE" in listed[1]
    asked = [line.split(",")[0] for line in listed if ", with " in line and line.startswith("# ")]
    assert asked[0] == "# 4"
    bare = next(place for place, line in enumerate(listed) if "No comment hangs on" in line)
    assert [line.split(",")[0] for line in listed[bare:] if ", with 0 comments" in line] == asked[1:]


def test_a_dry_run_says_how_much_an_import_would_ask(commented: tuple[str, str]) -> None:
    site, new = commented
    said = run(site, new, "--document", "doubt", "--dry-run").stderr
    assert "(1 with comments) is not sure (?): an import asks" in said


def test_at_a_terminal_all_that_no_comment_hangs_on_is_answered_at_once(site: str, tmp_path: Path) -> None:
    status, shown, _ = at_a_terminal(site, tmp_path, b"\n")
    assert status == 0, shown
    assert "on which no comment hangs" in shown
    assert "Take the likeliest answer" in shown

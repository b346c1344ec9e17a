"""`backup` and `restore`: a site in one file, and made again from it, on either database."""

import json
import re
import resource
import shutil
import signal
import stat
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from mailgate.cli import main
from store.migrations import newest
from tests.mailgate.commands.conftest import ANN, SLUG, Site, change, page, work


@pytest.fixture
def elsewhere(site: Site, tmp_path: Path) -> Site:
    """A folder that has the keys of the site and nothing else."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    for key in ("data.key", "lookup.key"):
        shutil.copy(site.folder / key, folder / key)
    return Site(folder=folder)


def assert_is_the_same_and_goes_on(restored: Site, site: Site) -> None:
    assert restored.run("dump").stdout == site.run("dump").stdout
    work(restored)
    assert page(restored) == page(site)
    restored.receive(b"From: joe@reader.example\r\n\r\nStill true.\r\n", sender="joe@reader.example")
    work(restored)
    assert "Still true." in restored.run("dump").stdout


def test_a_restored_site_is_the_same_site(commented: Site, elsewhere: Site, tmp_path: Path) -> None:
    taken = commented.run("backup", str(tmp_path / "b.zip"))
    assert taken.exit_code == 0
    restored = elsewhere.run("restore", str(tmp_path / "b.zip"))
    assert restored.exit_code == 0, restored.output
    assert [len(each.stderr.splitlines()) for each in (taken, restored)] == [1, 1]  # what cron mails to the operator
    assert_is_the_same_and_goes_on(elsewhere, commented)


def test_a_site_is_restored_whose_pages_lie_deep_and_whose_templates_are_not_there_yet(
    commented: Site, elsewhere: Site, tmp_path: Path
) -> None:
    change(commented, "(?m)^public = .*", 'public = "www/reports"')
    change(commented, "(?m)^# templates = .*", 'templates = "own"')
    assert commented.run("backup", str(tmp_path / "b.zip")).exit_code == 0
    restored = elsewhere.run("restore", str(tmp_path / "b.zip"))
    assert restored.exit_code == 0, restored.output
    assert (elsewhere.folder / "www/reports").is_dir()


def test_a_site_moves_from_one_database_to_the_other(
    commented: Site, elsewhere: Site, tmp_path: Path, postgresql_url: str
) -> None:
    commented.run("backup", str(tmp_path / "b.zip"))
    settings = commented.config.read_text(encoding="utf-8")
    moved, replaced = re.subn(r'(?m)^url = "sqlite.*$', f'url = "{postgresql_url}"', settings)
    elsewhere.config.write_text(moved if replaced else f'{settings}\n[database]\nurl = "{postgresql_url}"\n', "utf-8")
    assert elsewhere.run("restore", str(tmp_path / "b.zip")).exit_code == 0
    assert_is_the_same_and_goes_on(elsewhere, commented)
    assert elsewhere.run("backup", str(tmp_path / "back.zip")).exit_code == 0
    with zipfile.ZipFile(tmp_path / "b.zip") as before, zipfile.ZipFile(tmp_path / "back.zip") as after:
        assert before.read("tables/paragraphs.jsonl") == after.read("tables/paragraphs.jsonl")


def test_the_settings_may_have_any_name(commented: Site, tmp_path: Path) -> None:
    other = commented.config.rename(commented.folder / "ferry.toml")
    assert CliRunner().invoke(main, ["--config", str(other), "backup", str(tmp_path / "b.zip")]).exit_code == 0
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        assert archive.read("mailgate.toml") == other.read_bytes()


def test_a_backup_tells_no_address_and_no_words_of_a_mail(commented: Site, tmp_path: Path) -> None:
    commented.run("backup", str(tmp_path / "b.zip"))
    assert stat.S_IMODE((tmp_path / "b.zip").stat().st_mode) == 0o600
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist() if name.startswith("tables/"))
    assert ANN.encode() not in everything
    assert b"who knows" not in everything
    assert b"The pier was sound" in everything  # it is on a page


def test_who_was_erased_after_the_backup_is_erased_again(commented: Site, elsewhere: Site, tmp_path: Path) -> None:
    commented.run("backup", str(tmp_path / "b.zip"))
    commented.run("erase", ANN)
    shutil.copy(commented.folder / "erased", elsewhere.folder / "erased")
    restored = elsewhere.run("restore", str(tmp_path / "b.zip"))
    assert "1 of those who were erased" in restored.stderr
    assert ANN not in elsewhere.run("dump").stdout


def test_a_backup_does_not_go_into_a_site_that_holds_something(commented: Site, tmp_path: Path) -> None:
    commented.run("backup", str(tmp_path / "b.zip"))
    refused = commented.run("restore", str(tmp_path / "b.zip"))
    assert refused.exit_code == 1
    assert "into an empty one" in refused.stderr


def test_other_keys_are_told_before_anything_is_written(commented: Site, elsewhere: Site, tmp_path: Path) -> None:
    commented.run("backup", str(tmp_path / "b.zip"))
    (elsewhere.folder / "data.key").write_text("0" * 64 + "\n", encoding="ascii")
    refused = elsewhere.run("restore", str(tmp_path / "b.zip"))
    assert "put its data.key and lookup.key back" in refused.stderr
    shutil.copy(commented.folder / "data.key", elsewhere.folder / "data.key")
    assert elsewhere.run("restore", str(tmp_path / "b.zip")).exit_code == 0


def test_a_restore_that_breaks_off_leaves_an_empty_site(commented: Site, elsewhere: Site, tmp_path: Path) -> None:
    commented.run("backup", str(tmp_path / "b.zip"))
    with zipfile.ZipFile(tmp_path / "b.zip") as whole, zipfile.ZipFile(tmp_path / "cut.zip", "w") as cut:
        for name in whole.namelist():
            content = whole.read(name)
            cut.writestr(name, content[: len(content) // 2] if name == "tables/revisions.jsonl" else content)
    assert elsewhere.run("restore", str(tmp_path / "cut.zip")).exit_code == 1
    assert elsewhere.run("dump").stdout == ""
    assert elsewhere.run("restore", str(tmp_path / "b.zip")).exit_code == 0


@pytest.mark.parametrize("content", [b"", b"not a zip file"])
def test_what_is_no_backup_is_refused_in_one_line(elsewhere: Site, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "b.zip").write_bytes(content)
    refused = elsewhere.run("restore", str(tmp_path / "b.zip"))
    assert refused.exit_code == 1
    assert refused.stderr.strip().count("\n") == 0
    assert "is no backup" in refused.stderr


def test_a_file_that_is_there_is_not_overwritten(site: Site, tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_bytes(b"precious")
    assert site.run("backup", str(tmp_path / "b.zip")).exit_code == 1
    assert (tmp_path / "b.zip").read_bytes() == b"precious"


def test_of_a_backup_that_cannot_be_written_to_its_end_nothing_is_left(commented: Site, tmp_path: Path) -> None:
    place = tmp_path / "safe"
    place.mkdir()
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # as Python starts
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, limit[1]))
    try:
        taken = commented.run("backup", str(place / "b.zip"))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
        signal.signal(signal.SIGXFSZ, before)
    assert taken.exit_code == 1
    assert list(place.iterdir()) == []


def test_a_backup_says_what_it_is(site: Site, tmp_path: Path) -> None:
    site.run("backup", str(tmp_path / "b.zip"))
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        assert archive.testzip() is None
        assert json.loads(archive.read("about.json"))["tables"] == newest()
        assert SLUG.encode() in archive.read("tables/documents.jsonl")

"""A document in one file: whole, readable without a network, and the same for the same pages."""

import re
import shutil
import zipfile
from pathlib import Path, PurePosixPath

import pytest

from renderer import archive
from renderer.build import Build, publish_all
from store.documents import Documents
from store.model import DocumentId
from store.removal import Removal
from tests.renderer.conftest import SITE_OF_TESTS, Library

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def build(library: Library) -> Build:
    return Build(database=library.store.url, site=SITE_OF_TESTS, public=library.public, now=library.now, processes=1)


def contents(library: Library) -> dict[str, bytes]:
    with zipfile.ZipFile(library.public / "harbour/harbour.zip") as file:
        assert file.testzip() is None
        return {name: file.read(name) for name in file.namelist()}


def test_an_archive_has_every_page_of_its_document_and_every_link_in_it_resolves(library: Library) -> None:
    comment = library.comment("1.2", "<p>Hello</p>")
    archive.make(build(library), library.store)
    found = contents(library)
    pages = {
        "harbour/index.html",
        "harbour/all/index.html",
        "harbour/s/what-we-found/index.html",
        "harbour/1.2/index.html",
    }
    assert pages | {f"c/{comment}/index.html", "style.css"} <= set(found)
    for name, data in found.items():
        if not name.endswith(".html"):
            continue
        for link in re.findall(r'href="(?!https?:|mailto:|#)([^"#]*)', data.decode()):
            target = Path("/", PurePosixPath(name).parent, link).resolve().relative_to("/")
            assert target.as_posix() in found, f"{link} on {name}"


def test_feeds_are_no_part_of_an_archive_and_its_pages_lead_to_those_of_the_site(library: Library) -> None:
    archive.make(build(library), library.store)
    found = contents(library)
    assert not [name for name in found if name.endswith(".atom")]
    for page, feed in (("harbour/1.2", "harbour/1.2/feed.atom"), ("harbour", "harbour/official.atom")):
        assert f'href="https://reports.example/review/{feed}"' in found[f"{page}/index.html"].decode()


def test_the_same_pages_give_the_same_bytes(library: Library) -> None:
    library.comment("1.2", "<p>Hello</p>")
    assert archive.make(build(library), library.store) == [DocumentId(1)]
    first = (library.public / "harbour/harbour.zip").read_bytes()
    stamp = (library.public / "harbour/harbour.zip").stat().st_mtime_ns
    assert archive.make(build(library), library.store) == []
    assert (library.public / "harbour/harbour.zip").stat().st_mtime_ns == stamp
    library.comment("1.2", "<p>More</p>")
    archive.make(build(library), library.store)
    assert (library.public / "harbour/harbour.zip").read_bytes() != first


def test_the_contents_lead_to_an_archive_where_there_is_one_and_a_build_leaves_it(library: Library) -> None:
    publish_all(build(library))
    assert "harbour.zip" not in library.read("harbour/index.html")
    archive.make(build(library), library.store)
    publish_all(build(library))
    assert 'href="../harbour/harbour.zip" type="application/zip">Download</a>' in library.read("harbour/index.html")
    assert (library.public / "harbour/harbour.zip").is_file()
    assert not list(library.public.rglob(".*.zip.*"))


def test_the_archive_of_a_document_that_is_gone_goes_too_and_a_file_of_the_operators_stays(library: Library) -> None:
    publish_all(build(library))
    archive.make(build(library), library.store)
    for slug in ("boats", "ferry"):
        (library.public / slug).mkdir()
    shutil.copy(library.public / "harbour/harbour.zip", library.public / "boats/boats.zip")
    with zipfile.ZipFile(library.public / "ferry/ferry.zip", "w") as own:
        own.writestr("timetable.txt", "every hour")
    assert set(publish_all(build(library)).removed) == {"boats/boats.zip"}
    assert {"harbour/harbour.zip", "ferry/ferry.zip"} <= set(library.paths())


def test_the_archive_of_a_document_that_was_removed_goes_though_a_page_still_says_so(library: Library) -> None:
    publish_all(build(library))
    archive.make(build(library), library.store)
    with library.store.write() as connection:
        document = Documents(connection).get("harbour")
        assert document is not None
        Removal(connection, document).carry_out(at=library.now)
    assert "harbour/harbour.zip" in publish_all(build(library)).removed
    assert "was removed" in library.read("harbour/index.html")

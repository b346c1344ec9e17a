"""Copies for web servers: they hold the same, are the same each time, and go when they are no longer wanted."""

import gzip
from collections.abc import Callable
from dataclasses import replace

import brotli
import pytest
import zstandard

from renderer import compressed
from renderer.build import Build, check, publish_all
from tests.renderer.conftest import SITE_OF_TESTS, Library

ALL = ("gzip", "br", "zstd")
OPENERS: dict[str, Callable[[bytes], bytes]] = {
    ".gz": gzip.decompress,
    ".br": brotli.decompress,
    ".zst": zstandard.decompress,
}


@pytest.fixture
def library(make_library: Callable[..., Library]) -> Library:
    return make_library(site=replace(SITE_OF_TESTS, compress=ALL))


def build_of(library: Library, compress: tuple[str, ...] = ALL) -> Build:
    site = replace(library.site, compress=compress)
    return Build(database=library.store.url, site=site, public=library.public, now=library.now)


def test_each_text_file_has_copies_that_hold_the_same(library: Library) -> None:
    public_id = library.comment("1.2", "<p>Hello</p>")
    library.publish()
    originals = [path for path in library.paths() if compressed.original(path) is None]
    assert {f"c/{public_id}/index.html", "harbour/1.2/feed.atom", "style.css", "robots.txt"} <= set(originals)
    for path in originals:
        for suffix, opened in OPENERS.items():
            assert opened((library.public / (path + suffix)).read_bytes()) == (library.public / path).read_bytes()


def test_a_full_build_finds_the_copies_as_they_were_made_one_by_one(library: Library) -> None:
    library.comment("1.2", "<p>Hello</p>")
    library.publish()
    changes = check(build_of(library))
    assert not list(changes.written)
    assert not list(changes.removed)


def test_copies_that_are_no_longer_wanted_go_and_an_operators_own_stay(library: Library) -> None:
    publish_all(build_of(library))
    assert (library.public / "search/search.js.br").exists()
    (library.public / "about").mkdir()
    for own in ("about/index.html", "about/index.html.gz", "notes.gz", "logo.png.gz"):
        (library.public / own).write_bytes(b"my own")
    removed = set(publish_all(build_of(library, ("gzip",))).removed)
    copies = {path for path in library.paths() if path.endswith((".br", ".zst"))}
    assert not copies
    assert {"style.css.br", "harbour/1.2/index.html.zst"} <= removed
    assert all(path.endswith((".br", ".zst")) for path in removed)
    assert (library.public / "about/index.html.gz").exists()


def test_the_copies_of_a_page_that_is_gone_go_with_it(library: Library) -> None:
    library.publish()
    gone = "harbour/9.9/index.html"
    (library.public / gone).parent.mkdir()
    for suffix in ("", *OPENERS):
        data = (library.public / f"harbour/1.1/index.html{suffix}").read_bytes()
        (library.public / (gone + suffix)).write_bytes(data)
    assert set(publish_all(build_of(library)).removed) == {gone + suffix for suffix in ("", *OPENERS)}


def test_a_library_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compressed, "find_spec", lambda _name: None)
    assert compressed.missing(["gzip"]) == []
    assert compressed.missing(ALL) == ["brotli", "zstandard"]


def test_only_text_has_copies() -> None:
    assert compressed.original("a/card.png.gz") is None
    assert compressed.original("a/index.html.gz") == "a/index.html"
    assert compressed.original("index.html") is None

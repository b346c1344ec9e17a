"""The full build: every page of the site by all cores, exact, and nothing left that should not be there."""

import errno
import multiprocessing
import random
import sys
from collections.abc import Callable
from concurrent.futures import BrokenExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from renderer import files
from renderer.build import Build, check, publish_all
from renderer.pieces import Paths, pieces
from store.documents import Documents
from store.model import Event
from tests.renderer.conftest import Library, build_of, tree

LATER = timedelta(minutes=2)


def test_a_full_build_gives_the_same_bytes_as_one_page_after_another(library: Library, tmp_path: Path) -> None:
    shown = library.comment("1.2", "<p>Hello</p>")
    library.comment("2.1", "<p>There</p>")
    library.decide(shown, Event.WITHDRAW)
    library.publish()
    other = tmp_path / "other"
    changes = publish_all(build_of(library, other))
    assert tree(other) == tree(library.public)
    assert set(changes.written) == set(tree(other))
    assert changes.files == len(changes.written)
    assert not [path for path in other.rglob("*.mailgate") if path.name != ".lock.mailgate"]


def test_the_first_build_shows_nothing_until_all_is_made_and_clears_up_after_one_that_died(
    library: Library, tmp_path: Path
) -> None:
    library.comment("1.2", "<p>Hello</p>")
    library.publish()
    other, seen = tmp_path / "other", list[str]()
    half_made = other / ".tree.mailgate/c/left/index.html"
    half_made.parent.mkdir(parents=True)
    half_made.write_bytes(b"<ht")

    def look(_done: int, _all: int) -> None:
        seen.extend(path.name for path in other.iterdir() if not path.name.startswith("."))

    publish_all(build_of(library, other), look)
    assert not seen
    assert tree(other) == tree(library.public)
    assert not (other / ".tree.mailgate").exists()


def test_a_build_that_died_while_its_tree_was_put_in_place_is_finished_by_the_next(library: Library) -> None:
    publish_all(build_of(library))
    whole = tree(library.public)
    (library.public / ".tree.mailgate").mkdir()
    for name in ("index.html", "feed.atom", "style.css"):
        (library.public / name).rename(library.public / ".tree.mailgate" / name)
    publish_all(build_of(library))
    assert tree(library.public) == whole


def test_a_full_build_writes_only_what_differs_and_check_says_it_before(library: Library) -> None:
    library.publish()
    (library.public / "harbour/1.1/index.html").write_text("old", encoding="utf-8")
    (library.public / "feed.atom").unlink()
    wanted = {"harbour/1.1/index.html", "feed.atom"}
    before = tree(library.public)
    assert set(check(build_of(library)).written) == wanted
    assert tree(library.public) == before
    assert set(publish_all(build_of(library)).written) == wanted
    nothing = publish_all(build_of(library))
    assert not nothing.written
    assert not nothing.removed


def test_a_build_whose_process_is_killed_leaves_the_site_as_it_was_and_the_next_mends_it(library: Library) -> None:
    library.publish()
    (library.public / "harbour/1.1/index.html").write_text("old", encoding="utf-8")
    before = tree(library.public)

    def kill(_done: int, _all: int) -> None:
        for process in multiprocessing.active_children():
            process.kill()

    with pytest.raises(BrokenExecutor):
        publish_all(build_of(library), kill)
    assert tree(library.public) == before
    assert set(publish_all(build_of(library)).written) == {"harbour/1.1/index.html"}
    assert not [path for path in library.public.rglob("*.mailgate") if path.name != ".lock.mailgate"]


def test_a_small_site_is_built_without_other_processes(library: Library) -> None:
    seen: list[object] = []
    build = replace(build_of(library), processes=None)
    publish_all(build, lambda _done, _all: seen.extend(multiprocessing.active_children()))
    assert not seen
    assert "1.2" in library.read("harbour/1.2/index.html")


def test_a_large_site_is_cut_into_pieces_of_some_thousand_files_whatever_its_paragraphs_weigh(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    loads = [0] * 3_000 + [5_000, 0, 900, 900, 900] + [1] * 10
    monkeypatch.setattr(Documents, "loads", lambda _self, _document: loads)
    slices = [piece.places for piece in pieces(build_of(library)) if piece.places is not None]
    assert [place for places in slices for place in places] == list(range(len(loads)))
    sizes = [sum(loads[place] + 2 for place in places) for places in slices]
    assert max(size for size, places in zip(sizes, slices, strict=True) if len(places) > 1) < 7_000
    assert len(slices) == 6


def test_millions_of_paths_are_kept_in_the_room_of_their_letters() -> None:
    paths, names = Paths(), [f"c/{number:010}/index.html" for number in range(100_000)]
    for start in range(0, len(names), 1_000):
        paths.add(names[start : start + 1_000])
    paths.add([])
    assert len(paths) == len(names)
    assert list(paths) == names
    assert names[70_000] in paths
    assert "c/other/index.html" not in paths
    assert sum(sys.getsizeof(joined) for joined in paths._joined) < 30 * len(names)


EVENTS = (Event.CONFIRM, Event.APPROVE, Event.REJECT, Event.WITHDRAW, Event.UNDO)


@pytest.mark.parametrize("seed", range(4))
def test_whatever_happens_a_full_build_finds_nothing_to_change(library: Library, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    publisher, made = library.publisher(), list[str]()
    for _ in range(160):
        what = chance.random()
        if what < 0.35 or not made:
            answered = chance.choice([None, None, chance.choice([None, *made])])
            # Most on one paragraph: its comments take several pages.
            key = (
                chance.choice(["1.1", "1.1", "1.1", "1.1", "1.2", "2.1"])
                if answered is None
                else library.key_of(answered)
            )
            text = f"<p>{chance.random()}</p>"
            made.append(library.comment(key, text, approve=chance.random() < 0.7, answers=answered))
        elif what < 0.75:
            library.try_to_decide(chance.choice(made), chance.choice(EVENTS))
        elif what < 0.85:
            library.close(at=chance.choice([None, library.now - LATER, library.now + timedelta(days=9)]))
        elif what < 0.9:
            publisher = library.publisher()  # the old one died
        else:
            publisher.step(library.now)
    library.publish(publisher)
    changes = check(build_of(library))
    assert not list(changes.written)
    assert not changes.removed
    publish_all(build_of(library, tmp_path / "other"))
    assert tree(tmp_path / "other") == tree(library.public)


def test_what_should_not_be_there_goes_and_what_the_operator_put_there_stays(library: Library) -> None:
    library.publish()
    page = library.read("harbour/1.1/index.html")
    ours = ["harbour/9.9/index.html", "oldreport/index.html", "c/zzz/index.html"]
    theirs = ["robots.txt", "images/logo.png", "about/index.html", ".well-known/security.txt", "harbour/notes.txt"]
    left = "harbour/1.1/.index.html.mailgate"
    for path in [*ours, *theirs, left]:
        (library.public / path).parent.mkdir(parents=True, exist_ok=True)
        (library.public / path).write_text(page if path in ours else "<p>my own</p>", encoding="utf-8")
    assert set(check(build_of(library)).removed) == {*ours, left}
    assert set(publish_all(build_of(library)).removed) == {*ours, left}
    for path in ours:
        assert not (library.public / path).parent.exists()
    assert all((library.public / path).exists() for path in theirs)


def test_the_index_of_all_words_goes_with_the_page_to_search(library: Library) -> None:
    site = replace(library.site, compress=("gzip",))
    publish_all(build_of(library, site=site))
    index = "search/pagefind/fragment/en_1a2b3c.pf_fragment"  # it holds the words of comments
    for path in (index, "search/notes.txt"):
        (library.public / path).parent.mkdir(parents=True, exist_ok=True)
        (library.public / path).write_bytes(b"words")
    assert not publish_all(build_of(library, site=site)).removed
    without = build_of(library, site=replace(site, search=False))
    gone = {f"search/{name}{copy}" for name in ("index.html", "search.js") for copy in ("", ".gz")}
    assert set(check(without).removed) == set(publish_all(without).removed) == {index, *gone}
    assert (library.public / "search/notes.txt").exists()


def test_a_build_that_fails_leaves_the_site_as_it_was(library: Library, make_library: Callable[..., Library]) -> None:
    library.publish()
    before = tree(library.public)
    broken = library.public.parent / "broken/page"
    broken.mkdir(parents=True)
    (broken / "paragraph.html").write_text("{{ page.nothing.such }}", encoding="utf-8")
    build = Build(
        database=library.store.url,
        site=library.site,
        public=library.public,
        now=library.now,
        templates=broken.parent,
        processes=1,
    )
    with pytest.raises(Exception, match="nothing"):
        publish_all(build)
    assert tree(library.public) == before


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_fault_of_the_disk_that_is_told_while_pages_are_made_ends_the_build(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_all(build_of(library))
    before = tree(library.public)
    library.comment("1.1", "<p>Hello</p>")
    faults = [OSError(errno.EIO, "Input/output error")]  # the kernel tells it once
    monkeypatch.setattr(files, "_NOW_AND_THEN", 0.01)
    monkeypatch.setattr(files, "_sync", lambda _: _raise(faults))
    with pytest.raises(OSError, match="Input/output"):
        publish_all(build_of(library))
    assert tree(library.public) == before


def _raise(faults: list[OSError]) -> None:
    if faults:
        raise faults.pop()

"""The full build: every page of the site, by all cores, and nothing left that should not be there.

Every file that differs is written beside its place; one syncfs brings them to disk; then all are renamed. Where there
is no site yet, its whole tree is made beside, brought to disk, and only its top renamed. So a crash leaves the old site
or, for a moment, old and new pages side by side, each whole.
"""

import gc
import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from renderer import environment, files, urls
from renderer.output import File, Output, Press
from renderer.site import Site
from store.documents import Documents
from store.engine import Store, open_store
from store.model import DocumentId
from store.rebuild import Part

_SLICE = 200  # paragraphs: large enough to make the queries cheap, small enough to balance the cores
_RENAMES = 5_000
_MARK = b"mailgate"  # in the generator element of every page and feed
_HEAD = 1_024  # bytes within which it stands

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """What to build: where from, for which site, where to. It is handed to other processes, so it holds no connection.

    `now` decides whether documents are open for comments; `processes`: None for one a core.
    """

    database: str
    site: Site
    public: Path
    now: datetime
    templates: Path | None = None
    processes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Paths below public/: written, taken away, and how many files the site has."""

    written: tuple[str, ...]
    removed: tuple[str, ...]
    files: int


class Piece(NamedTuple):
    """What one process makes at one go: the paragraphs at these places, or (places None) a document, or the site."""

    part: Part
    target_id: int
    places: range | None = None


class Made(NamedTuple):
    """What became of a piece: every path it has, and those that differ."""

    paths: list[str]
    changed: list[str]


Work = Callable[[Piece], Made]


def publish_all(build: Build, progress: Progress | None = None) -> Changes:
    """Write every file of the site that differs, and take away those of ours that it no longer has.

    `progress` is told pieces done and pieces in all. Raises what the store, a template or the disk raise; the site on
    disk is then as it was.
    """
    root = str(build.public)
    with files.sole_writer(root, wait=True):
        files.remove_tree(root)  # of a build that did not live
        try:
            with _workers(build) as pool:
                return (_first if files.is_empty(root) else _next)(build, pool, progress)
        finally:
            files.remove_tree(root)


def check(build: Build, progress: Progress | None = None) -> Changes:
    """Return what `publish_all` would write and take away; nothing is written."""
    with _workers(build) as pool:
        return _compared(build, pool, progress, _compare)


def _first(build: Build, pool: ProcessPoolExecutor, progress: Progress | None) -> Changes:
    root = str(build.public)
    paths, _ = _made(build, pool, progress, _write_tree)
    files.sync_everything(root)
    files.put_tree_in_place(root)
    files.sync_everything(root)
    return Changes(written=tuple(paths), removed=(), files=len(paths))


def _next(build: Build, pool: ProcessPoolExecutor, progress: Progress | None) -> Changes:
    root = str(build.public)
    changes = _compared(build, pool, progress, _write_aside)
    files.sync_everything(root)
    list(pool.map(_rename, _chunks(changes.written)))
    files.remove(root, changes.removed)
    files.sync_everything(root)
    return changes


def _compared(build: Build, pool: ProcessPoolExecutor, progress: Progress | None, work: Work) -> Changes:
    paths, changed = _made(build, pool, progress, work)
    removed = tuple(_obsolete(str(build.public), set(paths), set(changed)))
    return Changes(written=tuple(changed), removed=removed, files=len(paths))


def _made(build: Build, pool: ProcessPoolExecutor, progress: Progress | None, work: Work) -> Made:
    """Let the pool do its work on every piece; return what became of all."""
    pieces = _pieces(build)
    all_made = Made([], [])
    for number, made in enumerate(pool.map(work, pieces), start=1):
        all_made.paths.extend(made.paths)
        all_made.changed.extend(made.changed)
        if progress is not None:
            progress(number, len(pieces))
    return all_made


def _pieces(build: Build) -> list[Piece]:
    """Cut the site into pieces; the large ones first, so that no core waits for the other at the end."""
    store = open_store(build.database)
    try:
        with store.read() as connection:
            documents = Documents(connection)
            sizes = {document.id: documents.size(document.id) for document in documents.all()}
    finally:
        store.close()
    whole = [
        Piece(part, document_id) for document_id in sizes for part in (Part.EDITION, Part.MODERATION, Part.DOCUMENT)
    ]
    return [*whole, *_slices(sizes), Piece(Part.SITE, 0)]


def _slices(sizes: dict[DocumentId, int]) -> Iterator[Piece]:
    for document_id, size in sizes.items():
        for start in range(0, size, _SLICE):
            yield Piece(Part.PARAGRAPH, document_id, range(start, min(start + _SLICE, size)))


def _obsolete(root: str, paths: set[str], changed: set[str]) -> Iterator[str]:
    """Yield files of ours that the site no longer has, and what a dead publisher left aside."""
    if not Path(root).is_dir():
        return
    aside = {files.aside(path) for path in changed}
    for path in files.walk(root):
        if files.is_left_over(path):
            if path not in aside:
                yield path
        elif path not in paths and urls.OURS.fullmatch(path) and _is_marked(f"{root}/{path}"):
            yield path


def _is_marked(path: str) -> bool:
    """Whether a file says that we made it: an operator's own page may have a name like ours."""
    with Path(path).open("rb") as file:
        return _MARK in file.read(_HEAD)


def _chunks(paths: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for start in range(0, len(paths), _RENAMES):
        yield paths[start : start + _RENAMES]


# In the worker processes -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Worker:
    build: Build
    store: Store
    press: Press


_worker: _Worker | None = None  # one in each worker process, set as it starts


@contextmanager
def _workers(build: Build) -> Iterator[ProcessPoolExecutor]:
    number = build.processes or len(os.sched_getaffinity(0))
    context = multiprocessing.get_context("spawn")  # a fork would share connections and locks
    with ProcessPoolExecutor(number, mp_context=context, initializer=_begin, initargs=(build,)) as pool:
        try:
            yield pool
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _begin(build: Build) -> None:
    global _worker  # noqa: PLW0603  what a pool's initializer is for
    press = Press(site=build.site, templates=environment.pages(build.templates))
    _worker = _Worker(build=build, store=open_store(build.database), press=press)
    gc.freeze()
    gc.set_threshold(100_000)  # pages leave no cycles: looking for them seven hundred objects apart finds none


def _here() -> _Worker:
    if _worker is None:
        raise RuntimeError("not in a worker process")
    return _worker


def _write_aside(piece: Piece) -> Made:
    paths, differing = _differing(piece)
    files.write_aside(str(_here().build.public), differing)
    return Made(paths, [file.path for file in differing])


def _write_tree(piece: Piece) -> Made:
    new = list(_files(piece))
    files.write_tree(str(_here().build.public), new)
    paths = [file.path for file in new]
    return Made(paths, paths)


def _compare(piece: Piece) -> Made:
    paths, differing = _differing(piece)
    return Made(paths, [file.path for file in differing])


def _differing(piece: Piece) -> tuple[list[str], list[File]]:
    """Return the paths of a piece, and those of its files that are not on disk as they must be."""
    root = str(_here().build.public)
    paths: list[str] = []
    differing: list[File] = []
    for file in _files(piece):
        paths.append(file.path)
        if not files.is_same(root, file):
            differing.append(file)
    return paths, differing


def _files(piece: Piece) -> Iterable[File]:
    worker = _here()
    with worker.store.read() as connection:
        output = Output(worker.press, connection, worker.build.now)
        if piece.places is None:
            yield from output.part(piece.part, piece.target_id)
            return
        document = Documents(connection).by_id(DocumentId(piece.target_id))
        if document is not None:
            yield from output.paragraphs(document, piece.places)


def _rename(paths: tuple[str, ...]) -> None:
    root = str(_here().build.public)
    for path in paths:
        files.put_in_place(root, path)

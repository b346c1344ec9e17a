"""The processes of a full build: each has its own connection and templates, and makes one piece after the other."""

import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from renderer import compressed, cycles, environment, files
from renderer.making import File
from renderer.output import Output
from renderer.pieces import Build, Made, Piece
from renderer.press import Press
from store.documents import Documents
from store.engine import Store, open_store
from store.model import DocumentId

Pool = Callable[[Callable[[Any], Any], Iterable[Any]], Iterator[Any]]  # does what `map` does, perhaps elsewhere


@dataclass(frozen=True, slots=True, kw_only=True)
class _Worker:
    build: Build
    store: Store
    press: Press


_worker: _Worker | None = None  # one in each worker process, set as it starts


@contextmanager
def workers(build: Build, pieces: Sequence[Piece]) -> Iterator[Pool]:
    """Yield what does the work: all cores, or, for a small site, this process, as others would take longer to start."""
    slices = sum(piece.places is not None for piece in pieces)
    number = build.processes or min(len(os.sched_getaffinity(0)), slices)
    if number <= 1:
        with _in_this_process(build):
            yield map
        return
    context = multiprocessing.get_context("spawn")  # a fork would share connections and locks
    with ProcessPoolExecutor(number, mp_context=context, initializer=_begin, initargs=(build,)) as pool:
        try:
            yield pool.map
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


@contextmanager
def _in_this_process(build: Build) -> Iterator[None]:
    global _worker  # noqa: PLW0603  as in the others
    _worker = _ready(build)
    try:
        yield
    finally:
        _worker.store.close()
        _worker = None


def _ready(build: Build) -> _Worker:
    press = Press(
        site=build.site, templates=environment.pages(build.templates), public=str(build.public), people=build.people
    )
    return _Worker(build=build, store=open_store(build.database), press=press)


def _begin(build: Build) -> None:
    global _worker  # noqa: PLW0603  what a pool's initializer is for
    _worker = _ready(build)
    cycles.look_rarely()


def _here() -> _Worker:
    if _worker is None:
        raise RuntimeError("not in a worker process")
    return _worker


def write_aside(piece: Piece) -> Made:
    """Write what differs beside its place."""
    paths, differing = _differing(piece)
    files.write_aside(str(_here().build.public), differing)
    return Made(paths, [file.path for file in differing])


def write_tree(piece: Piece) -> Made:
    """Write all of a site that has no files yet."""
    new = list(_files(piece))
    files.write_tree(str(_here().build.public), new)
    paths = [file.path for file in new]
    return Made(paths, paths)


def compare(piece: Piece) -> Made:
    """Look what differs; write nothing."""
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
    return compressed.with_copies(_plain_files(piece), _here().build.site.compress)


def _plain_files(piece: Piece) -> Iterable[File]:
    worker = _here()
    with worker.store.read() as connection:
        output = Output(worker.press, connection, worker.build.now)
        if piece.places is None:
            yield from output.part(piece.part, piece.target_id)
            return
        document = Documents(connection).by_id(DocumentId(piece.target_id))
        if document is not None:
            yield from output.paragraphs(document, piece.places)


def rename(paths: Sequence[str]) -> None:
    """Put in place what was written beside it."""
    root = str(_here().build.public)
    for path in paths:
        files.put_in_place(root, path)

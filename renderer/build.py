"""The full build: every page of the site, by all cores, and nothing left that should not be there.

Every file that differs is written beside its place; one syncfs brings them to disk; then all are renamed. Where there
is no site yet, its whole tree is made beside, brought to disk, and only its top renamed. So a crash leaves the old site
or, for a moment, old and new pages side by side, each whole.
"""

from collections.abc import Callable, Collection, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple

from renderer import compressed, files, urls, workers
from renderer.pieces import Build, Made, Paths, Piece
from renderer.pieces import pieces as pieces_of
from renderer.workers import Pool

__all__ = ["Build", "Changes", "Progress", "check", "publish_all"]

_MARK = b"mailgate"  # in the generator element of every page and feed
_HEAD = 1_024  # bytes within which it stands

Progress = Callable[[int, int], None]
Work = Callable[[Piece], Made]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Paths below public/: written, taken away, and how many files the site has."""

    written: Collection[str]
    removed: Collection[str]
    files: int


class AllMade(NamedTuple):
    """What became of all pieces."""

    paths: Paths
    changed: Paths


def publish_all(build: Build, progress: Progress | None = None) -> Changes:
    """Write every file of the site that differs, and take away those of ours that it no longer has.

    `progress` is told pieces done and pieces in all. Raises what the store, a template or the disk raise, and
    BrokenExecutor where a process was killed; the site on disk is then as it was.
    """
    root = str(build.public)
    with files.sole_writer(root, wait=True):
        pieces = pieces_of(build)
        files.remove_tree(root)  # of a build that did not live
        try:
            with workers.workers(build, pieces) as pool:
                made = partial(_made, pool, pieces, progress)
                return _first(root, made) if files.is_empty(root) else _next(root, pool, made)
        finally:
            files.remove_tree(root)


def check(build: Build, progress: Progress | None = None) -> Changes:
    """Return what `publish_all` would write and take away; nothing is written."""
    pieces = pieces_of(build)
    with workers.workers(build, pieces) as pool:
        return _compared(str(build.public), _made(pool, pieces, progress, workers.compare))


def _first(root: str, made: Callable[[Work], AllMade]) -> Changes:
    with files.brought_to_disk(root):
        paths = made(workers.write_tree).paths
    files.put_tree_in_place(root)
    files.sync_everything(root)
    return Changes(written=paths, removed=(), files=len(paths))


def _next(root: str, pool: Pool, made: Callable[[Work], AllMade]) -> Changes:
    with files.brought_to_disk(root):
        all_made = made(workers.write_aside)
        changes = _compared(root, all_made)
    for _ in pool(workers.rename, all_made.changed.parts()):
        pass
    files.remove(root, changes.removed)
    files.sync_everything(root)
    return changes


def _compared(root: str, made: AllMade) -> Changes:
    removed = tuple(_obsolete(root, made))
    return Changes(written=made.changed, removed=removed, files=len(made.paths))


def _made(pool: Pool, pieces: Sequence[Piece], progress: Progress | None, work: Work) -> AllMade:
    """Let the pool do its work on every piece; return what became of all."""
    all_made = AllMade(Paths(), Paths())
    for number, made in enumerate(pool(work, pieces), start=1):
        all_made.paths.add(made.paths)
        all_made.changed.add(made.changed)
        if progress is not None:
            progress(number, len(pieces))
    return all_made


def _obsolete(root: str, made: AllMade) -> Iterator[str]:
    """Yield files of ours that the site no longer has, and what a dead publisher left aside."""
    if not Path(root).is_dir():
        return
    # Hashes of 64 bits: of millions of paths they take a third of the room, and two that meet would keep an old file.
    known = {hash(path) for path in made.paths}
    aside = {hash(files.aside(path)) for path in made.changed}
    for path in files.walk(root):
        if files.is_left_over(path):
            if hash(path) not in aside:
                yield path
        elif hash(path) not in known and _is_ours(root, path, known):
            yield path


def _is_ours(root: str, path: str, known: Set[int]) -> bool:
    """Whether we made a file that the site does not have; of a copy its original tells."""
    if (feed := urls.archived(path)) is not None:  # archives are made later, of each document that there is
        return hash(feed) not in known and _is_marked(f"{root}/{path}")
    original = compressed.original(path)
    if original is not None and hash(original) in known:
        return True
    if urls.is_for_search(original or path):  # the index is made later as well
        return hash(urls.file(urls.SEARCH)) not in known
    if original is None:
        return urls.OURS.fullmatch(path) is not None and _is_marked(f"{root}/{path}")
    is_gone = not Path(root, original).exists()
    return urls.OURS.fullmatch(original) is not None and (is_gone or _is_marked(f"{root}/{original}"))


def _is_marked(path: str) -> bool:
    """Whether a file says that we made it: an operator's own page may have a name like ours."""
    with Path(path).open("rb") as file:
        return _MARK in file.read(_HEAD)

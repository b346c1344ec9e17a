"""Files below public/ that are whole at every moment: temporary file, fsync, rename, fsync of the folder.

A reader sees the old bytes or the new ones. After a crash a temporary file may be left; its name begins with a dot and
ends with `.mailgate`, so that a web server does not show it and the next full build takes it away. So is it with the
folder in which the first build of all makes its tree.
"""

import ctypes
import fcntl
import os
import shutil
import threading
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from renderer.making import File

_SUFFIX = ".mailgate"
_LOCK = f".lock{_SUFFIX}"
_TREE = f".tree{_SUFFIX}"
_MODE = 0o644  # pages are for the web server to read
_FOLDER_MODE = 0o755
_NOW_AND_THEN = 1.0  # seconds


def is_same(root: str, file: File) -> bool:
    """Whether the file on disk already holds these bytes."""
    try:
        descriptor = os.open(f"{root}/{file.path}", os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    try:
        size = len(file.data)
        # One byte more than expected: a longer file is another file.
        return os.fstat(descriptor).st_size == size and os.read(descriptor, size + 1) == file.data
    finally:
        os.close(descriptor)


def write_now(root: str, files: Iterable[File]) -> list[str]:
    """Write the files that differ, each whole and durable when this returns; return their paths.

    All are written, then all synced, then all renamed, so that they share the commits of the file system's journal.
    """
    changed = [file for file in files if not is_same(root, file)]
    folders = {_folder(f"{root}/{file.path}") for file in changed}
    for file in changed:
        folders.update(_make_folder(root, file.path))
    with _written(root, changed) as descriptors:
        for descriptor in descriptors:
            os.fsync(descriptor)
    for file in changed:
        put_in_place(root, file.path)
    for folder in folders:
        sync_folder(folder)
    return [file.path for file in changed]


@contextmanager
def _written(root: str, files: Iterable[File]) -> Iterator[list[int]]:
    """Write files aside; yield their descriptors with the bytes already on the way to the disk."""
    descriptors: list[int] = []
    try:
        for file in files:
            descriptors.append(_open_new(_whole_aside(root, file.path)))
            _write(descriptors[-1], file.data)
        for descriptor in descriptors:
            if hasattr(os, "posix_fadvise"):  # Linux begins to write at once; without it each fsync waits by itself
                os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
        yield descriptors
    finally:
        for descriptor in descriptors:
            os.close(descriptor)


def aside(path: str) -> str:
    """Return the path at which a file is written before it is put in place."""
    folder, slash, name = path.rpartition("/")
    return f"{folder}{slash}.{name}{_SUFFIX}"


def write_aside(root: str, files: Sequence[File]) -> None:
    """Write bytes beside their places; a sync and `put_in_place` are to follow."""
    _write_all(root, [(aside(file.path), file.data) for file in files])


def write_tree(root: str, files: Sequence[File]) -> None:
    """Write files of a site that has none yet, in a tree beside it; a sync and `put_tree_in_place` are to follow."""
    _write_all(f"{root}/{_TREE}", files)


def put_tree_in_place(root: str) -> None:
    """Let the tree become the site: what it has at its top is renamed, the front page after what it leads to."""
    tree = f"{root}/{_TREE}"
    for name in sorted(os.listdir(tree), key=lambda name: ("." in name, name)):  # noqa: PTH208
        os.replace(f"{tree}/{name}", f"{root}/{name}")  # noqa: PTH105


def remove_tree(root: str) -> None:
    """Take away the tree of a first build, where one was left."""
    shutil.rmtree(f"{root}/{_TREE}", ignore_errors=True)


def is_empty(root: str) -> bool:
    """Whether nothing at all was put there yet."""
    return set(os.listdir(root)) <= {_LOCK}  # noqa: PTH208


def _write_all(root: str, files: Sequence[tuple[str, bytes]]) -> None:
    # All folders, then all files: by turns ext4 looks for room anew each time, and takes three times as long.
    for path in dict.fromkeys(path.rpartition("/")[0] for path, _ in files):
        _make_folder_quickly(root, f"{path}/")
    for path, data in files:
        descriptor = _open_new(f"{root}/{path}")
        try:
            _write(descriptor, data)
        finally:
            os.close(descriptor)


def put_in_place(root: str, path: str) -> None:
    """Let the bytes written aside become the file."""
    os.replace(_whole_aside(root, path), f"{root}/{path}")  # noqa: PTH105


@contextmanager
def brought_to_disk(root: str) -> Iterator[None]:
    """Bring what is written meanwhile to disk: by and by, so that little is left to wait for, and all at the end."""
    with _folder_opened(root) as descriptor, ThreadPoolExecutor(1) as thread:
        is_written = threading.Event()
        syncing = thread.submit(_sync_until, is_written, descriptor)
        try:
            yield
        finally:
            is_written.set()
        syncing.result()  # the kernel tells a fault of the disk once: here what is found by and by
        _sync(descriptor)


def sync_everything(root: str) -> None:
    """Bring all that was written to the file system of `root` to disk, with one call."""
    with _folder_opened(root) as descriptor:
        _sync(descriptor)


def _sync_until(is_written: threading.Event, descriptor: int) -> None:
    while not is_written.wait(_NOW_AND_THEN):
        _sync(descriptor)


def _sync(descriptor: int) -> None:
    syncfs = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
    if syncfs is None:  # not Linux
        os.sync()
    elif syncfs(descriptor) != 0:
        raise OSError(ctypes.get_errno(), "syncfs")


@contextmanager
def _folder_opened(path: str) -> Iterator[int]:
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def remove(root: str, paths: Iterable[str]) -> None:
    """Take files away, and the folders that are empty then."""
    for path in paths:
        Path(root, path).unlink(missing_ok=True)
        for folder in Path(path).parents[:-1]:
            try:
                Path(root, folder).rmdir()
            except OSError:
                break  # something else is in it


def walk(root: str) -> Iterator[str]:
    """Yield the path of every file below root, relative to it; links to folders are not followed."""
    folders = [""]
    while folders:
        folder = folders.pop()
        with os.scandir(f"{root}/{folder}") as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(f"{folder}{entry.name}/")
                elif entry.is_file(follow_symlinks=False):
                    yield folder + entry.name


def walk_below(root: str, folder: str) -> list[str]:
    """Return the path of every file below a folder of root, relative to root; none where there is no such folder."""
    return [f"{folder}/{path}" for path in walk(f"{root}/{folder}")] if Path(root, folder).is_dir() else []


def is_left_over(path: str) -> bool:
    """Whether a file was written aside by a publisher that did not live to put it in place."""
    name = path.rpartition("/")[2]
    return name.startswith(".") and name.endswith(_SUFFIX) and path != _LOCK


@contextmanager
def sole_writer(root: str, *, wait: bool) -> Iterator[bool]:
    """Hold the folder against other publishers: an older page must never be put over a newer one.

    Yield whether it is held; `wait`: until it is. The lock is let go by the kernel when its holder dies.
    """
    Path(root).mkdir(parents=True, exist_ok=True, mode=_FOLDER_MODE)
    descriptor = os.open(f"{root}/{_LOCK}", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, _MODE)
    try:
        yield lock(descriptor, wait=wait)
    finally:
        os.close(descriptor)


def lock(descriptor: int, *, wait: bool) -> bool:
    """Hold an open file against all others, until it is closed; False: another holds it, which is not waited for."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _whole_aside(root: str, path: str) -> str:
    return f"{root}/{aside(path)}"


def _open_new(path: str) -> int:
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC | os.O_NOFOLLOW, _MODE)


def _write(descriptor: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _make_folder(root: str, path: str) -> list[str]:
    """Make the folder of a file; return the folders that have a new name in them."""
    missing: list[str] = []
    folder = _folder(f"{root}/{path}")
    while not os.path.isdir(folder):  # noqa: PTH112  a Path costs more than the call
        missing.append(folder)
        folder = _folder(folder)
    for new in reversed(missing):
        Path(new).mkdir(mode=_FOLDER_MODE, exist_ok=True)
    return [_folder(new) for new in missing]


def _make_folder_quickly(root: str, path: str) -> None:
    """Make the folder of a file; its parent is mostly there."""
    try:
        os.mkdir(_folder(f"{root}/{path}"), _FOLDER_MODE)  # noqa: PTH102
    except FileExistsError:
        pass
    except FileNotFoundError:
        _make_folder(root, path)


def sync_folder(path: str) -> None:
    """Bring the names in a folder to disk."""
    with _folder_opened(path) as descriptor:
        os.fsync(descriptor)

"""A folder of files as one report: their order, and which folders are sections of it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from mailgate.importers import linked_order
from mailgate.importers.outline import Heading, ImportRefusedError, Source, Unit

MAX_FILES = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a file stands: how many sections made of folders are around it, and which of them begin with it.

    `is_own`: it is the index file of its folder, so that the folder's name may be found in it.
    """

    depth: int
    begins: tuple[tuple[int, str], ...]
    is_own: bool


def natural(name: str) -> list[tuple[bool, int, str]]:
    """Return a key that sorts `chapter10` after `chapter9`, and `1-events` before `annex`."""
    parts = [part for part in re.split(r"(\d+)", name) if part]
    return [(False, int(part), "") if part.isdecimal() else (True, 0, part.casefold()) for part in parts]


def files(path: Path, suffixes: Iterable[str]) -> list[Source]:
    """Return the readable files of a report in order: a file alone, or a folder's in natural order of path.

    A folder's own files stand before its sub-folders; index.* is the first of them, and a file with the name of a
    sub-folder stands just before that. An index that links to them says their order (linked_order).
    """
    known = frozenset(suffixes)
    if path.is_file():
        if path.suffix.lower() not in known:
            raise ImportRefusedError(f"{path.name}: cannot read this kind of file (known: {', '.join(sorted(known))})")
        return [Source(path=path, name=path.name)]
    if not path.is_dir():
        raise ImportRefusedError(f"{path}: no such file or folder")
    found = [file for file in _below(path) if file.suffix.lower() in known and file.is_file()]  # a pipe has no end
    if not found:
        raise ImportRefusedError(f"{path}: no file in it that can be read (known: {', '.join(sorted(known))})")
    if len(found) > MAX_FILES:
        raise ImportRefusedError(f"{path}: more than {MAX_FILES:,} files")
    return [Source(path=file, name=file.relative_to(path).as_posix()) for file in found]


def _below(folder: Path) -> list[Path]:
    entries = [entry for entry in folder.iterdir() if not entry.name.startswith(".") and not entry.is_symlink()]
    names = {entry.name for entry in entries if entry.is_dir()}

    def key(entry: Path) -> tuple[object, ...]:
        is_dir = entry.is_dir()
        beside = is_dir or entry.stem in names
        name = entry.name if is_dir else entry.stem
        return (beside, entry.stem.lower() != "index", natural(name), is_dir, entry.suffix)

    ordered: list[Path] = []
    for entry in linked_order.ordered(sorted(entries, key=key)):
        ordered += _below(entry) if entry.is_dir() else [entry]
    return ordered


def places(names: Sequence[str]) -> list[Place]:
    """Return where each file stands. A folder that holds one file only is no section: the file is."""
    counts: dict[str, int] = {}
    for name in names:
        for folder in _folders(name):
            counts[folder] = counts.get(folder, 0) + 1
    sections = {folder for folder, count in counts.items() if count > 1}
    begun: set[str] = set()
    found = []
    for name in names:
        around = [folder for folder in _folders(name) if folder in sections]
        new = tuple((depth, folder.rsplit("/", 1)[-1]) for depth, folder in enumerate(around, 1) if folder not in begun)
        begun |= set(around)
        parent, _, file = name.rpartition("/")
        own = bool(around) and around[-1] == parent and file.lower().startswith("index.")
        found.append(Place(depth=len(around), begins=new, is_own=own))
    return found


def _folders(name: str) -> list[str]:
    parts = name.split("/")[:-1]
    return ["/".join(parts[: count + 1]) for count in range(len(parts))]


def shift(items: Sequence[Heading | Unit], place: Place) -> list[Heading | Unit]:
    """Return a page's flow with its headings below those of the folders around it.

    The top heading of an index file stands for its folder. Lower headings are put below those of pages in sub-folders,
    so that such a page ends them.
    """
    levels = [item.level for item in items if isinstance(item, Heading)]
    top = min(levels, default=1)
    base = place.depth * 10

    def level(heading: Heading) -> int:
        if heading.level > top:
            return base + 12 + heading.level
        return base if place.is_own else base + 1

    return [replace(item, level=level(item)) if isinstance(item, Heading) else item for item in items]

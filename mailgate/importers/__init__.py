"""Reports in: a file or a folder → Outline. One literal table says who reads what."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from mailgate.importers import folder, html
from mailgate.importers.outline import Heading, ImportRefusedError, Outline, Source, Unit

Importer = Callable[[Sequence[Source]], Outline]

MAX_FILE = 50 * 1024 * 1024  # bytes
MAX_ALL = 200 * 1024 * 1024  # bytes, all files of a folder

# An importer gets the files of its format that follow each other, and reads them as one report.
BY_SUFFIX: dict[str, Importer] = {
    ".htm": html.read,
    ".html": html.read,
    ".xhtml": html.read,
}

__all__ = ["BY_SUFFIX", "Heading", "ImportRefusedError", "Importer", "Outline", "Source", "Unit", "read"]


def read(path: Path) -> Outline:
    """Read a file, or every readable file below a folder, as one report.

    Raises ImportRefusedError, with one clear line, where there is nothing to read or a limit is passed.
    """
    sources = folder.files(path, BY_SUFFIX)
    _check_sizes(sources)
    outlines = [importer(list(files)) for importer, files in groupby(sources, _importer)]
    first = outlines[0]
    flow = tuple(item for outline in outlines for item in outline.flow)
    notices = tuple(notice for outline in outlines for notice in outline.notices)
    return replace(first, flow=flow, notices=notices)


def _importer(source: Source) -> Importer:
    return BY_SUFFIX[source.path.suffix.lower()]


def _check_sizes(sources: Sequence[Source]) -> None:
    total = 0
    for source in sources:
        size = source.path.stat().st_size
        total += size
        if size > MAX_FILE:
            raise ImportRefusedError(f"{source.name}: larger than {MAX_FILE // 1024**2} MB")
    if total > MAX_ALL:
        raise ImportRefusedError(f"the files are larger than {MAX_ALL // 1024**2} MB together")

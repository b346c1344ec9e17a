"""Reports in: a file or a folder → Outline. One literal table says who reads what."""

from collections.abc import Callable, Sequence
from pathlib import Path

from mailgate.importers import (
    epub,
    first_look,
    folder,
    html,
    manuscript,
    manuscript_head,
    markdown,
    opendocument,
    plain_text,
    report,
    word,
)
from mailgate.importers.outline import Heading, ImportRefusedError, Outline, Progress, Source, Unit, Units
from mailgate.importers.pdf import read as pdf
from mailgate.importers.tree import Leaf

Importer = Callable[[Source, Progress], Sequence[Leaf]]

MAX_FILE = 50 * 1024 * 1024  # bytes
MAX_ALL = 200 * 1024 * 1024  # bytes, all files of a folder

BY_SUFFIX: dict[str, Importer] = {
    ".docx": word.read,
    ".epub": epub.read,
    ".htm": html.read,
    ".html": html.read,
    ".markdown": markdown.read,
    ".md": markdown.read,
    ".odt": opendocument.read,
    ".pdf": pdf.read,
    ".txt": plain_text.read,
    ".xhtml": html.read,
}

__all__ = [
    "BY_SUFFIX",
    "Heading",
    "ImportRefusedError",
    "Importer",
    "Outline",
    "Progress",
    "Source",
    "Unit",
    "Units",
    "read",
]


def _silent(_done: int, _all: int) -> None:
    """Tell nobody."""


def read(path: Path, progress: Progress = _silent, units: Units = Units.NUMBERED) -> Outline:
    """Read a file, or every readable file below a folder, as one report. In this process: see apart.py.

    Raises ImportRefusedError, with one clear line, where there is nothing to read or a limit is passed.
    """
    sources = folder.files(path, BY_SUFFIX)
    _check_sizes(sources)
    if len(sources) == 1 and BY_SUFFIX[sources[0].path.suffix.lower()] is markdown.read:
        text = plain_text.decoded(sources[0].path.read_bytes())
        if manuscript_head.is_meant(text):
            return manuscript.outline_of(text, sources[0])
    leaves: list[Leaf] = []
    for place, source in enumerate(sources, 1):
        leaves += BY_SUFFIX[source.path.suffix.lower()](source, progress)
        if len(sources) > 1:
            progress(place, len(sources))
    return report.outline_of(leaves, units)


def _check_sizes(sources: Sequence[Source]) -> None:
    total = 0
    for source in sources:
        size = source.path.stat().st_size
        total += size
        if size > MAX_FILE:
            raise ImportRefusedError(f"{source.name}: larger than {MAX_FILE // 1024**2} MB")
        if len(sources) == 1:  # of a folder an empty page is left out
            first_look.check(source)
    if total > MAX_ALL:
        raise ImportRefusedError(f"the files are larger than {MAX_ALL // 1024**2} MB together")

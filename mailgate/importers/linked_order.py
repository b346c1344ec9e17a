"""The order in which a folder's index names its files: that of the report, where their names have no numbers."""

import re
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

_INDEX = frozenset({"index.html", "index.htm", "index.xhtml", "index.md", "summary.md"})
_LINK = re.compile(
    r"""href\s*=\s*(?:"([^"<>]{1,500})"|'([^'<>]{1,500})'|([^\s"'<>]{1,500}))|\]\(<?([^()<>\s]{1,500})>?\)""", re.I
)
_MOST_READ = 2_000_000  # octets of an index
_FEW = 3  # entries
_SHARE = 0.5  # of the entries


def ordered(entries: Sequence[Path]) -> list[Path]:
    """Return the files and folders of a folder as its index links to them; those that it does not come last.

    They stay as they are where there is no index, it names too few of them, or numbers in their names go back.
    """
    index = next((entry for entry in entries if entry.name.lower() in _INDEX and entry.is_file()), None)
    if index is None:
        return list(entries)
    pages = [entry for entry in entries if entry.suffix == index.suffix and entry is not index]
    others = [*pages, *(entry for entry in entries if entry.is_dir())]
    linked = _linked(index, others)
    if len(linked) < max(_FEW, _SHARE * len(pages or others)) or _go_back(linked, others):
        return list(entries)
    beside = {entry.name: entry for entry in others if entry.is_dir()}  # the folder of a file stands behind it
    for name in {entry.name for entry in linked} & beside.keys():
        del beside[name]
    known = [each for entry in (index, *linked) for each in (entry, beside.get(entry.stem)) if each is not None]
    return [*dict.fromkeys([*known, *entries])]


def _linked(index: Path, others: Sequence[Path]) -> list[Path]:
    with index.open("rb") as file:
        text = file.read(_MOST_READ).decode("utf-8", "replace")
    by_name = {entry.stem: entry for entry in reversed(others)} | {entry.name: entry for entry in others}
    found = (by_name.get(_first(next(filter(None, match), ""))) for match in _LINK.findall(text))
    return [entry for entry in dict.fromkeys(found) if entry is not None]


def _first(target: str) -> str:
    """Return what a link names in the folder: a file, or a folder in it; an empty text for what is elsewhere."""
    try:
        address = urlsplit(target.strip())
    except ValueError:
        return ""
    parts = [part for part in PurePosixPath(unquote(address.path)).parts if part != "."]
    return parts[0] if parts and not address.scheme and not address.netloc else ""


def _go_back(linked: Sequence[Path], natural: Sequence[Path]) -> bool:
    """Whether names that are the same but for their numbers are linked in another order than they count."""
    places = {entry: place for place, entry in enumerate(natural)}
    last: dict[str, int] = {}
    for entry in linked:
        name = re.sub(r"\d+", "#", entry.stem)
        if "#" in name and places[entry] < last.get(name, -1):
            return True
        last[name] = places[entry]
    return False

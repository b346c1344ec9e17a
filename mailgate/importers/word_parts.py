"""What a Word file holds beside its text, and is not read: charts, diagrams, other files. What they say is told."""

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from mailgate.importers.archive import Archive, attribute, local
from mailgate.importers.tree import Said

_DRAWN = {"chart": "chart", "chartEx": "chart", "diagramData": "diagram"}  # kinds of relations
_WHOLE = {"aFChunk": "a text that was put in whole", "subDocument": "a part that is a file of its own"}


def said(archive: Archive, relations: list[tuple[str, str]], name: str) -> Iterator[Said]:
    """Yield the words of charts and diagrams, which are not in the report."""
    for kind, target in relations:
        root = archive.xml(target) if kind in _DRAWN else None
        if root is not None:
            yield from (Said(f"{name}, {_DRAWN[kind]}", words) for words in _words(root))


def notices(relations: list[tuple[str, str]], name: str) -> tuple[str, ...]:
    """Return a sentence for each other file that is a part of the text."""
    return tuple(f"{name}: {_WHOLE[kind]} ({target}) is not read" for kind, target in relations if kind in _WHOLE)


def _words(root: ET.Element) -> Iterator[str]:
    """Yield what is written in a drawing, paragraph by paragraph; the figures of a chart are none of it."""
    for paragraph in (each for each in root.iter() if local(each) == "p"):
        words = "".join(each.text or "" for each in paragraph.iter() if local(each) == "t")
        if words.strip():
            yield words


def of(archive: Archive, part: str) -> list[tuple[str, str]]:
    """Return the relations of a part that are told of, each kind with its target, in their order."""
    folder, _, name = part.rpartition("/")
    found = archive.xml(f"{folder}/_rels/{name}.rels".lstrip("/"))
    listed = list(found) if found is not None else []
    kinds = [(attribute(each, "Type").rpartition("/")[2], attribute(each, "Target")) for each in listed]
    return [(kind, _within(folder, target)) for kind, target in kinds if kind in _DRAWN or kind in _WHOLE]


def _within(folder: str, target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"{folder}/{target}".lstrip("/")

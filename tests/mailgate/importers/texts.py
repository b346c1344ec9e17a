"""Texts as they are read: their paragraphs by number, and their headings."""

from pathlib import Path

from mailgate.importers import Heading, Outline, read


def imported(folder: Path, text: str) -> Outline:
    (folder / "r.txt").write_text(text)
    return read(folder / "r.txt")


def numbered(outline: Outline) -> list[tuple[str | None, str]]:
    return [(unit.number, unit.text) for unit in outline.units]


def headings(outline: Outline) -> list[str]:
    return [item.text for item in outline.flow if isinstance(item, Heading)]

"""Lists of a PDF: what is printed before an item, and which items follow each other. Pure."""

import re
from collections.abc import Sequence

from mailgate.importers.pdf.model import Line
from mailgate.importers.pdf.paragraphs import BULLETS

_COUNTED = re.compile(r"[\[(]?(?P<count>\d{1,3}|[a-z]|[ivxl]{1,6}|[A-Z])[.)\]]{1,2}")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}


def marker(line: Line) -> str:
    """Return what stands before an item that begins here: a bullet, `1.`, `(a)`, `iv)`; else an empty text."""
    first = line.words[0]
    if len(line.words) < 2 or line.words[1].glued:
        return ""
    return first.text if first.text in BULLETS or _COUNTED.fullmatch(first.text) else ""


def kind(labels: Sequence[str]) -> str:
    """Return how a list counts, as HTML has it: `1`, `a`, `i`, `A`; an empty text for bullets."""
    counts = [match["count"] for label in labels if (match := _COUNTED.fullmatch(label.strip()))]
    if len(counts) < len(labels) or not counts:
        return ""
    if counts[0].isdecimal():
        return "1"
    if counts[0].isupper():
        return "A"
    alphabetic = all(len(count) == 1 for count in counts) and [ord(c) - ord(counts[0]) for c in counts] == list(
        range(len(counts))
    )
    return "a" if alphabetic and counts[0] != "i" else "i"

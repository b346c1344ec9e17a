"""What is printed before items of a list: bullets, dashes, numbers and letters, and which of them is the next. Pure."""

import re
from collections.abc import Sequence

from mailgate.importers.pdf.model import Line

BULLETS = frozenset("•●▪■◦‣∙○►➢·–—-*\uf0b7\uf0a7\uf0d8\u2023o")
DASHES = frozenset("–—-*")
_COUNTED = re.compile(r"[\[(]?(?P<count>\d{1,3}|[a-z]|[ivxl]{1,6}|[A-Z])[.)\]]{1,2}")
_ANY = re.compile(r"[\[(]?(?:[A-Z]{0,3}[.\-]?\d{1,4}(?:[.\-]\d{1,4})*[A-Za-z]?|[a-z]{1,2}|[ivxlc]{1,7})[.)\]:]{0,2}")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}
Count = tuple[str, int]  # how it counts, as HTML says it, and how far


def marker(line: Line) -> str:
    """Return what stands before an item that begins here: a bullet, `1.`, `(a)`, `iv)`; else an empty text."""
    first = line.words[0]
    if len(line.words) < 2 or line.words[1].glued or first.raised:
        return ""
    return first.text if first.text in BULLETS or _COUNTED.fullmatch(first.text) else ""


def may_be(text: str) -> bool:
    """Whether a word alone may stand before a paragraph or an item: a number of any form, or a bullet."""
    return text in BULLETS or bool(_ANY.fullmatch(text))


def kind(labels: Sequence[str]) -> str:
    """Return how items count, as HTML says it: `1`, `a`, `i`, `A`; an empty text for bullets."""
    found = [counts(label.strip()) for label in labels]
    shared = [how for how, _ in found[0] if all(how in dict(each) for each in found)] if found else []
    in_row = [
        how for how in shared if all(dict(each)[how] == dict(found[0])[how] + at for at, each in enumerate(found))
    ]
    return (in_row or shared or [""])[0]


def counts(label: str) -> list[Count]:
    """Return how a mark may count: `(i)` is a Roman one, or the ninth letter."""
    match = _COUNTED.fullmatch(label)
    if match is None:
        return []
    text = match["count"]
    if text.isdecimal():
        return [("1", int(text))]
    values = [_ROMAN[letter] for letter in text if letter in _ROMAN]
    roman = sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True)) if values else 0
    found: list[Count] = [("i", roman)] if len(values) == len(text) else []
    if len(text) == 1:
        found.append(("a", ord(text) - ord("a") + 1) if text.islower() else ("A", ord(text) - ord("A") + 1))
    return found


def is_next(mark: str, last: str) -> bool:
    """Whether a mark is the next one of a list: the same bullet, or a count that is one further."""
    if not mark or not last:
        return False
    if mark in BULLETS or last in BULLETS:
        return mark == last
    before = dict(counts(last))
    return any(before.get(how) == count - 1 for how, count in counts(mark))


def is_first(mark: str) -> bool:
    """Whether a list may begin with a mark: a bullet, `1.`, `(a)`, `i.`."""
    return mark in BULLETS or any(count == 1 for _, count in counts(mark))

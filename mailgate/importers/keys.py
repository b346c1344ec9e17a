"""Keys: the part of a paragraph's address behind the document's slug, given once and for ever.

A key is the printed number; where that is not unique in the document, the fewest labels around it go in front
(`c2.1.1`: chapter 2; `b.c2.1.1`: part B, chapter 2). The depth is chosen once for the whole document.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from mailgate import address
from mailgate.importers.counting import of_chinese
from renderer.labels import ROMAN, label_of, roman

MAX_KEY = 16
MAX_SLUG = 24

_NTH = r"(?:(?:n\s?[°o.]\.?o?|nr\.?|núm\.|#)\s?)?"  # between a word and its number, as NFKC has it
_FIRST_LETTER = "A"
_LETTERS = re.compile("[A-Z]{1,2}")
_CHINESE = re.compile("[〇○零一二三四五六七八九十百千]+")
_WORD_LETTERS = {
    "recommendation": "r",
    "rec": "r",
    "finding": "f",
    "key finding": "f",
    "key message": "m",
    "learning point": "l",
    "öneri": "o",
    "conclusion": "c",
    "article": "a",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A unit as this module sees it: its printed number, and the headings around it from the outside in."""

    number: str | None
    headings: tuple[str, ...]


def slug_of(name: str) -> str | None:
    """Return a slug made from a file's name, or None where it gives none that may be used."""
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", ascii_name).strip("-").lstrip("0123456789-")
    if len(slug) > MAX_SLUG:
        slug = slug[: MAX_SLUG + 1].rpartition("-")[0] or slug[:MAX_SLUG]
    return slug if is_slug(slug) else None


def is_slug(slug: str) -> bool:
    """Whether this may be a document's slug: the grammar is that of our addresses."""
    return slug == slug.lower() and isinstance(address.parse(slug), address.ToDocument)


def assign(units: Sequence[Labelled]) -> tuple[list[str], int]:
    """Return a key for each unit, all different, and how many labels stand in front of numbers."""
    bare = _number_keys(units)
    labels = [_labels(unit, key) for unit, key in zip(units, bare, strict=True)]
    depth = _depth(bare, labels)
    used: set[str] = set()
    keys: list[str] = []
    unnumbered = 0
    for number, around in zip(bare, labels, strict=True):
        if not number:
            unnumbered += 1
        wanted = _joined(number, around, depth) if number else f"p{unnumbered}"
        key = _unused(wanted, used)
        used.add(key)
        keys.append(key)
    return keys, depth


def assign_more(units: Sequence[Labelled], *, depth: int, used: Collection[str]) -> list[str]:
    """Return keys for the new paragraphs of a later edition: none that was ever used, the depth as it was chosen.

    Those whose own key is free get it first, so that a stand-in for one takes no other's.
    """
    taken = set(used)
    bare = _number_keys(units, has_letters=f"{_FIRST_LETTER.lower()}1" in used)
    pairs = zip(units, bare, strict=True)
    wanted = [_joined(number, _labels(unit, number), depth) if number else "" for unit, number in pairs]
    keys: dict[int, str] = {}
    for place, key in enumerate(wanted):
        if key and key not in taken:
            keys[place] = key
            taken.add(key)
    unnumbered = (f"p{count}" for count in range(1, 10**6))
    for place, key in enumerate(wanted):
        if place not in keys:
            keys[place] = _unused(key, taken) if key else next(free for free in unnumbered if free not in taken)
            taken.add(keys[place])
    return [keys[place] for place in range(len(units))]


def _depth(bare: Sequence[str], labels: Sequence[tuple[str, ...]]) -> int:
    """Return the fewest labels with which the fewest numbers are the same."""
    numbered = [(number, around) for number, around in zip(bare, labels, strict=True) if number]
    most = max((len(around) for _, around in numbered), default=0)
    repeats = []
    for depth in range(most + 1):
        counts = Counter(_joined(number, around, depth) for number, around in numbered)
        repeats.append((len(numbered) - len(counts), depth))
    return min(repeats, default=(0, 0))[1]


def _joined(number: str, around: Sequence[str], depth: int) -> str:
    labels = around[len(around) - depth :] if depth <= len(around) else around
    while labels and len(".".join((*labels, number))) > MAX_KEY:
        labels = labels[1:]
    return ".".join((*labels, number))


def _unused(wanted: str, used: set[str]) -> str:
    """Return the key, or where the report prints a number twice the key with a letter behind it."""
    if wanted not in used and len(wanted) <= MAX_KEY:
        return wanted
    stem = wanted[: MAX_KEY - 4].rstrip(".")
    endings = [chr(letter) for letter in range(ord("b"), ord("z") + 1)] if len(wanted) < MAX_KEY else []
    for ending in endings:
        key = wanted + ending if wanted[-1].isdigit() else f"{wanted}.{ending}"
        if key not in used and len(key) <= MAX_KEY:
            return key
    return next(key for count in range(2, 10_000) if (key := f"{stem}.{count}") not in used)


def _number_keys(units: Sequence[Labelled], *, has_letters: bool = False) -> list[str]:
    """Return the numbers as keys, "" for none. Where one is A, or was (`has_letters`), I is a letter too, and not 1."""
    has_letters = has_letters or any(unit.number == _FIRST_LETTER for unit in units)
    return [_number_key(unit.number, has_letters=has_letters) if unit.number else "" for unit in units]


def _number_key(number: str, *, has_letters: bool) -> str:
    """Return a printed number as a key: lower case, ASCII digits, dots between its parts, at least one digit."""
    if has_letters and _LETTERS.fullmatch(number):
        return f"{number.lower()}1"
    text = "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in unicodedata.normalize("NFKC", number))
    text = _CHINESE.sub(lambda match: str(of_chinese(match[0])), text.lower())
    for word, letter in _WORD_LETTERS.items():
        text = re.sub(rf"^{word}\s+{_NTH}(?=[a-z]?\d)", letter, text)
    text = re.sub(rf"^([a-z])[^\W\d_]*\s+{_NTH}(?=\d)", r"\1", text)
    key = re.sub(r"[^a-z0-9]+", ".", text).strip(".")
    if key and not any(c.isdigit() for c in key):
        key = str(roman(key)) if ROMAN.fullmatch(key) else f"{key}1"
    return key[:MAX_KEY].strip(".")


def _labels(unit: Labelled, key: str) -> tuple[str, ...]:
    """Return the labels around a unit, outside in. A section whose number the printed number begins with adds none."""
    found = [label for heading in unit.headings if (label := label_of(heading)) is not None]
    first = key.split(".", maxsplit=1)[0] if "." in key else ""
    kept = [label for label in found if not (label.startswith("s") and label[1:] == first)]
    return tuple(kept)

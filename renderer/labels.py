"""What a section is called in keys: `c2` for Chapter 2, `b` for Part B, `s3` for `3. Findings`. Pure."""

import re
from functools import lru_cache

ROMAN = re.compile(r"m{0,3}(?:c[md]|d?c{0,3})(?:x[cl]|l?x{0,3})(?:i[xv]|v?i{0,3})")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_ROMAN_LETTERS = frozenset({"i", "v", "x"})  # of single letters only these are numbers: Part I, Annex V
_SMALL = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight"),
    *("nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen"),
)
# What a heading calls its section → the letter in front of its number. A part's letter stands alone: part B is `b`.
_SECTION_WORDS = {
    "part": "p",
    "teil": "p",
    "partie": "p",
    "parte": "p",
    "volume": "v",
    "vol": "v",
    "band": "v",
    "book": "v",
    "chapter": "c",
    "kapitel": "c",
    "chapitre": "c",
    "capítulo": "c",
    "capitolo": "c",
    "hoofdstuk": "c",
    "section": "s",
    "abschnitt": "s",
    "annex": "x",
    "annexe": "x",
    "appendix": "x",
    "anhang": "x",
    "schedule": "x",
}
_LABELLED = re.compile(rf"({'|'.join(_SECTION_WORDS)})\.?\s+(\w+)\b", re.IGNORECASE)
_FOLDER_LETTER = re.compile(r"[A-Za-z]|[IVX]+")
_NUMBERED = re.compile(r"(\d{1,3}|[A-Z])[.):]?\s+\S")


@lru_cache(maxsize=1_024)  # each stands around many paragraphs
def label_of(heading: str) -> str | None:
    """Return the short name of a section in keys: `c2`, `b`, `x1`, `s3`; None where its heading has no number."""
    if match := _LABELLED.match(heading):
        letter = _SECTION_WORDS[match[1].lower()]
        name = match[2].lower()
        if re.fullmatch(r"[a-z]", name) and name not in _ROMAN_LETTERS:
            return name if letter == "p" else f"{letter}{name}"
        value = _value(name)
        return None if value is None else f"{letter}{value}"
    if _FOLDER_LETTER.fullmatch(heading):
        return heading.lower()
    if match := _NUMBERED.match(heading):
        return f"s{match[1].lower()}"
    return None


def _value(name: str) -> int | None:
    if name.isdecimal():
        return int(name)
    if name in _SMALL:
        return _SMALL.index(name) + 1
    return roman(name) if ROMAN.fullmatch(name) else None


def roman(text: str) -> int:
    """Return the value of a Roman number in small letters."""
    values = [_ROMAN_VALUES[letter] for letter in text]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))

"""A paragraph as the comparison of editions sees it. Pure."""

import unicodedata
from dataclasses import dataclass

LONGEST = 20_000  # characters that are compared; more is no paragraph


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The text of a paragraph and its printed number."""

    text: str
    number: str | None = None


def folded(text: str) -> str:
    """Return what is compared: without forms, case and layout, in any script."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())[:LONGEST]


def is_ideographic(text: str) -> bool:
    """Whether most of it is written without an alphabet, so that a few characters are many words."""
    wide = sum("\u3040" <= c <= "\u9fff" or "\uac00" <= c <= "\ud7a3" or c >= "\U00020000" for c in text)
    return wide * 3 > len(text)


def runs(text: str, length: int) -> frozenset[str]:
    """Return every run of so many characters in a text; of a shorter one itself."""
    return frozenset(text[start : start + length] for start in range(max(1, len(text) - length + 1)))


def weight(text: str) -> int:
    """Return how much a folded text says: its letters, one without an alphabet for three with one."""
    letters = sum(map(str.isalpha, text))
    return letters * 3 if is_ideographic(text) else letters

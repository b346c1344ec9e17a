"""What mail programs and people write around a mail's words, in the languages people use: tables only, lower case.

One module an idea; a new language is a few words in each.
"""

import unicodedata
from collections.abc import Iterable

_ASCII = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "ı": "i", "đ": "d", "æ": "ae", "œ": "oe", "’": "'"})
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "oe", "å": "aa"})


def words(table: str) -> tuple[str, ...]:
    """Return the words of a table."""
    return tuple(table.split())


def phrases(table: str) -> tuple[str, ...]:
    """Return the phrases of a table that has "|" between them."""
    return tuple(phrase for part in table.split("|") if (phrase := " ".join(part.split())))


def as_typed(table: Iterable[str]) -> frozenset[str]:
    """Return the phrases of a table, and what becomes of them on a keyboard without their accents."""
    return frozenset(form for phrase in table for form in (phrase, _plain(phrase), _plain(phrase.translate(_UMLAUTS))))


def _plain(phrase: str) -> str:
    """Take the accents off letters of the Latin alphabet: in other scripts such a sign makes another letter."""
    letters = (unicodedata.normalize("NFD", sign) for sign in phrase.translate(_ASCII))
    return "".join(parts[0] if parts[0].isascii() else unicodedata.normalize("NFC", parts) for parts in letters)

"""A paragraph as the comparison of editions sees it. Pure."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

LONGEST = 20_000  # characters that are compared; more is no paragraph
TELLING = 12  # weight from which a text that occurs once in either edition is the same paragraph wherever it stands
_NUKTA, _VIRAMA = 7, 9  # classes of combining characters
_LETTERS = range(84, 133)  # and of those that are letters and tones of their own: Thai, Lao, Tibetan


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The text of a paragraph and its printed number."""

    text: str
    number: str | None = None


def folded(text: str) -> str:
    """Return what is compared: without forms, case and layout, in any script."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())[:LONGEST]


class _Bare(dict[int, str]):
    """For `str.translate`: accents and vowel points are left out, and digits are those of ASCII."""

    def __missing__(self, point: int) -> str:
        char = chr(point)
        kind = unicodedata.combining(char)
        # Not what voices a kana, or takes a vowel away: that is another letter.
        if kind == _NUKTA or (kind > _VIRAMA and kind not in _LETTERS):
            found = ""
        else:
            digit = unicodedata.decimal(char, -1)
            found = char if digit < 0 else str(digit)
        self[point] = found
        return found


_BARE = _Bare()


def bare(text: str) -> str:
    """Return a folded text without accents, for they come and go where a text is set anew."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", text).translate(_BARE))


def is_ideographic(text: str) -> bool:
    """Whether most of it is written without an alphabet, so that a few characters are many words."""
    wide = sum("\u3040" <= c <= "\u9fff" or "\uac00" <= c <= "\ud7a3" or c >= "\U00020000" for c in text)
    return wide * 3 > len(text)


def runs(text: str, length: int) -> frozenset[str]:
    """Return every run of so many characters in a text; of a shorter one itself."""
    return frozenset(text[start : start + length] for start in range(max(1, len(text) - length + 1)))


def size(text: str) -> tuple[int, int]:
    """Return how long a text is to its readers: what is blacked out, and rules that are drawn, count last."""
    return sum(map(str.isalnum, text)), len(text)


@lru_cache(maxsize=1 << 16)
def weight(text: str) -> int:
    """Return how much a folded text says: its letters, one without an alphabet for three with one."""
    letters = sum(map(str.isalpha, text))
    return letters * 3 if is_ideographic(text) else letters

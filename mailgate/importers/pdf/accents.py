"""Letters whose accents are drawn as signs of their own, as old fonts of TeX have them. Pure.

The sign comes first, above the letter that follows; a cedilla comes behind the one that it hangs from.
"""

import unicodedata
from collections.abc import Iterator
from typing import TypeVar

from mailgate.importers.pdf.model import Word

_SIGNS = {
    **dict(
        zip(
            "´`¨^˜¸ˇ˘˙˚˝¯˛",
            "\u0301\u0300\u0308\u0302\u0303\u0327\u030c\u0306\u0307\u030a\u030b\u0304\u0328",
            strict=True,
        )
    ),
    "ˆ": "\u0302",
    "~": "\u0303",
    **{sign: sign for sign in map(chr, range(0x300, 0x330))},
}
_DOTLESS = {"ı": "i", "ȷ": "j"}
_NEAR = 0.6  # of the size of type: a sign above a capital stands so much higher
_Between = TypeVar("_Between")


def composed(letters: Iterator[Word | _Between]) -> Iterator[Word | _Between]:
    """Yield letters, each with the sign that is drawn in its place."""
    last: Word | None = None  # not yielded yet
    for letter in letters:
        if not isinstance(letter, Word):
            if last is not None:
                yield last
            last = None
            yield letter
        elif last is None or not _joined(last, letter):
            if last is not None:
                yield last
            last = letter
        elif last.text in _SIGNS:
            letter.text = _with_sign(letter.text, last.text)
            last = letter
        else:
            last.text = _with_sign(last.text, letter.text)
    if last is not None:
        yield last


def _joined(one: Word, other: Word) -> bool:
    """Whether one of two is a sign that is drawn in the place of the other, and they are a letter that there is."""
    if other.text in _SIGNS:
        one, other = other, one
    elif one.text not in _SIGNS:
        return False
    centre = (one.x0 + one.x1) / 2
    over = other.x0 <= centre <= other.x1 and abs(one.y - other.y) < _NEAR * other.size
    return over and len(_with_sign(other.text, one.text)) == 1


def _with_sign(letter: str, sign: str) -> str:
    return unicodedata.normalize("NFC", _DOTLESS.get(letter, letter) + _SIGNS[sign])

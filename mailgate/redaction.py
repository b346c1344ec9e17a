"""Taking one phrase out of a comment, with a mark in its place: all that a moderator may change in it. Pure.

The phrase is looked for in what is seen, so it may run over inline tags and line ends. Nothing is added but the mark.
"""

import html
import re
import unicodedata
from typing import Final

from mailgate.reading.sanitize import is_lawful
from store.model import Html

GAP: Final = "[removed by a moderator]"
_TAG = re.compile(r"(</?(?:em|strong|blockquote|p|br)>)")
_INLINE = frozenset({"<em>", "</em>", "<strong>", "</strong>"})
# Mail programs change these as one types.
_ALIKE = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "\u00a0": " "})

Place = tuple[int, int] | None  # piece and offset of a character that is seen; None: a break between blocks


def redact(words: Html, phrase: str) -> Html | int:
    """Return the words with a gap for the phrase; where it does not occur exactly once, how often it does."""
    pieces = [part if _TAG.fullmatch(part) else html.unescape(part) for part in _TAG.split(words)]
    seen, places = _seen(pieces)
    wanted = " ".join(unicodedata.normalize("NFC", phrase).translate(_ALIKE).split())
    number = seen.count(wanted) if wanted else 0
    if number != 1:
        return number
    start = seen.index(wanted)
    hit = [place for place in places[start : start + len(wanted)] if place is not None]
    redacted = _without(pieces, hit)
    return redacted if is_lawful(redacted) else 0


def _seen(pieces: list[str]) -> tuple[str, list[Place]]:
    """Return the characters that are seen, blanks as one, and where each stands."""
    characters: list[str] = []
    places: list[Place] = []
    for number, piece in enumerate(pieces):
        is_tag = number % 2 == 1
        if is_tag and piece in _INLINE:
            continue
        for offset, character in enumerate(" " if is_tag else piece.translate(_ALIKE)):
            if character.isspace() and characters[-1:] == [" "]:
                continue
            characters.append(" " if character.isspace() else character)
            places.append(None if is_tag else (number, offset))
    return "".join(characters), places


def _without(pieces: list[str], hit: list[tuple[int, int]]) -> Html:
    """Return the pieces without these characters and what lies between them, the gap where the first one stood."""
    kept = []
    for number, piece in enumerate(pieces):
        offsets = [offset for where, offset in hit if where == number]
        if number % 2 == 0 and offsets:
            mark = GAP if number == hit[0][0] else ""
            kept.append(html.escape(piece[: min(offsets)] + mark + piece[max(offsets) + 1 :], quote=False))
        else:
            kept.append(piece if number % 2 else html.escape(piece, quote=False))
    return Html("".join(kept))

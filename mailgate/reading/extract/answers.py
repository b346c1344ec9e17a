"""Answers: our own text repeated without a mark, what an answer stands below, and colours. Pure, linear."""

import re

from mailgate.reading.extract.lines import Line, Role
from mailgate.reading.extract.phrases.colour import COLOURS

_WORD = re.compile(r"\w+")
_NOT_LETTERS = re.compile(r"[\W_]+")
_ASCII_NOT_LETTERS = {code: None for code in range(128) if not chr(code).isalnum()}
_LOOKED_AT = 100_000
_WIDE = 0x2E80  # from this sign on words have no blanks between them
_SURE = 40  # letters of a line that nobody writes again by chance
_REPEATED = 20_000, 1_000  # letters of ours, and lines, that are compared


def repeated(lines: list[Line], known: str) -> set[int]:
    """Return the lines that are ours word for word, though no mark says so: a mail program quoted without one."""
    letters, number = _REPEATED
    ours = _letters(known)[:letters]
    if len(ours) < _SURE:
        return set()
    unmarked = (
        (i, _letters(line.text))
        for i, line in enumerate(lines[:number])
        if line.role is Role.ORDINARY and not line.depth and len(line.text) >= _SURE
    )
    return {i for i, words in unmarked if len(words) >= _SURE and words in ours}


def answered(lines: list[Line], *, quoted: set[int], own: set[int], known: str) -> set[int]:
    """Return the quoted lines of ours that an own line follows: they are kept, in the HTML, as a short quotation."""
    if not quoted or not (ours := _letters(known)):
        return set()
    found: set[int] = set()
    for i in own:
        if lines[i].is_blank:
            continue
        above = i - 1
        while above > 0 and above > i - 3 and lines[above].is_blank:
            above -= 1
        words = _letters(lines[above].text) if above in quoted else ""
        if len(words) >= 12 and words in ours:
            found.add(above)
    return found


def named_colours(words: str) -> set[str]:
    """Return the colours in which the author says that something is written."""
    spoken = " " + " ".join(_WORD.findall(words[:_LOOKED_AT].lower())) + " "
    return {
        name
        for name, phrases in COLOURS.items()
        if any((f" {phrase} " if ord(phrase[0]) < _WIDE else phrase) in spoken for phrase in phrases)
    }


def _letters(text: str) -> str:
    text = text[:_LOOKED_AT]
    # Of most texts a table takes out the same in a tenth of the time.
    kept = text.translate(_ASCII_NOT_LETTERS) if text.isascii() else _NOT_LETTERS.sub("", text)
    return kept.lower()

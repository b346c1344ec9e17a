"""Answers between the lines: which quoted lines of ours stand right above one. Pure, linear."""

import re

from mailgate.extract.lines import Line

_NOT_LETTERS = re.compile(r"[\W_]+")
_LOOKED_AT = 100_000


def answered(lines: list[Line], *, quoted: set[int], own: set[int], known: str) -> set[int]:
    """Return the quoted lines of ours that an own line follows: they are kept, in the HTML, as a short quotation."""
    ours = _letters(known)
    if not ours or not quoted:
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


def _letters(text: str) -> str:
    return _NOT_LETTERS.sub("", text[:_LOOKED_AT]).lower()

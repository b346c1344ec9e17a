"""Our own text in a mail: lines that repeat it without a mark, and those that an answer stands below. Pure, linear."""

import re

from mailgate.reading.extract.lines import Line, Role

_NOT_LETTERS = re.compile(r"[\W_]+")
_LOOKED_AT = 100_000
_SURE = 40  # letters of a line that nobody writes again by chance
_REPEATED = 20_000, 1_000  # letters of ours, and lines, that are compared


def repeated(lines: list[Line], known: str) -> set[int]:
    """Return the lines that are ours word for word, though no mark says so: a mail program quoted without one."""
    letters, number = _REPEATED
    ours = _letters(known)[:letters]
    found = ((i, _letters(line.text)) for i, line in enumerate(lines[:number]) if ours and line.role is Role.ORDINARY)
    return {i for i, words in found if len(words) >= _SURE and words in ours}


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

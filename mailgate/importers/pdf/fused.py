"""Marks of notes that are set as large as the words before them, and on their line: `sold.3`. Pure.

A style sheet may ask for raised digits of a font that has none.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from mailgate.importers.pdf.footnotes import BEHIND, Note
from mailgate.importers.pdf.model import Line, Word

_FUSED = re.compile(rf"(.*{BEHIND})(\d{{1,4}})")
_WORD = re.compile(r".*[^\W\d_]{2}[^\W\d_A-ZÀ-ÞΑ-ΩА-Я]")  # no `CO2`, no `km2`
_FEW = 3  # notes that prove nothing
_MOST = 0.7  # of the notes that numbers name


def part(pages: Sequence[Sequence[Line]], notes: Sequence[Note]) -> dict[Word, Line]:
    """Take marks from the words that they are fused to, where most notes have one on their page and none is raised.

    Returns the new words, and where they stand.
    """
    numbered = [note for note in notes if note.mark.isdecimal()]
    if len(numbered) < _FEW or any(_is_raised(word, numbered) for word in _words(pages)):
        return {}
    found = list(_found(pages, numbered))
    if len(found) < _MOST * len(numbered):
        return {}
    return {_cut(line, place): line for line, place in reversed(found)}


def _words(pages: Sequence[Sequence[Line]]) -> Iterator[Word]:
    return (word for line in chain(*pages) for word in line.words)


def _is_raised(word: Word, notes: Sequence[Note]) -> bool:
    return word.raised and any(word.text == note.mark for note in notes)


def _found(pages: Sequence[Sequence[Line]], notes: Sequence[Note]) -> Iterator[tuple[Line, int]]:
    """Yield the words that end in the mark of a note of their page, in their order: of several those behind a stop."""
    for page, lines in enumerate(pages):
        marks = {note.mark for note in notes if note.page == page}
        ends: dict[str, list[tuple[bool, int, int]]] = {}
        for row, line in enumerate(lines):
            for place, word in enumerate(line.words):
                match = _FUSED.fullmatch(word.text)
                is_letter = match is not None and match[1][-1].isalpha()
                if match and match[2] in marks and (not is_letter or _WORD.fullmatch(match[1])):
                    ends.setdefault(match[2], []).append((is_letter, row, place))
        for _, row, place in sorted(map(min, ends.values()), key=lambda each: each[1:]):
            yield lines[row], place


def _cut(line: Line, place: int) -> Word:
    word = line.words[place]
    match = _FUSED.fullmatch(word.text)
    assert match  # noqa: S101  it was found by that
    middle = word.x1 - (word.x1 - word.x0) * len(match[2]) / len(word.text)
    mark = Word(match[2], middle, word.x1, word.y, word.size, raised=True, glued=True, content=word.content)
    word.text, word.x1 = match[1], middle
    line.words.insert(place + 1, mark)
    return mark

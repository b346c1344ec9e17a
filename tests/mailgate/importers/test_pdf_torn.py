"""PDF files: lines that end where they happen to, and marks of notes that stand where nobody would set them by hand."""

from collections.abc import Sequence
from pathlib import Path

from mailgate.importers.pdf import footnotes
from mailgate.importers.pdf.model import Line, Word

WIDTH = 300
SMALL = 6.0


def line(y: float, words: Sequence[str], *, size: float = 11.0, raised: str = "") -> Line:
    placed = [Word(word, 60.0 + 40 * at, 90.0 + 40 * at, y, size) for at, word in enumerate(words)]
    if raised:
        placed.append(Word(raised, placed[-1].x1, placed[-1].x1 + 6, y + 4, SMALL, raised=True, base=y, glued=True))
    return Line(placed, 0, 60, 300)


def note(y: float, mark: str) -> Line:
    first = Word(mark, 60, 63, y + 2, 4.0, raised=True, base=y)
    return Line([first, Word("Evidence", 64, 90, y, 8.0), Word("of", 92, 99, y, 8.0)], 0, 60, 300)


def test_two_marks_of_notes_beside_each_other_name_both(tmp_path: Path) -> None:
    text = [line(700, ["sluice"], raised="45"), line(686, ["gauge"], raised="6")]
    notes = [note(120 - 12 * at, mark) for at, mark in enumerate("456")]
    kept, found = footnotes.take_out([[*text, *notes]], [[]], 11.0)
    assert ([len(each) for each in kept], [each.mark for each in found]) == ([2], ["4", "5", "6"])

"""The notes of a PDF, and which of them raised letters in the text refer to. Pure."""

import re
from collections.abc import Sequence

from mailgate.importers.pdf.footnotes import Note


class Marks:
    """The notes of a report by their marks; `used` are those whose marks are in the text."""

    def __init__(self, notes: Sequence[Note]) -> None:
        self.notes = notes
        self._by_mark: dict[str, list[int]] = {}
        for place, note in enumerate(notes):
            self._by_mark.setdefault(note.mark, []).append(place)
        self.used: set[int] = set()

    def of(self, text: str, page: int) -> list[int]:
        """Return the notes that raised letters refer to: `3`, `3,4`, and `1112` where there are notes 11 and 12."""
        found: list[int] = []
        for part in re.split(r"[,;.\s\[\]()]+", text):
            note = self._note(part, page)
            if note is not None:
                found.append(note)
            elif part.isdecimal():
                found += self._parted(part, page)
        return found

    def _parted(self, digits: str, page: int) -> list[int]:
        for length in range(1, len(digits)):
            marks, rest, at = [digits[:length]], digits[length:], int(digits[:length])
            while rest and rest.startswith(str(at + 1)):
                at += 1
                marks.append(str(at))
                rest = rest[len(str(at)) :]
            if not rest and all(self._near(mark, page) for mark in marks):
                return [note for mark in marks if (note := self._note(mark, page)) is not None]
        return []

    def _near(self, mark: str, page: int) -> list[int]:
        """Return the notes with this mark on a page, or just after it; behind them those that may be far away."""
        known = ((self._distance(place, page), place) for place in self._by_mark.get(mark, ()))
        return [place for _, place in sorted((distance, place) for distance, place in known if distance is not None)]

    def _distance(self, place: int, page: int) -> tuple[int, int] | None:
        note = self.notes[place]
        apart = abs(note.page - page)
        return (min(apart, 2), -note.page if apart < 2 else place) if apart < 2 or note.is_far else None

    def _note(self, mark: str, page: int) -> int | None:
        found = self._near(mark, page)
        fresh = [place for place in found if place not in self.used] or found
        if not fresh:
            return None
        self.used.add(fresh[0])
        return fresh[0]

"""How lists are numbered in print: 3, c, iii, 2.14. Pure, and the same for Word and OpenDocument."""

import re
from collections.abc import Mapping
from string import ascii_lowercase

_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


def roman(value: int) -> str:
    """Return a number in Roman letters, lower case."""
    parts = []
    for worth, letters in _ROMAN:
        parts.append(letters * (value // worth))
        value %= worth
    return "".join(parts)


def letters(value: int) -> str:
    """Return a number as a letter; after z comes aa, then bb."""
    return ascii_lowercase[(value - 1) % 26] * ((value - 1) // 26 + 1) if value > 0 else ""


def written(value: int, form: str) -> str:
    """Return a number in the form that HTML's `type` names, 1 a A i I, or 01; an empty form writes nothing."""
    value = max(0, min(value, 9_999))
    if form in {"a", "A", "i", "I"}:
        text = letters(value) if form.lower() == "a" else roman(value)
        return text.upper() if form.isupper() else text
    return str(value).zfill(2 if form.startswith("01") else 1) if form else ""


class Counter:
    """The numbers of a list with levels: what is deeper starts again below each higher one.

    `restarts`: of levels that do so only below some, the first level that leaves them going on.
    """

    def __init__(self, starts: dict[int, int], restarts: Mapping[int, int] | None = None) -> None:
        self._starts = starts
        self._restarts = restarts or {}
        self._values: dict[int, int] = {}

    def next(self, level: int, *, at: int | None = None) -> None:
        """Count one further on this level, or from `at`."""
        before = self._values.get(level)
        start = self._starts.get(level, 1)
        self._values[level] = at if at is not None else start if before is None else before + 1
        self._values = {each: v for each, v in self._values.items() if level >= self._restarts.get(each, each)}

    def restart(self, level: int) -> None:
        """Forget this level and what is deeper."""
        self._values = {each: value for each, value in self._values.items() if each < level}

    def value(self, level: int) -> int:
        """Return where this level stands; one that has not begun stands at its start."""
        return self._values.get(level, self._starts.get(level, 1))


def whole(value: str, otherwise: int) -> int:
    """Return the number that an attribute says, or what goes for none."""
    return int(value) if re.fullmatch(r"\d{1,6}", value.strip()) else otherwise

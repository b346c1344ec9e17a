"""Word's fields that count: AUTONUM, AUTONUMLGL, AUTONUMOUT and LISTNUM. Word keeps no result of theirs in the file.

What they show is what Word's reference says (ISO 29500-1, 17.16.5.4 to 17.16.5.6 and 17.16.5.32).
"""

import re
from collections.abc import Mapping

from mailgate.importers.counting import Counter, written

_KIND = re.compile(r"\s*(AUTONUM(?:LGL|OUT)?|LISTNUM)\b(.*)", re.I | re.S)
_SWITCH = re.compile(r"\\([a-z])(?:\s*\"([^\"]*)\"|\s*([^\s\\\"]+))?", re.I)
_NAME = re.compile(r"\s*\"?(\w+)")
_OUTLINE = ("I.", "A.", "1.", "a)", "(1)", "(a)", "(i)", "(a)", "(i)")
_NUMBERS = ("1)", "a)", "i)", "(1)", "(a)", "(i)", "1.", "a.", "i.")
_LEVELS = 9


def counts(instruction: str) -> bool:
    """Whether a field's instruction says that it counts."""
    return _KIND.match(instruction) is not None


class Fields:
    """The counters of a document's fields as they stand. `ranks`: which styles are headings, and how deep, from 0."""

    def __init__(self, ranks: Mapping[str, int]) -> None:
        self._ranks = ranks
        self._counters: dict[str, Counter] = {}
        self._headed: dict[str, int] = {}  # how deep the last heading with such a field was
        self._style = ""
        self._in_paragraph = 0

    def begin(self, style: str) -> None:
        """Begin a paragraph of this style."""
        self._style, self._in_paragraph = style, 0

    def next(self, instruction: str) -> str:
        """Count one further; return what the field shows. `instruction` is one that counts."""
        match = _KIND.match(instruction)
        kind, rest = (match[1].upper(), match[2]) if match else ("", "")
        switches = {each[1].lower(): each[2] or each[3] or "" for each in _SWITCH.finditer(rest)}
        if kind == "LISTNUM":
            return self._listed(rest, switches)
        level = self._ranks.get(self._style, -1)
        if level >= 0:
            self._headed[kind] = level
        else:  # a text below a heading counts below it, where that has a number
            level = min(self._headed.get(kind, -1) + 1, _LEVELS - 1)
        counter = self._counters.setdefault(kind, Counter({}))
        counter.next(level)
        if kind == "AUTONUMOUT":
            return _formed(_OUTLINE[level], counter.value(level))
        ending = "" if "e" in switches else switches.get("s", "")[:1] or "."
        return (_legal(counter, level) if kind == "AUTONUMLGL" else str(counter.value(level))) + ending

    def _listed(self, rest: str, switches: Mapping[str, str]) -> str:
        """Count in a list: at the level that is said, or one deeper than the field before in the paragraph."""
        name = "" if (named := _NAME.match(rest)) is None else named[1].lower()
        self._in_paragraph += 1
        told = switches.get("l", "")
        level = min(int(told) if told.isdecimal() and int(told) else self._in_paragraph, _LEVELS) - 1
        start = switches.get("s", "")
        counter = self._counters.setdefault(name, Counter({}))
        counter.next(level, at=int(start) if start.isdecimal() else None)
        if name == "legaldefault":
            return f"{_legal(counter, level)}."
        return _formed((_OUTLINE if name == "outlinedefault" else _NUMBERS)[level], counter.value(level))


def _legal(counter: Counter, level: int) -> str:
    return ".".join(str(counter.value(each)) for each in range(level + 1))


def _formed(pattern: str, value: int) -> str:
    """Return a number as a pattern has its first: `(a)`, `I.`"""
    return re.sub(r"\w", lambda sign: written(value, sign[0]), pattern)

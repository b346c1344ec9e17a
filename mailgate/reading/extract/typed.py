"""The five tags that the page invites authors to type: taken out of the words, and meant. Pure, linear.

Everything else with a "<" is text: `a < b`, `<3`, `x<y>z`, a tag with attributes, a tag that is opened and not closed.
"""

import re
from dataclasses import dataclass, field, replace

from mailgate.reading.extract.lines import BLANK, Line, Role

_TAG = re.compile(r"<(/?)(em|strong|blockquote|p|br)[ \t]{0,3}(/?)>", re.IGNORECASE)
_PAIRED = ("em", "strong", "blockquote")


def honoured(lines: list[Line]) -> list[Line]:
    """Return the lines as typed tags say: broken at br and p, set off by blockquote, marked by em and strong."""
    if not any("<" in line.text for line in lines):
        return lines
    typed = _Typed(last_closed=_last_closed(lines))
    for i, line in enumerate(lines):
        typed.take(i, line)
    return typed.out


def _last_closed(lines: list[Line]) -> dict[str, tuple[int, int]]:
    """Return where (line, offset) each paired tag is closed last: an opening tag after it is text."""
    found: dict[str, tuple[int, int]] = {}
    for i, line in enumerate(lines):
        if "</" in line.text:
            found.update({m.group(2).lower(): (i, m.start()) for m in _TAG.finditer(line.text) if m.group(1)})
    return found


@dataclass(slots=True)
class _Typed:
    """Goes through the lines once. Of a tag that is open already, a second opening is text."""

    last_closed: dict[str, tuple[int, int]]
    out: list[Line] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)
    is_quote: bool = False
    _pieces: list[str] = field(default_factory=list)
    _marks: list[tuple[int, str]] = field(default_factory=list)
    _length: int = 0

    def take(self, at: int, line: Line) -> None:
        """Take in a line."""
        if "<" not in line.text and not self.inline and not self.is_quote:
            self.out.append(line)
            return
        start = 0
        taken = False
        self._marks += [(0, f"<{name}>") for name in self.inline]
        for tag in _TAG.finditer(line.text):
            closing, name = bool(tag.group(1)), tag.group(2).lower()
            if not self._is_meant(name, (at, tag.start()), closing=closing):
                continue
            taken = True
            self._add(line, start, tag.start())
            self._tag(line, name, closing=closing)
            start = tag.end()
        self._add(line, start, len(line.text) + 1)
        if self._pieces or not taken:
            self._end(line)

    def _is_meant(self, name: str, place: tuple[int, int], *, closing: bool) -> bool:
        if name not in _PAIRED:
            return True
        is_open = self.is_quote if name == "blockquote" else name in self.inline
        return is_open if closing else not is_open and self.last_closed.get(name, (-1, 0)) > place

    def _tag(self, line: Line, name: str, *, closing: bool) -> None:
        if name in ("em", "strong"):
            self._marks.append((self._length, f"</{name}>" if closing else f"<{name}>"))
            if closing:
                self.inline.remove(name)
            else:
                self.inline.append(name)
            return
        if self._pieces or name == "br":
            self._end(line)
            self._marks += [(0, f"<{open_name}>") for open_name in self.inline]
        if name == "blockquote":
            self.is_quote = not closing
        if name != "br":
            self.out.append(BLANK)

    def _add(self, line: Line, start: int, end: int) -> None:
        """Take the text from start to end, with the tags that it has already."""
        text = line.text[start:end]
        self._marks += [(self._length + at - start, tag) for at, tag in line.marks if start <= at < end]
        if text:
            self._pieces.append(text)
            self._length += len(text)

    def _end(self, line: Line) -> None:
        self._marks += [(self._length, f"</{name}>") for name in reversed(self.inline)]
        role = Role.OWN_QUOTE if self.is_quote and line.role is Role.ORDINARY else line.role
        self.out.append(replace(line, text="".join(self._pieces), marks=tuple(self._marks), role=role))
        self._pieces, self._marks, self._length = [], [], 0

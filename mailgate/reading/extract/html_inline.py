"""The line that is being written while an HTML body is walked: its text, its inline tags, its bullet. Pure."""

from dataclasses import dataclass, field

from mailgate.reading import mask
from mailgate.reading.extract.html_style import Style
from mailgate.reading.extract.lines import Line, Role

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_TAGS = dict.fromkeys(("b", "strong", *_HEADINGS), "strong") | dict.fromkeys(("i", "em"), "em")


@dataclass(slots=True)
class Inline:
    """Gathers pieces of text until the line ends. `bullet` is put before the next text."""

    bullet: str = ""
    _pieces: list[str] = field(default_factory=list)
    _marks: list[tuple[int, str]] = field(default_factory=list)
    _length: int = 0
    _open: tuple[str, ...] = ()
    _is_spacer: bool = False  # a blank that does not break: the line is there, with nothing on it

    def changed(self, inline: tuple[str, ...], tag: str, style: Style) -> tuple[str, ...]:
        """Return which of our inline tags are open inside an element."""
        names = dict.fromkeys(inline, True)
        if tag in _TAGS:
            names[_TAGS[tag]] = True
        for name, said in (("strong", style.bold), ("em", style.italic)):
            if said:
                names[name] = True
            elif said is False:
                names.pop(name, None)
        return inline if tuple(names) == inline else tuple(names)

    def add(self, text: str, inline: tuple[str, ...], *, preformatted: bool = False) -> None:
        """Go on with this text, in which spaces are already one."""
        if not text.isascii():
            self._is_spacer |= "\xa0" in text
            text = mask.seen(text.replace("\xa0", " "))
        if not self._pieces:
            text = text if preformatted else text.lstrip(" ")
        elif text[:1] == " " and not preformatted and self._pieces[-1][-1] == " ":
            text = text[1:]
        if not text:
            return
        if self.bullet:
            text, self.bullet = self.bullet + text, ""
        self._switch(inline)
        self._pieces.append(text)
        self._length += len(text)

    def line(self, depth: int, role: Role, *, force: bool) -> Line | None:
        """End the line and return it, None where there is none; `force`: also an empty one."""
        if not self._pieces and not force and not self._is_spacer:
            return None
        self._switch(())
        whole = "".join(self._pieces)
        text = whole.rstrip(" ")
        if text == "--" and whole != text:
            text = "-- "  # the sign of RFC 3676
        marks = tuple((min(at, len(text)), tag) for at, tag in self._marks)
        self._pieces, self._marks, self._length, self._is_spacer = [], [], 0, False
        return Line(text, depth=depth, marks=marks, role=role)

    def _switch(self, inline: tuple[str, ...]) -> None:
        if inline == self._open:
            return
        shared = 0
        for before, after in zip(self._open, inline, strict=False):
            if before != after:
                break
            shared += 1
        self._marks.extend((self._length, f"</{name}>") for name in reversed(self._open[shared:]))
        self._marks.extend((self._length, f"<{name}>") for name in inline[shared:])
        self._open = inline

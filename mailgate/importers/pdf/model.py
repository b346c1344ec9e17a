"""What a page of a PDF is to this reader: words with places, and lines of them. Pure.

Places are in points from the lower left corner, so a higher line has a greater `y`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple


@dataclass(slots=True, eq=False)
class Word:
    """Letters without a gap between them, in one font. `y` is the line that they stand on."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool = False
    italic: bool = False
    raised: bool = False
    base: float = 0.0  # of a raised word: what the words beside it stand on, where that is known
    underlined: bool = False
    heavy: bool = False  # the file says so of the font, which may be wrong of all its fonts
    glued: bool = False  # it goes on where the word before it ends: no space between them
    labels: bool = False  # it is printed before an item of a list, or a note, and is none of its text
    leads: bool = False  # it is the number of the paragraph that begins behind it, wherever it stood
    content: int = -1  # what the tags of its page call the part of the page that it is in
    drawing: "tuple[Line, ...]" = ()  # the lines of a chart that it stands for

    @property
    def stands(self) -> float:
        """What its line stands on."""
        return self.base or self.y


@dataclass(slots=True, eq=False)
class Line:
    """Words beside each other, and between which margins they stand."""

    words: list[Word]
    page: int
    left: float = 0.0
    right: float = 0.0
    rows: "list[list[list[Line]]]" = field(default_factory=list)  # of a table: the lines of each cell
    pictures: list[str] = field(default_factory=list)  # the names of those that stand below it
    ruled: tuple[float, float] | None = None  # from where to where lines are drawn above and below it, of a table
    taken: list[tuple[float, float]] | None = None  # of the width, once that was asked (spans)
    _size: float = 0.0

    @property
    def x0(self) -> float:
        """Where the first word begins."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Where the last word ends."""
        return self.words[-1].x1

    @property
    def y(self) -> float:
        """What most of the line stands on."""
        return max(self.words, key=lambda word: (word.size, word.x1 - word.x0)).stands

    @property
    def size(self) -> float:
        """The size of most of its letters."""
        if not self._size:
            self._size = common_size(self.words)
        return self._size

    @property
    def text(self) -> str:
        """The line as it reads."""
        return "".join(
            word.text if word.glued or not place else f" {word.text}" for place, word in enumerate(self.words)
        )

    @property
    def last_word(self) -> str:
        """Its last word that is no raised mark of a note."""
        return next((word.text for word in reversed(self.words) if not word.raised), "")

    def without_first(self) -> "Line":
        """Return the line without its first word."""
        return Line(self.words[1:], self.page, self.left, self.right, pictures=self.pictures)

    @property
    def is_bold(self) -> bool:
        """Whether all of it is."""
        return all(word.bold for word in self.words if any(c.isalnum() for c in word.text))


@dataclass(slots=True, eq=False)
class Paragraph:
    """Lines that belong together. `bullet`: the first word is one; `number`: the first word is one, set apart."""

    lines: list[Line] = field(default_factory=list)
    bullet: bool = False
    number: bool = False
    contents: bool = False
    set_in: bool = False


class Rule(NamedTuple):
    """A line that is drawn: level where `y0` and `y1` are nearly one, else upright."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def is_level(self) -> bool:
        """Whether it runs from left to right."""
        return self.y1 - self.y0 < self.x1 - self.x0


class Drawn(NamedTuple):
    """A picture by its name, and where it stands; `content` as of words."""

    name: str
    x0: float
    y0: float
    x1: float
    y1: float
    content: int = -1


class Tag(NamedTuple):
    """A tag of the file's structure, as far as it is on one page.

    `path`: its place in each tag around it, from the root on, which is the same on every page. `contents`: the parts of
    the page that are directly in it, each with its place in the tag. `alt`: what is said for those who cannot see it.
    """

    kind: str
    path: tuple[int, ...]
    contents: tuple[tuple[int, int], ...]
    alt: str = ""


@dataclass(slots=True, eq=False)
class Page:
    """A page as read: its words, the lines, other shapes and pictures drawn on it, its size.

    `images`: how many there are on a page of few words, of whatever size.
    """

    number: int
    width: float
    height: float
    words: list[Word] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    shapes: list[Rule] = field(default_factory=list)
    drawn: list[Drawn] = field(default_factory=list)
    images: int = 0
    label: str = ""
    tags: "list[Tag]" = field(default_factory=list)


def common_size(words: Iterable[Word]) -> float:
    """Return the size that most letters have, to a tenth of a point."""
    all_words = list(words)
    if len(sizes := {word.size for word in all_words}) == 1:  # as mostly in a line
        return round(sizes.pop(), 1)
    counts: dict[float, int] = {}
    for word in all_words:
        size = round(word.size, 1)
        counts[size] = counts.get(size, 0) + len(word.text)
    return max(counts, key=lambda size: (counts[size], size), default=0.0)

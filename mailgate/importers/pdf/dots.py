"""Bullets that are drawn and not set in type, as browsers do it: they become bullets before their lines. Pure."""

from collections import Counter
from collections.abc import Iterator, Sequence

from mailgate.importers.pdf.model import Page, Rule, Word

_LEAST, _MOST = 0.15, 0.5  # of the size of type: how large a dot is; samples of a legend are larger
_ROUND = 0.2  # of its width: how far its height may differ
_NEAR = 2.5  # of the size of type: from the dot to its line
_LOW, _HIGH = 0.1, 0.6  # of the size of type: between these heights above the foot of the line
_FEW = 2  # dots below each other: fewer are no list
_FAR = 2_000  # shapes on a page that are looked at
_LEVEL = 0.5  # points


def set_in(pages: Sequence[Page]) -> None:
    """Put a bullet for each dot that is drawn before a line, where several stand below each other."""
    for page in pages:
        dots = [shape for shape in page.shapes[:_FAR] if _is_dot(shape)]
        found = list(_before_lines(dots, page.words)) if dots else []
        below = Counter(round(dot.x0) for dot, _ in found)
        kept = {dot: word for dot, word in found if below[round(dot.x0)] >= _FEW}
        page.words += [Word("•", dot.x0, dot.x1, word.y, word.size, content=word.content) for dot, word in kept.items()]
        page.shapes = [shape for shape in page.shapes if shape not in kept]


def _is_dot(shape: Rule) -> bool:
    width, height = shape.x1 - shape.x0, shape.y1 - shape.y0
    return width > 0 and abs(width - height) < _ROUND * width


def _before_lines(dots: Sequence[Rule], words: Sequence[Word]) -> Iterator[tuple[Rule, Word]]:
    """Yield each dot that nothing stands before, with the first word of the line behind it."""
    for dot in dots:
        middle = (dot.y0 + dot.y1) / 2
        level = [word for word in words if _LOW * word.size < middle - word.y < _HIGH * word.size]
        near = [word for word in level if dot.x1 - _LEVEL < word.x0 < dot.x1 + _NEAR * word.size]
        first = min(near, key=lambda word: word.x0, default=None)
        if first is None or not _LEAST < (dot.x1 - dot.x0) / first.size < _MOST:
            continue
        if not any(dot.x1 - word.x0 > 0 and dot.x0 - word.x1 < _NEAR * word.size for word in level):
            yield dot, first

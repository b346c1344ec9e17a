"""The lines with which the links on our pages begin a mail: what to do, below the sign of a signature. Pure."""

from collections.abc import Iterator, Sequence

from mailgate.reading.extract.lines import Line
from renderer import wording
from renderer.mailto import how_to_write

_OURS = frozenset(line for language in wording.languages(None) for line in how_to_write(language))
_SIGN = "--"


def lines_of(lines: Sequence[Line]) -> Iterator[int]:
    """Yield the places of these lines, and of the sign above the first of them."""
    for i, line in enumerate(lines):
        if line.text.strip() in _OURS:
            yield i
            if i > 0 and lines[i - 1].text.strip() == _SIGN:
                yield i - 1

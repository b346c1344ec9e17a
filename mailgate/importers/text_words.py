"""Words of a plain text that the ends of its lines have parted: join(blocks) makes them one again."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from mailgate.importers.pdf.hyphens import Vocabulary
from mailgate.importers.pdf.model import Line, Word

_PARTED = re.compile(r"[^\W\d_]([^\W\d_])-\s*$")
_GOES_ON = re.compile(r"\s*(?!(?:and|or|und|oder|et|ou|y|o|e)\b)([^\W\d_]\S*)\s*")  # not pre- and post-war
_LONGEST = 2_000  # letters of a line
_LEAST = 0.2  # of the parted words, that stand whole elsewhere: else no typesetter parted them


def join(blocks: Sequence[list[str]]) -> None:
    """Make one word of two lines' halves. Where no typesetter parted them, they have a hyphen, and keep it."""
    ends = [(above, below) for block in blocks for above, below in pairwise(block) if _is_parted(above, below)]
    if not ends:
        return
    words = Vocabulary(Line([Word(line.strip(), 0, 0, 0, 0)], 0) for block in blocks for line in block if line.strip())
    whole = sum(words.parts_address(above.split()[-1], below.split()[0]) for above, below in ends)
    is_typeset = whole > 0 and whole >= _LEAST * len(ends)
    for block in blocks:
        block[:] = _joined(block, words if is_typeset else None)


def _is_parted(above: str, below: str) -> bool:
    """Whether a word goes on below; a dash at the end of a line, or a capital below a small letter, parts none."""
    if len(above) >= _LONGEST or not (end := _PARTED.search(above)) or not (rest := _GOES_ON.match(below)):
        return False
    return not (end[1].islower() and rest[1][0].isupper())


def _joined(lines: Sequence[str], words: Vocabulary | None) -> Iterator[str]:
    current: str | None = None
    for line in lines:
        if current is None or not _is_parted(current, line) or (rest := _GOES_ON.match(line)) is None:
            if current is not None:
                yield current
            current = line
            continue
        current, end = current.rstrip(), rest[1]
        yield words.join(current, end) if words is not None else current + end
        indent = line[: len(line) - len(line.lstrip())]
        current = f"{indent}{line[rest.end() :]}" if line[rest.end() :].strip() else None
    if current is not None:
        yield current

"""Words of a plain text that the ends of its lines have parted: join(blocks) makes them one again."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from unicodedata import east_asian_width

from mailgate.importers.pdf.hyphens import Vocabulary
from mailgate.importers.pdf.model import Line, Word

_HYPHEN = "\u2010"  # typed by programs alone
_PARTED = re.compile(rf"[^\W\d_]([^\W\d_])[-{_HYPHEN}]\s*$")
_BOUND = re.compile(r"\w[–—/]\s*$|[^\W_]-\s*$")  # 1978–, COVID-
_LETTER = re.compile(r"(?<![^\W_])[^\W\d_]-\s*$")  # e-, as of e-mail
_BOUND_TO = re.compile(r"\s*([^\W_]\S*)\s*")
_GOES_ON = re.compile(r"\s*(?!(?:and|or|und|oder|et|ou|y|o|e)\b)([^\W\d_]\S*)\s*")  # not pre- and post-war
_LONGEST = 2_000  # letters of a line
_LEAST = 0.2  # of the parted words, that stand whole elsewhere: else no typesetter parted them


def join(blocks: Sequence[list[str]]) -> None:
    """Make one word of two lines' halves. Where no typesetter parted them, they have a hyphen, and keep it."""
    ends = [(above, below) for block in blocks for above, below in pairwise(block) if _is_parted(above, below)]
    lines = [line.strip().replace(_HYPHEN, "-") for block in blocks for line in block if line.strip()]
    words = Vocabulary(Line([Word(line, 0, 0, 0, 0)], 0) for line in lines) if ends else None
    whole = sum(words.parts_address(above.split()[-1], below.split()[0]) for above, below in ends) if words else 0
    is_typeset = whole > 0 and whole >= _LEAST * len(ends)
    is_drawn = not any(_HYPHEN in line.rstrip()[:-1] for block in blocks for line in block)
    for block in blocks:
        block[:] = _joined(block, words if is_typeset else None, is_drawn=is_drawn)


def is_unspaced(above: str, below: str) -> bool:
    """Whether two lines are of a script that has no spaces between words."""
    return _is_unspaced(above.rstrip()[-1:]) and _is_unspaced(below.lstrip()[:1])


def _is_unspaced(letter: str) -> bool:
    return letter != "" and east_asian_width(letter) in {"W", "F"} and not "\uac00" <= letter <= "\ud7a3"  # no Hangul


def _is_parted(above: str, below: str) -> bool:
    """Whether a word goes on below; a dash at the end of a line, or a capital below a small letter, parts none."""
    if len(above) >= _LONGEST or not (end := _PARTED.search(above)) or not (rest := _GOES_ON.match(below)):
        return False
    return not (end[1].islower() and rest[1][0].isupper())


def _is_bound(above: str, below: str) -> bool:
    """Whether what goes on below belongs to the dash above: a range of years, two names, a hyphen before a figure."""
    if len(above) >= _LONGEST or not _BOUND.search(above) or not (rest := _BOUND_TO.match(below)):
        return False
    if _LETTER.search(above) and (word := _GOES_ON.match(below)) and word[1][0].islower():
        return True
    dash, first = above.rstrip()[-1], rest[1][0]
    return first.isdecimal() if dash == "-" else above.rstrip()[-2].isdecimal() == first.isdecimal()


def _joined(lines: Sequence[str], words: Vocabulary | None, *, is_drawn: bool) -> Iterator[str]:
    current: str | None = None
    for line in lines:
        parted = current is not None and _is_parted(current, line)
        if current is None or not (parted or _is_bound(current, line)):
            if current is not None:
                yield current
            current = line
            continue
        rest = _BOUND_TO.match(line)
        current, end = current.rstrip(), rest[1] if rest else ""
        current = _one(current, end, words, is_drawn=is_drawn) if parted else current + end
        indent = line[: len(line) - len(line.lstrip())]
        yield current
        current = f"{indent}{line[rest.end() :]}" if rest and line[rest.end() :].strip() else None
    if current is not None:
        yield current


def _one(above: str, end: str, words: Vocabulary | None, *, is_drawn: bool) -> str:
    """Return a word whole; `is_drawn`: the hyphens that only programs type stand at ends of lines alone."""
    if not above.endswith(_HYPHEN):
        return words.join(above, end) if words is not None else above + end
    if is_drawn or words is None:
        return above[:-1] + end
    kept = words.join(f"{above[:-1]}-".replace(_HYPHEN, "-"), end)
    return above + end if len(kept) == len(above) + len(end) else above[:-1] + end

"""Where paragraphs end in lines that have no empty one between them. Pure.

A line that ends a sentence, and had room for the word below, ends a paragraph; so does one before text that is set in
otherwise. This is believed only where a program filled the lines: who types breaks lines where they like.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from mailgate.importers.sequence import follows
from mailgate.importers.text_lines import SIGNS, indent

_ENDS = (".", "?", "!", ":", ";", "…", "”", "’", '"', "'", ")", "]")
_BEGINS = re.compile(rf"\s*[^\W_a-zß-öø-ÿ]|\s*[“„‘«\"'(\[*{SIGNS}-]")  # no small letter: most scripts have none
_ALONE = re.compile(r"\s*[\[(]?((?:[A-Z]{0,2}\d{1,4})(?:\.\d{1,3}){0,4})[.)\]]*\s*")
_MARKER = re.compile(
    r"\s*(?:\(?(?:[a-z]|[ivx]{1,5})[.)]|\(?\d{1,4}(?:\.\d{1,3}){0,4}[.)\]]*|[A-Z]\d{1,3}\.?"
    rf"|[·o{SIGNS}])\s*"
)
_HANGING = re.compile(
    r"\s*(?:(?:(?:Para|Rn|Rz|Tz)\.? ?)?[\[(]?(?:[A-Za-z]{0,2}\d{1,4}(?:\.\d{1,4})*|[a-z]|[ivx]{1,5})[.)\]]*"
    rf"|[-*·o{SIGNS}])\s+(?=\S)"
)
_LABEL = re.compile(
    r"\s*(?:Article|Artikel|Artículo|Artigo|Articolo|Chapter|Kapitel|Chapitre|Capítulo|Part|Teil|Partie|Annex|Section|Title)"
    r"\s+(?:\d{1,3}[a-z]?|[IVXLC]{1,6}|[A-Z])\s*",
    re.I,
)  # a heading of a law, where it is all of its line
_COLUMNS = re.compile(r"\S {3,}\S")
_ITEM = re.compile(r"\s*\(?([a-z]|[ivx]{1,5})[.)](?:\s|$)")
_LETTERS = list("abcdefghijklmnopqrstuvwxyz")
_ROMANS = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"]
_ABBREVIATED = re.compile(r"(?:^|[\s(])(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|St|Nos?|Art|Abs|Nr|Hon|vol|pp?|cf|e\.g|i\.e|viz)\.$")
_LEAST, _FILLED = 10, 0.8  # lines within sentences; how many of them must be full
_FULL, _EARLY, _MEASURE = 0.85, 0.88, 0.9  # of the width: of a full line, of one that ends early, of nearly all
_MAX_HEADING, _HEADING = 70, 0.75  # letters, and of the width
_BODY = 0.7  # of the width, of the first line below a heading
_SET_IN, _HALF = 2, 10  # letters: from which a line is set in; of half a word
_UNWRAPPED = 160  # letters of a line that is a paragraph
_ROWS, _ROW = 3, 0.6  # lines, and of the width
_STOPS = (".", "?", "!")


def reach(lumps: Iterable[Sequence[str]]) -> int:
    """Return how long the lines of a text are that a program filled; 0 where none did."""
    inner = [
        (line, below)
        for lines in lumps
        for line, below in pairwise(lines)
        if not line.rstrip().endswith(_ENDS) and not _COLUMNS.search(line) and not _is_alone(line)
    ]
    lengths = sorted(len(line.rstrip()) for line, _ in inner)
    if len(lengths) < _LEAST:
        return 0
    width = lengths[int(_MEASURE * (len(lengths) - 1))]
    full = sum(_room(line, below) >= _FULL * width for line, below in inner)
    return width if full >= _FILLED * len(inner) else 0


def is_number(line: str) -> bool:
    """Whether a line holds the number of a paragraph and nothing else."""
    return _ALONE.fullmatch(line) is not None


def _is_alone(line: str) -> bool:
    return _ALONE.fullmatch(line) is not None or _MARKER.fullmatch(line) is not None


def _room(line: str, below: str) -> int:
    """Return how long a line would be with the first word of the next."""
    return len(line.rstrip()) + 1 + len(below.split(maxsplit=1)[0])


def numbers_alone(lumps: Iterable[Sequence[str]]) -> list[set[int]]:
    """Return the lines of each lump that hold a number and nothing else, if they follow each other."""
    places: list[set[int]] = []
    found: list[tuple[int, int, tuple[int, ...]]] = []
    for at, lines in enumerate(lumps):
        places.append(set())
        for place, line in enumerate(lines):
            if match := _ALONE.fullmatch(line):
                found.append((at, place, tuple(map(int, re.findall(r"\d+", match[1])))))
    for one, other in pairwise(found):
        if follows(other[2], one[2]):
            places[one[0]].add(one[1])
            places[other[0]].add(other[1])
    return places


def breaks(lines: Sequence[str], width: int, *, is_unwrapped: bool) -> set[int]:
    """Return the lines that begin a paragraph, but for the first. `width`: see reach()."""
    found = lettered(lines) | (_rows(lines, width) if width else set())
    begun = 0
    for place in range(1, len(lines)):
        above, line = lines[place - 1], lines[place]
        if place in found:
            begun = place
        if place in found or not _BEGINS.match(line):
            continue
        if _is_labelled(lines, place) or (place - 1 == begun and _is_labelled(lines, begun)):
            found.add(place)
            begun = place
            continue
        finished = above.rstrip().endswith(_ENDS) and not _is_alone(above) and not _ABBREVIATED.search(above)
        ends = finished and (is_unwrapped or _turns(lines, begun, place) or _is_early(lines, begun, place, width))
        heads = width or (_UNWRAPPED if is_unwrapped else 0)
        if ends or (heads and _is_heading(lines, begun, place, heads)):
            found.add(place)
            begun = place
        elif finished and width and place + 1 < len(lines) and _is_heading(lines, place, place + 1, width):
            found.add(place)  # nothing that goes on is so short
            begun = place
    return found


def _is_labelled(lines: Sequence[str], place: int) -> bool:
    """Whether a line is `Article 5` and nothing else, and stands between two paragraphs."""
    if not _LABEL.fullmatch(lines[place]) or place + 1 == len(lines) or not _BEGINS.match(lines[place + 1]):
        return False
    return place == 0 or lines[place - 1].rstrip().endswith(_ENDS)


def lettered(lines: Sequence[str]) -> set[int]:
    """Return the lines that begin with (a), (b), (c) or (i), (ii), where they count from the first on."""
    found = [(place, match[1]) for place, line in enumerate(lines) if (match := _ITEM.match(line))]
    places: set[int] = set()
    for names in (_LETTERS, _ROMANS):
        run: list[int] = []
        for place, name in [*found, (-1, "")]:
            if [name] != names[len(run) : len(run) + 1]:
                places |= set(run) if len(run) > 1 or (run and _introduces(lines, run[0])) else set()
                run = []
            if [name] == names[len(run) : len(run) + 1]:
                run.append(place)
    return places


def _introduces(lines: Sequence[str], place: int) -> bool:
    """Whether the words above a line lead to a list that begins there, and goes on elsewhere."""
    return place > 0 and lines[place - 1].rstrip().endswith(":")


def _rows(lines: Sequence[str], width: int) -> set[int]:
    """Return where rows of a table begin and end in lines that are filled but for those."""
    found: set[int] = set()
    begun = 0
    for place in range(len(lines) + 1):
        if place < len(lines) and _is_row(lines[place], width):
            continue
        if place - begun >= _ROWS:
            found |= {begun, place} - {len(lines)}
        begun = place + 1
    return found


def _is_row(line: str, width: int) -> bool:
    text = " ".join(line.split())
    return len(text) <= _ROW * width and not text.endswith((*_STOPS, ":")) and not _is_alone(line)


def is_full(line: str, below: str, width: int) -> bool:
    """Whether a line, in a text that a program filled, ends where it does because the next word had no room."""
    return width > 0 and _room(line, below) >= _FULL * width


def _turns(lines: Sequence[str], begun: int, place: int) -> bool:
    """Whether a line is set in otherwise than the one above, and is not the words beside a number or a bullet."""
    above, line = lines[place - 1], lines[place]
    if (further := indent(line) - indent(above)) >= _SET_IN:
        hanging = _HANGING.match(above)
        return not (hanging and abs(hanging.end() - indent(line)) <= _SET_IN)
    is_block = place - begun > 1 and indent(lines[place - 2]) == indent(above)
    return further <= -_SET_IN and (is_block or indent(above) > _SET_IN + indent(lines[begun]))


def _is_early(lines: Sequence[str], begun: int, place: int, width: int) -> bool:
    """Whether the line above ended before it was full."""
    before = [len(each.rstrip()) for each in lines[max(begun, place - 5) : place - 1] if not _is_alone(each)]
    full = min(max(before), width) if len(before) > 1 else width
    # A converter that makes parted words whole puts the half of one into the line before: that is longer, this shorter.
    taken = min(_HALF, max(0, before[-1] - width)) if before else 0
    return _room(lines[place - 1], lines[place]) + taken < _EARLY * full


def _is_heading(lines: Sequence[str], begun: int, place: int, width: int) -> bool:
    """Whether the line above is all of its paragraph, and a heading over what begins here."""
    if begun != place - 1 or not _BEGINS.match(lines[place]):
        return False
    text, below = lines[place - 1].strip(), lines[place]
    is_short = len(text) <= min(_MAX_HEADING, _HEADING * width) and _room(lines[place - 1], below) < _EARLY * width
    if not is_short or text.endswith((*_ENDS, ",")) or not text[:1].isupper() or _COLUMNS.search(text):
        return False
    return _is_alone(below) or len(below.rstrip()) >= _BODY * width


def are_rows(lines: Sequence[str], width: int) -> bool:
    """Whether these lines are rows of a table, or verses: none is full, and none ends a sentence."""
    few = len(lines) >= _ROWS and width > 0
    return few and all(_is_row(line, width) for line in lines)


def with_markers(lines: list[str]) -> list[str]:
    """Return lines with numbers, letters and bullets that stand alone in the line of what they stand before."""
    return list(_joined(lines)) if any(map(_MARKER.fullmatch, lines[:-1])) else lines


def _joined(lines: Sequence[str]) -> Iterator[str]:
    marker = ""
    for place, line in enumerate(lines):
        begins = place == 0 or lines[place - 1].rstrip().endswith(_ENDS)
        if not marker and begins and place + 1 < len(lines) and _MARKER.fullmatch(line):
            marker = line.rstrip()
            continue
        yield f"{marker} {line.lstrip()}" if marker else line
        marker = ""

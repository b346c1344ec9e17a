"""Notes that a program without footnotes wrote as `[3]` behind a word, and as a paragraph `[3] …` further down →
`[^3]`. Line for line, and pure.

The first of them is named before, and most of the others are; where not, the brackets hold the numbers of paragraphs.
"""

import re
from collections.abc import Iterator

from mailgate.importers.markdown_flavours import outside_code
from mailgate.importers.markdown_source import fenced

_NOTE = re.compile(r" {0,3}\\?\[(\d{1,4})\\?\](?=[ \t]+\S)")
_MARK = re.compile(r"[ \t]?\\?\[(\d{1,4})\\?\](?![(:])")
_DEFINED = re.compile(r"^ {0,3}\[(?:\^[^\]\n]+|\d{1,4})\]:", re.M)
_LEAST = 2  # notes


def with_signs(text: str) -> str:
    """Return a text whose notes have CommonMark's usual signs; as it is where it has such signs, or no notes."""
    if _DEFINED.search(text):
        return text
    lines = text.split("\n")
    notes = _notes(lines)
    begins = dict(notes)
    labels = set(begins.values())
    if not _LEAST <= len(notes) == len(labels):  # where they begin again, a sign would have two meanings
        return text
    for place, line in _read(lines):
        start = _NOTE.match(line) if place in begins else None
        sign, rest = (f"[^{begins[place]}]:", line[start.end() :]) if start else ("", line)
        lines[place] = sign + outside_code(rest, lambda part: _MARK.sub(lambda mark: _signed(mark, labels), part))
    return "\n".join(lines)


def _signed(mark: re.Match[str], labels: set[str]) -> str:
    return f"[^{mark[1]}]" if mark[1] in labels else mark[0]


def _notes(lines: list[str]) -> list[tuple[int, str]]:
    """Return the lines that begin a note, and its mark, if half of the paragraphs that look so are named before."""
    named: set[str] = set()
    found: list[tuple[int, str]] = []
    count = 0
    for place, line in _read(lines):
        match = None if place and lines[place - 1].strip() else _NOTE.match(line)
        if match:
            count += 1
            if match[1] in named:
                found.append((place, match[1]))
                named.discard(match[1])  # the next paragraph of that mark is another's
            elif not found:
                return []  # the number of a paragraph: nothing can name the first before it
        named.update(_MARK.findall(line, match.end() if match else 0))
    return found if 2 * len(found) >= count else []


def _read(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Yield the lines that are no code, and their places."""
    fence = ""
    for place, line in enumerate(lines):
        fence, is_code = fenced(line, fence)
        if not is_code:
            yield place, line

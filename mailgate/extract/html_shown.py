"""What the lines of an HTML body show of quoting that no element says: signs of text, bold header blocks. Pure."""

import re
from dataclasses import replace

from mailgate.extract.lines import Line, Role

COLONS = (":", "：")
_SIGN = re.compile(r"(?:> ?){1,50}")
_LABEL_LENGTH = 40
_HEADER_LINES = 6
_DATED = re.compile(r"\b(?:19|20)\d\d\b|\d{1,2}[:.]\d\d")


def with_signs(line: Line) -> Line:
    """Take the signs of quoted text off a line: some programs make HTML of a text and leave them in."""
    sign = _SIGN.match(line.text)
    if sign is None:
        return line
    marks = tuple((max(0, at - sign.end()), tag) for at, tag in line.marks)
    return replace(line, text=line.text[sign.end() :], marks=marks, depth=line.depth + sign.group().count(">"))


def with_header_blocks(lines: list[Line]) -> list[Line]:
    """Put a boundary above a block of lines with bold labels, an address and a date, whatever its language."""
    out: list[Line] = []
    for i, line in enumerate(lines):
        if line.marks and _is_labelled(line) and not (i and _is_labelled(lines[i - 1])):
            block = [following for following in lines[i : i + _HEADER_LINES] if _is_labelled(following)]
            words = " ".join(following.text for following in block)
            if len(block) >= 3 and "@" in words and _DATED.search(words):
                out.append(Line("", role=Role.BOUNDARY, depth=line.depth))
        out.append(line)
    return out


def _is_labelled(line: Line) -> bool:
    if len(line.marks) < 2 or line.marks[0] != (0, "<strong>") or line.marks[1][1] != "</strong>":
        return False
    end = line.marks[1][0]
    return end < _LABEL_LENGTH and (line.text[:end].rstrip()[-1:] in COLONS or line.text[end : end + 1] in COLONS)

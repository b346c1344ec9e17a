"""What the lines of an HTML body show of quoting that no element says: signs of text, bold header blocks. Pure."""

import re
from dataclasses import replace

from mailgate.reading.extract import shape
from mailgate.reading.extract.lines import Line, Role

COLONS = (":", "：")
_SIGN = re.compile(r"(?:> ?){1,50}")
_LABEL_LENGTH = 40
_HEADER_LINES = 6
_LABEL = re.compile(r"[^\W\d][^:：]{0,24}[:：]")
_LABELS = re.compile(r"[^\W\d][:：] ?\S")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_DATED = re.compile(r"\b(?:19|20)\d\d\b|\d{1,2}[:.]\d\d")


def with_signs(line: Line) -> Line:
    """Take the signs of quoted text off a line: some programs make HTML of a text and leave them in."""
    sign = _SIGN.match(line.text)
    if sign is None or shape.is_between_signs(line.text):
        return line
    marks = tuple((max(0, at - sign.end()), tag) for at, tag in line.marks)
    return replace(line, text=line.text[sign.end() :], marks=marks, depth=line.depth + sign.group().count(">"))


def with_last_quote(lines: list[Line], start: int) -> list[Line]:
    """Take the unmarked quotation that begins here as another's if it ends the body and no line leads up to it."""
    above = next((line for line in reversed(lines[:start]) if not line.is_blank), None)
    rest = [line for line in lines[start:] if not line.is_blank]
    if above is None or above.depth or above.text.rstrip()[-1] in COLONS:
        return lines
    if any(line.role is not Role.OWN_QUOTE for line in rest):
        return lines
    return [*lines[:start], *(replace(line, depth=1, role=Role.ORDINARY) for line in lines[start:])]


def without_doubtful_quote(lines: list[Line]) -> list[Line]:
    """Take an element that is called a quote as the author's where it is all there is, and nothing introduces it."""
    words = [line for line in lines if not line.is_blank]
    if not words or any(not line.depth for line in words) or words[0].text.rstrip()[-1] in COLONS:
        return lines
    return [replace(line, depth=line.depth - 1) for line in lines if line.depth]


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


def heads_a_mail(lines: list[Line]) -> bool:
    """Whether these lines, below a line across the page, are labels with an address and a date."""
    block = [line.text for line in lines if not line.is_blank][:_HEADER_LINES]
    if not block or not _LABEL.match(block[0]):
        return False
    words = " ".join(text for text in block if _LABEL.match(text))
    return "@" in words and _YEAR.search(words) is not None and len(_LABELS.findall(words)) > 1


def _is_labelled(line: Line) -> bool:
    if len(line.marks) < 2 or line.marks[0] != (0, "<strong>") or line.marks[1][1] != "</strong>":
        return False
    end = line.marks[1][0]
    return end < _LABEL_LENGTH and (line.text[:end].rstrip()[-1:] in COLONS or line.text[end : end + 1] in COLONS)

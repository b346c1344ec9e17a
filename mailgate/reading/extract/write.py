"""Own lines to text and to the HTML that would be published (before the sanitiser). Pure."""

import html

from mailgate.reading import mask
from mailgate.reading.extract.lines import Line, Role

_WRAP = 60  # a line at least this long whose neighbour's first word would not have fitted was broken by a program
_WIDTH = 72
_LISTS = ("-", "*", "+", "•", "–", "#")


def text(lines: list[Line]) -> str:
    """Return the words as plain text: no line twice blank, none at the ends; without answered lines."""
    rows: list[str] = []
    for line in lines:
        row = "" if line.role is Role.ANSWERED else mask.seen(line.text).rstrip()
        if row or (rows and rows[-1]):
            rows.append(row)
    while rows and not rows[-1]:
        rows.pop()
    if rows:
        rows[0] = rows[0].lstrip()
    return "\n".join(rows)


def markup(lines: list[Line], *, wrapped: bool) -> str:
    """Return the words as HTML: masked, escaped, with the inline tags of each line, in p and blockquote.

    `wrapped`: a mail program may have broken the lines, which are joined again.
    """
    out: list[str] = []
    paragraph: list[Line] = []
    for line in [*lines, Line("")]:
        changes = bool(paragraph) and line.role is not paragraph[-1].role
        if paragraph and (line.is_blank or changes):
            out.append(_paragraph(paragraph, wrapped=wrapped))
            paragraph = []
        if not line.is_blank:
            paragraph.append(line)
    return "".join(out)


def _paragraph(lines: list[Line], *, wrapped: bool) -> str:
    pieces: list[str] = []
    for i, line in enumerate(lines):
        if i:
            pieces.append(" " if wrapped and _was_wrapped(lines[i - 1].text, line.text) else "<br>")
        pieces.append(_line(line))
    inner = "".join(pieces)
    if lines[0].role in (Role.OWN_QUOTE, Role.ANSWERED):
        return f"<blockquote>{inner}</blockquote>"
    return f"<p>{inner}</p>"


def _was_wrapped(line: str, following: str) -> bool:
    if not _WRAP <= len(line) <= 80 or following[:1] in (" ", "\t") or following.startswith(_LISTS):
        return False
    return len(line) + 1 + len(following.split(" ", 1)[0]) > _WIDTH


def _line(line: Line) -> str:
    text = line.text.rstrip()  # as in the text: an address is hidden in both or in none
    shown, marks = mask.masked(text, tuple((min(at, len(text)), tag) for at, tag in line.marks))
    if not marks:
        return html.escape(shown, quote=False)
    pieces: list[str] = []
    at = 0
    for offset, tag in marks:
        pieces += [html.escape(shown[at:offset], quote=False), tag]
        at = offset
    pieces.append(html.escape(shown[at:], quote=False))
    return "".join(pieces)

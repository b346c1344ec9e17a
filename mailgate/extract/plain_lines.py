"""Lines of a text/plain body: quote depth from its signs, flowed text joined again (RFC 3676). Pure, linear."""

import re

from mailgate.extract.lines import LINES_LIMIT, Line
from mailgate.message import Body

# "> > text", ">>text", "| text"; a blank may stand between the signs. Initials as in "AS> text" only with the sign.
_QUOTE = re.compile(r"(?: {0,3}[A-Z]{0,3}>(?!>>>>>>>>>>))(?: ?>)*")
_FLOWED_QUOTE = re.compile(r">+")
_TYPED_TAG = re.compile(r"<(/?)(em|strong|blockquote|p|br)[ \t]{0,3}(/?)>", re.IGNORECASE)


def split(body: Body) -> list[Line]:
    """Return the lines of a plain body."""
    rows = body.text.split("\n", LINES_LIMIT)[:LINES_LIMIT]
    if body.flowed:
        return _flowed(rows, delsp=body.delsp)
    return [_line(row) for row in rows]


def typed(text: str) -> tuple[str, tuple[tuple[int, str], ...]]:
    """Take the allowed tags out of typed text: return what is to be seen, and the tags with their places in it."""
    if "<" not in text:
        return text, ()
    pieces: list[str] = []
    marks: list[tuple[int, str]] = []
    at = length = 0
    for tag in _TYPED_TAG.finditer(text):
        pieces.append(text[at : tag.start()])
        length += tag.start() - at
        name = tag.group(2).lower()
        marks.append((length, f"<{name}>" if name == "br" else f"<{tag.group(1)}{name}>"))
        at = tag.end()
    pieces.append(text[at:])
    return "".join(pieces), tuple(marks)


def _line(row: str) -> Line:
    row = row.rstrip("\r")
    if ">" not in row[:8]:
        return Line(row)
    sign = _QUOTE.match(row)
    if sign is None or (row[sign.end() : sign.end() + 5].lower() == "from " and sign.group() == ">"):
        return Line(row[1:] if sign else row)  # ">From " was put there by a mailbox, not by a person
    rest = row[sign.end() :]
    return Line(rest.removeprefix(" "), depth=sign.group().count(">"))


def _flowed(rows: list[str], *, delsp: bool) -> list[Line]:
    """Join soft line breaks: a line that ends in a blank goes on in the next of the same depth; "-- " never does."""
    lines: list[Line] = []
    open_parts: list[str] = []
    open_depth = 0
    for row in rows:
        sign = _FLOWED_QUOTE.match(row)
        depth = sign.end() if sign else 0
        text = row[depth:].removeprefix(" ")
        if open_parts and (depth != open_depth or text == "-- "):
            lines.append(Line("".join(open_parts), depth=open_depth))
            open_parts = []
        if text.endswith(" ") and text != "-- ":
            open_parts.append(text[:-1] if delsp else text)
            open_depth = depth
            continue
        open_parts.append(text)
        lines.append(Line("".join(open_parts), depth=depth))
        open_parts = []
    if open_parts:
        lines.append(Line("".join(open_parts), depth=open_depth))
    return lines

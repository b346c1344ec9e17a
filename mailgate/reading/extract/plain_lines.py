"""Lines of a text/plain body: quote depth from its signs, flowed text joined again (RFC 3676). Pure, linear."""

import re
from collections import Counter
from dataclasses import replace

from mailgate.reading.extract import attribution, quotes, shape
from mailgate.reading.extract.lines import LINES_LIMIT, Line
from mailgate.reading.extract.phrases.attribution import VERBS
from mailgate.reading.message import Body

# "> > text", ">>text"; a blank may stand between the signs. Initials as in "AS> text" only with the sign.
_QUOTE = re.compile(r"(?: {0,3}[A-Z]{0,3}>(?!>>>>>>>>>>))(?: ?>)*")
_NAME_QUOTE = re.compile(r"([A-Z][A-Za-z.]{1,11})>(?: |$)")  # "Ann> text", where it comes again
_BAR_QUOTE = re.compile(r" ?\| ?([^|]*)")
_SHARED = re.compile(r"(?<=[\w.!?] )(?:-{2,4} ?)?On |(?<=\w)-{2,4} ?On ")  # in the line of the last own words
_COLONS = 3  # that an attribution may have before the one that ends it
_FLOWED_QUOTE = re.compile(r">+")


def split(body: Body) -> list[Line]:
    """Return the lines of a plain body."""
    rows = _parted(body.text.split("\n", LINES_LIMIT)[:LINES_LIMIT])
    if body.flowed:
        return _flowed(rows, delsp=body.delsp)
    lines = [_line(row) for row in rows]
    _mark_names(rows, lines)
    _mark_bars(lines)
    _unmark_look_alikes(rows, lines)
    return lines


def _line(row: str) -> Line:
    row = row.rstrip("\r")
    if ">" not in row[:8] or shape.is_between_signs(row):
        return Line(row)
    sign = _QUOTE.match(row)
    if sign is None or (row[sign.end() : sign.end() + 5].lower() == "from " and sign.group() == ">"):
        return Line(row[1:] if sign else row)  # ">From " was put there by a mailbox, not by a person
    rest = row[sign.end() :]
    return Line(rest.removeprefix(" "), depth=sign.group().count(">"))


def _parted(rows: list[str]) -> list[str]:
    """Part lines in which an attribution stands right behind the last words, or right before the quotation."""
    out: list[str] = []
    for i, row in enumerate(rows):
        head = _attribution_in(row) if ": " in row and "@" in row else 0
        if head:
            out += [row[:head], row[head:].lstrip()]
            continue
        shared = _SHARED.search(row[: shape.LOOKED_AT]) if "On " in row else None
        tail = row[shared.start() :] if shared else ""
        if tail and (found := shape.evidence(tail)).dated and found.timed and _introduces(rows, i, tail):
            out += [row[: -len(tail)].rstrip(), tail]
        else:
            out.append(row)
    return out


def _attribution_in(row: str) -> int:
    """Return the end of the attribution that begins this row, 0 where there is none or nothing else."""
    end = 0
    for _ in range(_COLONS):
        end = row.find(": ", end, shape.LOOKED_AT) + 1
        if not end or attribution.is_whole(row[:end]):
            return end if row[end:].strip() else 0
    return 0


def _introduces(rows: list[str], i: int, tail: str) -> bool:
    """Whether what begins in this row ends as an attribution does, right above a quotation."""
    text = [tail, *rows[i + 1 : i + 6]]
    for at, row in enumerate(text[:4]):
        if attribution.may_end(row) and shape.evidence(row).wrote:
            below = [line for line in text[at + 1 :] if line.strip()]
            return bool(below) and below[0].startswith(">")
    return False


def _mark_names(rows: list[str], lines: list[Line]) -> None:
    """Some mark with the name of whom they quote: believed where one name stands before two lines."""
    names = [found[1] if (found := _NAME_QUOTE.match(row)) else "" for row in rows]
    counts = Counter(names)
    for i, name in enumerate(names):
        if name and counts[name] > 1 and not lines[i].depth:
            lines[i] = Line(rows[i][len(name) + 1 :].strip(), depth=1)


def _mark_bars(lines: list[Line]) -> None:
    """Some mark with a bar; a table has more of them in a line."""
    first = 0
    while first < len(lines):
        end = first
        bars = []
        while end < len(lines) and not lines[end].depth and (bar := _BAR_QUOTE.fullmatch(lines[end].text)):
            bars.append(bar[1].strip())
            end += 1
        above = first - 1 - (first > 1 and lines[first - 1].is_blank)
        if bars and above >= 0 and attribution.start(lines, above, quote_follows=True) is not None:
            lines[first:end] = [Line(bar, depth=1) for bar in bars]
        first = max(end, first + 1)


def _unmark_look_alikes(rows: list[str], lines: list[Line]) -> None:
    """ ">50 %" in the middle of a paragraph means more than that; a link in angles may close on the next line."""
    for i in range(1, len(lines)):
        line, above = lines[i], lines[i - 1]
        alone = line.depth and not above.depth and (i + 1 == len(lines) or not lines[i + 1].depth)
        if not alone or above.is_blank:
            continue
        is_more = line.text[:1].isdigit() and not attribution.may_end(above.text) and not shape.is_rule(above.text)
        is_verb = line.text.rstrip(": ").lower() in VERBS  # what closes the address stands before it
        if is_more or is_verb or line.text.endswith("<<") or quotes.is_link_open(above.text):
            lines[i] = replace(line, text=rows[i].rstrip("\r"), depth=0)


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

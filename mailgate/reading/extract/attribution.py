"""Attributions: the line or lines in which a mail program says whose the quotation below is. Pure, linear.

"On 5 January 2026 at 10:00, Ann Smith <ann@reader.example> wrote:" in any language, over up to four lines. With a
marked quotation below it, half of that is enough; where none is marked, all that follows would be cut, so it takes a
verb or an address, a date and a time, and no sentence of the author's own could pass.
"""

from mailgate.reading.extract import shape
from mailgate.reading.extract.lines import Line, Role
from mailgate.reading.extract.phrases import attribution as words

_LINES = 4
_LENGTH = 320
_ENDS = (":", "：", "︰")


def start(lines: list[Line], end: int, *, quote_follows: bool) -> int | None:
    """Return where the attribution begins that ends in this line, or None where the line ends none."""
    if lines[end].role is Role.ATTRIBUTION:
        return _marked_start(lines, end)
    if not may_end(lines[end].text):
        return None
    found: int | None = None
    text = ""
    for at in range(end, max(-1, end - _LINES), -1):
        line = lines[at]
        if line.is_blank or line.depth or line.role is Role.SIGNATURE or (at < end and _ends_sentence(line.text)):
            break
        text = f"{shape.bare(line.text)} {text}".strip()
        if len(text) > _LENGTH:
            break
        believed = _with_quote(text) if quote_follows else _alone(text)
        if believed and (found is None or _opens(text)):
            found = at
        if found is not None and at == found and _opens(text) and shape.evidence(text).dated:
            break
    return found if found is None else _with_line_above(lines, found, end)


def _with_line_above(lines: list[Line], start: int, end: int) -> int:
    """Take in a first line that holds no attribution by itself: the name, the address or the date of what follows."""
    above = lines[start - 1] if start > 0 else None
    if above is None or above.is_blank or above.depth or above.role is Role.SIGNATURE or end - start >= _LINES:
        return start
    text = shape.bare(above.text)
    found = shape.evidence(text)
    if found.words > 8 or len(text) > _LENGTH or _ends_sentence(text):
        return start
    below = " ".join(line.text for line in lines[start : end + 1])
    belongs = (
        (shape.bare(lines[start].text).startswith("<") and shape.is_name(text))
        or (found.wrote and text.split()[-1].lower() in words.VERBS and shape.is_name(text.split()[0]))
        or (found.addressed and not shape.evidence(below).addressed)
        or (found.dated and not shape.evidence(below).dated)
    )
    return start - 1 if belongs else start


def may_end(text: str) -> bool:
    """Whether an attribution may end in this line; cheap, since it is asked of every line."""
    line = shape.bare(text) if len(text) < _LENGTH else ""
    if line[-1:] in (">", ")", "]"):
        return True
    if line[:1].isdigit() and "GMT" in line:
        return True
    line = line.rstrip("- ")
    return bool(line) and (
        line.endswith(_ENDS) or line.split()[-1].lower() in words.VERBS or line.endswith(words.VERBS_INSIDE)
    )


def is_whole(text: str) -> bool:
    """Whether this text is an attribution from its beginning to its end: a verb and an address, and beside them a date
    and a time, or nothing but a name.
    """
    if not may_end(text) or not (found := shape.evidence(text)).wrote or not found.addressed or not _alone(text):
        return False
    return _opens(text) or (found.words <= 5 and shape.is_name(text.partition("<")[0]))


def _marked_start(lines: list[Line], end: int) -> int:
    while end > 0 and lines[end - 1].role is Role.ATTRIBUTION:
        end -= 1
    return end


def _ends_sentence(text: str) -> bool:
    line = shape.bare(text)
    return (
        line[-1:] in set("!?。！？")
        or line.endswith(_ENDS)
        or (line[-1:] == "." and len(line.split()[-1]) > 3 and line.split()[-1].lower().rstrip(".") not in words.MONTHS)
    )


def _opens(text: str) -> bool:
    """Whether it begins as attributions do: with "On" and the like, or with a date."""
    line = text.lower().lstrip("-* \"'>[(")
    if line[:1].isdigit() or line.startswith(words.QUOTING):
        return True
    first = line.split(maxsplit=1)[0].rstrip(".,") if line else ""
    return (
        first in words.OPENERS or first in words.WEEKDAYS or first in words.MONTHS or line.startswith(("在", "בתאריך"))
    )


def _with_quote(text: str) -> bool:
    found = shape.evidence(text)
    closed = text.rstrip("-> ").endswith(_ENDS)
    if found.words > 40:
        return False
    if found.wrote and (found.dated or found.addressed):
        return True
    if found.wrote and (closed or text.startswith("--")) and found.words <= 7:
        return _names_somebody(text)
    if found.dated and found.addressed:
        return True
    if found.dated and found.timed:
        return (closed or "GMT" in text) and (_opens(text) or found.words <= 8)
    return closed and ((found.addressed and found.words <= 8) or text.lower().startswith(words.QUOTING))


def _alone(text: str) -> bool:
    found = shape.evidence(text)
    line = text.rstrip(" >")
    dashed = line.startswith("--") and line.endswith("--")
    closed = line.rstrip("- ").endswith(_ENDS) or dashed
    if not closed or found.words > 30:
        return False
    if found.addressed:
        return (found.dated and found.timed) or (found.wrote and (found.dated or found.words <= 8))
    if found.wrote and found.dated and shape.has_year(text) and not words.THROUGH.isdisjoint(shape.tokens(text)):
        return True
    return (
        found.wrote and found.dated and found.timed and _names_somebody(text) and (_opens(text) or shape.has_year(text))
    )


def _names_somebody(text: str) -> bool:
    """Whether a word beside the verb could be a name: "Ann Smith wrote", and not "the council wrote"."""
    parts = [part.strip(",:;<>()[]\"'-") for part in text.split()]
    for i, part in enumerate(parts):
        if part.lower() in words.VERBS:
            beside = [p for p in (*parts[max(0, i - 4) : i], *parts[i + 1 : i + 2]) if p[:1].isalpha()]
            beside = [p for p in beside if p.lower() not in words.NO_NAMES]
            return any(name[:1] == name[:1].upper() and name.lower() not in words.MONTHS for name in beside)
    return True

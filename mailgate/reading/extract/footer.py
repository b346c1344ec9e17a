"""Footers: what devices, mail servers and lists add below the words, one after another. Pure, linear."""

import re

from mailgate.reading.extract import shape
from mailgate.reading.extract.lines import Line
from mailgate.reading.extract.phrases import device
from mailgate.reading.extract.phrases import footer as words

_FOOTERS = 40  # so many may follow each other
_LINES = 14
_ADVERTISED = 6
_UNDERLINES = "-=~"
_PARAGRAPHS = 8
_LONG = 120
_OFFICE = 500
_SPARED = 220
_COMPANY = re.compile(r"[^.:;]{2,40} (?:ltd|limited|plc|llp)\b.{0,20}\bregistered (?:in|no|office|number)")
_LONG_NUMBER = re.compile(r"\d{5}")
_PICTURES = ("[cid:", "[image:", "[inline image", "<cid:", "![", "[logo", "[picture", "[bild:", "[imagen:", "[photo")
_BRACKETS = "()<>[]«»\"'“”-–—~* \t"


def start(lines: list[Line], end: int, *, keep_first: bool = True) -> int:
    """Return where the footers begin that stand at the end of these lines, up to `end`.

    `keep_first`: the first words are no footer, whatever they look like, save what a device writes.
    """
    for _ in range(_FOOTERS):
        last = last_written(lines, end)
        if last is None:
            return end
        end = last + 1
        paragraph = paragraph_start(lines, last)
        found = _one(lines, paragraph, end)
        if found is None or (keep_first and last_written(lines, found) is None and not is_device(lines[found].text)):
            return end
        end = found
    return end


def banner_end(lines: list[Line]) -> int:
    """Return where the words begin below a mail server's warning about mail from outside."""
    at, end = 0, len(lines)
    while at < end and lines[at].is_blank:
        at += 1
    stop = at
    while stop < end and not lines[stop].is_blank:
        stop += 1
    text = " ".join(line.text.strip() for line in lines[at : min(stop, at + 8)]).lower().lstrip("*[! ")
    is_banner = text.startswith(tuple(word.lstrip("[") for word in words.BANNERS)) and any(
        word in text for word in words.OUTSIDE
    )
    return stop if is_banner and stop - at <= 8 and last_written(lines, end) not in (None, stop - 1) else 0


def last_written(lines: list[Line], end: int) -> int | None:
    """Return the last line that is not blank."""
    for i in range(end - 1, -1, -1):
        if not lines[i].is_blank:
            return i
    return None


def paragraph_start(lines: list[Line], at: int) -> int:
    """Return the first line of the paragraph that this line is in, looking a little way up; a rule begins one."""
    lowest = max(0, at - 60)
    while at > lowest and not lines[at - 1].is_blank and not shape.is_rule(lines[at].text, 10):
        at -= 1
    return at


def is_divider(lines: list[Line], i: int) -> bool:
    """Whether the line is a rule that parts what is above from what is below, and does not underline a heading."""
    rule = lines[i].text.rstrip()
    above = lines[i - 1].text.rstrip() if i else ""
    return shape.is_rule(rule) and (not above or rule[0] not in _UNDERLINES or abs(len(above) - len(rule)) > 3)


def is_device(text: str) -> bool:
    """Whether a mail program says by what it was sent; a sentence that begins so is none."""
    line = shape.bare(text).strip(_BRACKETS).lower()
    if not line or len(line) > 110:
        return False
    if len(line.split()) <= 8 and "outlook" in line and ("ios" in line or "android" in line):
        return True
    if line.rstrip(".。").endswith(device.TAILS) and len(line.split()) <= 8:
        return _names_thing(line)
    if not line.startswith(device.LEADS):
        return len(line.split()) <= 4 and line.endswith(
            ("from mobile", "via mobile", "from my mobile", "from my iphone", "from my phone")
        )
    return _names_thing(line) and not (line.endswith((".", "!", "?")) and len(line.split()) > 14)


def _names_thing(line: str) -> bool:
    parts = line.replace("-", " ").replace("\xa0", " ").split()
    near = {part.strip(".,;()<>[]'’") for part in [*parts[:7], *line.split()[:7]]}
    return (
        not device.THINGS.isdisjoint(near)
        or any(thing in line[:30] for thing in device.THINGS_INSIDE)
        or (
            line.startswith(device.SURE)
            and len(parts) <= (8 if line.startswith("sent from a ") else 5)
            and not {",", ".", ":", "?", "!"} & set(line)
        )
    )


def _one(lines: list[Line], paragraph: int, end: int) -> int | None:
    """Return where one footer begins that ends here."""
    last = end - 1
    if (is_divider(lines, last) and len(lines[last].text.strip()) > 2) or is_picture(lines[last].text):
        return last
    if is_device(lines[last].text):
        return last
    if end - paragraph <= 3 and is_device(lines[paragraph].text) and not shape.is_sentence(lines[last].text):
        return paragraph
    text = _joined(lines, paragraph, end)
    if text.startswith(words.NOTES) or _is_office_line(text):
        return paragraph
    return _list_footer(lines, paragraph, end) or _disclaimer(lines, end) or _links(lines, paragraph, end)


def is_picture(text: str) -> bool:
    """Whether it only stands for a picture that a signature had."""
    line = text.strip().lower()
    if not line or len(line) >= 200:
        return False
    bracketed = line.startswith(_PICTURES) and line.endswith(("]", ">", ")"))
    return bracketed or ("logo" in line and " " not in line and not line.isalpha() and "@" not in line)


def _joined(lines: list[Line], first: int, end: int) -> str:
    return (
        " ".join(line.text.strip() for line in lines[first : min(end, first + 30)])[:3000].lower().lstrip("*_-# <\"'“„")
    )


def _is_office_line(text: str) -> bool:
    """Whether a short paragraph asks to spare paper, registers a company, or tells of people's data."""
    if len(text) > _OFFICE:
        return False
    is_known = text.startswith(words.SPARING) or (len(text) <= _SPARED and _any(text, words.MAILED))
    if is_known and _any(text, words.PRINTED) and _any(text, words.SPARED):
        return True
    if text.startswith(words.PRIVACY):
        return "@" in text or "http" in text or "www." in text
    first = text.startswith(words.REGISTERED) or bool(_COMPANY.match(text))
    return first and sum(map(text.__contains__, words.REGISTERED)) >= 2 and bool(_LONG_NUMBER.search(text))


def _any(text: str, signs: tuple[str, ...]) -> bool:
    return any(map(text.__contains__, signs))


def _disclaimer(lines: list[Line], end: int) -> int | None:
    """Return where a disclaimer begins; below a sure one nobody writes, so that it takes all paragraphs to the end."""
    at = end
    for count in range(_PARAGRAPHS):
        last = last_written(lines, at)
        if last is None:
            break
        at = paragraph_start(lines, last)
        text = _joined(lines, at, last + 1)
        hits = sum(map(text.__contains__, words.CONFIDENTIAL))
        named = text.startswith(words.DISCLAIMERS)
        wide = len(text) + shape.wide_signs(text)
        if wide >= _LONG and (hits >= 3 or (named and hits >= 2)):
            return _with_heading(lines, at)
        if count == 0 and named and hits and (wide >= 60 or text.startswith(("disclaimer", "confidential"))):
            return _with_heading(lines, at)
    return None


def _with_heading(lines: list[Line], at: int) -> int:
    """Take in the line above a disclaimer that says what it is, where it stands by itself."""
    above = last_written(lines, at)
    if above is None or not lines[above - 1].is_blank or len(lines[above].text) > 40:
        return at
    return above if shape.spoken(lines[above].text) in words.HEADINGS else at


def _list_footer(lines: list[Line], paragraph: int, end: int) -> int | None:
    """Return where the lines below a rule begin that tell how to leave a list, or advertise: they say so at once."""
    below: list[str] = []
    for i in range(end - 1, -1, -1):
        text = lines[i].text
        if lines[i].is_blank:
            continue
        if shape.is_rule(text, 5) or text.strip() in ("--", "—") or shape.is_ruled(text):
            return i if _is_footer(text, below) else None
        below.append(text)
        if len(below) > _LINES:
            break
    text = _joined(lines, paragraph, end)
    return paragraph if text.startswith(words.LIST_SIGNS) and ("@" in text or "http" in text) else None


def _is_footer(rule: str, below: list[str]) -> bool:
    """Whether the lines below a rule, the last first, are a list's or an advertisement; the rule may have words."""
    if any(_has(row, words.LIST_SIGNS) for row in below[-2:]):
        return True
    return len(below) <= _ADVERTISED and any(_has(row, words.ADVERTISED) for row in (rule, *below[-3:]))


def _has(text: str, signs: tuple[str, ...]) -> bool:
    return _any(text[: shape.LOOKED_AT].lower(), signs)


def _links(lines: list[Line], paragraph: int, end: int) -> int | None:
    """Return where the list of links begins that a web mailer adds, unless the words refer to it."""
    at = paragraph
    if at > 0 and shape.is_rule(lines[at - 1].text, 3):
        at -= 1
    rows = [line.text.strip() for line in lines[paragraph:end]]
    rows = [row for row in rows if not shape.is_rule(row, 3) and row.lower() not in ("links:", "links")]
    if len(rows) == end - paragraph or not rows or not all(row.startswith("[") and "] http" in row for row in rows):
        return None
    above = " ".join(line.text for line in lines[max(0, at - 400) : at])
    return None if any(row.split("]")[0] + "]" in above for row in rows) else at

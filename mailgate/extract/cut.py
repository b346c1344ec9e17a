"""Whose is which line? The decision, from structure first and the habits of mail programs second. Pure, linear.

What is not surely another's stays the author's.
"""

import re
from dataclasses import dataclass, field

from mailgate.extract import phrases
from mailgate.extract.lines import BLANK, Line, Role
from mailgate.marker import MARKER

_ATTRIBUTION_LINES = 4
_ATTRIBUTION_LENGTH = 300
_LABEL = re.compile(r"[ \t>*_\u200f\u202b]{0,4}([^:：\n]{1,24}?)[ \t*_]{0,3}[:：]")
_RULE = re.compile(r"[ \t]{0,4}[-_=—–*]{2,}")
_DIGITS = re.compile(r"\d{1,4}")
_WROTE = re.compile("|".join(re.escape(verb) for verb in phrases.WROTE))
_TIME = re.compile(r"\d{1,2}[:.h]\d{2}")
_NOT_LETTERS = re.compile(r"[\W_]+")
_MARKER_CORE = MARKER.strip("- ")
_SIGNATURE_LINES = 15
_SIGNATURE_SIGNS = ("--", "\u2014 ", "--\xa0")


@dataclass(slots=True)
class Cut:
    """The author's lines, and the text of what was cut; `quoted`: something of it was another's."""

    own: list[Line] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    quoted: bool = False


def cut(lines: list[Line], known: str) -> Cut:
    """Part the lines of a body. `known` is the text that we sent or published, "" where there is none."""
    end, quoted = _end_of_own(lines)
    quoted_lines = {i for i in range(end) if lines[i].depth > 0}
    attributed = _attributions(lines, end, quoted_lines)
    answered = _answered(lines, end, quoted_lines, known)
    found = Cut(quoted=quoted or bool(quoted_lines or attributed))
    kept: list[Line] = []
    segments: list[list[Line]] = [kept]
    for i, line in enumerate(lines[:end]):
        if i in answered:
            segments.append([line.with_role(Role.ANSWERED)])
        elif i in quoted_lines or i in attributed:
            found.removed.append("> " * line.depth + line.text)
            if segments[-1]:
                segments.append([])
        else:
            if segments[-1] and segments[-1][-1].role is Role.ANSWERED:
                segments.append([])
            segments[-1].append(line)
    for segment in segments:
        own, signature = _without_signature(segment)
        found.own += [*own, BLANK]
        found.removed += [line.text for line in signature]
    found.removed += [line.text for line in lines[end:]]
    return found


# Where another's mail begins, all that follows being its --------------------------------------------------------------


def _end_of_own(lines: list[Line]) -> tuple[int, bool]:
    """Return the index of the first line that, with all after it, is not the author's, and whether there is one."""
    for i, line in enumerate(lines):
        if line.depth:
            continue
        if line.role is Role.BOUNDARY or _is_marker(line.text) or _is_original(line.text) or _is_header_block(lines, i):
            return _before_attribution(lines, i), True
        if line.role is Role.ATTRIBUTION and not _quote_follows(lines, i):
            return i, True
        if _ends_like_attribution(line.text) and not _quote_follows(lines, i):
            start = _attribution_start(lines, i, alone=True)
            if start is not None:
                return start, True
    return len(lines), False


def _is_marker(text: str) -> bool:
    return _MARKER_CORE in text.lower() if len(text) < 200 else False


def _is_original(text: str) -> bool:
    """A rule such as -----Original Message-----, or a line that is only those words and a colon."""
    bare = text.strip(" \t*>")
    if not bare or len(bare) > 80 or (bare[0] not in "-_=—–" and bare[-1] not in ":："):
        return False
    words = bare.strip("-_=—–:： ").lower()
    return words.startswith(phrases.ORIGINAL)


def _label(text: str) -> str | None:
    match = _LABEL.match(text[:80])
    return phrases.LABELS.get(match.group(1).strip().lower()) if match else None


def _is_header_block(lines: list[Line], at: int) -> bool:
    """From, sent, to, subject in some order: three of them, from among them, within the next lines."""
    first = _label(lines[at].text)
    if first is None:
        return False
    found = {first}
    for line in lines[at + 1 : at + 10]:
        kind = _label(line.text)
        if kind:
            found.add(kind)
        elif line.is_blank and len(found) > 1:
            break
    return len(found) >= 3 and "from" in found


def _before_attribution(lines: list[Line], at: int) -> int:
    """Return where the cut begins, with the rule or the attribution that stands above a boundary."""
    last = at
    while last > 0 and (lines[last - 1].is_blank or _RULE.fullmatch(lines[last - 1].text.rstrip())):
        last -= 1
    start = _attribution_start(lines, last - 1, alone=False) if last else None
    return last if start is None else start


# Attributions -------------------------------------------------------------------------------------------------------


def _ends_like_attribution(text: str) -> bool:
    return text.rstrip(" \t*_\u202c\u200f>")[-1:] in (":", "：") and len(text) < _ATTRIBUTION_LENGTH


def _quote_follows(lines: list[Line], at: int) -> bool:
    for line in lines[at + 1 : at + 6]:
        if not line.is_blank:
            return line.depth > lines[at].depth
    return False


def _attribution_start(lines: list[Line], end: int, *, alone: bool) -> int | None:
    """Return where the attribution that ends in this line begins, or None where the line ends none.

    `alone`: no marked quote follows, so it takes more to believe it.
    """
    if not _ends_like_attribution(lines[end].text) and lines[end].role is not Role.ATTRIBUTION:
        return None
    best: int | None = None
    text = ""
    for start in range(end, max(-1, end - _ATTRIBUTION_LINES), -1):
        line = lines[start]
        if line.is_blank or line.depth or len(text) > _ATTRIBUTION_LENGTH:
            break
        text = f"{line.text.strip()} {text}"
        if _is_attribution(text.lower(), alone=alone):
            best = start
            if text.lstrip(" *_\u202a\u202b\u200f").lower().startswith(phrases.OPENERS):
                return start
    if alone and best is not None and not text.lower().lstrip(" *_\u202a\u202b\u200f").startswith(phrases.OPENERS):
        return best if "@" in text else None
    return best


def _is_attribution(text: str, *, alone: bool) -> bool:
    numbers = len(_DIGITS.findall(text))
    if alone and numbers < 2:
        return False
    wrote = _WROTE.search(text) is not None
    dated = numbers >= 3 or (numbers >= 2 and _TIME.search(text) is not None)
    addressed = "@" in text
    if alone:
        return wrote and (dated or (addressed and numbers >= 2))
    if wrote and (dated or addressed):
        return True
    return (dated and (addressed or _TIME.search(text) is not None)) or (wrote and len(text.split()) <= 8)


def _attributions(lines: list[Line], end: int, quoted: set[int]) -> set[int]:
    """Return the lines that introduce a marked quote."""
    found = {i for i in range(end) if lines[i].role is Role.ATTRIBUTION}
    for first in quoted:
        if first - 1 in quoted:
            continue
        at = first - 1
        while at >= 0 and at > first - 4 and lines[at].is_blank:
            at -= 1
        if at < 0 or at in quoted:
            continue
        start = _attribution_start(lines, at, alone=False)
        if start is not None:
            found.update(range(start, at + 1))
    return found


# Answers between quoted lines -----------------------------------------------------------------------------------------


def _answered(lines: list[Line], end: int, quoted: set[int], known: str) -> set[int]:
    """Return the quoted lines of ours right above an answer: they are kept, in the HTML, as a short quotation."""
    ours = _letters(known)
    if not ours or not quoted:
        return set()
    found: set[int] = set()
    for i in range(1, end):
        if lines[i].is_blank or i in quoted:
            continue
        above = i - 1
        while above > 0 and above > i - 3 and lines[above].is_blank:
            above -= 1
        words = _letters(lines[above].text) if above in quoted else ""
        if len(words) >= 12 and words in ours:
            found.add(above)
    return found


def _letters(text: str) -> str:
    return _NOT_LETTERS.sub("", text[:100_000]).lower()


# Signatures -----------------------------------------------------------------------------------------------------------


def _without_signature(segment: list[Line]) -> tuple[list[Line], list[Line]]:
    """Part a run of own lines from the signature at its end."""
    marked = [line for line in segment if line.role is Role.SIGNATURE]
    if marked and any(not line.is_blank for line in segment if line.role is not Role.SIGNATURE):
        segment = [line for line in segment if line.role is not Role.SIGNATURE]
    else:
        marked = []
    end = _signature_start(segment)
    while end > 0:
        last = _last_written(segment, end)
        if last is None or not (_is_device(segment[last].text) or _is_disclaimer(segment, last)):
            break
        end = last if _is_device(segment[last].text) else _paragraph_start(segment, last)
    return segment[:end], [*segment[end:], *marked]


def _signature_start(segment: list[Line]) -> int:
    """The sign of RFC 3676 is "-- "; some lose its blank, so it counts only with a short rest below it."""
    start = len(segment)
    written = 0
    for i in range(len(segment) - 1, -1, -1):
        line = segment[i]
        if line.text == "-- " or (line.text in _SIGNATURE_SIGNS and written <= _SIGNATURE_LINES):
            start = i
        written += not line.is_blank
    return start


def _last_written(segment: list[Line], end: int) -> int | None:
    for i in range(end - 1, -1, -1):
        if not segment[i].is_blank:
            return i
    return None


def _paragraph_start(segment: list[Line], at: int) -> int:
    while at > 0 and not segment[at - 1].is_blank:
        at -= 1
    return at


def _is_device(text: str) -> bool:
    bare = text.strip(" \t*_-").lower()
    return len(bare) < 80 and bare.startswith(phrases.DEVICE)


def _is_disclaimer(segment: list[Line], last: int) -> bool:
    start = _paragraph_start(segment, last)
    return start > 0 and segment[start].text.strip(" \t*_-").lower().startswith(phrases.DISCLAIMERS)

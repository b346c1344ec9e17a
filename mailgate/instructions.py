"""What a moderator answers: commands on the first of their own lines, one a line. Pure.

Quoted text never reaches this module: it was cut before. A line is one command or none: what is not understood is
named, and does nothing (INV-62).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from typing import Final

from mailgate import reasons, words
from mailgate.answers import wrapped

REASON_LIMIT: Final = 1_000
LINES_LIMIT: Final = 500


class Verb(StrEnum):
    """What a moderator can ask for."""

    APPROVE = "approve"
    REJECT = "reject"
    HOLD = "hold"
    SPAM = "spam"
    TRUST = "trust"
    REDACT = "redact"
    REPLY = "reply"
    UNDO = "undo"
    HELP = "help"
    IMMEDIATELY = "immediately"
    HOURLY = "hourly"
    DAILY = "daily"


RHYTHMS: Final = frozenset({Verb.IMMEDIATELY, Verb.HOURLY, Verb.DAILY})
ABOUT_ALL: Final = RHYTHMS | {Verb.HELP}  # what is not about one comment


@dataclass(frozen=True, slots=True, kw_only=True)
class Instruction:
    """One command. `text`: the reason, or the words of a reply; `phrase`: what is to be taken out."""

    verb: Verb
    text: str = ""
    phrase: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line as it was understood: the instruction, or a fault that says why it is none.

    `items`: which comments of a letter it is about, from 1; empty: the only one.
    """

    line: str
    instruction: Instruction | None = None
    fault: str = ""
    items: tuple[int, ...] = ()


def single(text: str) -> list[Line]:
    """Return what an answer about one comment says: a command, and `reply TEXT` below it."""
    lines = [line.strip() for line in text.strip().split("\n")]
    lines[0] = _ONLY.sub("", lines[0])
    if not lines[0]:
        return [Line(line="", fault="there are no words of your own above what is quoted")]
    first = _read(lines[0], lines[1:])
    below = next((place for place in range(1, len(lines)) if lines[place]), len(lines))
    second = _read(lines[below], lines[below + 1 :]) if below < len(lines) else None
    if second is None or second.instruction in (None, first.instruction) or _verb(lines[0]) in (Verb.REPLY, None):
        return [first]
    if second.instruction.verb is Verb.REPLY:
        return [first, second]
    return [_faulty(first.line, _TWO), _faulty(second.line, _TWO)]


def numbered(text: str, count: int) -> list[Line]:
    """Return what an answer about several comments says, line by line until the first without a number.

    A comment named by its number goes before `all`, which means those that no line names. Two lines that want different
    things of the same comment do nothing.
    """
    found: list[Line] = []
    for line in [line.strip() for line in text.strip().split("\n")][:LINES_LIMIT]:
        match = _NUMBERED.fullmatch(line)
        if match is None:
            if not line and found:
                continue
            break
        found.append(_of_items(line, match, count))
    if not found:
        line = words.first_line(text)
        if _verb(line) in ABOUT_ALL:
            return [_read(line, ())]
        return [_faulty(line, "does not begin with a number, or with all")]
    return _agreed(found, count)


def _of_items(line: str, match: re.Match[str], count: int) -> Line:
    read = _read(match["command"], ())
    if words.fold(match["items"]) in words.ALL:
        items: tuple[int, ...] = ()
    else:
        items = _numbers(match["items"])
        if wrong := [number for number in items if not 1 <= number <= count]:
            return _faulty(line, f"names {wrong[0]}, which is not in this letter")
    if read.instruction is not None and read.instruction.verb in ABOUT_ALL:
        return _faulty(line, "is not about one comment: write it without a number")
    return Line(line=line, instruction=read.instruction, fault=read.fault, items=items)


def _agreed(found: list[Line], count: int) -> list[Line]:
    """Give `all` the comments that nobody names, and take the word of lines that contradict each other."""
    wanted: dict[int, set[Instruction | None]] = {}
    for line in found:
        for item in line.items:
            wanted.setdefault(item, set()).add(line.instruction)
    rest = tuple(number for number in range(1, count + 1) if number not in wanted)
    everything = {line.instruction for line in found if not line.items and not line.fault}
    agreed = []
    for line in found:
        if line.fault and line.instruction is None and not line.items:
            agreed.append(line)
        elif any(len(wanted[item]) > 1 for item in line.items) or (not line.items and len(everything) > 1):
            agreed.append(_faulty(line.line, "wants something else than another line for the same comment"))
        else:
            agreed.append(line if line.items else Line(line=line.line, instruction=line.instruction, items=rest))
    return agreed


def _read(line: str, following: Sequence[str]) -> Line:
    """Return what one line says; a reason goes on where the mail program broke the line, a reply to the end."""
    head, rest = words.split(line)
    verb = _verb(line)
    if verb is None:
        near = get_close_matches(head, [each.value for each in Verb], n=1)
        return _faulty(line, f"is no command: did you mean {near[0]}?" if near else "does not begin with a command")
    if reader := _READERS.get(verb):
        return reader(line, rest, following)
    return _faulty(line, f"has more behind {verb}, which stands alone") if words.fold(rest) else _line(line, verb)


def _reply(line: str, rest: str, following: Sequence[str]) -> Line:
    text = "\n".join([rest.lstrip(" :"), *following]).strip()
    return _line(line, Verb.REPLY, text=text) if text else _faulty(line, "has no words to reply with")


def _rejection(line: str, rest: str, following: Sequence[str]) -> Line:
    if _is_decisive(rest):
        return _faulty(line, "both rejects and approves")
    reason = wrapped(line, rest, _until_reply(following)).strip(" :-–—")[:REASON_LIMIT]
    return _line(line, Verb.REJECT, text=reasons.canonical(reason))


def _is_decisive(reason: str) -> bool:
    """Whether what stands behind a rejection is another decision: "reject - no, approve", not "we publish no names"."""
    said = [words.fold(word) for word in reason.split()]
    said = [word for word in said if word and word not in _LINKS]
    return bool(said) and not words.DECISIVE.isdisjoint((said[0], said[-1]))


def _redaction(line: str, rest: str, following: Sequence[str]) -> Line:
    whole = wrapped(line, rest, _until_reply(following))
    match = _PHRASE.match(whole)
    if match is None:
        return _faulty(line, 'has no phrase in quotation marks: redact "PHRASE" REASON')
    return _line(line, Verb.REDACT, phrase=match[1].strip(), text=match[2].strip(" :-–—")[:REASON_LIMIT])


def _until_reply(following: Sequence[str]) -> Sequence[str]:
    """A reply below is not the rest of a reason."""
    place = next((i for i, line in enumerate(following) if _verb(line) is Verb.REPLY), len(following))
    return following[:place]


def _verb(line: str) -> Verb | None:
    head, _ = words.split(line)
    return next((verb for verb, table in _VERBS if head in table), None)


def _numbers(text: str) -> tuple[int, ...]:
    found: dict[int, None] = {}
    for part in _RANGE.finditer(text):
        first, last = int(part[1]), int(part[2] or part[1])
        found.update(dict.fromkeys(range(first, min(last, first + LINES_LIMIT) + 1)))
    return tuple(found)


def _line(line: str, verb: Verb, *, text: str = "", phrase: str = "") -> Line:
    return Line(line=line, instruction=Instruction(verb=verb, text=text, phrase=phrase))


def _faulty(line: str, fault: str) -> Line:
    return Line(line=line, fault=fault)


_LINKS: Final = frozenset({"or", "and", "no", "sorry", "please", "wait"})
_TWO: Final = "is one of two commands for one comment"
_READERS: Final = {Verb.REPLY: _reply, Verb.REJECT: _rejection, Verb.REDACT: _redaction}
_VERBS: Final = (
    (Verb.APPROVE, words.APPROVE),
    (Verb.REJECT, words.REJECT),
    (Verb.HOLD, words.HOLD),
    (Verb.SPAM, words.SPAM),
    (Verb.TRUST, words.TRUST),
    (Verb.REDACT, words.REDACT),
    (Verb.REPLY, words.REPLY),
    (Verb.UNDO, words.UNDO),
    (Verb.HELP, words.HELP),
    (Verb.IMMEDIATELY, words.IMMEDIATELY),
    (Verb.HOURLY, words.HOURLY),
    (Verb.DAILY, words.DAILY),
)
_PHRASE = re.compile(r"""["“”„«»](.+?)["“”„«»]\s*(.*)""", re.DOTALL)
_RANGE = re.compile(r"(\d{1,4})(?:\s*[-–—]\s*(\d{1,4}))?")
_ONLY = re.compile(r"^(?:#?1[.:)]?|all) +(?=\S)", re.IGNORECASE)  # of a digest of one
_NUMBERED = re.compile(
    r"#?(?P<items>\d{1,4}(?:\s*[-–—,;+]\s*\d{1,4}|\s+\d{1,4})*|[^\W\d_]+)[.:)]?\s+(?P<command>\S.*)", re.DOTALL
)

"""Whose is which line? Each line gets an owner from a short list of rules, and what stays the author's is kept. Pure.

The rules go from what is marked to what is only usual: signed armour, marked quotations, boundaries above unmarked
ones, attributions, signatures and footers. Each may only take lines that are still the author's. What is not surely
another's stays. Linear in the body.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum, auto

from mailgate.reading.extract import answers, armour, attribution, boundary, invitation, quotes, shape, signature
from mailgate.reading.extract.boundary import Boundary
from mailgate.reading.extract.footer import banner_end
from mailgate.reading.extract.lines import BLANK, Line, Role

_PARTED = re.compile(r"[\W\d_]+")  # the words of an address


class Owner(Enum):
    """Whose a line is, and what it is there for."""

    AUTHOR = auto()
    QUOTE = auto()  # marked as quoted
    OTHER = auto()  # another's mail, or what stands above it
    SIGNATURE = auto()  # the author's, but none of their words: name, device, footer
    ANSWERED = auto()  # a quoted line of ours that the author answered


@dataclass(slots=True)
class Cut:
    """The author's lines, and the text of what was cut; `quoted`: something of it was another's."""

    own: list[Line] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    quoted: bool = False


def cut(lines: list[Line], known: str, sender: str = "", address: str = "", *, is_answer: bool = False) -> Cut:
    """Part the lines of a body.

    `known` is the text that we sent or published, `sender` the author's display name, `address` where the mail is
    from; "" where there is none. Who has no display name is called as the address is.
    `is_answer`: the mail refers to a letter of ours, so that half an attribution is one, as above a marked quotation.
    """
    lines = armour.opened(lines)
    owners = [Owner.AUTHOR] * len(lines)
    quoted = quotes.lines_of(lines) | answers.repeated(lines, known)
    _give(owners, quoted, Owner.QUOTE)
    _give(owners, invitation.lines_of(lines), Owner.SIGNATURE)
    _give_others(lines, owners, is_answer=is_answer)
    _give(owners, _coloured(lines, owners), Owner.AUTHOR)
    named = sender if sender and "@" not in sender else _PARTED.sub(" ", address.partition("@")[0])
    _give_signatures(lines, owners, tuple(shape.tokens(named)), address)
    own = {i for i, owner in enumerate(owners) if owner is Owner.AUTHOR}
    _give(owners, answers.answered(lines, quoted=quoted, own=own, known=known), Owner.ANSWERED)
    return _gathered(lines, owners)


def _give(owners: list[Owner], which: Iterable[int], owner: Owner) -> None:
    for i in which:
        owners[i] = owner


def _coloured(lines: list[Line], owners: list[Owner]) -> set[int]:
    """Return the lines of a quotation that have the colour in which the author says to have answered."""
    colours = {line.colour for line in lines} - {""}
    if not colours:
        return set()
    words = " ".join(line.text for line, owner in zip(lines, owners, strict=True) if owner is Owner.AUTHOR)
    named = answers.named_colours(words) & colours
    if not named:
        return set()
    others = _answered_mail(lines, [i for i, owner in enumerate(owners) if owner in (Owner.QUOTE, Owner.OTHER)])
    found = {i for i in others if lines[i].depth <= 1 and lines[i].colour in named}
    return found if len(found) * 2 <= len(others) else set()


def _answered_mail(lines: list[Line], others: list[int]) -> list[int]:
    """Return the lines of the mail that was answered: not what stands above it, nor the mail that it answered."""
    begin, end = 0, len(lines)
    for i in others:
        found = boundary.at(lines, i) if i >= begin else None
        if found is not None and begin:
            end = i
            break
        begin = begin if found is None else found.end
    return [i for i in others if begin <= i < end and not lines[i].is_blank]


# Another's mail -------------------------------------------------------------------------------------------------------


def _give_others(lines: list[Line], owners: list[Owner], *, is_answer: bool) -> None:
    """Cut boundaries and attributions, and all that follows them where it is not marked line by line."""
    first = len(lines)  # of the author's words
    i = 0
    while i < len(lines):
        if owners[i] is Owner.QUOTE and first < i and (end := _end_of_quoted_head(lines, i)):
            _give(owners, range(end, len(lines)), Owner.OTHER)
            return
        if owners[i] is Owner.QUOTE or (lines[i].is_blank and lines[i].role is not Role.BOUNDARY):
            i += 1
            continue
        found = _boundary(lines, i, first) or _attribution(lines, i, first, is_answer=is_answer)
        if found is None:
            first = min(first, i)
            i += 1
            continue
        _give(owners, range(found.start, found.end), Owner.OTHER)
        if found.is_all and not _quote_follows(lines, found.end):
            _give(owners, range(found.start, len(lines)), Owner.OTHER)
            return
        i = found.end


def _boundary(lines: list[Line], i: int, first: int) -> Boundary | None:
    found = boundary.at(lines, i)
    if found is None:
        return Boundary(i, i + 1, is_all=first < i) if boundary.asks_above(lines[i].text) else None
    start = i
    while start > 0 and (lines[start - 1].is_blank or _is_rule(lines[start - 1].text)):
        start -= 1
    if found.is_ours and start > 0:
        above = attribution.start(lines, start - 1, quote_follows=True)
        start = start if above is None else above
    return Boundary(start, found.end)


def _end_of_quoted_head(lines: list[Line], i: int) -> int | None:
    """Return the end of the quotation that begins here where it is a header block and no more: the mail follows it."""
    above = i - 1
    while above > 0 and lines[above].is_blank:
        above -= 1
    found = None if lines[i].is_blank or lines[above].depth else boundary.at(lines, i)
    if found is None:
        return None
    return None if _quote_follows(lines, found.end) else found.end


def _is_rule(text: str) -> bool:
    """Whether it is a rule, or words between two, as above a header block in a language that we do not know."""
    line = shape.bare(text)
    return shape.is_rule(line) or (line.startswith("----") and line.endswith("----") and len(line) < 80)


def _attribution(lines: list[Line], i: int, first: int, *, is_answer: bool) -> Boundary | None:
    """With no marked quotation below it and no words above it, what follows may well be the author's answer."""
    if lines[i].role is not Role.ATTRIBUTION and not attribution.may_end(lines[i].text):
        return None
    end = i + 1
    while lines[i].role is Role.ATTRIBUTION and end < len(lines) and lines[end].role is Role.ATTRIBUTION:
        end += 1
    start = attribution.start(lines, end - 1, quote_follows=is_answer or _quote_follows(lines, end))
    return None if start is None else Boundary(start, end, is_all=first < start)


def _quote_follows(lines: list[Line], i: int) -> bool:
    for line in lines[i : i + 8]:
        if not line.is_blank:
            return line.depth > 0
    return False


# Signatures -----------------------------------------------------------------------------------------------------------


def _give_signatures(lines: list[Line], owners: list[Owner], names: tuple[str, ...], address: str) -> None:
    """Cut signatures and footers from each run of own lines, and a mail server's warning from the first."""
    runs = _runs(lines, owners)
    for number, run in enumerate(runs):
        words = [i for i in run if lines[i].role is not Role.SIGNATURE]
        if not any(not lines[i].is_blank for i in words):
            if len(runs) > 1:
                _give(owners, run, Owner.SIGNATURE)
            continue
        _give(owners, set(run) - set(words), Owner.SIGNATURE)
        segment = [lines[i] for i in words]
        start = banner_end(segment) if number == 0 else 0
        _give(owners, words[:start], Owner.SIGNATURE)
        at_edge = number in (0, len(runs) - 1)
        is_all = len(runs) == 1
        found = signature.spans(
            segment[start:], names, at_edge=at_edge, is_all=is_all, is_whole=is_all and len(run) == len(lines)
        )
        for begin, end in found:
            _give(owners, words[start + begin : start + end], Owner.SIGNATURE)
        _give(owners, _own_address(lines, [i for i in words if owners[i] is Owner.AUTHOR], address), Owner.SIGNATURE)


def _own_address(lines: list[Line], words: list[int], address: str) -> list[int]:
    """Return the last of these lines where it holds the author's own address, and nothing else."""
    last = next((i for i in reversed(words) if not lines[i].is_blank), 0)
    is_alone = last > 0 and lines[last - 1].is_blank
    return [last] if address and is_alone and lines[last].text.strip(" \t<>()[]").lower() == address.lower() else []


def _runs(lines: list[Line], owners: list[Owner]) -> list[list[int]]:
    """Return the runs of own lines that have something to be seen in them."""
    runs: list[list[int]] = [[]]
    for i, owner in enumerate(owners):
        if owner is Owner.AUTHOR:
            runs[-1].append(i)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if any(not lines[i].is_blank for i in run)]


def _gathered(lines: list[Line], owners: list[Owner]) -> Cut:
    found = Cut(quoted=any(owner in (Owner.QUOTE, Owner.OTHER, Owner.ANSWERED) for owner in owners))
    for line, owner in zip(lines, owners, strict=True):
        if owner is Owner.AUTHOR:
            found.own.append(line)
        elif owner is Owner.ANSWERED:
            found.own.append(line.with_role(Role.ANSWERED))
        else:
            found.removed.append("> " * line.depth + line.text)
            found.own.append(BLANK)
    return found

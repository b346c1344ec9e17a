"""Signatures: where the author's words end and name, title and telephone begin. Pure, linear.

Three signs, the surest first: a line "-- " (RFC 3676) or a short rule; a closing line ("Kind regards,") with a name or
nothing below; a block of contact lines that begins with the author's name. Each takes only short lines that are no
sentences, and never the whole of what somebody wrote.
"""

import re

from mailgate.extract import footer, shape
from mailgate.extract.lines import Line
from mailgate.extract.phrases import closing as words

_BELOW_SIGN = 15
_BELOW_CLOSING = 14
_DASHES = ("--", "—", "–", "--\xa0", "—\xa0", "- -", "––")
_JOINT = re.compile(rf"[/&|,]|[!.] | [-–] | (?:{'|'.join(words.JOINTS)}) ")
_PLACE = re.compile(rf" (?:{'|'.join(words.PLACES)}) ")
_PUNCTUATION = " \t,.;:!?-–—*_~/|。，、！،؛"


def spans(lines: list[Line], names: tuple[str, ...], *, at_edge: bool, is_all: bool) -> list[tuple[int, int]]:
    """Return the parts of a run of own lines that are no words of the author's: signature and footers.

    `names` are the words of the sender's display name. `at_edge`: it is the first or the last run of the mail, where a
    closing line may stand. `is_all`: there is no other run, so that something of it must stay.
    """
    end = footer.start(lines, len(lines), keep_first=is_all)
    end = _below_sign(lines, end, keep_first=is_all)
    end = footer.start(lines, end, keep_first=is_all)
    if at_edge:
        closing = _closing(lines, end, names, keep_first=is_all)
        if closing is not None and closing[1] < end:  # words go on below the name
            return [closing, (end, len(lines))]
        end = closing[0] if closing is not None else _contact_block(lines, end, names)
        end = footer.start(lines, end, keep_first=is_all)
    return [(end, len(lines))]


def _below_sign(lines: list[Line], end: int, *, keep_first: bool) -> int:
    """Return where a signature begins that a line of its own parts from the words."""
    found, written, prose = end, 0, 0
    below = ""
    for i in range(end - 1, -1, -1):
        text = lines[i].text
        if text == "-- " or (
            not lines[i].is_blank
            and written
            and _is_sign(text, below, written, prose)
            and (not keep_first or _written(lines, i))
        ):
            found = i
        if not lines[i].is_blank:
            written += 1
            below = text
        prose += shape.is_sentence(text) if written <= _BELOW_SIGN else 0
    return found


def _is_sign(text: str, below: str, written: int, prose: int) -> bool:
    """Some programs lose the blank of "-- ", and people draw rules of their own: both count with a short rest."""
    if text.strip() in _DASHES:
        return written <= _BELOW_SIGN and prose <= 3
    return shape.is_rule(text) and written <= 8 and not prose and (shape.is_name(below) or shape.is_contact(below))


def _written(lines: list[Line], end: int) -> bool:
    return footer.last_written(lines, end) is not None


# Closing lines --------------------------------------------------------------------------------------------------------


def _closing(lines: list[Line], end: int, names: tuple[str, ...], *, keep_first: bool) -> tuple[int, int] | None:
    """Return the lines from a closing line to the end of what belongs to it."""
    below: list[int] = []
    best: tuple[int, int] | None = None
    for i in range(end - 1, -1, -1):
        if lines[i].is_blank:
            continue
        kind = _closing_kind(lines[i].text)
        if kind and (not keep_first or _written(lines, i)):
            stop = _closed_until(lines, i, below, names, formal=kind == "farewell", named=kind == "named")
            if stop is not None:
                best = (i, end if stop >= end else stop)
        elif _is_dash_name(lines, i) and not below and _written(lines, i):
            best = (i, end)
        below.insert(0, i)
        if len(below) > _BELOW_CLOSING:
            break
    return best


def _closing_kind(text: str) -> str | None:
    """Return "farewell", "thanks", or "named" for a closing line with the name on it; None for any other line."""
    line = shape.bare(text).lower().strip(_PUNCTUATION)
    if not line or len(line) > 80:
        return None
    if line in words.THANKS:
        return "thanks"
    pieces = [piece for part in _JOINT.split(line) if (piece := part.strip(_PUNCTUATION))]
    if line in words.FAREWELLS or any(piece in words.FAREWELLS for piece in pieces):
        is_whole = line in words.FAREWELLS or all(piece in words.FAREWELLS or piece in words.THANKS for piece in pieces)
        return "farewell" if is_whole else _closing_with_rest(text)
    return "thanks" if pieces and all(piece in words.THANKS for piece in pieces) else _closing_with_rest(text)


def _closing_with_rest(text: str) -> str | None:
    """A closing line that goes on: with a place ("Viele Grüße aus Berlin"), or with the name."""
    line = shape.bare(text)
    place = _PLACE.search(line)
    if place and line[: place.start()].lower().strip(_PUNCTUATION) in words.FAREWELLS and len(line.split()) <= 8:
        return "farewell"
    for sign in (",", " -", " –", "!", "."):
        head, found, tail = line.partition(sign)
        tail = tail.strip(_PUNCTUATION)
        known = head.lower().strip(_PUNCTUATION)
        if (
            found
            and (known in words.FAREWELLS or known in words.THANKS)
            and len(tail.split()) <= 3
            and shape.is_name(tail)
        ):
            return "named"
    return None


def _closed_until(
    lines: list[Line], at: int, below: list[int], names: tuple[str, ...], *, formal: bool, named: bool
) -> int | None:
    """Return the end of what belongs to the closing line, or None where it closes nothing."""
    rest = [i for i in below if _closing_kind(lines[i].text) not in ("farewell", "thanks")]
    if not rest:
        return (below[-1] if below else at) + 1 if formal or named else None
    is_theirs = not set(names).isdisjoint(shape.tokens(lines[at].text))
    if named and not is_theirs and not any(shape.is_contact(lines[i].text) for i in rest):
        return None  # "Thanks, Ann." may as well begin an answer to Ann
    contacts = 0
    for count, i in enumerate(rest):
        text = lines[i].text
        if _is_afterword(text):
            return i if named or count else None
        contacts += shape.is_contact(text)
        if count == 0 and not named:
            if not (shape.is_name(text) or is_sender(text, names) or _is_low_name(text)):
                return None
        elif shape.is_sentence(text) and contacts < 2:
            return i if count <= 2 and is_sender(lines[rest[0]].text, names) else None
    return rest[-1] + 1


def _is_afterword(text: str) -> bool:
    line = shape.bare(text).lower()
    return line.startswith(
        tuple(f"{word}{sign}" for word in words.AFTERWORDS for sign in (":", " ", ".:", ". ", "-", ","))
    )


def _is_low_name(text: str) -> bool:
    """A name that its bearer writes small, or a nickname's one letter."""
    line = shape.bare(text).strip("-–—~/ ,.:()")
    return 1 <= len(line) <= 12 and line.replace("-", "").isalpha()


def _is_dash_name(lines: list[Line], i: int) -> bool:
    """ "-Ann Smith" as the last line, and no item of a list."""
    line = shape.bare(lines[i].text)
    if line[:1] not in "-–—~/" or line[1:2] == "-" or not line[1:] or len(line.split()) > 4:
        return False
    above = i - 1
    while above > 0 and lines[above].is_blank:
        above -= 1
    return shape.is_name(line.lstrip("-–—~/ ")) and shape.bare(lines[above].text)[:1] != line[0] and line[-1].isalpha()


# Contact blocks -------------------------------------------------------------------------------------------------------


def is_sender(text: str, names: tuple[str, ...]) -> bool:
    """Whether the line begins with the sender's name."""
    found = set(shape.tokens(shape.bare(text)[:80]))
    return (
        bool(names) and len(text.split()) <= 10 and (set(names) <= found or (len(found) == 1 and found <= set(names)))
    )


def _contact_block(lines: list[Line], end: int, names: tuple[str, ...]) -> int:
    """Return where a block of name and contact lines begins that no closing line announces."""
    contacts = written = 0
    found = end
    for i in range(end - 1, 0, -1):
        text = lines[i].text
        if lines[i].is_blank:
            continue
        if shape.is_sentence(text) or shape.bare(text)[-1:] in (":", "：") or written >= _BELOW_CLOSING:
            break
        contacts += shape.is_contact(text)
        written += 1
        if lines[i - 1].is_blank and written >= 2 and _begins_block(lines, i, contacts, names):
            found = i
    return found


def _begins_block(lines: list[Line], i: int, contacts: int, names: tuple[str, ...]) -> bool:
    above = footer.last_written(lines, i)
    if above is None or shape.bare(lines[above].text)[-1:] in (":", "："):
        return False
    text = lines[i].text
    if len(names) > 1 and set(names) <= set(shape.tokens(text)):
        return True
    name, bar, title = text.partition("|")
    if bar and shape.is_name(name) and len(name.split()) >= 2 and shape.is_name(title):
        return True
    return contacts >= 2 and shape.is_name(text) and len(text.split()) >= 2 and not shape.is_contact(text)

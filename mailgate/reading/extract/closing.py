"""Closing lines: "Kind regards,", and the name, title and telephone below. Pure, linear.

A formal one may stand alone; "Thanks" may be all that was meant, so it takes a name below. Below it come only short
lines that are no sentences; a postscript goes on with the words.
"""

import re

from mailgate.reading.extract import footer, shape
from mailgate.reading.extract.lines import Line
from mailgate.reading.extract.phrases import closing as words

_BELOW = 14
_JOINT = re.compile(rf"[/&|,、，]|[!.] | [-–] | (?:{'|'.join(words.JOINTS)}) ")
_PLACE = re.compile(rf" (?:{'|'.join(words.PLACES)}) ")
_PUNCTUATION = " \t,.;:!?-–—*_~/|。，、！،؛"
_CLOSINGS = words.FAREWELLS | words.THANKS
_FORMAL, _THANKS, _NAMED, _WARM = "formal", "thanks", "named", "warm"
_BLURB = 600  # characters of prose that an office adds below name and title


def span(lines: list[Line], end: int, names: tuple[str, ...], *, keep_first: bool) -> tuple[int, int] | None:
    """Return the lines from a closing line to the end of what belongs to it; `keep_first`: words must be above it."""
    below: list[int] = []
    best: tuple[int, int] | None = None
    for i in range(end - 1, -1, -1):
        if lines[i].is_blank:
            continue
        kind = _kind(lines[i].text, names)
        has_words = footer.last_written(lines, i) is not None
        if kind and (has_words or not keep_first):
            stop = _closed_until(lines, i, below, names, kind)
            if stop is not None:
                best = (i, end if stop >= end else stop)
        elif has_words and (stop := _name_until(lines, i, below, names)) is not None:
            best = (i, end if stop >= end else stop)
        below.insert(0, i)
        if len(below) > _BELOW:
            break
    return best


def _name_until(lines: list[Line], i: int, below: list[int], names: tuple[str, ...]) -> int | None:
    """Return the end of what belongs to a name that no closing line announces, or None where it is none.

    It has a dash, or it is the author's and stands by itself, or last below a sentence; notes may follow it, else only
    contact lines.
    """
    is_theirs = is_sender(lines[i].text, names)
    is_last = not below and _above(lines, i).endswith((".", "!", "。"))
    is_apart = lines[i - 1].is_blank or is_last or lines[i].text.startswith(("\t", "    "))
    is_alone = is_theirs and is_apart and not _above(lines, i).endswith((":", "："))
    if not is_alone and not _is_dash_name(lines, i, is_theirs=is_theirs):
        return None
    if not below or (is_theirs and _is_afterword(lines[below[0]].text)):
        return i + 1
    return below[-1] + 1 if all(shape.is_contact(lines[other].text) for other in below) else None


def _above(lines: list[Line], i: int) -> str:
    above = footer.last_written(lines, i)
    return "" if above is None else shape.bare(lines[above].text)


def _kind(text: str, names: tuple[str, ...]) -> str | None:
    """Return what kind of closing line it is; None for any other line."""
    bare = shape.bare(text)
    line = shape.spoken(bare) if len(bare) <= 160 else ""
    if not line:
        return None
    if line in words.THANKS:
        return _THANKS
    if line in words.FAREWELLS or line.startswith(words.FORMULAS) or _is_greeting(line):
        return _FORMAL
    if pieces := _closings(line):
        return _THANKS if pieces <= words.THANKS else _FORMAL
    return _kind_with_rest(bare, names) or (_WARM if _is_warm(text) else None)


def _closings(line: str) -> set[str]:
    """Return the closings that a line consists of, none where anything else is in it."""
    pieces: set[str] = set()
    for part in _JOINT.split(line):
        if not (piece := shape.spoken(part)):
            continue
        if piece not in _CLOSINGS:
            return set()
        pieces.add(piece)
    return pieces


def _is_greeting(line: str) -> bool:
    parts = line.split()
    return 1 < len(parts) <= 4 and parts[-1] in words.GREETINGS


def _is_warm(text: str) -> bool:
    """Whether it may be a closing of somebody's own making: "Yours in cycling," "With warm regards from the coast,"."""
    line = shape.bare(text)
    return line.endswith((",", "，")) and len(line.split()) <= 8 and not words.HEARTS.isdisjoint(shape.tokens(line))


def _kind_with_rest(line: str, names: tuple[str, ...]) -> str | None:
    """A closing line that goes on: with a place ("Viele Grüße aus Berlin"), or with the name."""
    parts = line.split()
    if len(parts) > 9:
        return None
    place = _PLACE.search(line)
    if place and shape.spoken(line[: place.start()]) in words.FAREWELLS:
        return _FORMAL
    for count in range(1, min(len(parts), 6)):
        head = " ".join(parts[:count])
        known = shape.spoken(head)
        if known not in _CLOSINGS:
            continue
        tail = " ".join(parts[count:]).strip(_PUNCTUATION)
        is_parted = head[-1] in _PUNCTUATION or parts[count] in ("-", "–")
        is_sure = is_parted or known in words.FAREWELLS or known in words.SHORT
        is_theirs = not set(names).isdisjoint(shape.tokens(tail))
        if len(tail.split()) <= 3 and shape.is_name(tail) and (is_sure or is_theirs):
            return _NAMED
    return None


def _closed_until(lines: list[Line], at: int, below: list[int], names: tuple[str, ...], kind: str) -> int | None:
    """Return the end of what belongs to the closing line, or None where it closes nothing."""
    rest = [i for i in below if not shape.is_rule(lines[i].text)]
    rest = [i for i in rest if _kind(lines[i].text, names) not in (_FORMAL, _THANKS)]
    if kind == _FORMAL:
        rest = [i for i in rest if not _is_same_paragraph(lines, at, i) or len(shape.bare(lines[at].text)) < 50]
    if not rest:
        went_before = kind == _THANKS and lines[at].text.rstrip().endswith((",", "，", "、"))  # the name did
        is_open = kind in (_FORMAL, _NAMED) or went_before
        return (below[-1] if below else at) + 1 if is_open else None
    is_theirs = not set(names).isdisjoint(shape.tokens(lines[at].text))
    if kind == _NAMED and not is_theirs and not any(shape.is_contact(lines[i].text) for i in rest):
        return None  # "Thanks, Ann." may as well begin an answer to Ann
    contacts = 0
    for count, i in enumerate(rest):
        text = lines[i].text
        if _is_afterword(text):
            return i if count or kind in (_FORMAL, _NAMED) else None
        contacts += shape.is_contact(text)
        if count == 0 and kind != _NAMED:
            if not _may_stand_below(text, names, kind):
                return None
        elif shape.is_sentence(text) and contacts < 2 and not _is_blurb(lines, rest, count):
            return i if count <= 2 and is_sender(lines[rest[0]].text, names) else None
    return rest[-1] + 1


def _is_blurb(lines: list[Line], rest: list[int], count: int) -> bool:
    """Whether the prose from here on is what an office adds: a little of it, below a name and two lines at least."""
    return count > 2 and sum(len(lines[i].text) for i in rest[count:]) <= _BLURB


def _is_same_paragraph(lines: list[Line], at: int, i: int) -> bool:
    return i - at < 4 and not any(line.is_blank for line in lines[at:i])


def _is_afterword(text: str) -> bool:
    line = shape.bare(text).lower()
    signs = (":", " ", ".:", ". ", "-", ",")
    return shape.is_note(line) or line.startswith(tuple(f"{word}{sign}" for word in words.AFTERWORDS for sign in signs))


def _may_stand_below(text: str, names: tuple[str, ...], kind: str) -> bool:
    """Whether this may be what stands first below a closing line of this kind."""
    if kind == _WARM:
        return is_sender(text, names)
    return _may_sign(text, names) or (kind == _FORMAL and shape.is_contact(text))


def _may_sign(text: str, names: tuple[str, ...]) -> bool:
    """Whether this may be the name; some write it small, and some only its first letter."""
    name, bar, _ = text.partition("|")
    return shape.is_name(name if bar else text) or is_sender(text, names) or _is_low_name(text)


def _is_low_name(text: str) -> bool:
    """A name that its bearer writes small, or a nickname's one letter."""
    line = shape.bare(text).strip("-–—~/ ,.:()")
    return 1 <= len(line) <= 12 and line.replace("-", "").isalpha()


def _is_dash_name(lines: list[Line], i: int, *, is_theirs: bool) -> bool:
    """ "-Ann Smith" as the last line, and no item of a list."""
    line = shape.bare(lines[i].text)
    if line[:1] not in "-–—~/" or line[:3] == "---" or not line[1:] or len(line.split()) > 4:
        return False
    if is_theirs:
        return True
    name = line.lstrip("-–—~/ ").rstrip(".")
    is_name = name[-1:].isalpha() and (shape.is_name(name) or (line[1] != " " and _is_low_name(name)))
    in_list = any(shape.bare(other.text)[:1] == line[0] for other in lines[max(0, i - 30) : i])
    return is_name and not in_list and not _above(lines, i).endswith((":", "："))


def is_sender(text: str, names: tuple[str, ...]) -> bool:
    """Whether the line is the sender's name, or one of its words, perhaps its beginning, and nothing else."""
    if not names or len(text.split()) > 10:
        return False
    found = shape.tokens(shape.ADDRESS.sub(" ", shape.bare(text)[:80]))
    if set(names) <= set(found) or spells(found, names):
        return True
    return len(found) == 1 and any(_is_short_for(found[0], name) for name in names)


def spells(found: list[str], names: tuple[str, ...]) -> bool:
    """Whether an address in one word, "annsmith" or "asmith", is made of this name of two or three."""
    if len(names) != 1 or not 2 <= len(found) <= 3:
        return False
    return names[0] in ("".join(found), found[0] + found[-1], found[0][:1] + found[-1], found[-1] + found[0][:1])


def _is_short_for(word: str, name: str) -> bool:
    return word == name or (len(word) >= 3 and name.startswith(word))

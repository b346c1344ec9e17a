"""What an answer to one of our letters says: the first of its author's own lines, as a command. Pure.

Quoted text never reaches this module: it was cut before.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from mailgate import words
from store.model import Event

WRAPPED = 60  # columns: a shorter first line was ended by its author, a longer one perhaps by the mail program
BROKEN = 40  # ... but for one of such a length that ends within a sentence
CORRECTION = 8  # words that stand by themselves
_OF_ONE = re.compile(r"(?:#?(\d{1,3})[.:)]?\s+)?(\S.*)")
_NUMBER = re.compile(r"\s*#?(\d{1,3})\s*(?:[.:)]\s|\n)")
_NUMBER_IN_HTML = re.compile(r"^((?:<(?:p|em|strong)>)*)#?\d{1,3}\s*(?:[.:)]?(</p>)|[.:)](?:\s|<br>)|<br>)")


class Confirmation(Enum):
    """What an answer to "did you write this?" says."""

    YES = "yes"
    NO = "no"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rename:
    """A commenter's wish to be named otherwise; an empty name: not at all."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncut:
    """A commenter's wish that what was cut from the mail be put back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """A commenter's wish to know where the comment stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Back:
    """A commenter's wish that their last change be taken back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stands:
    """A commenter's word that a comment still holds."""


Wish = Event | Rename | Uncut | Status | Back


def read_confirmation(text: str, error: str | None = None) -> Confirmation:
    """Return whether the first own line says yes or no; an answer without own words says yes.

    `error`: the words, or some of them, could not be read, and then they say nothing.
    """
    if error:
        return Confirmation.UNCLEAR
    line = words.first_line(text)
    if not line:
        return Confirmation.YES
    head, _ = words.split(line)
    is_yes, is_no = head in words.YES, head in words.NO
    if is_yes == is_no:
        return Confirmation.UNCLEAR
    return Confirmation.YES if is_yes else Confirmation.NO


def read_wish(text: str) -> Wish | None:
    """Return what a commenter asks for on the first own line: WITHDRAW, a name, the uncut words, the state, undo."""
    line = words.first_line(text)
    head, rest = words.split(line)
    if head in words.NAME and rest:
        return Rename(name=rest.strip(" :\"'"))
    if words.fold(rest):
        return None
    return next((wish for table, wish in _ALONE if head in table), None)


_ALONE: tuple[tuple[frozenset[str], Wish], ...] = (
    (words.WITHDRAW, Event.WITHDRAW),
    (words.FULL, Uncut()),
    (words.STATUS, Status()),
    (words.UNDO, Back()),
    (words.ANONYMOUS, Rename(name="")),
)


def of_comments(text: str, count: int) -> dict[int, Event | Stands]:
    """Return what a commenter wishes for each of several comments: a word for all, or lines with a number and a word.

    What stands behind the first line that is neither is no wish.
    """
    found: dict[int, Event | Stands] = {}
    for line in filter(None, map(str.strip, text.split("\n"))):
        match = _OF_ONE.fullmatch(line)
        wish = _stands_or_not(match[2] if match else line)
        numbers = [int(match[1])] if match and match[1] else [] if found else list(range(1, count + 1))
        if wish is None or not numbers or not 1 <= numbers[0] <= count:
            break
        found |= dict.fromkeys(numbers, wish)
        if match is None or not match[1]:
            break
    return found


def _stands_or_not(line: str) -> Event | Stands | None:
    head, rest = words.split(line)
    if words.fold(rest) and not (head in words.STANDS and words.fold(rest) in words.STANDS):  # "still stands"
        return None
    return Event.WITHDRAW if head in words.WITHDRAW else Stands() if head in words.STANDS else None


def is_comment(text: str) -> bool:
    """Whether words stand by themselves, and are no thanks."""
    head, _ = words.split(words.first_line(text))
    return head not in words.THANKS and len(text.split()) >= CORRECTION


def is_correction(text: str, before: str) -> bool:
    """Whether an answer that is no command is the whole text anew, not a word of thanks or a question to us.

    It is where it has mostly the same words, or is long enough to stand by itself.
    """
    head, _ = words.split(words.first_line(text))
    new, old = words.all_in(text), words.all_in(before)
    if head in words.THANKS or not new:
        return False
    return len(new & old) * 2 >= len(new) or len(text.split()) >= CORRECTION


def numbered(text: str) -> tuple[int, str] | None:
    """Return the number that an answer begins with, as "2:", "2." or alone on its line, and what stands behind it."""
    match = _NUMBER.match(text)
    return None if match is None else (int(match[1]), text[match.end() :].strip())


def without_number(html: str) -> str:
    """Return the same as HTML without that number."""
    return _NUMBER_IN_HTML.sub(lambda match: "" if match[2] else match[1], html, count=1)


def wrapped(line: str, rest: str, following: Sequence[str]) -> str:
    """Return the rest of a line, and of those after it that a mail program wrapped, or its author within a sentence."""
    parts = [rest]
    for before, after in zip([line, *following], following, strict=False):
        if not after or (len(before) < WRAPPED and not _goes_on(before, after)):
            break
        parts.append(after)
    return " ".join(parts)


def _goes_on(before: str, after: str) -> bool:
    """Whether a sentence goes on in the next line; "thanks" and "Mo" below a reason are not for whoever is told it."""
    if len(before) < BROKEN or before[-1] in ".!?:;" or not after[0].islower():
        return False
    return words.split(after)[0] not in words.THANKS

"""What an answer to one of our letters says: the first of its author's own lines, as a command. Pure.

Quoted text never reaches this module: it was cut before.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from mailgate import words
from store.model import Event

WRAPPED = 60  # columns: a shorter first line was ended by its author, a longer one perhaps by the mail program
CORRECTION = 8  # words that stand by themselves


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


Wish = Event | Rename | Uncut | Status


def read_confirmation(text: str) -> Confirmation:
    """Return whether the first own line says yes or no; an answer without own words says yes."""
    line = words.first_line(text)
    if not line:
        return Confirmation.YES
    head, _ = words.split(line)
    is_yes, is_no = head in words.YES, head in words.NO
    if is_yes == is_no:
        return Confirmation.UNCLEAR
    return Confirmation.YES if is_yes else Confirmation.NO


def read_wish(text: str) -> Wish | None:
    """Return what a commenter asks for on the first own line: WITHDRAW, a name, the uncut words, the state."""
    line = words.first_line(text)
    head, rest = words.split(line)
    if head in words.NAME and rest:
        return Rename(name=rest.strip(" :\"'"))
    if words.fold(rest):
        return None
    if head in words.WITHDRAW:
        return Event.WITHDRAW
    if head in words.FULL:
        return Uncut()
    if head in words.STATUS:
        return Status()
    return Rename(name="") if head in words.ANONYMOUS else None


def is_correction(text: str, before: str) -> bool:
    """Whether an answer that is no command is the whole text anew, not a word of thanks or a question to us.

    It is where it has mostly the same words, or is long enough to stand by itself.
    """
    head, _ = words.split(words.first_line(text))
    new, old = words.all_in(text), words.all_in(before)
    if head in words.THANKS or not new:
        return False
    return len(new & old) * 2 >= len(new) or len(text.split()) >= CORRECTION


def wrapped(line: str, rest: str, following: Sequence[str]) -> str:
    """Return the rest of a line, and of the lines after it that a mail program wrapped."""
    parts = [rest]
    for before, after in zip([line, *following], following, strict=False):
        if len(before) < WRAPPED or not after:
            break
        parts.append(after)
    return " ".join(parts)

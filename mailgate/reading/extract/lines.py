"""The lines that a body is made of. Pure."""

from dataclasses import dataclass, replace
from enum import Enum, auto

LINES_LIMIT = 20_000


class Role(Enum):
    """What the structure of the body says about a line, before its words are looked at."""

    ORDINARY = auto()
    BOUNDARY = auto()  # the mail program says: below is the mail that was answered
    SIGNATURE = auto()  # the mail program says: this is the signature
    OWN_QUOTE = auto()  # set off by the author, not by the mail program's quoting
    ATTRIBUTION = auto()  # the mail program says: this introduces the quote
    ANSWERED = auto()  # a quoted line of ours that the author answered


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its visible text, how deep it is quoted, and its inline tags.

    `marks` are (offset in text, tag) in order: "<em>" before the character at that offset.
    `colour` is what colour all of it was given, "" where none or black.
    """

    text: str
    depth: int = 0
    marks: tuple[tuple[int, str], ...] = ()
    role: Role = Role.ORDINARY
    colour: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing is to be seen in it."""
        return not self.text or self.text.isspace()

    def with_role(self, role: Role) -> "Line":
        """Return the line in another role, at depth 0."""
        return replace(self, role=role, depth=0)


BLANK = Line("")

"""A line of a text file, and how far it is set in."""

from typing import NamedTuple

from mailgate.importers.symbol_letters import OF_OFFICES

SIGNS = f"•●○◦▪▫■□‣➢➤✓❖–{OF_OFFICES}"  # of items, in a set of a pattern


class Line(NamedTuple):
    """A line of the file: its number from 1, its page (0: the text has none), and what it says."""

    number: int
    page: int
    text: str


def indent(text: str) -> int:
    """Return how far a line is set in, in letters."""
    return len(text) - len(text.lstrip())

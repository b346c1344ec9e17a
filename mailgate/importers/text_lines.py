"""A line of a text file, and how far it is set in."""

from typing import NamedTuple

SIGNS = "•●○◦▪▫■□‣➢➤✓❖–\uf0a7\uf0b7\uf0d8\uf076"  # of items, in a set of a pattern; the last are the bullets of offices


class Line(NamedTuple):
    """A line of the file: its number from 1, its page (0: the text has none), and what it says."""

    number: int
    page: int
    text: str


def indent(text: str) -> int:
    """Return how far a line is set in, in letters."""
    return len(text) - len(text.lstrip())

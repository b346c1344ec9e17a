"""What the page of a paragraph says of earlier editions. Pure."""

from typing import NamedTuple

from store.model import Paragraph


class History(NamedTuple):
    """What a paragraph was in earlier editions, and what it said became.

    `formerly`: numbers it had, oldest first, without the one it has. `heir`: what it was merged into. `parts`: what
    else holds a part of what it said. `part_of`: what it was a part of itself.
    """

    formerly: tuple[str, ...] = ()
    heir: Paragraph | None = None
    parts: tuple[Paragraph, ...] = ()
    part_of: Paragraph | None = None

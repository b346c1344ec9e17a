"""What a paragraph's number is of, in one line: `1.1, The sea wall, What we found, The Harbour Review`. Pure.

In titles, in feeds, in the subjects of mails: where numbers start again in each part of a report, all of its many
paragraphs 1 would have one name.
"""

import re
from collections.abc import Iterable, Sequence

from renderer.excerpt import shortened
from renderer.labels import label_of
from store.model import Paragraph

_BETWEEN = ", "
_PARTS = re.compile("[a-z0-9]+")


def is_shared(paragraph: Paragraph, *, repeats: bool) -> bool:
    """Whether others may have its number. `repeats`: in the parts of its document numbers start again."""
    return repeats and paragraph.number is not None


def telling(paragraph: Paragraph, headings: Sequence[str]) -> list[int]:
    """Return which of the headings around a paragraph, outside in, say which it is of those with its number.

    They are the ones that its key names: it has the fewest that do. All of them where it names none, or one is not
    called so any more.
    """
    parts = paragraph.key.split(".")
    before = len(parts) - len(_PARTS.findall((paragraph.number or "").lower()))
    found: list[int] = []
    for place, heading in enumerate(headings):
        if len(found) < len(parts) - 1 and label_of(heading) == parts[len(found)]:
            found.append(place)
    return found if found and len(found) >= before else list(range(len(headings)))


def innermost_first(headings: Iterable[str], *last: str) -> str:
    """Return headings, which come from the outside in, the other way round, and what they stand in behind them."""
    return _BETWEEN.join((*reversed(tuple(headings)), *last))


def in_room(headings: Iterable[str], characters: int) -> str:
    """Return headings, innermost first, in so many characters: long ones give way to each other, and none is lost."""
    parts = list(reversed(tuple(headings)))
    room = characters - len(_BETWEEN) * (len(parts) - 1)
    for done, place in enumerate(sorted(range(len(parts)), key=lambda place: len(parts[place]))):
        parts[place] = shortened(parts[place], max(2, room // (len(parts) - done)))
        room -= len(parts[place])
    return _BETWEEN.join(parts)

"""The numbers of lists in pages that LibreOffice and OpenOffice write.

Their export forgets where a list goes on: after a list of another kind it writes the number that the list began with
(`start="7"` for what is printed as 8), or none. An item that does begin anew says so itself, with a `value`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mailgate.importers.counting import whole
from mailgate.importers.list_levels import LISTS, counts
from mailgate.importers.tree import HEADINGS, Element


@dataclass(slots=True)
class _List:
    """A numbered list. `above`: how many items of higher levels stand before it; `sections`: how many headings do."""

    element: Element
    items: list[Element]
    level: int
    above: int
    sections: int
    place: int

    @property
    def begins(self) -> int:
        return whole(self.element.get("start"), 1)

    @property
    def is_told(self) -> bool:
        """Whether the first item says its number."""
        return bool(self.items[0].get("value"))

    @property
    def leads(self) -> bool:
        """Whether a list of the next level stands before the first item."""
        return next(_children(self.element)).tag in LISTS


def count_on(body: Element) -> None:
    """Say of each list that goes on where it does."""
    lists = _lists(body)
    for key in {(each.level, each.above) for each in lists}:
        _settle([each for each in lists if (each.level, each.above) == key])


def _lists(body: Element) -> list[_List]:
    found: dict[Element, _List] = {}
    seen: dict[int, int] = {}  # items by level
    sections = places = 0
    for element in body.walk():
        sections += element.tag in HEADINGS
        places += element.tag in LISTS and any(each.tag == "li" for each in _children(element))
        if element.tag != "li" or element.parent is None or not counts(element.parent):
            continue
        level = sum(each.tag in LISTS for each in element.ancestors())
        if element.parent not in found:
            above = sum(number for each, number in seen.items() if each < level)
            found[element.parent] = _List(element.parent, [], level, above, sections, places)
        found[element.parent].items.append(element)
        seen[level] = seen.get(level, 0) + 1
    return list(found.values())


def _settle(lists: Sequence[_List]) -> None:
    """Count through the lists of one level below one item."""
    last: _List | None = None
    reached = 0
    for place, each in enumerate(lists):
        begins = each.begins
        if last is not None and _goes_on(each, last, reached):
            following = next((other for other in lists[place + 1 :] if other.begins > reached), None)
            if following is not None and not following.is_told and following.begins == reached + 1:
                continue  # the other goes on, and this one is another list
            begins = reached + 1
            each.element.attributes = {**each.element.attributes, "start": str(begins)}
        reached = begins - 1
        for item in each.items:
            reached = whole(item.get("value"), reached + 1)
        last = each


def _goes_on(each: _List, last: _List, reached: int) -> bool:
    if each.is_told or each.begins > reached:
        return False
    interrupted = each.place - last.place > 1 and each.sections == last.sections
    return each.leads or interrupted


def _children(element: Element) -> Iterator[Element]:
    return (each for each in element.children if isinstance(each, Element))

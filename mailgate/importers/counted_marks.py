"""Marks of notes in round brackets, as old pages set them: `(1)`, `(2)`, `(3)`, to which no note leads back."""

import re
from collections.abc import Mapping, Sequence

from mailgate.importers.note_signs import mark_of, sibling_before
from mailgate.importers.tree import Element

_MARK = re.compile(r"\s*\(\d{1,3}\)\s*")
_LONGEST = 8  # letters
_FEW = 2
_STOPS = tuple(".!?…。！？؟।”’»\"')")


def found(links: Sequence[Element], anchors: Mapping[str, Element]) -> frozenset[Element]:
    """Return the links of a page that count to the last, each to its own place below all of them.

    Most stand behind sentences: those within them may name paragraphs.
    """
    marks: dict[Element, Element] = {}
    for link in links:
        target = anchors.get(link.get("href")[1:]) if link.get("href")[0] == "#" else None
        if target is not None and target.order > link.order and _MARK.fullmatch(link.text(_LONGEST)):
            marks[link] = target
    count = len(marks)
    if count < _FEW or [mark_of(link.text()) for link in marks] != [str(number + 1) for number in range(count)]:
        return frozenset()
    apart = min(target.order for target in marks.values()) > max(link.order for link in marks)
    behind = sum(map(_ends_sentence, marks)) * 2 > count
    return frozenset(marks) if apart and behind and len({*map(id, marks.values())}) == count else frozenset()


def _ends_sentence(mark: Element) -> bool:
    before = sibling_before(mark)
    return isinstance(before, str) and before.rstrip().endswith(_STOPS)

"""The next edition of a document: which paragraph continues which, and under which key.

A paragraph that goes on keeps its key, whatever number is printed before it. Of a split the longest part goes on, the
others are new; of a merge the longest goes on, the others are gone into it. A new paragraph never gets a key that was
ever used.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from mailgate.importers import keys
from mailgate.importers.document import headings
from mailgate.importers.identity import Answers, Change, Doubt, Outcome, Wording, answered, compare, size
from store.documents import NewDocument
from store.editions import NewEdition
from store.model import Paragraph, ParagraphId


@dataclass(frozen=True, slots=True, kw_only=True)
class Present:
    """The document as the store has it: its paragraphs in order, every key it ever gave, labels in its keys."""

    paragraphs: Sequence[Paragraph]
    keys: Collection[str]
    key_depth: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """What the next edition will be. `was`: for each of its paragraphs the keys of the present ones that it was."""

    edition: NewEdition
    changes: tuple[Change, ...]
    was: tuple[tuple[str, ...], ...]
    gone: tuple[Paragraph, ...]
    doubts: tuple[Doubt, ...]


def revise(present: Present, new: NewDocument, ask: Callable[[Sequence[Doubt]], Answers]) -> Revision:
    """Return what becomes of a document when a new edition takes its place. `ask` gives the answers there are."""
    old = [Wording(text=each.text, number=each.number) for each in present.paragraphs]
    news = [Wording(text=each.text, number=each.number) for each in new.paragraphs]
    outcome = compare(old, news)
    if outcome.doubts and (answers := ask(outcome.doubts)):
        outcome = answered(outcome, answers, old, news)
    return _revision(present, new, outcome)


def _revision(present: Present, new: NewDocument, outcome: Outcome) -> Revision:
    old = present.paragraphs
    continues: list[ParagraphId | None] = [None] * len(new.paragraphs)
    went_on: dict[int, int] = {}  # old place → new place
    parts: dict[int, ParagraphId] = {}
    heirs: dict[ParagraphId, int] = {}
    for link in outcome.links:
        first = max(link.old, key=lambda place: size(old[place].text))
        best = max(link.new, key=lambda place: size(new.paragraphs[place].text))
        continues[best] = old[first].id
        went_on[first] = best
        heirs |= {old[place].id: best for place in link.old if place != first}
        parts |= {place: old[first].id for place in link.new if place != best}
    gone = {each.id: heirs.get(each.id) for place, each in enumerate(old) if place not in went_on}
    was = outcome.was
    return Revision(
        edition=NewEdition(
            document=_keyed(present, new, continues), continues=tuple(continues), gone=gone, parts=parts
        ),
        changes=outcome.changes,
        was=tuple(tuple(old[each].key for each in was.get(place, ())) for place in range(len(new.paragraphs))),
        gone=tuple(each for each in old if each.id in gone and gone[each.id] is None),
        doubts=outcome.doubts,
    )


def _keyed(present: Present, new: NewDocument, continues: Sequence[ParagraphId | None]) -> NewDocument:
    """Return the document with the keys it keeps, and fresh ones for what is new."""
    kept = {each.id: each.key for each in present.paragraphs}
    fresh = [each for each, was in zip(new.paragraphs, continues, strict=True) if was is None]
    labelled = [keys.Labelled(number=each.number, headings=tuple(headings(new, each))) for each in fresh]
    added = iter(keys.assign_more(labelled, depth=present.key_depth, used=present.keys))
    paragraphs = [
        replace(each, key=next(added) if was is None else kept[was])
        for each, was in zip(new.paragraphs, continues, strict=True)
    ]
    return replace(new, paragraphs=tuple(paragraphs), key_depth=present.key_depth)

"""What a person answered to doubts, put into the map. Pure."""

from collections.abc import Mapping, Sequence

from mailgate.importers.identity.links import Links
from mailgate.importers.identity.outcome import Link, Outcome, changes
from mailgate.importers.identity.wording import Wording, folded

# For an old paragraph the new ones that it became; none: it is gone.
Answers = Mapping[int, tuple[int, ...]]


def answered(outcome: Outcome, answers: Answers, old: Sequence[Wording], new: Sequence[Wording]) -> Outcome:
    """Return the map as the answers have it; what they speak of is in doubt no more.

    Two old paragraphs that became the same new one are merged.
    """
    links = Links(len(old), len(new))
    for link in outcome.links:
        if kept := tuple(place for place in link.old if place not in answers):
            links.add(Link(old=kept, new=link.new, strength=link.strength, is_sure=link.is_sure))
    for place, became in sorted(answers.items()):
        if became:
            others = links.of_new.get(became[0]) if len(became) == 1 else None
            joined = (place,) if others is None or len(others.new) > 1 else tuple(sorted((*others.old, place)))
            links.add(Link(old=joined, new=became, strength=1.0))
    texts = [folded(each.text) for each in old], [folded(each.text) for each in new]
    return Outcome(
        links=tuple(links.all()),
        doubts=tuple(doubt for doubt in outcome.doubts if doubt.old not in answers),
        changes=changes(links.all(), *texts),
    )

"""A later edition that puts paragraphs together, or cuts them, in a report whose phrases come again and again."""

import random

import pytest

from mailgate.importers.identity import Outcome, Wording, compare

WHO = ("The council", "The water board", "The ministry", "The contractor", "The mayor", "The inspector")
DID = ("refused", "examined", "published", "put off", "approved", "asked for")
WHAT = ("the budget of the year", "the report on the pumps", "the contract for repairs", "the register", "the minutes")
HOW = ("without telling the residents", "before the flood", "in the third quarter", "after written remarks", "by law")


def text(rng: random.Random) -> str:
    sentences = [f"{rng.choice(WHO)} {rng.choice(DID)} {rng.choice(WHAT)} {rng.choice(HOW)}." for _ in range(3)]
    return " ".join(sentences[: rng.randint(1, 3)])


def editions(seed: int) -> tuple[list[str], list[str], dict[int, int]]:
    """Return two editions, and where each old paragraph went that was put together with its neighbour."""
    rng = random.Random(seed)
    old = [text(rng) for _ in range(60)]
    new: list[str] = []
    joined: dict[int, int] = {}
    place = 0
    while place < len(old):
        chance = rng.random()
        if chance < 0.1 and place + 1 < len(old):
            joined |= {place: len(new), place + 1: len(new)}
            new.append(f"{old[place]} {old[place + 1]}")
            place += 1
        elif chance < 0.94:
            new.append(old[place])
        if rng.random() < 0.06:
            new.append(text(rng))
        place += 1
    return old, new, joined


def compared(old: list[str], new: list[str]) -> Outcome:
    return compare([Wording(text=text) for text in old], [Wording(text=text) for text in new])


@pytest.mark.parametrize("seed", range(12))
def test_paragraphs_that_were_put_together_word_for_word_need_no_question(seed: int) -> None:
    old, new, joined = editions(seed)
    outcome = compared(old, new)
    assert {place: outcome.became.get(place) for place in joined} == {place: (at,) for place, at in joined.items()}
    assert not {doubt.old for doubt in outcome.doubts} & joined.keys()


@pytest.mark.parametrize("seed", range(12))
def test_paragraphs_that_were_cut_between_their_words_need_no_question(seed: int) -> None:
    new, old, joined = editions(seed)
    outcome = compared(old, new)
    cut = set(joined.values())
    assert {at: outcome.became.get(at) for at in cut} == {
        at: tuple(place for place, whole in joined.items() if whole == at) for at in cut
    }
    assert not {doubt.old for doubt in outcome.doubts} & cut

"""A paragraph of which half the words are others, and another statement in its place that begins and ends alike."""

import pytest

from mailgate.importers.identity import Outcome, Wording, compare

AROUND = (
    "The ferry was built for forty passengers and carried, on the morning of the accident, more than ninety of them.",
    "Nobody counted who went aboard. The mate had asked twice for a second pair of hands, and was twice refused.",
    "Three witnesses saw the stern door open. None of them knew that it ought to have been shut by then.",
    "The cost of the signal was put at nine hundred crowns. The council thought this too much for a small harbour.",
    "Shopkeepers in the market lost their stock; few of them were insured against water.",
    "The mayor ordered the schools to be shut at noon, although the buses had left by then.",
)
MATE = (
    "The harbour office closed at four, so that the warning of the evening gale was read on the following day by a"
    " clerk who had no telephone and walked to the quay with it."
)
# The same, told anew: words of it stand all along the text, a few at a time.
RETOLD = (
    "Because our harbour office shut its door around four, any warning about an evening gale came to be read only next"
    " morning, by one elderly clerk: lacking a telephone, this man walked down towards our quay holding paper."
)
# Another thing, told of in the same frame: it begins and ends as the other did.
FRAMED = (
    "The harbour office closed at four, and its roof, which had leaked since autumn, dripped upon old tide tables until"
    " somebody found a bucket and walked to the quay with it."
)


def became(changed: str, place: int = 3) -> Outcome:
    old = [*AROUND[:3], MATE, *AROUND[3:]]
    new = [*AROUND[:place], changed, *AROUND[place:]]
    return compare([Wording(text=text) for text in old], [Wording(text=text) for text in new])


def test_a_paragraph_that_was_told_anew_is_itself_without_a_question() -> None:
    outcome = became(RETOLD)
    assert outcome.became[3] == (3,)
    assert not outcome.doubts


@pytest.mark.parametrize("place", [0, 6])
def test_one_that_was_told_anew_elsewhere_is_found(place: int) -> None:
    outcome = became(RETOLD, place)
    assert outcome.became[3] == (place,)
    assert not outcome.doubts


def test_another_that_only_begins_and_ends_as_it_did_is_asked_about() -> None:
    outcome = became(FRAMED)
    assert [doubt.old for doubt in outcome.doubts] == [3]


# Hardly more of it is left than two strangers share, but what is left stands all along the text.
BARELY = (
    "Downstairs our harbour bureau usually closed around tea time, and any printed warning about some evening squall"
    " was opened only next morning: one elderly clerk, lacking phones, strolled past boats to that quay."
)
NOTHING = (
    "Insurers paid out to eleven families within a year, though two of those had long moved abroad and never wrote"
    " back, and their sums lie untouched at a bank in town."
)


def test_one_of_which_a_few_words_all_along_are_left_is_not_silently_gone() -> None:
    outcome = became(BARELY, 6)
    assert [(doubt.old, doubt.news) for doubt in outcome.doubts] == [(3, (6,))]


def test_one_that_nothing_left_over_has_words_of_is_gone() -> None:
    outcome = became(NOTHING, 6)
    assert 3 not in outcome.became
    assert not outcome.doubts

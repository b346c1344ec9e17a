"""A later edition where paragraphs were cut and joined at once, and where what is equal stands in a row."""

from collections.abc import Sequence

import pytest

from mailgate.importers.identity import Outcome, Wording, compare
from tests.mailgate.importers.test_identity import FERRY

STAYS = (
    "The owners in the town had been told by letter that the pumps were worn, and they answered that the season was too"
    " short for repairs. The mate kept a copy of that letter."
)
JOINS = " He read it aloud to us in the second week, and nobody who heard it that day has ever called it a forgery."
OTHERS = [
    f"{when} the {place} was {done}."
    for when in ("In spring", "Again", "At night", "On Monday", "Later", "Once more", "By June", "Twice")
    for place, done in {
        "bridge": "painted by the baker",
        "road": "closed by the bishop",
        "mill": "sold by the teacher",
        "church": "blessed by the farmer",
        "school": "visited by the widow",
        "barn": "burnt by the tinker",
    }.items()
]
BLACK = "███ ██ ███████ ████"


def compared(old: Sequence[str], new: Sequence[str]) -> Outcome:
    return compare([Wording(text=text) for text in old], [Wording(text=text) for text in new])


LONG = f"{FERRY[2]} {FERRY[4]} {FERRY[5]} {FERRY[6]}"  # longer than what is joined to it


@pytest.mark.parametrize("joined", [STAYS, STAYS.replace("season", "summer")])
def test_a_paragraph_whose_larger_part_was_joined_to_the_one_before_it_went_there(joined: str) -> None:
    """The end of it, which stands alone now, is the smaller part."""
    outcome = compared(
        (*FERRY[:2], LONG, STAYS + JOINS, FERRY[3]), (*FERRY[:2], f"{LONG} {joined}", JOINS.strip(), FERRY[3])
    )
    assert outcome.became == {0: (0,), 1: (1,), 2: (2,), 3: (2,), 4: (4,)}
    assert 2 not in {doubt.old for doubt in outcome.doubts}


def test_a_paragraph_whose_larger_part_was_joined_to_the_one_behind_it_went_there() -> None:
    outcome = compared(
        (*FERRY[:2], f"{JOINS.strip()} {STAYS}", LONG, FERRY[3]),
        (*FERRY[:2], JOINS.strip(), f"{STAYS} {LONG}", FERRY[3]),
    )
    assert outcome.became == {0: (0,), 1: (1,), 2: (3,), 3: (3,), 4: (4,)}
    assert 3 not in {doubt.old for doubt in outcome.doubts}


def test_a_paragraph_whose_end_was_joined_to_the_one_behind_it_keeps_its_larger_part() -> None:
    outcome = compared(
        (*FERRY[:2], STAYS + JOINS, LONG, FERRY[3]), (*FERRY[:2], STAYS, f"{JOINS.strip()} {LONG}", FERRY[3])
    )
    assert outcome.became == {place: (place,) for place in range(5)}


@pytest.mark.parametrize("line", [BLACK, "______ __ _________", "No answer was given."])
def test_which_of_a_row_of_equal_lines_was_left_out_is_asked_of_each(line: str) -> None:
    outcome = compared((*FERRY[:2], *[line] * 9, *FERRY[2:]), (*FERRY[:2], *[line] * 8, *FERRY[2:]))
    assert {doubt.old for doubt in outcome.doubts} == set(range(2, 11))


def test_a_row_of_equal_lines_that_was_kept_is_not_asked_about() -> None:
    outcome = compared((*FERRY[:2], *[BLACK] * 9, *FERRY[2:]), (*FERRY[:3], *[BLACK] * 9, *FERRY[3:]))
    assert not outcome.doubts
    assert [outcome.became[place] for place in range(2, 11)] == [(place + 1,) for place in range(2, 11)]


@pytest.mark.parametrize("sign", ["███", "______ ____"])
def test_of_two_lines_of_the_same_signs_the_one_that_was_left_out_is_asked_for(sign: str) -> None:
    """They have every run of characters in common, and are not equal."""
    long, short = " ".join([sign] * 12), " ".join([sign] * 5)
    outcome = compared((*FERRY[:2], long, short[:-2], *FERRY[2:]), (*FERRY[:2], short, *FERRY[2:]))
    assert {doubt.old for doubt in outcome.doubts} == {2, 3}


def test_a_paragraph_that_lost_a_word_leaves_no_larger_part_to_be_asked_about() -> None:
    """Though a new one, as long, has many of its words."""
    like = (
        "Told by letter of worn pumps, owners of two mills in our valley answered that no season was too short for"
        " repairs, and of this a mate kept one copy, which is printed here."
    )
    old = (*FERRY[:3], STAYS, *FERRY[3:], *OTHERS)
    outcome = compared(
        old, (*FERRY[:3], STAYS.replace("too short", "short"), *FERRY[3:], *OTHERS, "Nobody knew.", like)
    )
    assert outcome.became[3] == (3,)
    assert not outcome.doubts


def test_of_a_merge_only_the_piece_that_may_be_elsewhere_is_asked_about() -> None:
    copy = f"A court that sat here forty years ago knew of it, and says in its report, which we have read: {STAYS}"
    merged = f"{FERRY[1]} {STAYS.replace('worn', 'old')}"
    old = (*FERRY[:2], STAYS, *FERRY[2:], *OTHERS)
    outcome = compared(old, (FERRY[0], merged, *FERRY[2:], *OTHERS, "Nobody knew.", copy))
    assert outcome.became[1] == outcome.became[2] == (1,)
    assert [doubt.old for doubt in outcome.doubts] == [2]


def test_a_sentence_elsewhere_made_of_the_words_of_one_that_was_left_out_is_not_silently_it() -> None:
    sluices = "The order takes a list of sluices, parted by commas, each opened alone or shut at once."
    gates = "It is also possible to open or shut the gates of one lock in a finer way."
    new = f"{gates} You can give a list of sluices, parted by commas, each opened alone or shut."
    like = gates.replace("lock", "bridge").replace("finer way", "quicker way, which is learnt in a year")
    outcome = compared(
        (*FERRY[:3], sluices, *FERRY[3:], like, *OTHERS), (*FERRY, like, *OTHERS[:40], new, *OTHERS[40:])
    )
    assert [doubt.old for doubt in outcome.doubts] == [3]

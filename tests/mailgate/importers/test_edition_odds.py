"""What the words of a paragraph say for what it became: rare ones much, those of its whole kind nothing."""

from collections.abc import Sequence
from itertools import product

import pytest

from mailgate.importers.identity import Outcome, Wording, compare
from mailgate.importers.identity.kin import Kin
from mailgate.importers.identity.odds import Odds

PROSE = (
    "The ferry was built for forty passengers and carried, on the morning of the accident, more than ninety of them.",
    "Nobody counted who went aboard. The mate had asked twice for a second pair of hands, and was twice refused.",
    "The harbour office closed at four, so that the warning of the evening gale was read on the following day.",
    "The pumps had last been tested in spring, by a man who has since left the company and could not be found.",
    "Three witnesses saw the stern door open. None of them knew that it ought to have been shut by then.",
    "The cost of the signal was put at nine hundred crowns. The council thought this too much for a small harbour.",
)
ROWS = (
    "Alder lock | 14.2 | 3 May | waits for the council",
    "Birch weir | 8.1 | 9 May | waits for the council",
    "Cedar bridge | 77.5 | 2 June | mended by the owner",
    "Damson quay | 31.0 | 6 June | waits for the council",
    "Elder slip | 5.9 | 8 July | mended by the owner",
)
SIGNS = {
    "Latin": ("Alder lock gates", "rusty hinge", "waits"),
    "Greek": ("παλιά πύλη ποταμού", "σκουριά μεντεσές", "εκκρεμεί"),
    "Arabic": ("بوابة النهر القديمة", "صدأ مفصل", "ينتظر"),
    "Devanagari": ("पुराना नदी द्वार", "जंग कब्जा", "लंबित"),
    "Chinese": ("旧河闸门", "铰链生锈", "待定"),
}

STATEMENTS = (
    "Mrs Carey told us that her cellar in Weir Street had filled before the first siren was heard.",
    "The Harbour Board told us that no boat was kept ready for the villages above the lock.",
    "Constable Reid told us that the road to the quarry was closed with nothing but a rope.",
    "The Ministry accepts that the lock at Ostrava Bridge was painted too rarely.",
    "Dr Imre Sato of the School of Forestry counted the stumps on the slope above the railway.",
    "The parish has asked, year after year, for a second pump, and has had no reply.",
    "Shopkeepers in the market lost their stock; few of them were insured against water.",
    "The mayor ordered the schools to be shut at noon, although the buses had left by then.",
    "An engineer who had warned of the gates was moved to another post in the spring.",
)
LONG = tuple(
    f"{who} that the {what} {how}."
    for what, who, how in product(
        ("barge", "chapel", "mill", "ford", "school", "mast", "barn", "sluice", "orchard", "tannery", "ferry"),
        ("The mayor said", "A farmer wrote", "The union feared", "Mr Bell denied"),
        ("had been left open", "needed a new roof", "has been badly built", "was guarded by two men"),
    )
)
INSTEAD = {  # another statement of the same witness
    0: "Mrs Carey told us that thieves came to Weir Street with a cart and took the copper pipes.",
    1: "The Harbour Board told us that it sees no need for another inquiry.",
    3: "The Ministry rejects the claim that the lock at Ostrava Bridge has been badly designed.",
    4: "Dr Imre Sato of the School of Forestry doubts that gravel was ever taken from the river bed.",
}


def compared(old: Sequence[str], new: Sequence[str]) -> Outcome:
    return compare([Wording(text=text) for text in old], [Wording(text=text) for text in new])


def odds(old: Sequence[str], new: Sequence[str]) -> Odds:
    olds, news = [text.casefold() for text in old], [text.casefold() for text in new]
    return Odds(olds, news, Kin(olds))


def test_a_rare_word_that_is_found_says_more_than_one_that_all_rows_have() -> None:
    said = odds(ROWS, ("Damson", "council", "nothing of it"))
    assert said.of(3, (0,)) > said.of(3, (1,)) >= said.of(3, (2,))


def test_the_words_of_a_status_that_always_go_together_are_no_more_than_one_word() -> None:
    """A new row with the old one's status in many words is no likelier to be it than one with a status of one word."""
    long, short = "waits for the second hearing of the council", "waits"
    rows = ("Alder lock | 14.2 | {}", "Birch weir | 8.1 | {}", "Cedar bridge | 77.5 | {}", "Damson quay | 31.0 | {}")
    said = [
        odds([row.format(status) for row in rows], [f"Elder | 9 | {status}"]).of(1, (0,)) for status in (long, short)
    ]
    assert said[0] == pytest.approx(said[1], abs=0.5)
    assert max(said) < 0


def test_words_that_others_of_a_merge_have_too_say_nothing() -> None:
    said = odds(PROSE, (PROSE[0],))
    assert said.of(0, (0,)) > 0
    assert said.of(0, (0,), (0,)) == 0


def test_a_text_without_words_says_nothing_for_any_pair() -> None:
    said = odds(("___ ___ ____", *PROSE), ("____ __", PROSE[0]))
    assert said.of(0, (0,)) == 0
    assert not said.are_enough(0, (0,), 2.0, 0.9)


@pytest.mark.parametrize("script", SIGNS)
def test_a_row_in_its_place_that_kept_its_rare_words_is_itself_without_a_question(script: str) -> None:
    name, what, status = SIGNS[script]
    old = (*PROSE[:3], f"{name} | 14.2 | {what} | {status}", *PROSE[3:])
    new = (*PROSE[:3], f"{name} | 2019 | 88 | {what}", *PROSE[3:])
    outcome = compared(old, new)
    assert outcome.became[3] == (3,)
    assert not outcome.doubts


def test_a_new_row_in_the_place_of_one_that_was_left_out_is_not_silently_it() -> None:
    new = (*PROSE[:3], *ROWS[:3], "Foxglove stile | 12.7 | 1 August | waits for the council", ROWS[4], *PROSE[3:])
    outcome = compared((*PROSE[:3], *ROWS, *PROSE[3:]), new)
    assert outcome.became.get(6) is None or 6 in {doubt.old for doubt in outcome.doubts}


def test_a_long_stranger_of_the_same_topic_in_the_place_of_one_that_was_left_out_is_not_silently_it() -> None:
    instead = (
        "Whoever takes a ferry out of the harbour on a winter morning shall see to it that the stern door is shut, that"
        " each of the passengers has a jacket, and that the signal at the quay was read; the council may ask for more."
    )
    outcome = compared(PROSE, (PROSE[0], instead, *PROSE[2:]))
    assert outcome.became.get(1) is None or 1 in {doubt.old for doubt in outcome.doubts}


def test_rows_of_one_kind_that_were_merged_and_edited_are_found_in_what_they_became() -> None:
    merged = "Birch weir | 8.1 | 12 May | council. Cedar bridge | 79.0 | 2 June | mended"
    outcome = compared((*PROSE[:3], *ROWS, *PROSE[3:]), (*PROSE[:3], ROWS[0], merged, *ROWS[3:], *PROSE[3:]))
    assert outcome.became[4] == outcome.became[5] == (4,)
    assert not outcome.doubts


def test_a_copy_elsewhere_does_not_silently_take_the_comments_of_what_was_edited_in_its_place() -> None:
    edited = PROSE[2].replace("evening gale", "storm").replace("following", "next")
    new = (*PROSE[:2], edited, *PROSE[3:], PROSE[2])
    assert 2 in {doubt.old for doubt in compared(PROSE, new).doubts}


def test_a_stranger_beside_a_sentence_that_comes_again_is_no_rival_to_it() -> None:
    noted = "Noted."
    old = (PROSE[0], noted, PROSE[1], noted, PROSE[2], noted, PROSE[3], noted, *PROSE[4:])
    new = (PROSE[0], noted, PROSE[1], "An audit shall be published.", noted, *old[4:])
    outcome = compared(old, new)
    assert outcome.became[3] == (4,)
    assert not outcome.doubts


@pytest.mark.parametrize("around", [(), LONG], ids=["short report", "long report"])
@pytest.mark.parametrize("place", INSTEAD)
def test_another_statement_of_the_same_witness_in_the_place_of_one_is_asked_about(
    place: int, around: tuple[str, ...]
) -> None:
    """Its neighbours agree and the name is rare: neither says that the statement is the same."""
    middle = len(around) // 2
    old = (*around[:middle], *STATEMENTS, *around[middle:])
    at = middle + place
    outcome = compared(old, (*old[:at], INSTEAD[place], *old[at + 1 :]))
    assert {doubt.old for doubt in outcome.doubts} == {at}
    assert [n for n, became in outcome.became.items() if n != at and became != (n,)] == []


@pytest.mark.parametrize("around", [(), LONG], ids=["short report", "long report"])
def test_a_statement_that_was_reworded_in_its_place_is_itself_without_a_question(around: tuple[str, ...]) -> None:
    middle = len(around) // 2
    old = (*around[:middle], *STATEMENTS, *around[middle:])
    reworded = "Mrs Carey said her cellar in Weir Street had filled up long before the first of the sirens was heard."
    outcome = compared(old, (*old[:middle], reworded, *old[middle + 1 :]))
    assert outcome.became[middle] == (middle,)
    assert not outcome.doubts


@pytest.mark.parametrize("place", [0, 1])
def test_only_the_piece_of_a_merge_that_may_be_another_statement_is_asked_about(place: int) -> None:
    """A statement was left out, and another of the same witness was put together with what stood around it."""
    old = (*LONG[:88], *STATEMENTS, *LONG[88:])
    at = 88 + place
    merged = f"{old[at - 1]} {INSTEAD[place]} {old[at + 1]}"
    outcome = compared(old, (*old[: at - 1], merged, *old[at + 2 :]))
    assert [doubt.old for doubt in outcome.doubts] == [at]
    assert outcome.became[at - 1] == outcome.became[at + 1] == (at - 1,)

"""Paragraphs keep their identity from one edition to the next."""

import random
import sys
from types import FrameType

from mailgate.importers.identity import Change, Outcome, Wording, compare

FERRY = (
    "The ferry was built for forty passengers and carried, on the morning of the accident, more than ninety of them.",
    "Nobody counted who went aboard. The mate had asked twice for a second pair of hands, and was twice refused.",
    "The harbour office closed at four, so that the warning of the evening gale was read on the following day.",
    "We recommend that a signal be hoisted at the quay whenever the wind is above the limit of the licence.",
    "The cost of the signal was put at nine hundred crowns. The council thought this too much for a small harbour.",
    "Three witnesses saw the stern door open. None of them knew that it ought to have been shut by then.",
    "The pumps had last been tested in spring, by a man who has since left the company and could not be found.",
)
NOTED = "The committee noted the report."
SCRIPTS = {
    "Greek": ("Η γέφυρα έκλεισε τον χειμώνα επειδή", "κανείς δεν είχε μετρήσει το βάθος του ποταμού στο παλιό λιμάνι."),
    "Arabic": ("أغلق الجسر في الشتاء لأن", "أحدا لم يقس عمق النهر عند الميناء القديم قبل الفيضان."),
    "Devanagari": ("पुल जाड़े में बंद रहा क्योंकि", "किसी ने पुराने घाट पर नदी की गहराई नहीं नापी थी।"),
    "Chinese": ("桥在冬天关闭，因为", "没有人在旧码头测量过河水的深度，洪水来得太快。"),
}


def compared(old: tuple[str, ...], new: tuple[str, ...]) -> Outcome:
    return compare(
        [Wording(text=text, number=str(place)) for place, text in enumerate(old, start=1)],
        [Wording(text=text, number=str(place)) for place, text in enumerate(new, start=1)],
    )


def became(old: tuple[str, ...], new: tuple[str, ...]) -> dict[int, tuple[int, ...]]:
    outcome = compared(old, new)
    assert not outcome.doubts
    return outcome.became


def test_equal_texts_are_the_same_paragraph_whatever_their_numbers() -> None:
    outcome = compared(FERRY, ("Something that nobody had written before, about the tide.", *FERRY))
    assert outcome.became == {place: (place + 1,) for place in range(len(FERRY))}
    assert outcome.changes == (Change.NEW, *(Change.SAME for _ in FERRY))


def test_case_layout_and_forms_of_letters_are_no_change() -> None:
    outcome = compared(
        ("The ﬁrst  ferry\nleft the old harbour at ten.",), ("The first ferry left the OLD harbour at ten.",)
    )
    assert outcome.changes == (Change.SAME,)


def test_an_edited_paragraph_is_found_between_its_neighbours() -> None:
    edited = FERRY[3].replace("a signal be hoisted", "two red lamps be lit").replace("licence", "permit")
    outcome = compared(FERRY, (*FERRY[:3], edited, *FERRY[4:]))
    assert outcome.became[3] == (3,)
    assert outcome.changes[3] is Change.EDITED
    assert not outcome.doubts


def test_a_paragraph_is_split_in_two() -> None:
    first, second = FERRY[4].split(". ")
    outcome = compared(FERRY, (*FERRY[:4], f"{first}.", second, *FERRY[5:]))
    assert outcome.became[4] == (4, 5)
    assert outcome.changes[4:6] == (Change.SPLIT, Change.SPLIT)


def test_two_paragraphs_become_one() -> None:
    outcome = compared(FERRY, (*FERRY[:4], f"{FERRY[4]} {FERRY[5]}", FERRY[6]))
    assert outcome.was[4] == (4, 5)
    assert outcome.changes[4] is Change.MERGED


def test_a_short_end_that_is_cut_off_is_a_split_too() -> None:
    first, second = FERRY[5].split(". ")
    assert became(FERRY, (*FERRY[:5], f"{first}, as they said.", second, FERRY[6]))[5] == (5, 6)


def test_a_moved_paragraph_is_itself() -> None:
    outcome = compared(FERRY, (*FERRY[:2], *FERRY[3:], FERRY[2]))
    assert outcome.became[2] == (6,)
    assert [change is Change.MOVED for change in outcome.changes] == [False] * 6 + [True]


def test_a_moved_run_is_followed_though_a_paragraph_in_it_was_edited() -> None:
    edited = FERRY[5].replace("Three witnesses", "Three of the men on the quay")
    assert became(FERRY, (FERRY[4], edited, FERRY[6], *FERRY[:4]))[5] == (1,)


def test_what_is_left_out_is_gone_and_what_comes_instead_is_new() -> None:
    instead = "An annual audit of all life jackets shall be published by the ministry before the first of May."
    instead += " Until then no licence is renewed, and inspectors may board any vessel."
    outcome = compared(FERRY, (*FERRY[:4], instead, *FERRY[5:]))
    assert 4 not in outcome.became
    assert outcome.changes[4] is Change.NEW
    assert not outcome.doubts


def test_sentences_that_come_again_and_again_are_told_apart_by_their_neighbours() -> None:
    old = (FERRY[0], NOTED, FERRY[1], NOTED, FERRY[2], NOTED, FERRY[3])
    assert became(old, (FERRY[0], FERRY[1], NOTED, FERRY[2], NOTED, FERRY[3])) == {
        0: (0,),
        2: (1,),
        3: (2,),
        4: (3,),
        5: (4,),
        6: (5,),
    }


def test_which_of_two_equal_sentences_was_left_out_is_asked_where_nothing_tells() -> None:
    outcome = compared((FERRY[0], NOTED, FERRY[1], NOTED, FERRY[2]), (FERRY[0], NOTED, FERRY[2]))
    assert {doubt.old for doubt in outcome.doubts} == {1, 3}


def test_numbers_that_were_kept_tell_what_the_texts_do_not() -> None:
    old = [Wording(text=text, number=str(place)) for place, text in enumerate((*FERRY[:3], NOTED, NOTED, *FERRY[3:]))]
    outcome = compare(old, [*old[:4], *old[5:]])
    assert outcome.became[3] == (3,)
    assert 4 not in outcome.became
    assert not outcome.doubts


def test_a_rewritten_short_line_is_asked_for_rather_than_lost() -> None:
    old = (FERRY[0], "Twelve boats were lost.", FERRY[1])
    outcome = compared(old, (FERRY[0], "Nobody knows how many.", FERRY[1]))
    assert [(doubt.old, doubt.news) for doubt in outcome.doubts] == [(1, (1,))]


def test_every_script_is_compared_by_the_same_rules() -> None:
    for name, (first, second) in SCRIPTS.items():
        numbered = tuple(f"{first} {place}{place * 7} {second} {place * 13}" for place in range(1, 3))
        others = tuple(f"{second} {first}" if name != "Chinese" else second + first for _ in range(1))
        edited = numbered[0][:-12] + numbered[0][-6:]
        assert became((*others, numbered[0]), (*others, edited)) == {0: (0,), 1: (1,)}, name
        joined = f"{first} {second}"
        assert became((first, second), (joined,)) == {0: (0,), 1: (0,)}, name
        assert became((joined,), (first, second)) == {0: (0, 1)}, name


def test_an_empty_edition_has_nothing_and_loses_nothing_silently() -> None:
    assert compared(FERRY, ()).became == {}
    assert compared((), FERRY).changes == tuple(Change.NEW for _ in FERRY)


def test_one_that_a_neighbour_has_swallowed_and_rewritten_is_asked_for_rather_than_lost() -> None:
    """Less than half of its letters are in the neighbour, beside the neighbour's own: not enough to say, or to lose."""
    swallowed = "Nobody counted who went aboard; the captain asked for help once, which the owners declined to give."
    new = (f"{FERRY[0]} Nobody counted them, and help was refused.", *FERRY[2:])
    outcome = compared((FERRY[0], swallowed, *FERRY[2:]), new)
    assert [(doubt.old, doubt.news) for doubt in outcome.doubts] == [(1, (0,))]


def test_a_short_line_that_may_have_moved_is_asked_for_where_its_place_is_not_closed() -> None:
    old = (*FERRY[:2], "Twelve boats were lost.", *FERRY[2:4], *FERRY[4:])
    new = (*FERRY[:2], *FERRY[4:], "No boats came back at all.", *FERRY[2:4])
    outcome = compared(old, new)
    assert [doubt.old for doubt in outcome.doubts] == [2]


def test_a_long_paragraph_whose_place_is_closed_is_gone_without_a_question() -> None:
    outcome = compared(FERRY, (*FERRY[:3], *FERRY[4:]))
    assert 3 not in outcome.became
    assert not outcome.doubts


def test_a_paragraph_whose_sentences_changed_places_is_itself() -> None:
    first, second = FERRY[5].split(". ")
    outcome = compared(FERRY, (*FERRY[:5], f"{second} {first}.", FERRY[6]))
    assert outcome.became[5] == (5,)
    assert not outcome.doubts


def test_short_lines_that_are_nearly_one_and_changed_places_are_told_apart_by_their_texts() -> None:
    thanks = [f"We thank the {who} for its help." for who in ("harbour office", "ministry", "school")]
    old = (FERRY[0], *thanks, FERRY[1])
    assert became(old, (FERRY[0], thanks[2], thanks[0], thanks[1], FERRY[1])) == {
        0: (0,),
        1: (2,),
        2: (3,),
        3: (1,),
        4: (4,),
    }


def test_of_a_doubt_the_likeliest_answer_is_what_the_map_has() -> None:
    outcome = compared((FERRY[0], NOTED, FERRY[1], NOTED, FERRY[2]), (FERRY[0], NOTED, FERRY[2]))
    assert {doubt.old: doubt.likeliest for doubt in outcome.doubts} == {
        doubt.old: outcome.became.get(doubt.old, ()) for doubt in outcome.doubts
    }
    assert () in {doubt.likeliest for doubt in outcome.doubts}


def test_what_is_gone_beside_something_new_that_shares_no_more_than_strangers_do_is_gone_without_a_question() -> None:
    instead = "An annual audit of all life jackets shall be published by the ministry before the first of May."
    outcome = compared(FERRY, (*FERRY[:2], *FERRY[3:6], instead, FERRY[6]))
    assert 2 not in outcome.became
    assert not outcome.doubts


def test_a_row_of_a_list_of_nearly_equal_rows_that_has_lost_its_own_words_is_asked_for() -> None:
    rows = [
        f"The {what} was closed on {day} March 1993 after an inspection."
        for what, day in (("bridge", 3), ("ferry", 9), ("lock", 17))
    ]
    old = (FERRY[0], *rows, *FERRY[1:])
    new = (*FERRY[:4], "The tower was closed on 24 March 1998 after an inspection.", FERRY[0], *rows[:2], *FERRY[4:])
    assert 3 in {doubt.old for doubt in compared(old, new).doubts}


def strangers(number: int, seed: int) -> tuple[str, ...]:
    """Paragraphs of words in any order: those of another seed have nothing to do with them but the words."""
    words = ["".join(random.Random(word).choices("bdfglmnprstaeiou", k=2 + word % 7)) for word in range(3000)]
    chance = random.Random(seed)
    return tuple(f"{' '.join(chance.choices(words, k=30))}." for _ in range(number))


def calls(number: int) -> int:
    """How many functions are called to compare so many paragraphs with as many strangers."""
    made = [0]

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        made[0] += event == "call"

    old, new = strangers(number, 1), strangers(number, 2)
    sys.setprofile(count)
    try:
        outcome = compared(old, new)
    finally:
        sys.setprofile(None)
    assert sum(change is Change.NEW for change in outcome.changes) > 0.9 * number
    return made[0]


def test_another_report_under_the_name_of_one_is_compared_in_steps_that_grow_with_its_length() -> None:
    assert calls(120) < 3 * calls(60)

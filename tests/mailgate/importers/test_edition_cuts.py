"""A later edition that leaves something out: of a paragraph, or between others that it puts together."""

from collections.abc import Sequence

import pytest

from mailgate.importers.identity import Change, Outcome, Wording, compare
from tests.mailgate.importers.test_identity import FERRY as TEXTS

FERRY = TEXTS[:5]
# Before, a sentence that goes, the sentence that stays, and behind.
CUT = {
    "Latin": (
        FERRY[0],
        "The mate had asked twice for a second pair of hands, which the owners in the town refused each time.",
        "Nobody counted who went aboard.",
        FERRY[2],
    ),
    "Greek": (
        "Το πλοίο χτίστηκε για σαράντα επιβάτες και εκείνο το πρωί μετέφερε ενενήντα.",
        "Ο ύπαρχος είχε ζητήσει δύο φορές ακόμη έναν ναύτη, και οι ιδιοκτήτες αρνήθηκαν.",
        "Κανείς δεν μέτρησε ποιοι επιβιβάστηκαν.",
        "Το γραφείο του λιμανιού έκλεινε στις τέσσερις και η προειδοποίηση διαβάστηκε αργά.",
    ),
    "Arabic": (
        "بنيت العبارة لأربعين راكبا وحملت في ذلك الصباح أكثر من تسعين.",
        "طلب المساعد مرتين بحارا آخر لكن أصحاب السفينة في المدينة رفضوا ذلك.",
        "لم يحص أحد من صعد إليها.",
        "أغلق مكتب الميناء في الرابعة فقرئ تحذير العاصفة في اليوم التالي.",
    ),
    "Chinese": (
        "渡船为四十名乘客而造，事故当天早晨却载了九十多人。",
        "大副曾两次请求再派一名水手，城里的船主每次都拒绝了。",
        "没有人清点上船的乘客。",
        "港口办公室四点关门，所以晚间大风的警告第二天才有人读到。",
    ),
}


def compared(old: Sequence[str], new: Sequence[str]) -> Outcome:
    return compare([Wording(text=text) for text in old], [Wording(text=text) for text in new])


@pytest.mark.parametrize("script", CUT)
def test_a_paragraph_of_which_most_was_left_out_is_itself_without_a_question(script: str) -> None:
    before, goes, stays, behind = CUT[script]
    outcome = compared((before, f"{goes} {stays}", behind), (before, stays, behind))
    assert outcome.became == {0: (0,), 1: (1,), 2: (2,)}
    assert not outcome.doubts


def test_a_paragraph_that_has_grown_many_times_over_in_its_place_is_itself_without_a_question() -> None:
    grown = f"{FERRY[1]} " + "The owners were asked by letter, and did not answer for a year. " * 9
    outcome = compared(FERRY[:3], (FERRY[0], grown, FERRY[2]))
    assert outcome.became == {0: (0,), 1: (1,), 2: (2,)}
    assert not outcome.doubts


def test_what_was_left_out_between_two_that_were_put_together_is_no_part_of_them() -> None:
    outcome = compared(FERRY, (FERRY[0], f"{FERRY[1]} {FERRY[3]}", FERRY[4]))
    assert outcome.became == {0: (0,), 1: (1,), 3: (1,), 4: (2,)}
    assert not outcome.doubts


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Επιλέξτε την επιθυμητή υπογράμμιση.", "Επιλεξτε την επιθυμητη υπογραμμιση."),
        ("أخذت الإدارة إجراء واحدا.", "اخذت الادارة اجراء واحدا."),
        ("मार्च 31, जून 14 तथा 27.", "मार्च ३१, जून १४ तथा २७."),
    ],
)
def test_a_row_set_without_accents_or_in_other_digits_is_itself_without_a_question(old: str, new: str) -> None:
    """Others are made like it, and what tells it from them is written otherwise."""
    others = [old.translate({ord(old[0]): "Ω", ord(old[-3]): "ж"}), f"{old} {old[:9]}"]
    outcome = compared([*others, FERRY[0], old, FERRY[1]], [*others, FERRY[0], new, FERRY[1]])
    assert outcome.became[3] == (3,)
    assert outcome.changes[3] is Change.EDITED
    assert not outcome.doubts


def test_a_stranger_in_the_place_of_one_that_was_left_out_is_not_asked_about() -> None:
    outcome = compared(FERRY, (*FERRY[:2], "Tides are high in March.", *FERRY[3:]))
    assert 2 not in outcome.became
    assert not outcome.doubts


TWINS = (
    "Le conseil a noté que le pêcheur avait quitté le port avant le lever du jour.",
    "Le conseil a noté que le pécheur avait quitté le port avant le lever du jour.",
)


def test_of_two_that_differ_by_an_accent_alone_each_stays_itself_wherever_it_stands() -> None:
    outcome = compared((TWINS[0], FERRY[0], TWINS[1]), (TWINS[1], FERRY[0], TWINS[0]))
    assert sorted((link.old, link.new) for link in outcome.links) == [((0,), (2,)), ((1,), (1,)), ((2,), (0,))]


def test_of_two_that_differ_by_an_accent_alone_the_one_that_was_left_out_is_gone() -> None:
    outcome = compared((TWINS[0], FERRY[0], TWINS[1]), (FERRY[0], TWINS[0]))
    assert sorted((link.old, link.new) for link in outcome.links) == [((0,), (1,)), ((1,), (0,))]


def test_a_paragraph_that_kept_its_place_is_not_asked_about_because_of_a_copy_beside_it() -> None:
    copy = FERRY[3].replace("signal", "lamp").replace("wind", "river").replace("licence", "bank")
    new = (*FERRY[:2], copy, "Nobody knew.", FERRY[3].replace("hoisted", "raised"), FERRY[4])
    outcome = compared(FERRY, new)
    assert outcome.became[3] == (4,)
    assert 3 not in {doubt.old for doubt in outcome.doubts}

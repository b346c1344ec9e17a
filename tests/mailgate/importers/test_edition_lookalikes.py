"""A later edition of a report that says nearly the same of one after another: what only looks like a paragraph."""

from collections.abc import Mapping, Sequence

import pytest

from mailgate.importers.identity import Outcome, Wording, compare
from mailgate.importers.identity.kin import Kin

PROSE = (
    "The ferry was built for forty passengers and carried, on the morning of the accident, more than ninety of them.",
    "The harbour office closed at four, so that the warning of the evening gale was read on the following day.",
    "The pumps had last been tested in spring, by a man who has since left the company and could not be found.",
    "A launch of the pilots came first to the wreck; its crew had seen the lights go out from the end of the pier.",
    "No chart of that part of the bay had been drawn anew since the dredging, although the shoal was known to all.",
    "Shipwrights from three towns gave evidence, and differed only in what they would have charged for the work.",
)
ALIKE = {  # what was left out; what came in, far away, that is made like it; and what stays, and is made so too
    "Latin": (
        "By then the tender for the north lock had failed twice, and forty people were waiting at the mill.",
        "By then the audit of the south lock had failed twice, and ninety people were waiting at the depot.",
        "By then the pump of the east lock had failed twice, and fifty people were waiting at the school.",
    ),
    "Greek": (
        "Μέχρι τότε ο διαγωνισμός για το φράγμα είχε αποτύχει δύο φορές και σαράντα άνθρωποι περίμεναν στον μύλο.",
        "Μέχρι τότε ο έλεγχος για το λιμάνι είχε αποτύχει δύο φορές και ενενήντα άνθρωποι περίμεναν στην αγορά.",
        "Μέχρι τότε η αντλία για το κανάλι είχε αποτύχει δύο φορές και πενήντα άνθρωποι περίμεναν στο σχολείο.",
    ),
    "Arabic": (
        "حتى ذلك الوقت كان عطاء السد قد فشل مرتين وكان أربعون شخصا ينتظرون عند الطاحونة.",
        "حتى ذلك الوقت كان تدقيق الميناء قد فشل مرتين وكان تسعون شخصا ينتظرون عند السوق.",
        "حتى ذلك الوقت كان مولد القناة قد فشل مرتين وكان خمسون شخصا ينتظرون عند المدرسة.",
    ),
    "Devanagari": (
        "तब तक बाँध की निविदा दो बार विफल हो चुकी थी और चालीस लोग चक्की पर प्रतीक्षा कर रहे थे।",
        "तब तक घाट की जाँच दो बार टल गई थी और नब्बे यात्री गोदाम पर प्रतीक्षा कर रहे थे।",
        "तब तक नहर की मोटर दो बार विफल हो चुकी थी और पचास बच्चे विद्यालय पर प्रतीक्षा कर रहे थे।",
    ),
    "Chinese": (
        "到那时水闸的招标已经两次失败，有四十个人在磨坊等候。",
        "到那时码头的审计已经两次失败，有九十个人在车站等候。",
        "到那时运河的水泵已经两次失败，有五十个人在学校等候。",
    ),
}
LONG = (
    "Nobody counted who went aboard. The mate had asked twice for a second pair of hands, and was refused by Owen"
    " Pask. The owners in the town said that the wages of another sailor would have cost more than tickets brought in"
    " before noon. On other days the boat was half empty, which they did not tell the insurers. Some of the benches"
    " were tied with rope, and one of them broke loose; the steward had written of it to the yard in the winter before."
)
STAYS = "The mate had asked twice for a second pair of hands, and was refused by Owen Pask."
WITNESSES = (
    "Owen Pask kept the ledger of the quay, and Owen Pask alone knew which of its pages had been torn out in June.",
    "It was Owen Pask who rang the coastguard, from a box outside the chapel, and then walked home in the rain.",
    "When the winch jammed, Owen Pask cut its cable with an axe that the divers later found under the jetty.",
)


def compared(old: Sequence[str], new: Sequence[str]) -> Outcome:
    return compare([Wording(text=text) for text in old], [Wording(text=text) for text in new])


def asked(outcome: Outcome) -> Mapping[int, tuple[int, ...]]:
    return {doubt.old: doubt.news for doubt in outcome.doubts}


@pytest.mark.parametrize("script", ALIKE)
def test_a_sentence_made_like_one_that_was_left_out_is_not_silently_it_in_another_place(script: str) -> None:
    out, like, stays = ALIKE[script]
    outcome = compared((PROSE[0], out, *PROSE[1:], stays), (*PROSE[:4], like, *PROSE[4:], stays))
    assert 1 not in outcome.became or 1 in asked(outcome)


@pytest.mark.parametrize("answer", ["No.", "Όχι.", "لا.", "नहीं।", "不是。"])
def test_a_short_answer_that_was_left_out_is_not_silently_the_same_words_elsewhere(answer: str) -> None:
    outcome = compared((PROSE[0], answer, *PROSE[1:]), (*PROSE[:4], answer, *PROSE[4:]))
    assert 1 in asked(outcome)


def test_one_sentence_of_many_that_was_kept_elsewhere_is_the_paragraph_without_a_question() -> None:
    outcome = compared((PROSE[0], LONG, *PROSE[1:]), (*PROSE[:4], STAYS, *PROSE[4:]))
    assert (outcome.became[1], asked(outcome)) == ((4,), {})


def test_a_sentence_that_was_kept_in_its_place_may_have_a_word_mended() -> None:
    outcome = compared((PROSE[0], LONG, *PROSE[1:]), (PROSE[0], STAYS.replace("twice", "again"), *PROSE[1:]))
    assert (outcome.became[1], asked(outcome)) == ((1,), {})


def test_a_name_that_is_hidden_all_over_the_new_edition_speaks_against_no_pair() -> None:
    short = "Owen Pask: not for the watch."
    old = [PROSE[0], WITNESSES[0], PROSE[1], short, PROSE[2], WITNESSES[1], PROSE[3], WITNESSES[2], PROSE[4]]
    outcome = compared(old, [text.replace("Owen Pask", "Witness F") for text in old])
    assert outcome.became == {place: (place,) for place in range(len(old))}
    assert not outcome.doubts


def test_what_was_struck_by_half_and_joined_to_its_neighbour_is_asked_for_rather_than_lost() -> None:
    half = "The steward of the upper saloon kept a list of children, in pencil, on the back of a menu."
    rest = (
        " Partly because the printers in the town had asked for prompt payment, no other list was made that summer,"
        " and the one from spring was lost."
    )
    joined = f"{PROSE[1]} {half}"
    outcome = compared((*PROSE[:2], half + rest, *PROSE[2:]), (PROSE[0], joined, *PROSE[2:]))
    assert outcome.became.get(2) == (1,) or 1 in asked(outcome)[2]


def test_of_rows_with_one_name_in_a_table_that_was_sorted_and_brought_up_to_date_neither_is_silently_the_other() -> (
    None
):
    rows = ("North quay: 6424 calls, 21 visits, 2438 closed", "North quay: 113 calls, 53 visits, 129 closed")
    news = ("North quay: 97 calls, 45 visits, 109 closed", "North quay: 5814 calls, 26 visits, 2060 closed")
    outcome = compared((*PROSE[:3], *rows, *PROSE[3:]), (*PROSE[:3], *news, *PROSE[3:]))
    assert {3, 4} <= asked(outcome).keys()


def test_the_number_of_a_note_at_the_end_of_a_word_is_no_part_of_it() -> None:
    assert Kin([]).words("as was said.17 and 445pask wrote") == {
        *("as", "was", "said", "17"),
        *("and", "445", "pask", "wrote"),
    }


def test_a_figure_with_a_point_or_a_comma_is_one_word_and_a_date_or_a_list_is_not() -> None:
    kin = Kin([])
    assert len(kin.words("66.8")) == len(kin.words("66,8")) == 1
    assert kin.words("20.10.2012") == frozenset(("20", "10", "2012"))

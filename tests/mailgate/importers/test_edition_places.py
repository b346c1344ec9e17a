"""What comes again is told by its place: by the sure neighbours that it stands between, and by nothing else."""

from collections.abc import Mapping, Sequence

import pytest

from mailgate.importers.identity import Outcome, Wording, compare

PROSE = (
    "The ferry was built for forty passengers and carried, on the morning of the accident, more than ninety of them.",
    "Nobody counted who went aboard. The mate had asked twice for a second pair of hands, and was twice refused.",
    "The harbour office closed at four, so that the warning of the evening gale was read on the following day.",
    "The pumps had last been tested in spring, by a man who has since left the company and could not be found.",
    "A launch of the pilots came first to the wreck; its crew had seen the lights go out from the end of the pier.",
    "No chart of that part of the bay had been drawn anew since the dredging, although the shoal was known to all.",
)
ADDED = (
    "Insurers were told of it in the week after, and asked for drawings that nobody in the yard had kept.",
    "Two letters of the harbour master on the same subject had been filed without an answer.",
    "Shipwrights from three towns gave evidence, and differed only in what they would have charged.",
    "Snow fell on the second day of the hearing and kept the gallery empty until noon.",
    "An album of photographs was handed in by a schoolteacher who spends each summer there.",
)
AGREED = {
    "Latin": "We agree.",
    "Greek": "Συμφωνούμε.",
    "Arabic": "نوافق.",
    "Devanagari": "हम सहमत हैं।",
    "Chinese": "同意。",
}
ADVICE = (
    "Recommendation {}: have each sluice gate greased before the winter floods, and enter the day in a register.",
    "Recommendation {}: print tide tables in large type beside the ticket counter, where a lamp is lit.",
    "Recommendation {}: pay the night watchman by the month, so that he need not look for other work.",
)


def compared(old: Sequence[str], new: Sequence[str]) -> Outcome:
    return compare([Wording(text=text) for text in old], [Wording(text=text) for text in new])


def sure(outcome: Outcome) -> Mapping[int, tuple[int, ...]]:
    doubted = {doubt.old for doubt in outcome.doubts}
    return {old: news for old, news in outcome.became.items() if old not in doubted}


@pytest.mark.parametrize("script", AGREED)
def test_a_sentence_that_comes_again_is_told_by_the_neighbours_it_stands_between(script: str) -> None:
    short = AGREED[script]
    old = [PROSE[0], short, *PROSE[1:3], short, *PROSE[3:5], short, PROSE[5]]
    new = [PROSE[0], *ADDED[:2], short, *ADDED[2:4], *PROSE[1:3], short, *PROSE[3:5], short, PROSE[5]]
    found = sure(compared(old, new))
    assert (found.get(1), found.get(4), found.get(7)) == ((3,), (8,), (11,))


def test_which_of_two_between_the_same_neighbours_was_left_out_is_not_told_by_place() -> None:
    old = [PROSE[0], "We agree.", "We agree.", *PROSE[1:]]
    found = sure(compared(old, [PROSE[0], "We agree.", *PROSE[1:]]))
    assert found.get(1) is None or found.get(2) is None


def test_a_recommendation_in_the_text_and_the_same_in_a_list_at_the_end_keep_their_own_though_renumbered() -> None:
    first, later = ([text.format(start + place) for place, text in enumerate(ADVICE)] for start in (1, 7))
    old = [PROSE[0], first[0], PROSE[1], first[1], PROSE[2], first[2], *PROSE[3:], *first]
    new = [
        PROSE[0],
        ADDED[0],
        later[0],
        ADDED[1],
        PROSE[1],
        ADDED[2],
        later[1],
        ADDED[3],
        PROSE[2],
        later[2],
        *PROSE[3:],
    ]
    found = sure(compared(old, [*new, *later]))
    assert {place: found.get(place) for place in (1, 3, 5)} == {1: (2,), 3: (6,), 5: (9,)}
    assert {place: found.get(place) for place in (9, 10, 11)} == {9: (13,), 10: (14,), 11: (15,)}


def test_a_short_answer_in_whose_place_another_stands_is_asked_for_rather_than_lost() -> None:
    old = [PROSE[0], "Yes, from the first day of next spring.", *PROSE[1:]]
    outcome = compared(old, [PROSE[0], "No money.", *PROSE[1:]])
    assert [(doubt.old, doubt.news) for doubt in outcome.doubts] == [(1, (1,))]


def test_the_smaller_part_that_stayed_does_not_silently_take_the_comments_of_what_was_cut_in_two_and_moved() -> None:
    smaller = "Fog came up from the south before the second bell."
    larger = PROSE[2].replace("evening", "northerly").replace("following", "next")
    old = [*PROSE[:2], f"{PROSE[2]} {smaller}", *PROSE[3:], *ADDED]
    outcome = compared(old, [*PROSE[:2], smaller, *PROSE[3:], *ADDED[:3], larger, *ADDED[3:]])
    assert sure(outcome).get(2) in (None, (9,))


def test_of_two_short_sentences_that_lost_their_places_to_one_that_moved_neither_is_silently_gone() -> None:
    texts = [f"{one} {other}" for one in PROSE for other in ADDED]
    kept = [each for text in texts[:20] for each in (text, "Very well.")]
    old = [*kept, *texts[20:22], "Very well.", *texts[22:25], "Very well.", *texts[25:]]
    new = [*kept, *texts[20:], *ADDED[:2], "Very well.", *ADDED[2:]]
    doubted = {doubt.old for doubt in compared(old, new).doubts}
    assert doubted >= {42, 46}

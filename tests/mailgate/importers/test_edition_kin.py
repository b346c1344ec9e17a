"""Rows of one pattern, twins and copies: what sets a paragraph apart from others made like it says which it is."""

from collections.abc import Mapping, Sequence

import pytest

from mailgate.importers.identity import Outcome, Wording, compare
from mailgate.importers.identity.kin import Kin
from mailgate.importers.identity.shingles import candidates

PROSE = (
    "The ferry was built for forty passengers and carried, on the morning of the accident, more than ninety of them.",
    "Nobody counted who went aboard. The mate had asked twice for a second pair of hands, and was twice refused.",
    "The harbour office closed at four, so that the warning of the evening gale was read on the following day.",
    "The pumps had last been tested in spring, by a man who has since left the company and could not be found.",
)
ROWS = (
    "Lower Brook: 1641 complaints, of which 75 were upheld.",
    "Mill End: 902 complaints, of which 31 were upheld.",
    "Stonegate: 77 complaints, of which 12 were upheld.",
    "Weir Hill: 413 complaints, of which 98 were upheld.",
)
PATTERNS = {
    "Latin": "Recommendation {}: accepted in part.",
    "Greek": "Σύσταση {}: έγινε εν μέρει δεκτή.",
    "Arabic": "التوصية {}: قبلت جزئيا.",
    "Devanagari": "सिफ़ारिश {}: आंशिक रूप से स्वीकृत।",
    "Chinese": "建议{}:部分接受。",
}
COUNTS = {
    "Latin": ("{}: {} heard in {}, {} upheld, {} paid.", ("Foxley", "Stonegate", "Mill End", "Weir Hill")),
    "Greek": ("{}: {} εξετάστηκαν το {}, {} δεκτές, {} πληρώθηκαν.", ("Λιμάνι", "Γέφυρα", "Μύλος", "Φράγμα")),
    "Arabic": ("{}: نظر في {} سنة {} وقبل {} ودفع {}.", ("الميناء", "الجسر", "الحقل", "السد")),
    "Devanagari": ("{}: {} सुने गए {} में, {} माने गए, {} चुकाए।", ("घाट", "पुल", "खेत", "बाँध")),
    "Chinese": ("{}:审理{}宗于{}年,成立{}宗,支付{}。", ("港口", "桥梁", "田地", "堤坝")),
}


def compared(old: Sequence[str], new: Sequence[str]) -> Outcome:
    return compare([Wording(text=text) for text in old], [Wording(text=text) for text in new])


def sure(outcome: Outcome) -> Mapping[int, tuple[int, ...]]:
    doubted = {doubt.old for doubt in outcome.doubts}
    return {old: news for old, news in outcome.became.items() if old not in doubted}


def test_a_row_that_is_left_out_is_not_silently_the_new_row_in_its_place() -> None:
    new = [*PROSE[:2], *ROWS[:2], "Foxley: 268 complaints, of which 40 were upheld.", ROWS[3], *PROSE[2:]]
    outcome = compared([*PROSE[:2], *ROWS, *PROSE[2:]], new)
    assert 4 not in sure(outcome)
    assert all(doubt.likeliest == () for doubt in outcome.doubts)


@pytest.mark.parametrize("script", PATTERNS)
def test_a_row_with_another_number_is_another_row_in_any_script(script: str) -> None:
    rows = [PATTERNS[script].format(number) for number in range(11, 19)]
    new = [*PROSE[:2], *rows[:3], PATTERNS[script].format(47), *rows[4:], *PROSE[2:]]
    assert 5 not in sure(compared([*PROSE[:2], *rows, *PROSE[2:]], new))


def test_a_row_whose_figures_were_brought_up_to_date_is_itself_though_rows_changed_places() -> None:
    dated = "Stonegate: 77 complaints, of which 15 were upheld."
    outcome = compared([*PROSE[:2], *ROWS, *PROSE[2:]], [*PROSE[:2], dated, *ROWS[:2], ROWS[3], *PROSE[2:]])
    assert outcome.became[4] == (2,)


@pytest.mark.parametrize("script", COUNTS)
def test_rows_of_which_every_figure_was_brought_up_to_date_are_themselves_without_a_question(script: str) -> None:
    row, names = COUNTS[script]
    old = [row.format(name, 311 + 7 * place, 2023, 40 + place, 1207 - place) for place, name in enumerate(names)]
    new = [row.format(name, 298 + 9 * place, 2024, 57 - place, 3100 + place) for place, name in enumerate(names)]
    outcome = compared([*PROSE[:2], *old, *PROSE[2:]], [*PROSE[:2], *new, *PROSE[2:]])
    assert sure(outcome) == {place: (place,) for place in range(8)}


def test_of_twins_each_keeps_its_own_though_both_were_edited_and_changed_places() -> None:
    twin = "At the {} gauge the water was read by hand {}, since the wire had not been mended after the winter storms."
    old = [*PROSE[:2], twin.format("Lower Brook", "each hour"), twin.format("Stonegate", "at noon"), *PROSE[2:]]
    new = [text.replace("had not been", "was never").replace("winter", "spring") for text in old]
    new[2], new[3] = new[3], new[2]
    outcome = compared(old, new)
    assert outcome.became[2] == (3,)
    assert outcome.became[3] == (2,)


def test_a_copy_elsewhere_does_not_silently_take_the_comments_of_what_was_rewritten_in_its_place() -> None:
    rewritten = "The harbour office closed early, so that no warning of a gale was read before the next morning."
    copy = PROSE[2].replace("the following day", "the next day")
    outcome = compared(PROSE, [*PROSE[:2], rewritten, PROSE[3], "A page about something else, the tides.", copy])
    assert outcome.became.get(2) == (2,) or 2 in {doubt.old for doubt in outcome.doubts}


def test_a_short_line_that_has_grown_many_times_over_is_asked_for_rather_than_lost() -> None:
    grown = f"The lamp was out. {PROSE[1].replace('twice', 'again and again')}"
    outcome = compared([PROSE[0], "The lamp was out.", PROSE[3]], [PROSE[0], PROSE[3], PROSE[2], grown])
    assert outcome.became.get(1) == (3,) or 3 in {new for doubt in outcome.doubts for new in doubt.news}


def test_words_that_always_go_together_tell_no_more_than_one() -> None:
    def told(yes: str, no: str) -> float | None:
        row = "recommendation {} of the inquiry into the ferry: {}.".format
        kin = Kin([*(row(number, yes) for number in (1, 2, 3)), *(row(number, no) for number in (4, 5, 6))])
        return kin.told(0, row(2, yes))

    assert told("taken up at once", "put off for good") == pytest.approx(told("accepted", "refused"))


def test_what_has_nothing_made_like_it_is_told_by_nothing() -> None:
    assert Kin([text.casefold() for text in PROSE]).told(0, PROSE[1].casefold()) is None


def test_long_paragraphs_are_found_by_the_beginnings_of_their_words() -> None:
    long = " ".join(PROSE).casefold()
    assert candidates([long], [PROSE[1].casefold(), "nothing of the kind", long[150:]], [0], [0, 1, 2]) == {0: [2, 0]}


YEARLY = ("In {} the office received {} complaints and upheld {} of them.", "{}: {} complaints received, {} upheld.")
COUNTED = ((259, 59), (448, 71), (590, 59), (803, 36), (599, 49), (312, 44), (727, 83), (136, 18))


def between_prose(rows: Sequence[str]) -> list[str]:
    return [PROSE[0], PROSE[1], *rows, PROSE[2], PROSE[3]]


def table(row: str, years: range) -> list[str]:
    """The rows of a table between other paragraphs; as many were upheld in 2017 as in 2015."""
    return between_prose([row.format(year, *COUNTED[year - 2015]) for year in years])


@pytest.mark.parametrize("row", YEARLY)
def test_the_row_of_a_new_year_is_not_the_row_of_an_old_one_by_its_place(row: str) -> None:
    old, new = table(row, range(2015, 2019)), table(row, range(2019, 2023))
    assert not {2, 3, 4, 5} & sure(compared(old, new)).keys()


@pytest.mark.parametrize("row", YEARLY)
def test_nor_by_a_figure_that_is_the_same_by_chance(row: str) -> None:
    found = sure(compared(table(row, range(2015, 2017)), table(row, range(2016, 2018))))
    assert found.get(3) == (2,)  # 2016
    assert 2 not in found


@pytest.mark.parametrize("row", YEARLY)
def test_rows_that_keep_their_years_are_the_same_with_other_figures(row: str) -> None:
    old = table(row, range(2015, 2019))
    new = between_prose([row.format(year, year - 1900, year - 1990) for year in range(2015, 2019)])
    assert sure(compared(old, new)) == {place: (place,) for place in range(8)}


def counted(names: Sequence[str], later: int = 0) -> list[str]:
    """The rows of these names between other paragraphs, with the figures of their places."""
    rows = (YEARLY[0].format(name, *COUNTED[place + later]) for place, name in enumerate(names))
    return between_prose(list(rows))


QUARTERS = ("first quarter of {}", "second quarter of {}", "third quarter of {}", "fourth quarter of {}")


@pytest.mark.parametrize(
    "names", [QUARTERS, ("March {}", "May {}", "July {}", "November {}"), ("Q1 {}", "Q2 {}", "Q3 {}", "Q4 {}")]
)
def test_the_same_quarter_of_another_year_is_another_row(names: Sequence[str]) -> None:
    first, second, third, fourth = names
    both = [second.format(2019), third.format(2019)]
    old = counted([fourth.format(2018), first.format(2019), *both])
    new = counted([*both, fourth.format(2019), first.format(2020)], later=2)
    found = sure(compared(old, new))
    assert (found.get(4), found.get(5)) == ((2,), (3,))
    assert not {2, 3} & found.keys()


def test_nor_is_it_where_the_whole_table_goes_on_to_the_next_year() -> None:
    old, new = (counted([each.format(year) for each in QUARTERS], 4 * (year - 2017)) for year in (2017, 2018))
    assert not {2, 3, 4, 5} & sure(compared(old, new)).keys()


def test_the_row_of_another_number_is_another_row_where_numbers_count_the_rows() -> None:
    old, new = counted(["wave 7", "wave 8", "wave 9"]), counted(["wave 10", "wave 11", "wave 12"], later=5)
    assert not {2, 3, 4} & sure(compared(old, new)).keys()


def test_what_has_words_of_its_own_is_told_by_them_with_another_number_and_year() -> None:
    row = "Recommendation {}: the ministry should {}. Accepted; to be done by {}."
    tasks = ("open the archive to residents", "repair the eastern breakwater", "buy two rescue vessels")
    old = between_prose([row.format(place + 1, task, 2020 + place) for place, task in enumerate(tasks)])
    new = between_prose([row.format(place + 2, task, 2022 + place) for place, task in enumerate(tasks)])
    assert sure(compared(old, new)) == {place: (place,) for place in range(7)}

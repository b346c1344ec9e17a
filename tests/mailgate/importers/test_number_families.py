"""Which numbers are the paragraphs', where a report has several kinds of them."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from mailgate.importers import Heading, Outline, read
from tests.mailgate.importers.office import epub

Read = Callable[..., Outline]
PROSE = (
    "The harbour board met on the first Monday of every month, and nobody took the minutes until the spring of 2019."
)


def numbers(found: Outline) -> list[str | None]:
    return [unit.number for unit in found.units]


def section(heading: str, *starts: str) -> str:
    return f"<h2>{heading}</h2>" + "".join(f"<p>{start} {PROSE}</p>" for start in starts)


def test_numbers_with_the_letter_of_their_part_count_though_each_part_has_few(outline: Read) -> None:
    parts = section("The gates", "A1", "A2", "A3") + section("The pumps", "B1", "B2") + section("The road", "C1")
    assert numbers(outline(f"<h1>R</h1>{parts}")) == ["A1", "A2", "A3", "B1", "B2", "C1"]


def test_three_numbers_with_the_letter_of_an_annex_count_beside_those_of_the_report(outline: Read) -> None:
    body = section("Report", *(f"{n}." for n in range(1, 20))) + section("Annex A", "A1", "A2", "A3")
    assert numbers(outline(f"<h1>R</h1>{body}"))[-4:] == ["19", "A1", "A2", "A3"]


def test_a_road_or_a_size_of_paper_is_no_number(outline: Read) -> None:
    body = section("The roads", "1.", "2.", "3.") + section("Forms", "A3 and larger sheets were lost.", "B2 was worse.")
    assert numbers(outline(f"<h1>R</h1>{body}")) == ["1", "2", "3", None, None]


def test_what_is_numbered_within_a_paragraph_has_other_brackets(outline: Read) -> None:
    points = "".join(f"<dl><dt>{n}.</dt><dd>Gate {n} was open.</dd></dl>" for n in (1, 2, 3))
    law = "".join(
        f"<h3>§ {n} Gates</h3><p>(1) {PROSE}</p>{points if n % 2 else ''}<p>(2) {PROSE}</p>{points}<p>(3) {PROSE}</p>"
        for n in range(1, 6)
    )
    found = outline(f"<h1>R</h1>{law}")
    assert numbers(found) == ["1", "2", "3"] * 5
    assert found.units[0].text.endswith("3. Gate 3 was open.") or found.units[0].text.endswith("3.\nGate 3 was open.")


def test_chapters_may_have_numbers_in_other_brackets_each(outline: Read) -> None:
    body = section("One", "(1)", "(2)", "(3)") + section("Two", "1.", "2.", "3.")
    assert numbers(outline(f"<h1>R</h1>{body}")) == ["1", "2", "3"] * 2


def test_recitals_before_articles_keep_their_numbers(outline: Read) -> None:
    recitals = "".join(f"<p>({n}) {PROSE}</p>" for n in range(1, 6))
    articles = "".join(f"<p>Article {n}</p><p>1. {PROSE}</p><p>2. {PROSE}</p>" for n in (1, 2, 3))
    assert numbers(outline(f"<h1>R</h1>{recitals}{articles}")) == [*"12345", *["1", "2"] * 3]


def test_what_stands_before_the_one_list_of_all_paragraphs_is_of_the_report(outline: Read) -> None:
    scope = f"<h2>Scope</h2><ol type='a'><li>{PROSE}</li><li>{PROSE}</li></ol>"
    found = outline(f"<h1>Agreement</h1>{scope}<h2>Terms</h2><ol>{f'<li>{PROSE}</li>' * 4}</ol>")
    assert numbers(found) == [None, *"1234"]
    assert [item.text for item in found.flow if isinstance(item, Heading)] == ["Scope", "Terms"]


def test_a_chapter_alone_in_a_line_is_a_heading(outline: Read) -> None:
    chapters = "".join(
        f"<p>CHAPTER {n}</p><p><b>The gates</b></p><p>{n}.1 {PROSE}</p><p>{n}.2 {PROSE}</p>" for n in "12"
    )
    found = outline(f"<h1>R</h1>{chapters}")
    assert [item.text for item in found.flow if isinstance(item, Heading)][1:3] == ["CHAPTER 1", "The gates"]
    assert [unit.text for unit in found.units] == [PROSE] * 4


def test_a_question_in_bold_is_a_heading_unless_it_has_a_number(outline: Read) -> None:
    asked = "<p><b>Could it have been known?</b></p>"
    found = outline(f"<h1>R</h1>{section('One', '1.', '2.')}{asked}<p>3. {PROSE}</p><p><b>4. Was it known?</b></p>")
    assert numbers(found) == list("1234")
    assert found.units[1].text == PROSE
    assert found.units[3].text == "Was it known?"


def test_items_count_by_their_list_though_some_begin_with_an_amount_a_date_or_initials(outline: Read) -> None:
    starts = ["", "1.5 million people came. ", "", "3 May was dry. ", "V. Petrov said so. ", ""]
    items = "".join(f"<li><p>{start}{PROSE}</p></li>" for start in starts)
    chapters = "".join(f"<h2>{name}</h2><ol>{items}</ol>" for name in ("The gates", "The pumps", "The road"))
    found = outline(f"<h1>R</h1>{chapters}")
    assert numbers(found) == [str(n) for n in range(1, 7)] * 3
    assert found.units[1].text == f"1.5 million people came. {PROSE}"


def test_items_that_print_their_numbers_themselves_are_believed(outline: Read) -> None:
    items = "".join(f"<li><p>{n} {PROSE}</p></li>" for n in range(7, 12))
    assert numbers(outline(f"<h1>R</h1><ol style='list-style: none'>{items}</ol>")) == ["7", "8", "9", "10", "11"]


def test_a_recommendation_in_a_text_without_numbers_ends_with_its_paragraph(outline: Read) -> None:
    points = "<ul><li>the gates;</li><li>the pumps.</li></ul>"
    body = "".join(
        f"<p>{PROSE}</p><p>{PROSE}</p><p><b>Recommendation {n}:</b> Mend:</p>{points}<p>{PROSE}</p>" for n in (1, 2, 3)
    )
    found = outline(f"<h1>R</h1>{body}")
    assert [unit.text for unit in found.units if unit.number] == ["Mend:\nthe gates;\nthe pumps."] * 3
    assert numbers(found).count(None) == 9


def test_a_recommendation_alone_in_a_line_has_the_paragraph_below_it(outline: Read) -> None:
    body = "".join(
        f"<p>{PROSE}</p><p>{PROSE}</p><p><b>Recommendation {n}</b></p><p>Mend it.</p><p>{PROSE}</p>" for n in "123"
    )
    found = outline(f"<h1>R</h1>{body}")
    assert [unit.text for unit in found.units if unit.number] == ["Mend it."] * 3


def test_articles_of_a_law_have_all_that_stands_below_them(outline: Read) -> None:
    law = "".join(f"<p>Article {n}. {PROSE}</p><p>{PROSE}</p><p>{PROSE}</p>" for n in range(1, 5))
    assert numbers(outline(f"<h1>R</h1>{law}")) == [f"Article {n}" for n in range(1, 5)]


def test_numbers_behind_a_short_word_are_read_without_it(outline: Read) -> None:
    for word in ("Para.", "Rn.", "Paragraph"):
        body = "".join(f"<p>{word} {n}. {PROSE}</p>" for n in range(1, 5))
        found = outline(f"<h1>R</h1>{body}")
        assert numbers(found) == list("1234")
        assert found.units[0].text == PROSE


def test_a_short_sentence_with_numbers_below_its_own_is_a_paragraph_and_a_heading_is_none(outline: Read) -> None:
    below = "".join(f"<p>{{n}}.{m} {PROSE}</p>" for m in (1, 2, 3))
    asked = "".join(f"<p>{n}. The board met as follows on the first Monday:</p>{below.format(n=n)}" for n in (1, 2, 3))
    assert numbers(outline(f"<h1>R</h1>{asked}"))[:5] == ["1", "1.1", "1.2", "1.3", "2"]
    titled = "".join(f"<p>{n}. The first Monday of each month</p>{below.format(n=n)}" for n in (1, 2, 3))
    assert "1" not in numbers(outline(f"<h1>R</h1>{titled}"))


def test_a_heading_in_bold_may_have_plain_quotation_marks(outline: Read) -> None:
    body = section("One", "1.", "2.") + "<p>“<b>Not my department”</b></p>" + f"<p>3. {PROSE}</p>"
    assert [unit.text for unit in outline(f"<h1>R</h1>{body}").units] == [PROSE] * 3


def test_a_hyphen_may_stand_between_number_and_words(outline: Read) -> None:
    found = outline("<h1>R</h1>" + "".join(f"<p>{n}- لم يكن المجلس قد أقر الخطة بعد.</p>" for n in range(1, 5)))
    assert found.units[0].text == "لم يكن المجلس قد أقر الخطة بعد."
    assert numbers(found) == list("1234")


@pytest.mark.parametrize("line", ["* * *", "—", "...", "________"])
def test_a_line_without_a_letter_or_digit_is_no_heading(outline: Read, line: str) -> None:
    found = outline(f"<body><p>1. {PROSE}</p><p>{line}</p><p>2. {PROSE}</p><p>3. {PROSE}</p>")
    assert not any(isinstance(item, Heading) for item in found.flow)


def test_what_a_style_sheet_sets_in_bold_is_bold(outline: Read) -> None:
    sheet = "<style>/* x */ p.head, .b { margin: 0; font-weight: 700 } .b .c { font-weight: bold }</style>"
    heads = "<p><span class='b'>The gates</span></p>", "<p class='head'>The pumps</p>", "<p class='c'>The road</p>"
    body = "".join(f"{head}<p>{n}. {PROSE}</p>" for n, head in enumerate(heads, 1))
    found = outline(f"<head>{sheet}</head><h1>R</h1>{body}<p>4. {PROSE}</p>")
    assert [item.text for item in found.flow if isinstance(item, Heading)][-2:] == ["The gates", "The pumps"]
    assert found.units[1].text == f"{PROSE}\nThe road"


def test_a_heading_of_a_book_is_told_by_the_style_sheet_that_its_chapter_links_to(tmp_path: Path) -> None:
    body = f"<p class='h'>The gates</p><p>1. {PROSE}</p><p>2. {PROSE}</p><p class='h'>The pumps</p><p>3. {PROSE}</p>"
    head = '<head><link rel="stylesheet" href="../styles/a.css"/></head>'
    book = epub(tmp_path / "r.epub", [f"<html>{head}<body>{body}</body></html>"])
    with zipfile.ZipFile(book, "a") as file:
        file.writestr("OEBPS/styles/a.css", ".h { font-weight: bold }")
    found = read(book)
    assert [item.text for item in found.flow if isinstance(item, Heading)] == ["The gates", "The pumps"]
    assert [unit.text for unit in found.units] == [PROSE] * 3


def test_an_item_that_begins_with_a_year_keeps_its_place_in_the_list(outline: Read) -> None:
    said = ("The gate fell.", "2015. The gate fell again.", "It was mended.", "It fell once more.")
    found = outline("".join(f"<ol start={n}><li>{text} {PROSE}</li></ol>" for n, text in enumerate(said, 1)))
    assert [(unit.number, unit.text) for unit in found.units] == [
        (str(place), f"{text} {PROSE}") for place, text in enumerate(said, 1)
    ]


@pytest.mark.parametrize("above", ["<p>2013</p>", "<p><b>418</b></p>"])
def test_a_year_or_a_page_alone_above_the_report_is_not_its_first_number(outline: Read, above: str) -> None:
    items = "".join(f"<h2>{head}</h2><ol start={n}><li>{PROSE}</li></ol>" for n, head in enumerate("ABCDE", 1))
    assert numbers(outline(f"<h1>R</h1>{above}{items}"))[-5:] == ["1", "2", "3", "4", "5"]


def test_an_amount_at_the_start_of_a_paragraph_is_no_number_where_the_numbers_have_full_stops(outline: Read) -> None:
    body = section("The gates", "1.", "2.", "3.") + f"<p>5 of the boats were lost. {PROSE}</p>"
    body += section("The pumps", "4.", "5.", "6.")
    found = outline(f"<h1>R</h1>{body}")
    assert numbers(found) == ["1", "2", "3", "4", "5", "6"]
    assert found.units[2].text.endswith(f"\n5 of the boats were lost. {PROSE}")


def test_a_number_without_the_full_stop_of_the_others_is_one_where_it_is_the_next(outline: Read) -> None:
    body = section("The gates", "1.", "2.", "3.", "4.", "5.", "6", "7.", "8.")
    assert numbers(outline(f"<h1>R</h1>{body}")) == ["1", "2", "3", "4", "5", "6", "7", "8"]


def test_a_number_without_the_full_stop_of_the_others_is_one_where_the_next_has_it(outline: Read) -> None:
    body = section("The gates", "1.", "2.", "3.", "4.", "5.", "6.", "7.", "9", "10.", "11.")
    assert numbers(outline(f"<h1>R</h1>{body}")) == ["1", "2", "3", "4", "5", "6", "7", "9", "10", "11"]


def test_a_hyphen_that_parts_no_lines_stands_in_numbers_too(outline: Read) -> None:
    body = section("The gates", "1\u20111", "1\u20112", "1\u20113")
    assert numbers(outline(f"<h1>R</h1>{body}")) == ["1\u20111", "1\u20112", "1\u20113"]


def test_a_sentence_that_begins_with_the_number_of_a_thing_is_no_numbered_paragraph(outline: Read) -> None:
    items = "".join(f"<li>{text}</li>" for text in ("The gauge was read.", "No. 4 pumping station failed.", "It rose."))
    found = outline(
        f"<h2>Events</h2><ol>{items}</ol><h2>Later</h2><ol start=4><li>It fell.</li><li>It ended.</li></ol>"
    )
    assert [(unit.number, unit.text) for unit in found.units] == [
        ("1", "The gauge was read."),
        ("2", "No. 4 pumping station failed."),
        ("3", "It rose."),
        ("4", "It fell."),
        ("5", "It ended."),
    ]


def test_paragraphs_may_be_called_by_number(outline: Read) -> None:
    assert numbers(outline("".join(f"<p>No. {n} The gauge was read at noon.</p>" for n in (1, 2, 3)))) == [
        "1",
        "2",
        "3",
    ]


def test_an_item_that_begins_with_a_name_is_told_by_its_place(outline: Read) -> None:
    said = ("The gauge was read.", "No. 4 Pump failed.", "§ 12 says so.", "It rose.")
    found = outline(f"<ol>{''.join(f'<li>{text} {PROSE}</li>' for text in said)}</ol>")
    assert [(unit.number, unit.text) for unit in found.units] == [
        (str(place), f"{text} {PROSE}") for place, text in enumerate(said, 1)
    ]


@pytest.mark.parametrize(
    "sign",
    [
        "Rn. {} The gauge",
        "Para {} The gauge",
        "{}.º The gauge",
        "{} | The gauge",
        "{}、The gauge",
        "（{}）The gauge",
        "{}.Η στάθμη",
    ],
)
def test_signs_of_other_countries_stand_around_numbers(outline: Read, sign: str) -> None:
    found = outline("".join(f"<p>{sign.format(n)} was read. {PROSE}</p>" for n in (1, 2, 3)))
    said = sign.rpartition("}")[2].lstrip(".º、）| ")
    assert [(unit.number, unit.text) for unit in found.units] == [
        (str(n), f"{said} was read. {PROSE}") for n in (1, 2, 3)
    ]


def test_a_list_of_names_in_an_annex_has_no_numbered_paragraphs(outline: Read) -> None:
    typed = "".join(f"<p>{n}. {PROSE}</p>" for n in range(1, 17))
    names = "<ol><li>Dr A. Halloran</li><li>Ms B. Okafor</li><li>Mr C. Finch</li></ol>"
    found = outline(f"<h1>R</h1>{typed}<h2>Annex B: Witnesses</h2>{names}")
    assert [unit.number for unit in found.units] == [*(str(n) for n in range(1, 17)), None]


def test_numbers_that_stand_alone_hold_all_that_follows(outline: Read) -> None:
    said = "".join(f"<p><b>Recommendation {n}</b></p><p>{PROSE}</p><p>Accepted.</p>" for n in (1, 2, 3))
    assert [unit.text for unit in outline(f"<h1>R</h1>{said}").units] == [f"{PROSE}\nAccepted."] * 3


def test_what_is_numbered_within_a_section_has_other_brackets_though_a_heading_stands_before_each(
    outline: Read,
) -> None:
    parts = {"Duty": ["1"], "Report": ["2", "(1)", "(2)"], "Penalty": ["3"], "Costs": ["4"]}
    law = "".join(section(part, *(f"<span>{each}</span>" for each in signs)) for part, signs in parts.items())
    assert numbers(outline(f"<h1>R</h1>{law}")) == ["1", "2", "3", "4"]


def test_a_list_in_a_paragraph_with_three_numbers_is_none_of_its_parents(outline: Read) -> None:
    parts = section("1. Gates", "1.1.1.", "1.1.2.") + section("2. Pumps", "2.1.1.", "2.2.1.", "2.2.2.")
    items = f"<p>1) {PROSE}</p><p>2) {PROSE}</p>"
    found = outline(f"<h1>R</h1>{parts}{items}<p>2.2.3. {PROSE}</p>")
    assert numbers(found) == ["1.1.1", "1.1.2", "2.1.1", "2.2.1", "2.2.2", "2.2.3"]


def test_paragraphs_with_parts_of_their_own_count_though_each_chapter_begins_again_below_a_sentence(
    outline: Read,
) -> None:
    chapter = "".join(f"<p>{n} {PROSE}</p><p>{n}.1 {PROSE}</p><p>{n}.2 {PROSE}</p>" for n in range(1, 4))
    found = outline("<h1>R</h1>" + "".join(f"<h2>{part}</h2><p>{PROSE}</p>{chapter}" for part in ("Gates", "Pumps")))
    assert numbers(found) == [None, *("1", "1.1", "1.2", "2", "2.1", "2.2", "3", "3.1", "3.2")] * 2

"""Numbers with words, in the scripts of other languages, and Roman ones: which of them are paragraphs'."""

import time

import pytest

from mailgate.importers import roman_sections
from mailgate.importers.numbers_read import Candidate, Line
from tests.mailgate.importers.test_number_families import PROSE, Read, numbers, section


def test_chinese_needs_no_space_behind_a_number_and_an_amount_is_none(outline: Read) -> None:
    said = "水泵每年检查两次，分别在四月和十月。"
    found = outline(f"<p>1.1{said}</p><p>1.2{said}</p><p>1.3亿元。{said}</p><p>1.3{said}</p>")
    assert [(unit.number, unit.text) for unit in found.units] == [
        ("1.1", said),
        ("1.2", f"{said}\n1.3亿元。{said}"),
        ("1.3", said),
    ]


@pytest.mark.parametrize(
    "form",
    ["Recommandation n° {}", "Recomendación n.º {}", "Empfehlung Nr. {}", "Recommendation No. {}", "Finding #{}"],
)
def test_a_word_may_have_the_sign_of_a_number_before_its_number(outline: Read, form: str) -> None:
    parts = "".join(section(f"Part {n}", f"{n}.") + f"<p>{form.format(n)}\u00a0: {PROSE}</p>" for n in (1, 2, 3))
    assert numbers(outline(parts))[1::2] == [form.format(n) for n in (1, 2, 3)]


def test_a_sentence_may_begin_with_a_word_and_such_a_sign(outline: Read) -> None:
    body = section("One", "1.", "2.", "Recommendation No. 4 was read. ", "Recommendation No. 5 was not. ", "3.")
    assert numbers(outline(body)) == ["1", "2", "3"]


@pytest.mark.parametrize("form", ["第{}条　", "第{}條 ", "제{}조(목적) "])
def test_articles_of_eastern_laws_are_paragraphs(outline: Read, form: str) -> None:
    body = "".join(f"<p>{form.format(n)}{PROSE}</p>" for n in (1, 2, 3))
    assert numbers(outline(body)) == [form.format(n).partition("(")[0].strip() for n in (1, 2, 3)]


def test_the_numbers_of_articles_may_be_written_in_words_of_chinese(outline: Read) -> None:
    found = outline("".join(f"<p>第{n}条　{PROSE}</p>" for n in ("九", "十", "十一", "十二")))
    assert numbers(found) == ["第九条", "第十条", "第十一条", "第十二条"]


def test_a_sentence_may_begin_with_an_article_of_another_law(outline: Read) -> None:
    said = ("委员会于五月召开会议。", "第三条规定水泵须每年检修。", "第四条没有得到执行。", "费用超过预算。")
    body = "".join(f"<p>{n}. {text * 4}</p>" for n, text in enumerate(said, 1)) + "<p>第三条规定水泵须每年检修。</p>"
    assert numbers(outline(body)) == ["1", "2", "3", "4"]


@pytest.mark.parametrize(
    "form",
    [
        "RECOMMENDATION {}:",
        "Key finding {}:",
        "Key Finding {}.",
        "Commitment {}:",
        "Rekommendation {}:",
        "सिफारिश {}:",
        "التوصية {}:",
        "建议{}：",
    ],
)
def test_recommendations_are_known_in_capitals_and_in_other_languages(outline: Read, form: str) -> None:
    parts = "".join(section(f"Part {n}", f"{n}.") + f"<p>{form.format(n)} {PROSE}</p>" for n in (1, 2, 3))
    assert numbers(outline(parts))[1::2] == [form.format(n).rstrip(".:：") for n in (1, 2, 3)]


def test_steps_of_a_list_in_a_paragraph_are_none(outline: Read) -> None:
    steps = "".join(f"<p>Step {n}: the gate was shut, and the pump was left to run until noon.</p>" for n in (1, 2, 3))
    assert numbers(outline(f"{section('One', '1.', '2.')}{steps}{section('Two', '3.')}")) == ["1", "2", "3"]


ROMAN = ("(i)", "(ii)", "(iii)")


def test_roman_numbers_of_an_annex_count_beside_those_of_the_report(outline: Read) -> None:
    body = section("Report", *(f"{n}." for n in range(1, 20))) + section("Annex", *ROMAN)
    assert numbers(outline(f"<h1>R</h1>{body}"))[-4:] == ["19", "i", "ii", "iii"]


def test_roman_numbers_behind_a_sentence_that_introduces_them_are_a_list(outline: Read) -> None:
    body = section("Report", *(f"{n}." for n in range(1, 20))) + section("Summary", "We found this:", *ROMAN)
    assert numbers(outline(f"<h1>R</h1>{body}")).count("i") == 0


def test_roman_numbers_that_begin_a_section_do_not_count_in_a_text_where_only_remarks_have_numbers(
    outline: Read,
) -> None:
    remarks = "".join(section(f"Part {n}", "", "", f"Recommendation {n}:", "") for n in range(1, 6))
    found = outline(f"<h1>R</h1>{remarks}{section('Annex', *ROMAN)}")
    assert [number for number in numbers(found) if number] == [f"Recommendation {n}" for n in range(1, 6)]


@pytest.mark.parametrize("heading", ["Note", "Nodiadau", "Noten", "Przypisy", "Notas finais", "Notes de fin"])
def test_numbers_below_a_heading_that_says_notes_in_any_language_are_notes(outline: Read, heading: str) -> None:
    body = "".join(f"<p>{n}. {PROSE}<sup>{n}</sup></p>" for n in (1, 2, 3))
    notes = "".join(f"<p>{n}. Ledger, folio {n}.</p>" for n in (1, 2, 3))
    found = outline(f"<h1>R</h1><h2>The gauge</h2>{body}<h2>{heading}</h2>{notes}")
    assert [[note.text for note in unit.footnotes] for unit in found.units] == [
        [f"Ledger, folio {n}."] for n in (1, 2, 3)
    ]


def test_numbered_paragraphs_below_a_heading_that_says_note_are_paragraphs(outline: Read) -> None:
    body = section("Report", *(f"{n}." for n in range(1, 5))) + section("Note", "5.", "6.")
    assert numbers(outline(f"<h1>R</h1>{body}")) == [str(n) for n in range(1, 7)]


def test_roman_numbers_of_many_sections_are_looked_through_at_once() -> None:
    lines = [Line(text=PROSE, is_boundary=True)] * 30_000
    found = [(place, Candidate(number="i", family="roman", parts=(1,))) for place in range(30_000)]
    began = time.process_time()
    assert roman_sections.numbered(found, lines, ()) == {}
    assert time.process_time() - began < 5


@pytest.mark.parametrize("number", ["<strong>n°&nbsp;{}</strong>&nbsp;— ", "n° {}. "])
def test_the_french_sign_for_a_number_may_be_small(outline: Read, number: str) -> None:
    read = outline("<h1>R</h1>" + "".join(f"<p>{number.format(n)}{PROSE}</p>" for n in range(1, 5)))
    assert [(unit.number, unit.text) for unit in read.units] == [(str(n), PROSE) for n in range(1, 5)]


def test_few_plain_numbers_before_long_annexes_are_paragraphs(outline: Read) -> None:
    plain = "".join(f"<p>{n}. {PROSE}</p>" for n in range(1, 5))
    annexes = "".join(f"<h2>Annex {x}</h2>" + "".join(f"<p>{x}{n}. {PROSE}</p>" for n in range(1, 9)) for x in "AB")
    numbers = [unit.number for unit in outline(f"<h1>R</h1><h2>Report</h2>{plain}{annexes}").units]
    assert numbers == ["1", "2", "3", "4", *(f"{x}{n}" for x in "AB" for n in range(1, 9))]


def test_a_stroke_that_arabic_letters_are_drawn_out_with_may_stand_behind_a_number(outline: Read) -> None:
    prose = "وترى اللجنة أن هيئة الميناء لم تفحص حالة الرصيف في المهلة المحددة ولم تحتفظ بأي محضر."
    read = outline("<h1>R</h1>" + "".join(f"<p>{'۰۱۲۳۴'[n]}ـ {prose}</p>" for n in range(1, 5)))
    assert [(unit.number, unit.text) for unit in read.units] == [("۰۱۲۳۴"[n], prose) for n in range(1, 5)]


@pytest.mark.parametrize("word", ["Absatz", "Punkt", "Stycke", "Párrafo", "Абзац", "Пункт", "Παράγραφος", "Rz."])
def test_a_word_for_a_paragraph_says_that_its_number_follows(outline: Read, word: str) -> None:
    found = outline("".join(f"<p>{word} {n}: {PROSE}</p>" for n in (1, 2, 3)))
    assert [(unit.number, unit.text) for unit in found.units] == [(f"{n}", PROSE) for n in (1, 2, 3)]


def test_a_sentence_may_begin_with_a_paragraph_of_a_law(outline: Read) -> None:
    said = f"<p>Absatz 3 Satz 2 war nicht erfüllt. {PROSE}</p>"
    assert numbers(outline(f"<p>1. {PROSE}</p><p>2. {PROSE}</p>{said}<p>3. {PROSE}</p><p>4. {PROSE}</p>")) == list(
        "1234"
    )


def test_a_list_that_the_last_paragraph_introduces_belongs_to_it(outline: Read) -> None:
    items = "".join(f"<p>{n}. The gate of pier {n}, which nobody shut.</p>" for n in (1, 2, 3))
    body = "".join(f"<p>{n}. {PROSE}</p>" for n in range(1, 9))
    assert numbers(outline(f"<h1>R</h1>{body}<p>9. {PROSE} Three follow from this:</p>{items}")) == [
        str(n) for n in range(1, 10)
    ]

"""Texts that pdftotext made of a report: numbers hang in a margin, and no empty line stands between paragraphs."""

import textwrap
import time
from pathlib import Path

import pytest

from tests.mailgate.importers.texts import headings, imported, numbered

SENTENCES = [
    "The harbour board met on the first Monday of every month, and its clerk kept the minutes in a locked drawer.",
    "Nobody had asked the wardens about the key before the spring tide came over the lower quay and into the yard.",
    "The sluice was opened at dawn by a man whose name the inquiry never learned, though three witnesses saw him.",
    "A second survey of the western dyke was paid for twice, once by the parish and once by the county itself.",
]


def hung(number: str, text: str) -> str:
    first = f"{number:6}"
    return textwrap.fill(text, 70, initial_indent=first, subsequent_indent=" " * len(first))


def marked(place: int, mark: str) -> str:
    return f"{SENTENCES[place % 4]}{mark} {SENTENCES[(place + 1) % 4]}"


def notes_of(folder: Path, pages: list[str]) -> list[list[str]]:
    return [[note.text for note in unit.footnotes] for unit in imported(folder, "\f".join(pages)).units]


@pytest.mark.parametrize(
    "foot",
    [
        "1\n    Letter of the clerk.\n2\n    Minutes of May, which are\n    in the annex.",
        "\n1\n\nLetter of the clerk.\n\n2\n\nMinutes of May, which are\nin the annex.",
    ],
)
def test_the_mark_of_a_note_may_stand_higher_than_the_note(tmp_path: Path, foot: str) -> None:
    pages = [f"{hung('1.', marked(0, '1'))}\n{hung('2.', marked(1, ' 2'))}\n{foot}", hung("3.", marked(2, ""))]
    found = [["Letter of the clerk."], ["Minutes of May, which are in the annex."], []]
    assert notes_of(tmp_path, pages) == found


def test_a_sentence_may_go_on_over_the_notes_at_the_foot_of_its_page(tmp_path: Path) -> None:
    pages = [f"{hung('1.', marked(0, '1'))}\n2.    The board was asked in the\n1 Letter of the clerk.", "      spring."]
    found = imported(tmp_path, f"{chr(12).join(pages)}\n{hung('3.', marked(2, ''))}\n{hung('4.', marked(1, ''))}")
    assert numbered(found)[1] == ("2", "The board was asked in the spring.")
    assert [note.text for note in found.units[0].footnotes] == ["Letter of the clerk."]


def test_a_line_that_goes_on_from_an_abbreviation_begins_no_notes(tmp_path: Path) -> None:
    said = "1. It was said of the weir.7 The board had shut berth no.\n7 berths were open in the spring of that year."
    rest = "\n".join(hung(f"{n}.", marked(n, "")) for n in (2, 3, 4))
    found = imported(tmp_path, f"{said}\n{rest}\f{hung('5.', marked(1, ''))}")
    assert [number for number, _ in numbered(found)] == list("12345")


def test_a_heading_stands_over_a_number_in_a_line_of_its_own(tmp_path: Path) -> None:
    said = ["It rained.", *(marked(n, "") for n in range(1, 4))]
    parts = [f"{n}.\n{textwrap.fill(text, 60)}" for n, text in enumerate(said, 1)]
    found = imported(tmp_path, "\n".join([parts[0], "The pumps", *parts[1:]]))
    assert headings(found) == ["The pumps"]
    assert numbered(found) == [(str(n), text) for n, text in enumerate(said, 1)]


def test_a_heading_may_follow_the_mark_of_a_note(tmp_path: Path) -> None:
    page = f"1. It rained.1\nThe pumps\n{hung('2.', marked(1, ''))}\n1 Letter of the clerk."
    found = imported(tmp_path, f"{page}\f{hung('3.', marked(2, ''))}")
    assert headings(found) == ["The pumps"]
    assert numbered(found)[0] == ("1", "It rained.")


def test_bullets_apart_from_their_items_are_no_words(tmp_path: Path) -> None:
    text = f"1. {SENTENCES[0]} They were:\n\uf0b7\n\uf0b7\n\nthe gate;\n\nthe weir;\n\n"
    found = imported(tmp_path, text + "\n\n".join(hung(f"{n}.", marked(n, "")) for n in (2, 3, 4)))
    assert found.units[0].text == f"{SENTENCES[0]} They were:\nthe gate;\nthe weir;"


@pytest.mark.parametrize("word", ["e-mail", "X-ray"])
def test_a_letter_with_a_hyphen_is_one_with_the_word_below(tmp_path: Path, word: str) -> None:
    letter, rest = word.split("-")
    text = f"1. The clerk had seen the {letter}-\n{rest} of May.\n\n"
    found = imported(tmp_path, text + "\n\n".join(f"{n}. {SENTENCES[n % 4]}" for n in (2, 3, 4)))
    assert found.units[0].text == f"The clerk had seen the {word} of May."


def test_notes_may_begin_again_on_every_page(tmp_path: Path) -> None:
    said = [("Letter of May.", "Map of the quay."), ("Log of June.", "Minutes."), ("Evidence of the clerk.", "Survey.")]
    pages = []
    for n, (one, two) in enumerate(said):
        text = f"{hung(f'{2 * n + 1}.', marked(n, '1'))}\n{hung(f'{2 * n + 2}.', marked(n + 1, '2'))}"
        pages.append(f"{text}\n\n1 {one}\n2 {two}")
    assert notes_of(tmp_path, pages) == [[note] for page in said for note in page]


def test_the_parts_of_a_number_are_no_marks(tmp_path: Path) -> None:
    first = f"{hung('1', 'The gates')}\n" + "\n".join(hung(f"1.{n}", marked(n, "")) for n in (1, 2, 3))
    other = f"{hung('2', 'The pumps')}\n" + "\n".join(hung(f"2.{n}", marked(n, "")) for n in (1, 2, 3))
    found = imported(tmp_path, f"{first}\n{other}\f{hung('2.4', marked(0, ''))}")
    assert numbered(found) == [
        *((f"1.{n}", marked(n, "")) for n in (1, 2, 3)),
        *((f"2.{n}", marked(n, "")) for n in (1, 2, 3)),
        ("2.4", marked(0, "")),
    ]
    assert headings(found)[1:] == ["2 The pumps"]


def test_a_line_with_a_number_over_the_first_number_in_it_is_a_heading(tmp_path: Path) -> None:
    parts = [
        f"{hung(f'{n}.1', f'On the gates {n}')}\n" + "\n".join(hung(f"{n}.1.{m}", marked(m, "")) for m in (1, 2, 3))
        for n in (1, 2)
    ]
    found = imported(tmp_path, f"Chapter 1 The start\n{parts[0]}\nChapter 2 The end\n{parts[1]}\n")
    assert headings(found) == ["Chapter 1 The start", "1.1 On the gates 1", "Chapter 2 The end", "2.1 On the gates 2"]
    assert [number for number, _ in numbered(found)] == [f"{n}.1.{m}" for n in (1, 2) for m in (1, 2, 3)]


@pytest.mark.parametrize("year", [1998, 2015])
def test_rows_that_begin_with_years_are_no_paragraphs(tmp_path: Path, year: int) -> None:
    rows = "\n".join(f"{year + n}     {90 + n}     8.{n}" for n in range(4))
    text = "\n\n".join(hung(f"{n}.", marked(n, "")) for n in range(1, 5))
    more = "\n\n".join(hung(f"{n}.", marked(n, "")) for n in range(5, 9))
    found = imported(tmp_path, f"{text}\n\nTable 1: Cases\n\n{rows}\n\nThe pumps\n\n{more}\n")
    assert [number for number, _ in numbered(found) if number] == [str(n) for n in range(1, 9)]


def test_the_mark_of_a_note_may_be_alone_in_the_last_line(tmp_path: Path) -> None:
    text = "\n\n".join(f"{hung(f'{n}.', SENTENCES[n])}\n{' ' * 6}[{n}]" for n in (1, 2, 3))
    found = imported(tmp_path, f"{text}\n\n[1] Letter of May.\n[2] Map of June.\n[3] Log of July.\n")
    assert [[note.text for note in unit.footnotes] for unit in found.units] == [
        ["Letter of May."],
        ["Map of June."],
        ["Log of July."],
    ]
    assert [text for _, text in numbered(found)] == SENTENCES[1:]


def test_a_note_may_be_as_short_as_a_heading(tmp_path: Path) -> None:
    page = f"{hung('1.', marked(0, '1'))}\n{hung('2.', marked(1, '2'))}\n\n1 Q4\n2 Letter of the chair"
    found = imported(tmp_path, f"{page}\f{hung('3.', marked(2, ''))}")
    assert [[note.text for note in unit.footnotes] for unit in found.units] == [["Q4"], ["Letter of the chair"], []]
    assert not headings(found)


def test_a_date_at_the_start_of_a_line_begins_no_notes(tmp_path: Path) -> None:
    said = "1. The clerk, on the evidence of p. 3\nof the annex, had told the chair of the board on"
    rest = "\n".join(hung(f"{n}.", marked(n, "")) for n in (2, 3, 4))
    found = imported(tmp_path, f"{said}\n3 May that it was late.\n{rest}\f{hung('5.', marked(1, ''))}")
    assert [number for number, _ in numbered(found)] == list("12345")
    assert "evidence of p. 3 of the annex" in found.units[0].text


def test_paragraphs_that_count_on_are_no_notes(tmp_path: Path) -> None:
    said = [f"{n}. Η έκθεση, παρ. {n + 1} δεν ήταν σαφής, είπε το συμβούλιο της πόλης." for n in range(1, 6)]
    found = imported(tmp_path, f"{chr(10).join(said)}\f6. Η έκθεση ήταν σαφής, είπε το συμβούλιο της πόλης.")
    assert numbered(found)[:5] == [(str(n), line.partition(" ")[2]) for n, line in enumerate(said, 1)]


def test_a_recommendation_begins_below_a_sentence_without_an_empty_line(tmp_path: Path) -> None:
    parts = [f"{n}. {SENTENCES[n % 4]}\nRecommendation {n}: {SENTENCES[(n + 1) % 4]}" for n in range(1, 5)]
    found = imported(tmp_path, "\n\n".join(parts))
    assert [number for number, _ in numbered(found)] == [
        x for n in range(1, 5) for x in (str(n), f"Recommendation {n}")
    ]


def test_articles_of_a_law_are_headings_without_empty_lines(tmp_path: Path) -> None:
    recitals = "\n".join(f"({n})\n{textwrap.fill(marked(n, ''), 70)}" for n in (1, 2, 3))
    articles = [
        f"Article {a}\nThe gates\n" + "\n".join(f"{n}.\n{textwrap.fill(marked(n + a, ''), 70)}" for n in (1, 2, 3))
        for a in (1, 2)
    ]
    found = imported(tmp_path, "\n".join([recitals, *articles]))
    assert numbered(found) == [
        *((str(n), marked(n, "")) for n in (1, 2, 3)),
        *((str(n), marked(n + a, "")) for a in (1, 2) for n in (1, 2, 3)),
    ]


def test_a_heading_may_have_a_number_without_a_sign_over_a_paragraph_with_one(tmp_path: Path) -> None:
    first = "\n".join(hung(f"{n}.", marked(n, "")) for n in (1, 2, 3))
    found = imported(tmp_path, f"1     The gates\n{first}\n2     The pumps\n{hung('4.', marked(0, ''))}")
    assert numbered(found)[2:] == [("3", marked(3, "")), ("4", marked(0, ""))]
    assert headings(found)[-1] == "2 The pumps"


def test_marks_of_notes_may_stand_between_slashes(tmp_path: Path) -> None:
    rule = "-" * 75
    pages = []
    for n in (1, 2, 3):
        note = f"{rule}\n    \\{n}\\ Hearing {n}.\n{rule}\n\n[[Page {n}]]\n"
        pages.append(
            f"            THE {' ABC'[n]} GATES\n\n{hung(f'{n}.', marked(n, f'{chr(92)}{n}{chr(92)}'))}\n\n{note}"
        )
    found = imported(tmp_path, "\n".join(pages))
    assert [[note.text for note in unit.footnotes] for unit in found.units] == [[f"Hearing {n}."] for n in (1, 2, 3)]
    assert headings(found) == ["THE A GATES", "THE B GATES", "THE C GATES"]


def test_notes_that_differ_by_their_numbers_are_no_feet_of_pages(tmp_path: Path) -> None:
    pages = [f"{hung(f'{n}.', marked(n, str(n)))}\n\n{n} Q{3 * n + 20}" for n in range(1, 5)]
    assert notes_of(tmp_path, pages) == [[f"Q{3 * n + 20}"] for n in range(1, 5)]


@pytest.mark.parametrize("foot", ["Report 7, page 3-{}", "Chapter {0} page 1{0}"])
def test_feet_that_begin_with_a_word_are_no_notes_whatever_they_count(tmp_path: Path, foot: str) -> None:
    pages = [f"{hung(f'{n}.', marked(n, ''))}\n\n{foot.format(n)}" for n in range(1, 5)]
    read = imported(tmp_path, "\f".join(pages))
    assert [text for _, text in numbered(read)] == [marked(n, "") for n in range(1, 5)]
    assert headings(read) == []


@pytest.mark.parametrize("end", ["\f", "\n\n"])
def test_notes_may_stand_at_the_end_of_the_text(tmp_path: Path, end: str) -> None:
    pages = ["\n\n".join(hung(f"{n}.", marked(n, str(n))) for n in some) for some in ((1, 2), (3,), (4, 5, 6))]
    notes = "\n".join(f"{n} Letter {'ABCDEFG'[n]} of the clerk,\nin the annex." for n in range(1, 7))
    found = [[f"Letter {'ABCDEFG'[n]} of the clerk, in the annex."] for n in range(1, 7)]
    assert notes_of(tmp_path, [end.join([*pages, f"Notes\n\n{notes}"])]) == found


@pytest.mark.parametrize("end", ["\f", "\n\n"])
def test_a_list_at_the_end_that_no_words_name_is_none_of_notes(tmp_path: Path, end: str) -> None:
    pages = ["\n\n".join(hung(f"{n}.", marked(n, "")) for n in some) for some in ((1, 2), (3,), (4, 5, 6))]
    points = "\n\n".join(hung(f"{n}.", f"The board of covid{n} met. {marked(n, '')}") for n in range(1, 5))
    found = imported(tmp_path, end.join([*pages, f"CONCLUSIONS\n\n{points}"]))
    assert [number for number, _ in numbered(found)] == [*"123456", *"1234"]
    assert not any(unit.footnotes for unit in found.units)


@pytest.mark.parametrize(("own", "below"), [("2.", "{}."), ("2", "{} ")])
def test_a_heading_has_a_number_that_those_of_paragraphs_do_not_follow(tmp_path: Path, own: str, below: str) -> None:
    first = "\n".join(hung(below.format(n), marked(n, "")) for n in (1, 2, 3, 4, 5))
    more = "\n".join(hung(below.format(n), marked(n, "")) for n in (6, 7))
    found = imported(tmp_path, f"{first}\n{own} The pumps\n{more}")
    assert numbered(found) == [(str(n), marked(n, "")) for n in range(1, 8)]
    assert headings(found) == [f"{own} The pumps"]


@pytest.mark.parametrize("form", ["{}.", "4–{} ", "4-{} "])
def test_numbers_may_have_a_dash_or_no_room_behind_their_sign(tmp_path: Path, form: str) -> None:
    full = "The harbour board met on each first Monday of every month, and nobody"
    full += "\ntook the minutes of it until the end of the long spring of that year."
    text = "\n".join(f"{form.format(n)}{full}" for n in range(1, 6))
    found = [(form.format(n).strip(" ."), full.replace("\n", " ")) for n in range(1, 6)]
    assert numbered(imported(tmp_path, text)) == found


def test_ranges_at_the_starts_of_lines_are_no_numbers(tmp_path: Path) -> None:
    said = "The board met with between 10 and\n10-15 wardens on each of the days of\n12-14 May, and with no one else."
    text = "\n\n".join(f"{n}. {said}" for n in range(1, 5))
    assert [number for number, _ in numbered(imported(tmp_path, text))] == list("1234")


def test_a_long_text_with_many_notes_at_its_end_is_read_at_once(tmp_path: Path) -> None:
    parts = [f"{n}. {marked(n, f', in 1978.{n}' if n % 3 else str(n))}\n{SENTENCES[n % 4]}" for n in range(1, 900)]
    notes = "\n".join(f"{n} Letter {n} of the clerk." for n in range(1, 900))
    began = time.process_time()
    found = imported(tmp_path, "\n\n".join([*parts, f"Notes\n\n{notes}"]))
    assert time.process_time() - began < 5
    assert sum(len(unit.footnotes) for unit in found.units) == 899


def test_a_line_of_many_spaces_is_read_at_once(tmp_path: Path) -> None:
    began = time.process_time()
    found = imported(tmp_path, f"1. The gate was{' ' * 300_000}shut\n2. It rained.\n\n3. It ended.")
    assert [number for number, _ in numbered(found)] == ["1", "2", "3"]
    assert time.process_time() - began < 5

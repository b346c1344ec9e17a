"""PDF files whose pages end or begin amid something: numbers of pages and lines, quotes, sentences, marks of items."""

from pathlib import Path

import pytest

from mailgate.importers import Units, read
from store.model import Kind
from tests.mailgate.importers.test_pdf_stretched import LEADING, Sheet, prose


def said(place: int, lines: int = 4) -> str:
    return " ".join(prose(place, lines))


def test_the_number_at_the_foot_of_a_chapters_first_page_is_no_text_where_the_others_are_in_headers(
    tmp_path: Path,
) -> None:
    sheet = Sheet(tmp_path / "r.pdf")
    for page in range(1, 9):
        if page != 5:
            sheet.y = 810
            sheet.line(f"The flood at Marrow {page}")
        sheet.y = 760
        for place in range(4):
            sheet.text(prose(4 * page + place, 4))
        if page == 5:
            sheet.y = 60
            sheet.line("5", 290)
        sheet.next_page()
    units = sheet.read().units
    assert not [unit.text for unit in units if "5" in unit.text or "Marrow" in unit.text]


def test_a_header_whose_middle_is_in_larger_type_is_no_text(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "r.pdf")
    for page in range(1, 6):
        sheet.y = 810
        for x, text, size in ((70, "Diet of Marrow", 6.0), (280, f"- {page} -", 9.0), (440, "Paper 17/146", 6.0)):
            sheet.canvas.setFont("Times-Roman", size)
            sheet.canvas.drawString(x, 808 if size > 8 else 810, text)
        sheet.y = 770
        for place in range(8):
            sheet.text(prose(7 * page + place, 5))
        sheet.next_page()
    assert not [unit.text for unit in sheet.read().units if "Diet" in unit.text or "Paper" in unit.text]


def test_small_numbers_that_hang_well_above_the_line_are_those_of_their_paragraphs(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "r.pdf")
    for place in range(1, 10):
        sheet.y += 3
        sheet.line(str(place), 42, size=5.5)
        sheet.y += 7
        sheet.text(prose(place, 4))
    assert [unit.number for unit in sheet.read().units] == [str(place) for place in range(1, 10)]


def test_a_number_amid_a_sentence_may_begin_the_line_below_a_paragraphs_own_number(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "r.pdf")
    for place in range(1, 12):
        rows = prose(place, 4)
        rows[1] = f"37 {rows[1]}"
        number = f"{place}."
        sheet.line(number)
        sheet.y += 10
        sheet.line(rows[0], 95, width=415)
        sheet.text(rows[1:])
    units = sheet.read().units
    assert [unit.number for unit in units] == [str(place) for place in range(1, 12)]
    assert all(" 37 " in unit.text for unit in units)


def test_numbers_beside_the_few_lines_of_a_last_page_are_taken_out_as_on_the_others(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "r.pdf")
    count = 0
    for page in range(4):
        sheet.y = 690
        for place in range(9 if page < 3 else 2):
            rows = prose(11 * page + place, 5)
            for row in rows:
                count += 1
                if count % 5 == 0:
                    sheet.canvas.setFont("Times-Roman", 8)
                    sheet.canvas.drawRightString(50, sheet.y, str(count))
                sheet.line(row, width=440 if row is not rows[-1] else 0)
            sheet.y -= 8
        sheet.next_page()
    assert not [unit.text for unit in sheet.read().units if any(letter.isdecimal() for letter in unit.text)]


def test_a_quote_that_a_figure_at_the_head_of_a_page_parts_is_one(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "r.pdf")
    for place in range(6):
        sheet.text(prose(place, 6))
    quote = prose(9, 6)
    for row in quote[:3]:
        sheet.line(row, 100, width=380)
    sheet.next_page()
    sheet.line("Figure 2: Pumps of the council", 200, size=7)
    sheet.y -= 14
    for row in quote[3:-1]:
        sheet.line(row, 100, width=380)
    sheet.line(quote[-1], 100)
    sheet.y -= 6
    for place in range(10, 16):
        sheet.text(prose(place, 6))
    assert " ".join(quote) in [unit.text for unit in sheet.read().units]


def test_a_mark_that_its_item_touches_begins_an_item_all_the_same(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "r.pdf")
    for place in range(4):
        sheet.text(prose(place, 4))
    for at, mark in enumerate(("(i)", "(ii)", "(iii)")):
        rows = prose(20 + at, 3)
        if mark == "(iii)":
            sheet.line(mark + rows[0], 90)
        else:
            sheet.line(mark, 88)
            sheet.y += 10
            sheet.line(rows[0], 100)
        for row in rows[1:]:
            sheet.line(row, 100)
        sheet.y -= 4
    sheet.text(prose(30, 4))
    lists = [unit.text for unit in sheet.read().units if unit.kind is Kind.LIST]
    assert lists == [said(20 + at, 3) for at in range(3)]


@pytest.mark.parametrize(
    "word", ["Recomendación", "Recomendação", "Raccomandazione", "Aanbeveling", "Zalecenie", "Σύσταση", "Рекомендация"]
)
def test_what_recommendations_are_called_in_the_languages_of_the_pages_is_known(tmp_path: Path, word: str) -> None:
    path = tmp_path / "r.md"
    path.write_text("\n\n".join(f"{said(place)}\n\n**{word} {place + 1}** {said(place + 9, 2)}" for place in range(4)))
    numbers = [unit.number for unit in read(path, units=Units.NUMBERED).units if unit.number]
    assert numbers == [f"{word} {place}" for place in range(1, 5)]


def told(page: int, place: int) -> list[str]:
    """Return the lines of a paragraph that names somebody else in each of them on every page."""
    name = f"{'ABCDEFG'[page]}{'lnrs'[place]}der"
    return [
        f"{name} opened the sluice before the gauge at the old bridge had reached the mark on the wall in spring, and",
        f"as {name} says nobody on the eastern bank was told of that by any of the clerks of the council, though",
        f"{name} had the list before them.",
    ]


@pytest.mark.parametrize("sides", [(30, 560), (560, 560)])
def test_the_numbers_of_pages_in_a_margin_beside_the_text_are_none_of_it(
    tmp_path: Path, sides: tuple[int, int]
) -> None:
    sheet = Sheet(tmp_path / "r.pdf")
    for page in range(1, 7):
        sheet.canvas.setFont("Times-Roman", 9)
        sheet.canvas.drawString(sides[page % 2], 397 - 5 * (sides[0] == sides[1]), str(page))
        sheet.y = 770 - 5 * page
        for place in range(4):
            sheet.text(told(page, place))
        sheet.next_page()
    found = sheet.read()
    assert [unit.text for unit in found.units] == [
        " ".join(told(page, place)) for page in range(1, 7) for place in range(4)
    ]
    assert found.units[5].pages == ("2",)


def test_the_numbers_of_paragraphs_in_a_margin_are_theirs_though_each_page_has_the_next(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "r.pdf")
    for page in range(1, 7):
        sheet.y = 760
        for place in range(3):
            if not place:
                sheet.canvas.drawString(30, sheet.y, str(page))
            sheet.text([f"{'ABCDEFG'[page]}lder told us so.", *prose(3 * page + place, 6)])
        sheet.next_page()
    assert [unit.number for unit in sheet.read().units if unit.number] == [str(page) for page in range(1, 7)]


def test_heads_with_a_number_and_another_chapter_on_every_other_page_are_no_text(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "r.pdf")
    names = ("", "", "Tides", "", "Locks", "", "Pumps", "", "")
    for page in range(1, 9):
        if names[page]:
            sheet.canvas.setFont("Times-Roman", 8)
            sheet.canvas.drawString(70, 810, names[page])
            sheet.canvas.drawRightString(510, 810, str(page))
        else:
            sheet.canvas.drawString(287, 40, str(page))
        sheet.y = 770
        for place in range(4):
            sheet.text(told(page % 6, place)[:3] if page < 6 else told(page - 5, place))
        sheet.next_page()
    texts = [item.text for item in sheet.read().flow]
    assert not [text for text in texts if any(name and name in text for name in names)]


def test_a_head_that_names_its_chapter_only_once_is_no_text_over_lines_that_stand_as_far_apart(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "r.pdf")
    names = ("Tides and gates", "Locks and keys", "Pumps", "Pumps", "Pumps", "Weirs and sluices", "Pumps")
    for page, name in enumerate(names, 2):
        sheet.y = 812
        sheet.line(f"{page} CHAPTER {names.index(name) + 1}. {name.upper()}")
        sheet.y = 770
        for place in range(4 if page == 3 else 0):
            sheet.line(f"({'abcd'[place]}) the {('locks', 'keys', 'gates', 'weirs')[place]} of Marrow;")
            sheet.y -= 42 - LEADING
        for place in range(4):
            sheet.text(told(page % 6, place))
        sheet.next_page()
    assert not [item.text for item in sheet.read().flow if "CHAPTER" in item.text]


@pytest.mark.parametrize("named", ["Recommendation {}", "Key finding {}", "Table {}: Pumps by year"])
def test_recommendations_and_captions_that_pages_begin_with_are_no_heads(tmp_path: Path, named: str) -> None:
    sheet = Sheet(tmp_path / "r.pdf")
    for page in range(1, 7):
        sheet.y = 770 if page > 3 else 748
        if page > 3:
            sheet.line(named.format(page - 3))
            sheet.y -= 6
        for place in range(4):
            sheet.text(told(page, place))
        sheet.next_page()
    found = sheet.read()
    said = [f"{unit.number} {unit.text}" for unit in found.units] + [item.text for item in found.flow]
    assert all(any(named.format(number) in text for text in said) for number in (1, 2, 3))

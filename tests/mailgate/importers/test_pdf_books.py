"""PDF files that are printed on both sides: what stands outside of the text there is on the left, then on the right."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.mailgate.importers.filled import fill, said
from tests.mailgate.importers.test_pdf_stretched import Sheet, joined, prose

PAGES = 8


def shift(page: int, by: float) -> float:
    """Return how far to the right the text of a page stands: that of a left one, further."""
    return 0 if page % 2 else by


def ragged(sheet: Sheet, place: int, lines: int, x: float, words: int = 13) -> str:
    """Draw a paragraph whose words stand as far apart as words do; return it."""
    rows = prose(place, lines, words)
    for row in rows:
        sheet.line(row, x)
    sheet.y -= 6
    return joined(rows)


def spreads(sheet: Sheet) -> Iterator[int]:
    """Go through the pages, the first of which is a right one."""
    for page in range(1, PAGES + 1):
        sheet.y = 680
        yield page
        sheet.next_page()


@pytest.mark.parametrize("sign", ["{}", "{}.", "({})", "2.{}"])
def test_numbers_in_the_outer_margin_begin_the_paragraphs_that_they_stand_at(tmp_path: Path, sign: str) -> None:
    sheet, count, wanted = Sheet(tmp_path / "r.pdf"), 0, []
    for page in spreads(sheet):
        for _ in range(5):
            count += 1
            number, at = sign.format(count), shift(page, 40)
            sheet.line(number, 520 + at if page % 2 else 30)
            sheet.y += 10
            wanted.append((number.strip("()."), ragged(sheet, count, 3, 70 + at)))
    assert [(unit.number, unit.text) for unit in sheet.read().units] == wanted


def test_numbers_beside_two_columns_are_those_of_the_column_that_they_stand_at(tmp_path: Path) -> None:
    sheet, count, wanted = Sheet(tmp_path / "r.pdf"), 0, []
    for _ in spreads(sheet):
        for column, x in enumerate((70, 292)):
            sheet.y = 680 - 4 * column
            for _ in range(6):
                count += 1
                sheet.line(f"{count}.", 510 if column else 50)
                sheet.y += 10
                wanted.append((str(count), fill(sheet, said(count, 40), x, 212, first=10)))
    assert [(unit.number, unit.text) for unit in sheet.read().units] == wanted


def test_numbers_right_of_the_text_that_do_not_count_are_no_numbers_of_paragraphs(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "r.pdf")
    for page in spreads(sheet):
        for place in range(5):
            sheet.line(str((37 * (5 * page + place)) % 90), 520)
            sheet.y += 10
            ragged(sheet, place, 3, 70)
    assert not [unit for unit in sheet.read().units if unit.number]


def test_columns_of_left_and_of_right_pages_may_stand_at_other_places(tmp_path: Path) -> None:
    sheet, wanted = Sheet(tmp_path / "r.pdf"), []
    for page in spreads(sheet):
        is_short = page == PAGES - 1
        for column in (0, 1):
            sheet.y = 680 - 4 * column
            x = 70 + shift(page, 17) + 178 * column
            wanted += [ragged(sheet, 3 * page + column + at, 5, x, 6) for at in range(1 if is_short else 6)]
    assert [unit.text for unit in sheet.read().units] == wanted


def test_the_names_of_chapters_over_the_text_are_none_of_it_though_many_pages_open_one(tmp_path: Path) -> None:
    sheet, wanted = Sheet(tmp_path / "r.pdf"), []
    names = ["What was known", "The pumps", "After the flood"]
    for page in spreads(sheet):
        opens = page % 3 != 2
        sheet.y = 640 if opens else 700
        if not opens:
            sheet.line(names[page // 3], 420)
            sheet.y -= 15
        wanted += [ragged(sheet, 7 * page + place, 4, 70) for place in range(6)]
    assert [unit.text for unit in sheet.read().units] == wanted


def test_numbers_behind_formulas_stay_there(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "r.pdf")
    for page in spreads(sheet):
        for place in range(4 * page, 4 * page + 4):
            fill(sheet, said(place, 60), 80, 380)
            sheet.line(f"a = b + c{place}", 200)
            sheet.y += 10
            sheet.line(f"({place})", 480)
            sheet.y -= 6
    found = [unit.text for unit in sheet.read().units if unit.text.startswith(("a =", "("))]
    assert len(found) > PAGES
    assert all(text.startswith("a = b") for text in found)

"""Lists of a PDF are as in every other format: their items, without what is printed before them."""

from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from mailgate.importers import Units, read

ITEMS = ("the height of the water at noon, and again at", "the number of pumps; and", "the cost.")
RESTS = ("the reports of two clerks.", "a ledger of the makers, but not at work.", "spring.")
MARKS = {
    "a": ("(a)", "(b)", "(c)"),
    "i": ("i.", "ii.", "iii."),
    "1": ("1.", "2.", "3."),
    "bullets": ("•", "•", "•"),
    "dashes": ("–", "–", "–"),
}


def typeset(path: Path, marks: tuple[str, ...], opening: str, left: float = 78) -> Path:
    """Six numbered paragraphs, each with a list whose first item has two lines."""
    canvas = Canvas(str(path))
    canvas.setFont("Times-Roman", 11)
    y = 790.0
    for number in range(1, 7):
        canvas.drawString(
            60, y, f"2.{number}  The council opened sluice {number} at Marrow Bridge on that day, and {opening}"
        )
        y -= 18
        for mark, item in zip(marks, ITEMS, strict=True):
            canvas.drawString(left, y, mark)
            canvas.drawString(left + 18, y, item)
            if item.endswith("at"):
                y -= 14
                canvas.drawString(left + 18, y, "the end of the day;")
            y -= 16
        y -= 10
    canvas.save()
    return path


@pytest.mark.parametrize("kind", MARKS)
def test_items_are_without_what_is_printed_before_them(tmp_path: Path, kind: str) -> None:
    found = read(typeset(tmp_path / "m.pdf", MARKS[kind], "these are its findings:"))
    items = [f"{ITEMS[0]} the end of the day;", *ITEMS[1:]]
    assert [unit.number for unit in found.units] == [f"2.{number}" for number in range(1, 7)]
    assert [unit.text.split("\n")[1:] for unit in found.units] == [items] * 6
    opening = {
        "a": '<ol type="a"><li>',
        "i": '<ol type="i"><li>',
        "1": "<ol",
        "bullets": "<ul><li>",
        "dashes": "<ul><li>",
    }
    assert all(opening[kind] in unit.html for unit in found.units)
    assert found.share == 1.0


def test_items_whose_marks_stand_close_to_the_text_are_parted(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "m.pdf"))
    canvas.setFont("Times-Roman", 11)
    for number in range(1, 7):
        y = 800 - 90 * number
        canvas.drawString(60, y, f"2.{number}  The council opened sluice {number}, and these are its findings:")
        for at, item in enumerate(("a) the height of the water;", "b) the number of pumps; and", "c) the cost.")):
            canvas.drawString(84, y - 14 * (at + 1), item)
    canvas.save()
    found = read(tmp_path / "m.pdf")
    items = ["the height of the water;", "the number of pumps; and", "the cost."]
    assert [unit.text.split("\n")[1:] for unit in found.units] == [items] * 6


def test_letters_before_paragraphs_at_the_margin_are_no_list(tmp_path: Path) -> None:
    found = read(typeset(tmp_path / "m.pdf", MARKS["a"], "wrote its findings.", left=60), units=Units.PARAGRAPHS)
    assert any("(b) the number of pumps; and" in unit.text for unit in found.units)


def test_a_list_in_an_item_is_part_of_it_and_the_items_go_on_below(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "m.pdf"))
    canvas.setFont("Times-Roman", 11)
    rows = [
        (78, "•", "what was known of the water;"),
        (78, "•", "what was done by each of these:"),
        (96, "–", "the council; and"),
        (96, "–", "the keeper of the sluice;"),
        (78, "•", "the cost."),
    ]
    for number in range(1, 6):
        y = 820 - 130 * number
        canvas.drawString(60, y + 16, f"2.{number}  The council opened sluice {number}, and these are its findings:")
        for at, (left, mark, item) in enumerate(rows):
            canvas.drawString(left, y - 16 * at, mark)
            canvas.drawString(left + 16, y - 16 * at, item)
    canvas.save()
    first, *_ = read(tmp_path / "m.pdf").units
    assert first.text.splitlines()[1:] == [item for _, _, item in rows]
    assert "these:<ul><li>the council; and</li><li>the keeper of the sluice;</li></ul></li><li>the cost." in first.html


def test_a_list_goes_on_where_an_item_is_parted_by_the_end_of_a_page(tmp_path: Path) -> None:
    """Left pages have another margin than right ones."""
    canvas = Canvas(str(tmp_path / "m.pdf"))
    for page in range(4):
        left = 120 if page % 2 == 0 else 60
        canvas.setFont("Times-Roman", 11)
        for at in range(18 if page else 0):
            canvas.drawString(
                left, 700 - 14 * at, f"The council opened sluice {page} {at} before the gauge had told it"
            )
        y = 420
        if page:
            canvas.drawString(left + 16, 714, RESTS[page - 1])
        canvas.drawString(left, y + 14, f"The council was told on day {page} of these:")
        for mark, item in (
            ("(a)", "the height of the water;"),
            ("(b)", "the number of all the pumps that were seen in"),
        ):
            canvas.drawString(left, y, mark)
            canvas.drawString(left + 16, y, item)
            y -= 14
        canvas.showPage()
    canvas.save()
    found = [unit.text for unit in read(tmp_path / "m.pdf", units=Units.LISTS).units]
    for page in range(1, 4):
        parted = f"the number of all the pumps that were seen in {RESTS[page - 1]}"
        assert f"the height of the water;\n{parted}" in found


def test_what_follows_a_list_at_its_margin_is_none_of_its_last_item(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "m.pdf"))
    canvas.setFont("Times-Roman", 11)
    wide = "The pumps had last been serviced in the spring, and nobody in that council knew"
    rows = [
        (0, f"{wide} of these:"),
        (12, "the height of the water at noon on that day as the keeper of the sluice had noted"),
        (12, "it in his book; and"),
        (12, "the number of the pumps that were seen by the two clerks of the council at work."),
        (0, "Furthermore, the contract with the makers of all those pumps had run out by the end"),
        (0, "of June, and the council knew of it."),
    ]
    for number in range(5):
        y, mark = 800 - 130 * number, 0
        for at, text in rows:
            if at and text[:3] == "the":
                mark += 1
                canvas.drawString(60, y, f"{mark}.")
            canvas.drawString(60 + at, y, text)
            y -= 14
    canvas.save()
    found = [unit.text for unit in read(tmp_path / "m.pdf", units=Units.LISTS).units]
    assert [text for text in found if text.startswith("Furthermore")] == [f"{rows[4][1]} {rows[5][1]}"] * 5


def test_an_item_at_the_foot_of_a_page_ends_there_where_the_next_page_begins_further_out(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "p.pdf"))
    said = "sluices were looked at by the board in the spring, and what it found of their makers, their pumps, and"
    names = ("Ann", "Ben", "Cleo")
    for page in range(3):
        canvas.setFont("Times-Roman", 11)
        for y in range(780, 180, -70):
            canvas.drawString(60, y, f"{'ABC'[page]}{y} {said}")
            canvas.drawString(60, y - 14, f"{said} was told to nobody.")
        canvas.drawString(60, 150, "These were the questions before the board:")
        for place, mark in enumerate(("(a)", "(b)", "(c)")):
            canvas.drawString(68, 134 - 16 * place, mark)
            canvas.drawString(86, 134 - 16 * place, f"what of {names[page]}’s {said[:-5]}{'.;'[place < 2]}")
        canvas.showPage()
    canvas.save()
    found = [unit.text for unit in read(tmp_path / "p.pdf", units=Units.PARAGRAPHS).units]
    items = [text for text in found if text.startswith("what of")]
    assert items == [f"what of {name}’s {said[:-5]}{sign}" for name in names for sign in ";;."]


def test_the_colon_before_a_list_counts_though_the_mark_of_a_note_stands_behind_it(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "m.pdf"))
    for number in range(1, 7):
        y, said = 820 - 90 * number, f"2.{number}  The council opened sluice {number}, and these are its findings:"
        canvas.setFont("Times-Roman", 11)
        canvas.drawString(60, y, said)
        for at, item in enumerate(("1.", "the height of the water;", "2.", "the cost.")):
            canvas.drawString(78 + 18 * (at % 2), y - 16 * (at // 2 + 1), item)
        canvas.setFont("Times-Roman", 6)
        canvas.drawString(61 + canvas.stringWidth(said, "Times-Roman", 11), y + 4, str(number))
        canvas.drawString(60, 130 - 9 * number, f"{number} Evidence of witness {number}.")
    canvas.save()
    found = read(tmp_path / "m.pdf")
    assert [unit.text.split("\n")[1:] for unit in found.units] == [["the height of the water;", "the cost."]] * 6

"""PDF files whose lines are made to end alike, with numbers that hang, notes below long lines, lists over pages."""

from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from mailgate.importers import Heading, Units, read
from mailgate.importers.outline import Outline
from store.model import Kind

FONT, SIZE, LEADING = "Times-Roman", 8, 10
WORDS = ("council", "sluice", "gauge", "bridge", "witness", "telephone", "contract", "residents", "eastern", "evidence")


class Sheet:
    """A page that lines are drawn on from the top, one below the other."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.canvas = Canvas(str(path), pagesize=A4)
        self.y = 780.0

    def line(self, text: str, x: float = 70, *, width: float = 0, font: str = FONT, size: float = SIZE) -> None:
        """Draw a line; with a width its words stand as far apart as it takes to fill that."""
        words = text.split() if width else [text]
        room = width - sum(stringWidth(word, font, size) for word in words)
        self.canvas.setFont(font, size)
        for word in words:
            self.canvas.drawString(x, self.y, word)
            x += stringWidth(word, font, size) + room / max(1, len(words) - 1)
        self.y -= LEADING

    def text(self, lines: list[str], x: float = 70, *, width: float = 440) -> None:
        """Draw a paragraph whose lines but the last are made to end alike."""
        for line in lines[:-1]:
            self.line(line, x, width=width)
        self.line(lines[-1], x)
        self.y -= 6

    def next_page(self) -> None:
        """Go on at the top of another page."""
        self.canvas.showPage()
        self.y = 780.0

    def read(self, units: Units = Units.PARAGRAPHS) -> Outline:
        """Return what is read of all pages."""
        self.canvas.save()
        return read(self.path, units=units)


def prose(place: int, lines: int, words: int = 11) -> list[str]:
    """Return the lines of a paragraph, another one for each place, the last of them short."""
    said = [WORDS[(7 * place + 3 * at + at // 10) % len(WORDS)] for at in range(lines * words)]
    rows = [" ".join(said[at * words : (at + 1) * words]) for at in range(lines)]
    rows[0] = rows[0].capitalize()
    return [*rows[:-1], " ".join(rows[-1].split()[: words // 2]) + "."]


def joined(lines: list[str]) -> str:
    """Return a paragraph as it reads."""
    return " ".join(lines)


def test_lines_of_a_quote_that_are_stretched_are_no_table(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "report.pdf")
    quote = [
        *("“The representatives of all", "Hochwasserschutzmaßnahmen were asked", "by a Verkehrssicherungspflicht to"),
        *("consider telecommunications equipment", "responsibilities notwithstanding other", "matters.”"),
    ]
    for place in range(6):
        sheet.text(prose(place, 4))
    sheet.text(quote, 110, width=136)
    sheet.text(prose(7, 4))

    found = sheet.read().units

    assert Kind.TABLE not in {unit.kind for unit in found}
    assert joined(quote) in [unit.text for unit in found]


def test_numbers_that_hang_before_both_columns_are_no_column_of_a_table(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "report.pdf")
    number, said = 0, []
    for x in (70, 305):
        for top in (780.0, 560.0, 340.0):  # where paragraphs begin at one height in both columns
            sheet.y = top
            for lines in (7 + (x > 300), 6 + (x < 300)):
                number += 1
                y, text = sheet.y, prose(number, lines, 5)
                said.append((f"A{number}", joined(text)))
                sheet.text(text, x + 30, width=185)
                sheet.canvas.drawString(x, y, f"A{number}")

    found = [(unit.number, unit.text) for unit in sheet.read().units]

    assert found == said


def test_a_heading_over_both_columns_may_stand_below_columns_that_end_at_two_heights(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "report.pdf")
    for first, top, lengths in ((0, 780.0, (7, 6)), (20, 460.0, (7, 7))):
        if first:
            sheet.y = top + 32
            sheet.line("How it came about", font="Times-Bold", size=16)
        for column, x in enumerate((70, 305)):
            sheet.y = top - 4 * column
            for place in range(lengths[column] - 2):
                sheet.text(prose(first + 2 * place + column, 4, 6), x, width=205)

    flow = [item.text for item in sheet.read().flow]

    halves = [flow[: flow.index("How it came about")], flow[flow.index("How it came about") + 1 :]]
    assert joined(prose(1, 4, 6)) in halves[0]
    assert joined(prose(20, 4, 6)) == halves[1][0]


def test_small_lines_below_a_line_over_the_whole_width_are_notes(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "report.pdf")
    for place in range(8):
        sheet.text(prose(place, 4))
    for mark in (11, 12, 13):  # its font has no raised digits
        sheet.text([f"The pumps were sold.{mark}"])
    sheet.canvas.line(70, 100, 510, 100)
    sheet.y = 90
    for mark in (11, 12, 13):
        sheet.line(f"{mark}. Minutes of the board, page {mark}.", size=6.5)

    units = sheet.read().units

    assert [note.mark for unit in units for note in unit.footnotes] == ["11", "12", "13"]
    assert not [unit for unit in units if "Minutes" in unit.text]


def test_a_caption_that_is_set_in_the_middle_goes_on_in_its_second_line(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "report.pdf")
    for place in range(4):
        sheet.text(prose(place, 4))
    caption = ["Figure 3: What the board spent on the gauge, the pumps and the sluice", "of the eastern bank"]
    for said in caption:
        sheet.line(said, 290 - stringWidth(said, FONT, SIZE) / 2)
    sheet.y -= 8
    sheet.text(prose(5, 4))

    assert joined(caption) in [unit.text for unit in sheet.read().units]


def test_a_year_that_begins_a_line_of_a_quote_at_the_foot_of_a_page_is_no_note(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "report.pdf")
    for place in range(8):
        sheet.text(prose(place, 4))
    sheet.text(["The keeper wrote:"])
    said = [
        "You will recall that the gauge was out of order from 17 March",
        "2017. I told the office, and nobody came.",
    ]
    for line in said:
        sheet.line(line, 110, size=7)
    sheet.next_page()
    sheet.text(prose(9, 4))

    assert joined(said) in [unit.text for unit in sheet.read().units]


def test_marks_of_notes_that_no_font_raises_are_none_of_the_text(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "report.pdf")
    said = [
        "The pumps were sold.1 Nobody asked.",
        "It was so, with SO2 and CO2 and 3 km2 of it (ref. 4/19).2",
        "See day 3 and 14 of 2; so they “said”.3",
    ]
    for place, text in enumerate(said):
        sheet.text(prose(place, 4))
        sheet.text([text])
    sheet.y = 90
    for mark in (1, 2, 3):
        sheet.line(f"{mark}. Minutes of the board, page {mark}.", size=6.5)

    units = sheet.read().units

    assert [(note.mark, unit.text) for unit in units for note in unit.footnotes] == [
        ("1", "The pumps were sold. Nobody asked."),
        ("2", "It was so, with SO2 and CO2 and 3 km2 of it (ref. 4/19)."),
        ("3", "See day 3 and 14 of 2; so they “said”."),
    ]
    assert not [unit for unit in units if "Minutes" in unit.text]


def test_the_next_item_of_a_list_may_begin_a_page(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "report.pdf")
    for place in range(8):
        sheet.text(prose(place, 4))
    sheet.text(["The board asked for three things:"])
    sheet.line("(a) a gauge that is read at night,", 90)
    full = "(b) pumps whose council sluice gauge bridge witness telephone contract evidence "
    full += "of the eastern boards and of its telephone contract"
    sheet.line(full, 90)
    sheet.next_page()
    sheet.line("(c) residents who are told of it in time.", 90)
    sheet.y -= 6
    for place in range(9, 13):
        sheet.text(prose(place, 4))

    items = [unit.text for unit in sheet.read().units if unit.kind is Kind.LIST]

    assert items[1:] == [
        full.removeprefix("(b) "),
        "residents who are told of it in time.",
    ]


def test_small_slanted_type_below_a_picture_is_no_heading(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "report.pdf")
    for place in range(4):
        sheet.text(prose(place, 4))
    sheet.line("Schéma 1 : The gauge at the eastern bank", font="Times-Italic", size=6.8)
    sheet.y -= 8
    for place in range(5, 9):
        sheet.text(prose(place, 4))

    assert not [item for item in sheet.read().flow if isinstance(item, Heading)]


def test_a_number_behind_its_abbreviation_begins_nothing(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "report.pdf")
    said = []
    for place in range(1, 31):
        lines = prose(place, 2)
        sheet.text([f"{place}. {lines[0]}", lines[1]])
    sheet.next_page()
    for first in ("32. Gebühren trägt der Vorstand nach Maßgabe", "17 der Satzung trägt der Vorstand nach Maßgabe"):
        lines = prose(40, 3)
        lines[1:1] = [first + " des Rates."]
        said.append(joined([*lines[:1], lines[1]]))
        before = "§" if first.startswith("17") else "to the"
        sheet.text([f"{31 + len(said)}. {lines[0]} {before}"[:120], lines[1]])
        said[-1] = f"{lines[0]} {before} {lines[1]}"

    assert [unit.text for unit in sheet.read().units][-2:] == said


def test_the_name_of_a_chapter_above_the_text_is_no_text_though_each_page_has_another(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "report.pdf")
    for page in range(5):
        sheet.line(f"{WORDS[page].capitalize()} and {WORDS[page + 4]}", size=7)
        sheet.y -= 16
        for place in range(9):
            sheet.text(prose(9 * page + place, 4))
        sheet.next_page()

    assert not [item.text for item in sheet.read().flow if " and " in item.text]


def test_bullets_that_are_drawn_begin_items(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "report.pdf")
    for place in range(4):
        sheet.text(prose(place, 4))
    sheet.text(["The board asked for three things:"])
    items = ["a gauge that is read at night by", "pumps that are tested by", "residents who are told"]
    for item in items:
        sheet.canvas.circle(80, sheet.y + 2.5, 1.4, stroke=0, fill=1)
        sheet.line(item, 90)
    sheet.y -= 6
    sheet.text(prose(9, 4))

    found = sheet.read().units

    assert [unit.text for unit in found if unit.kind is Kind.LIST] == items


def test_a_number_too_wide_for_its_place_stands_above_its_paragraph(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "report.pdf")
    for number in range(1, 9):
        sheet.line(f"A10{number}", 70)
        sheet.text(prose(number, 4), 88, width=422)

    found = [(unit.number, unit.text) for unit in sheet.read().units]

    assert found == [(f"A10{number}", joined(prose(number, 4))) for number in range(1, 9)]


def test_a_paragraph_may_end_with_a_full_line_and_the_mark_of_a_note(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "report.pdf")
    for number in range(1, 13):
        lines = prose(number, 3)[:-1]
        sheet.line(f"{number}. {lines[0]}", width=440)
        y, end = sheet.y, 440 - stringWidth("5", FONT, 5)
        sheet.line(f"{lines[1]}.", width=end)
        sheet.canvas.setFont(FONT, 5)
        sheet.canvas.drawString(70 + end, y + 3.5, "5")

    assert [unit.number for unit in sheet.read().units] == [str(number) for number in range(1, 13)]

"""Tables of PDF files: rows and cells come out, with and without lines drawn around them, and prose is no table."""

from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BalancedColumns, Flowable, Paragraph, SimpleDocTemplate, Spacer, Table

from mailgate.importers import Unit, Units, read
from mailgate.importers.pdf import corridors, ruled
from mailgate.importers.pdf.model import Line, Page, Rule, Word
from mailgate.importers.pdf.typography import Typography
from store.model import Kind
from tests.mailgate.importers.filled import fill, said
from tests.mailgate.importers.test_pdf_stretched import Sheet

ROWS = [
    ["Gauge", "Opened", "Metres"],
    ["Marrow Bridge", "3 March", "1.20"],
    ["Tanner Row", "4 March", "0.85"],
    ["Quay Street", "5 March", "2.10"],
    ["Mill Lane", "not opened", "0.00"],
]
STYLES = {
    "every cell in a box": [("GRID", (0, 0), (-1, -1), 0.5, "black")],
    "lines below rows": [("LINEBELOW", (0, 0), (-1, -1), 0.5, "black")],
    "a line above and below": [
        ("LINEABOVE", (0, 0), (-1, 0), 1, "black"),
        ("LINEBELOW", (0, -1), (-1, -1), 1, "black"),
    ],
    "no line": [],
    "numbers at the right": [("ALIGN", (1, 0), (-1, -1), "RIGHT")],
}
PROSE = (
    "The council opened the sluice at Marrow Bridge before the gauge had reached the mark in the plan. Two of the "
    "witnesses remembered a telephone call, and neither could say who had made it."
)


def document(path: Path, table: list[list[object]], style: list[object], *, columns: int = 1) -> list[Unit]:
    body = getSampleStyleSheet()["BodyText"]
    flow: list[Flowable] = []
    for number in range(1, 10):
        flow.append(Paragraph(f"1.{number} {PROSE}", body))
        if number == 5:
            flow.append(Paragraph("Table 3: the gauges", body))
            flow.append(Table(table, style=style, hAlign="LEFT"))
    document = SimpleDocTemplate(str(path), pagesize=A4)
    document.build(flow if columns == 1 else [BalancedColumns(flow, nCols=columns)])
    return list(read(path, units=Units.NUMBERED).units)


@pytest.mark.parametrize("columns", [1, 2])
@pytest.mark.parametrize("name", STYLES)
def test_a_table_comes_out_with_its_rows_in_the_paragraph_above_it(tmp_path: Path, name: str, columns: int) -> None:
    units = document(tmp_path / "t.pdf", [list(row) for row in ROWS], list(STYLES[name]), columns=columns)
    assert [unit.number for unit in units] == [f"1.{number}" for number in range(1, 10)]
    assert units[4].text == "\n".join([PROSE, "Table 3: the gauges", *(" ".join(row) for row in ROWS)])
    assert units[4].html.count("<tr>") == 5
    assert "<td>Marrow Bridge</td><td>3 March</td><td>1.20</td>" in units[4].html


def test_what_stands_in_one_cell_on_several_lines_stays_together(tmp_path: Path) -> None:
    body = getSampleStyleSheet()["BodyText"]
    rows = [["Day", "What was done"]] + [
        [f"{day} March", Paragraph("The pumps were taken apart, cleaned and put together again.", body)]
        for day in range(1, 6)
    ]
    style = [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
    path = tmp_path / "t.pdf"
    flow = [Paragraph(PROSE, body), Table(rows, style=style, colWidths=[80, 120]), Paragraph(PROSE, body)]
    SimpleDocTemplate(str(path), pagesize=A4).build(flow)
    tables = [unit for unit in read(path).units if unit.kind is Kind.TABLE]
    assert len(tables) == 1
    assert tables[0].text.splitlines()[1:] == [
        f"{day} March The pumps were taken apart, cleaned and put together again." for day in range(1, 6)
    ]


def test_a_head_of_two_lines_belongs_to_its_table_and_a_caption_does_not(tmp_path: Path) -> None:
    body = getSampleStyleSheet()["BodyText"]
    rows = [["Gauge", "Opened\nin 2014", "Height\nin metres"], *ROWS[1:]]
    style = [("FONT", (0, 0), (-1, 0), "Helvetica-Bold")]
    flow = [
        Paragraph(f"1.1 {PROSE}", body),
        Paragraph("<b>Table 3: the gauges</b>", body),
        Table(rows, style=style, hAlign="LEFT"),
    ]
    flow += [Paragraph(f"1.{number} {PROSE}", body) for number in range(2, 6)]
    SimpleDocTemplate(str(tmp_path / "t.pdf"), pagesize=A4).build(flow)
    units = read(tmp_path / "t.pdf").units
    assert [unit.number for unit in units] == [f"1.{number}" for number in range(1, 6)]
    head = ["Gauge Opened in 2014 Height in metres"]
    assert units[0].text.splitlines() == [PROSE, "Table 3: the gauges", *head, *(" ".join(row) for row in ROWS[1:])]


def test_cells_with_lines_around_them_are_whole_whatever_stands_in_them(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "m.pdf"))
    canvas.setFont("Times-Roman", 11)
    for place in range(1, 9):
        canvas.drawString(
            60, 800 - 20 * place, f"1.{place} The council opened sluice {place} at Marrow Bridge on that day."
        )
    sides, levels = (60, 130, 210, 290), (620, 570, 530, 490)
    rows = (
        (("Place",), ("Number of", "pumps and", "gates"), ("Cost in", "pounds")),
        (("Marrow", "Bridge"), ("12",), ("13.5",)),
        (("Tanner Row",), ("see the", "annex"), ("14.5",)),
    )
    canvas.setLineWidth(0.5)
    for x in sides:
        canvas.line(x, levels[0], x, levels[-1])
    for y in levels:
        canvas.line(sides[0], y, sides[-1], y)
    for row, top in zip(rows, levels, strict=False):
        for cell, left in zip(row, sides, strict=False):
            for at, line in enumerate(cell):
                canvas.drawString(left + 4, top - 12 - 13 * at - 6 * (len(cell) == 1), line)
    canvas.drawString(60, 460, "1.9 The gauge stood at the mark at noon.")
    canvas.save()
    found = read(tmp_path / "m.pdf")
    whole = "Place Number of pumps and gates Cost in pounds\nMarrow Bridge 12 13.5\nTanner Row see the annex 14.5"
    assert found.units[7].text.endswith(f"on that day.\n{whole}")
    assert found.units[8].text == "The gauge stood at the mark at noon."


def test_a_table_that_goes_on_over_the_end_of_a_page_is_one_with_one_head(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "m.pdf"))
    canvas.setFont("Times-Roman", 11)
    for place in range(1, 20):
        canvas.drawString(
            60, 800 - 30 * place, f"The council opened sluice {place} at Marrow Bridge on that day in the spring."
        )
    for years, top in ((range(2001, 2004), 200), (range(2004, 2007), 780)):
        if top == 780:
            canvas.showPage()
            canvas.setFont("Times-Roman", 11)
        for row, cells in enumerate([("Year", "Pumps", "Cost"), *((str(year), "12", "13.5") for year in years)]):
            for x, cell in zip((60, 160, 260), cells, strict=True):
                canvas.drawString(x, top - 16 * row, cell)
    canvas.drawString(60, 600, "That was the position at the gauge of Marrow Bridge in the spring of the year.")
    canvas.save()
    *_, table, last = read(tmp_path / "m.pdf").units
    assert table.text == "\n".join(["Year Pumps Cost", *(f"{year} 12 13.5" for year in range(2001, 2007))])
    assert last.text.startswith("That was")


STEPS = [
    ["Stage", "What is done", "Who is responsible"],
    [
        "Screening",
        "Applications are checked for completeness and go back if anything in them is missing",
        "Case officer",
    ],
    ["Assessment", "Two readers mark each application, and neither of them sees what the other has given", "Panel"],
    ["Decision", "Awards are made with conditions or without", "Board"],
]


@pytest.mark.parametrize(("place", "page"), [("TOP", "one page"), ("MIDDLE", "one page"), ("TOP", "two pages")])
def test_a_table_of_sentences_is_one_without_lines_between_its_cells(tmp_path: Path, place: str, page: str) -> None:
    body = getSampleStyleSheet()["BodyText"]
    rows = [[Paragraph(f"<b>{cell}</b>" if not at else cell, body) for cell in row] for at, row in enumerate(STEPS)]
    style = [
        ("VALIGN", (0, 0), (-1, -1), place),
        ("LEFTPADDING", (0, 0), (-1, -1), 3),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3),
    ]
    names = ["Ann", "Bea", "Cleo", "Dora", "Edna", "Flo", "Gwen"]
    said = [f"1.{number} {name} Tarn said: “{PROSE[4 * number :]}”" for number, name in enumerate(names, 1)]
    flow: list[Flowable] = [Paragraph(each, body) for each in said[:3]]
    if page == "two pages":
        flow.append(Spacer(1, 470))
    flow.append(Table(rows, style=style, hAlign="LEFT", colWidths=[64, 200, 64]))
    flow += [Paragraph(each, body) for each in said[3:]]
    SimpleDocTemplate(str(tmp_path / "t.pdf"), pagesize=A4).build(flow)
    units = read(tmp_path / "t.pdf").units
    assert [unit.number for unit in units] == [f"1.{number}" for number in range(1, 8)]
    assert units[2].text == "\n".join([said[2][4:], *(" ".join(row) for row in STEPS)])


def test_a_line_in_bold_at_the_end_of_the_page_takes_no_head_from_a_table(tmp_path: Path) -> None:
    body = getSampleStyleSheet()["BodyText"]
    rows = [[Paragraph(f"<b>{cell}</b>" if not at else cell, body) for cell in row] for at, row in enumerate(STEPS[:2])]
    style = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 3),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3),
    ]
    said = [Paragraph(f"1.{number} {PROSE}", body) for number in range(1, 6)]
    table = Table(rows, style=style, hAlign="LEFT", colWidths=[64, 200, 64])
    SimpleDocTemplate(str(tmp_path / "t.pdf"), pagesize=A4).build(
        [*said[:3], table, *said[3:], Paragraph("<b>The end of the report</b>", body)]
    )
    assert read(tmp_path / "t.pdf").units[2].text == "\n".join([PROSE, *(" ".join(row) for row in STEPS[:2])])


def test_what_is_said_beside_names_is_no_table(tmp_path: Path) -> None:
    body = getSampleStyleSheet()["BodyText"]
    rows = [
        [Paragraph(name, body), Paragraph(PROSE, body)] for name in ("THE CHAIR", "MR TARN", "THE CHAIR", "MR TARN")
    ]
    SimpleDocTemplate(str(tmp_path / "t.pdf"), pagesize=A4).build(
        [Paragraph(PROSE, body), Table(rows, style=[("VALIGN", (0, 0), (-1, -1), "TOP")], colWidths=[90, 360])]
    )
    assert all(unit.kind is not Kind.TABLE for unit in read(tmp_path / "t.pdf").units)


def test_a_table_of_sentences_as_wide_as_the_page_does_not_part_it_into_columns(tmp_path: Path) -> None:
    """Lines are drawn below its rows; the places between its columns are as free as a gutter."""
    body = getSampleStyleSheet()["BodyText"]
    words = [f"{day} March" for day in range(1, 6)]
    rows = [["Day", "What was done", "What was found"]] + [
        [
            Paragraph(f"Visit on {day}", body),
            Paragraph(f"On {day} {PROSE}", body),
            Paragraph(f"It was {day}. {PROSE}", body),
        ]
        for day in words
    ]
    style = [("LINEBELOW", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    flow = [Paragraph(f"{number}. Short.", body) for number in range(1, 9)]
    flow += [Table(rows, style=style, colWidths=[70, 190, 190]), Paragraph(f"9. {PROSE}", body)]
    SimpleDocTemplate(str(tmp_path / "t.pdf"), pagesize=A4).build(flow)
    last = read(tmp_path / "t.pdf").units[7]
    table = [f"Visit on {day} On {day} {PROSE} It was {day}. {PROSE}" for day in words]
    assert last.text.split("\n") == ["Short.", "Day What was done What was found", *table]


@pytest.mark.parametrize(("count", "is_table"), [(20, True), (400, False)])
def test_what_has_hundreds_of_level_lines_is_a_drawing_and_no_table(count: int, *, is_table: bool) -> None:
    page = Page(0, 600.0, 4_000.0, [])
    page.rules = [Rule(50.0, 9.0 * row, 500.0, 9.0 * row) for row in range(1, count + 1)]
    line = Line([Word("gate", 60.0, 90.0, 50.0, 10.0)], 0)
    ruled.mark([page], [[line]])
    assert (line.ruled is not None) == is_table


def test_words_over_all_columns_are_the_head_of_a_table_though_they_stand_as_near_as_words_do(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "r.pdf")
    for place in range(8):
        fill(sheet, said(place, 60), 70, 300)
        if place == 4:
            years = [(f"200{at}", str(7 * at * at % 50 + 10), str(3 * at % 7), f"£{at}") for at in range(5)]
            for row in (("Year", "Vessels", "Defects", "Cost"), *years):
                for x, cell in zip((70, 92, 120, 148), row, strict=True):
                    sheet.line(cell, x)
                    sheet.y += 10
                sheet.y -= 12
            sheet.y -= 8
    tables = [unit.text.splitlines() for unit in sheet.read().units if unit.kind is Kind.TABLE]
    assert [rows[0] for rows in tables] == ["Year Vessels Defects Cost"]
    assert len(tables[0]) == 6


def test_a_number_that_hangs_before_a_table_begins_the_next_paragraph() -> None:
    def line(y: float, *words: tuple[str, float]) -> Line:
        return Line([Word(text, x, x + 12, y, 10) for text, x in words], 0, 60, 300)

    rows = [line(500 - 12 * at, (f"200{at}", 100), (str(at), 130), ("no", 160), (f"£{at}", 190)) for at in range(5)]
    after = line(430, ("4.7", 70), ("The", 100), ("gate", 130), ("was", 160), ("shut", 190))
    lines = [*rows, after]
    count, _ = corridors.run(lines, Typography([lines]), None)
    assert count == len(rows)

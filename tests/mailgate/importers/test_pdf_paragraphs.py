"""Where a paragraph of a PDF begins, and where a line of it only looks as if one did."""

import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate

from mailgate.importers import Heading, Unit, Units, read
from mailgate.importers.pdf.openings import NAMED
from store.model import Kind

TEXT = ParagraphStyle("text", fontName="Times-Roman", fontSize=11, leading=14, spaceAfter=7)
HEADING = ParagraphStyle("heading", TEXT, fontName="Times-Bold", fontSize=13)
NUMBERED = ParagraphStyle("numbered", TEXT, leftIndent=30, bulletIndent=0)
ITEM = ParagraphStyle("item", TEXT, leftIndent=46, bulletIndent=30)
ENTRY = ParagraphStyle("entry", TEXT, leftIndent=18, firstLineIndent=-18, spaceAfter=0)
SET_IN = ParagraphStyle("set in", TEXT, firstLineIndent=15, spaceAfter=0)
QUOTE = ParagraphStyle("quote", TEXT, leftIndent=15)
POINTS = ("the height of the water;", "the number of the pumps; and", "the cost of both.")


def units(path: Path, *flow: Flowable) -> list[Unit]:
    """Return what is read of these."""
    SimpleDocTemplate(str(path)).build(list(flow))
    return list(read(path).units)


def read_paragraphs(path: Path, *flow: Flowable) -> list[str]:
    """Return the text of every paragraph of these."""
    SimpleDocTemplate(str(path)).build(list(flow))
    return [unit.text for unit in read(path, units=Units.PARAGRAPHS).units]


def numbered(form: str, places: range) -> list[Flowable]:
    """Return numbered paragraphs of some lines."""
    said = (
        "the council opened the sluice before the gauge at the old bridge had reached the mark. Nobody was told. Then"
    )
    return [
        Paragraph(f"On the day of letter {chr(65 + at)} {said} {said} {said}", NUMBERED, bulletText=form.format(at))
        for at in places
    ]


def test_a_number_at_the_start_of_a_line_within_a_sentence_begins_nothing(tmp_path: Path) -> None:
    rates = " to ".join(f"{at}.5 to {at + 14}" for at in range(2, 32))
    found = units(
        tmp_path / "p.pdf",
        Paragraph("Summary", HEADING),
        Paragraph(f"The share of those who were told rose from {rates} in all.", TEXT),
        Paragraph("Findings", HEADING),
        *numbered("4.{}", range(1, 9)),
    )
    assert found[0].text == f"The share of those who were told rose from {rates} in all."
    assert [unit.number for unit in found] == [None, *(f"4.{place}" for place in range(1, 9))]


def test_entries_whose_later_lines_are_set_in_are_paragraphs(tmp_path: Path) -> None:
    rest = "The memory of water: floods in the five counties since the great storm, with an account of the pumps"
    entries = [
        f"Adair, {chr(65 + at)}. ({1990 + at}), {rest[: 60 + 11 * at]}, Marrow Press, Eastfield." for at in range(5)
    ]
    found = units(
        tmp_path / "p.pdf",
        Paragraph(f"The council had read all of these. {rest}.", TEXT),
        Paragraph("References", HEADING),
        *(Paragraph(entry, ENTRY) for entry in entries),
    )
    assert [unit.text for unit in found[1:]] == entries


def test_the_only_line_before_a_list_is_no_quote_though_one_stands_above_it(tmp_path: Path) -> None:
    said = (
        "The council opened the sluice before the gauge at the old bridge had reached the mark in the plan, and nobody."
    )
    flow: list[Flowable] = []
    for _ in range(3):
        flow += [
            Paragraph(f"{said} {said} {said} {said}", SET_IN),
            Paragraph(f"“I stood on the bridge. {said}”", QUOTE),
        ]
        flow += [Paragraph("The findings of the panel were these:", SET_IN)]
        flow += [Paragraph(point, ITEM, bulletText="•") for point in POINTS]
    kinds = [(unit.kind, unit.text[:12]) for unit in units(tmp_path / "p.pdf", *flow)]
    parts = [(Kind.PARAGRAPH, "The council "), (Kind.QUOTE, "“I stood on "), (Kind.PARAGRAPH, "The findings")]
    assert kinds == [*parts, (Kind.LIST, "the height o")] * 3


def test_a_list_in_a_paragraph_does_not_count_though_a_heading_stands_before_the_next_number(tmp_path: Path) -> None:
    found = units(
        tmp_path / "p.pdf",
        *numbered("{}.", range(1, 6)),
        Paragraph("These were the findings of the panel:", NUMBERED, bulletText="6."),
        *(Paragraph(point, ITEM, bulletText=f"{place}.") for place, point in enumerate(POINTS, 1)),
        Paragraph("The pumps", HEADING),
        *numbered("{}.", range(7, 13)),
    )
    assert [unit.number for unit in found] == [str(place) for place in range(1, 13)]
    assert found[5].text.splitlines()[1:] == list(POINTS)


def test_a_list_in_the_first_paragraph_does_not_count_though_it_goes_on_from_its_number(tmp_path: Path) -> None:
    found = units(
        tmp_path / "p.pdf",
        Paragraph("These were the findings of the panel:", NUMBERED, bulletText="1."),
        *(Paragraph(point, NUMBERED, bulletText=f"{place}.") for place, point in enumerate(POINTS, 1)),
        *numbered("{}.", range(2, 9)),
    )
    assert [unit.number for unit in found] == [str(place) for place in range(1, 9)]


def test_the_only_line_before_a_list_is_no_quote_where_only_some_first_lines_are_set_in(tmp_path: Path) -> None:
    said = (
        "The council opened the sluice before the gauge at the old bridge had reached the mark in the plan, and nobody."
    )
    flow: list[Flowable] = []
    for _ in range(5):
        flow += [Paragraph("The gauge", HEADING), *(Paragraph(f"{said} {said} {said}", TEXT) for _ in range(2))]
        flow += [Paragraph(f"{said} {said}", SET_IN), Paragraph("The findings of the panel were these:", SET_IN)]
        flow += [Paragraph(point, ITEM, bulletText="•") for point in POINTS]
    assert all(unit.kind is not Kind.QUOTE for unit in units(tmp_path / "p.pdf", *flow))


def test_the_first_sentence_of_a_quote_that_fills_its_line_is_no_paragraph_of_its_own(tmp_path: Path) -> None:
    quote = ParagraphStyle("narrow", TEXT, leftIndent=60, rightIndent=60)
    said = (
        "The council opened the sluice before the gauge at the old bridge had reached the mark in the plan, and nobody."
    )
    rest = "We stood on the bridge and saw it come, and there was nothing that any of us could have done about it."
    first = "Nobody told us that the water of the river would be as high as a bridge."
    flow = [Paragraph(f"{said} {said} {said}", TEXT) for _ in range(5)]
    found = units(tmp_path / "p.pdf", *flow, Paragraph(f"{first} {rest}", quote), *flow)
    assert [unit.text for unit in found if unit.kind is Kind.QUOTE] == [f"{first} {rest}"]


def test_sentences_of_one_line_each_that_are_set_in_are_paragraphs(tmp_path: Path) -> None:
    narrow = ParagraphStyle("narrow", TEXT, leftIndent=60, spaceAfter=0)
    said = (
        "The council opened the sluice before the gauge at the old bridge had reached the mark in the plan, and nobody."
    )
    lines = [f"Nobody told us the water would be as high as {what} in May." for what in ("the bridge", "the roofs")]
    flow = [Paragraph(f"{said} {said} {said}", TEXT) for _ in range(5)]
    found = read_paragraphs(tmp_path / "p.pdf", *flow, *(Paragraph(line, narrow) for line in lines), *flow)
    assert [text for text in found if text.startswith("Nobody")] == lines


def test_a_large_heading_of_many_lines_is_one(tmp_path: Path) -> None:
    long = "What was known at the time and what the council did with it before the water came to the bridge"
    narrow = ParagraphStyle("narrow", HEADING, fontSize=16, leading=19, rightIndent=300)
    said = "The council opened the sluice before the gauge at the old bridge had reached the mark. Nobody was told."
    flow = [Paragraph(f"{said} {said}", TEXT) for _ in range(4)]
    SimpleDocTemplate(str(tmp_path / "p.pdf")).build([*flow, Paragraph(long, narrow), *flow])
    assert [part.text for part in read(tmp_path / "p.pdf").flow if isinstance(part, Heading)] == [long]


def by_hand(canvas: Canvas, lines: Sequence[str], x: float, y: float, width: float = 165.0) -> float:
    """Set lines that end alike but for the last; return where the next one stands."""
    for at, line in enumerate(lines):
        words = line.split()
        wide = sum(canvas.stringWidth(word, "Times-Roman", 11) for word in words)
        gap, place = (width - wide) / (len(words) - 1) if at + 1 < len(lines) else 2.75, x
        for word in words:
            canvas.drawString(place, y - 14 * at, word)
            place += canvas.stringWidth(word, "Times-Roman", 11) + gap
    return y - 14 * len(lines)


@pytest.mark.parametrize("second", ["2019. However, the pumps which", "Article 8 of the plan, and what"])
@pytest.mark.parametrize("pushed", [0, 3])
def test_a_line_within_a_sentence_begins_nothing_below_a_number_that_hangs(
    tmp_path: Path, second: str, pushed: int
) -> None:
    canvas = Canvas(str(tmp_path / "p.pdf"))
    canvas.setFont("Times-Roman", 11)
    lines = ("The council opened the sluice in", second, "it had were not looked at then.")
    for number in range(1, 6):
        y = 800 - 60 * number
        canvas.drawString(60, y, f"{number}.")
        by_hand(canvas, [lines[0], ""], 90 + pushed, y, 165 - pushed)
        by_hand(canvas, lines[1:], 90, y - 14)
    canvas.save()
    found = [(unit.number, unit.text) for unit in read(tmp_path / "p.pdf").units]
    assert found == [(str(number), " ".join(lines)) for number in range(1, 6)]


def test_a_line_within_a_sentence_of_a_quote_begins_nothing(tmp_path: Path) -> None:
    quote = ParagraphStyle("narrow", TEXT, leftIndent=50, rightIndent=40)
    said = "The council opened the sluice before the gauge at the old bridge had reached the mark in the plan."
    lines = (
        "We knew that the water would come to the bridge, and told each of the clerks",
        "so that they could tell those who live on the other bank; all of this is as",
        "Article 8 of the plan would have it.",
    )
    flow = [Paragraph(f"{said} {said} {said}", TEXT) for _ in range(5)]
    found = units(tmp_path / "p.pdf", *flow, Paragraph("<br/>".join(lines), quote), *flow)
    assert [unit.text for unit in found if unit.kind is Kind.QUOTE] == [" ".join(lines)]


def test_an_amount_at_the_start_of_a_line_in_a_box_begins_nothing(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "p.pdf"))
    canvas.setFont("Times-Roman", 11)
    lines = ("The council opened the sluice in", "May. However, the pumps which", "it had were not looked at then.")
    boxed = ("We hope that all this is done within", "28 days, and that it is said.")
    longer = ("We hope that all of this is done by the clerks", "in May, and that it is said.")
    for number in range(1, 7):
        y = 940 - 130 * number
        canvas.drawString(60, y, f"{number}.")
        low = by_hand(canvas, [*lines[:2], *lines], 90, y)
        canvas.drawString(64, low - 10, f"Recommendation {number}")
        for at, line in enumerate((boxed, longer)[number % 2]):
            canvas.drawString(64, low - 24 - 14 * at, line)
    canvas.save()
    found = [(unit.number, unit.text) for unit in read(tmp_path / "p.pdf").units]
    assert found[1::2] == [
        (f"Recommendation {number}", " ".join((boxed, longer)[number % 2])) for number in range(1, 7)
    ]


def test_a_year_at_the_head_of_a_column_goes_on_with_the_sentence_before(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "p.pdf"))
    lines = ("May. However, the pumps which", "it had were not looked at then.")
    days = iter(range(1, 200))
    for who in ("Nobody", "Others", "The half"):
        canvas.setFont("Times-Roman", 11)
        for x in (60, 300):
            y = by_hand(canvas, [f"2018. {who} of the east bank and", *lines], x, 760) if x > 60 else 760.0
            while y > 140:
                day = next(days)
                y = by_hand(canvas, [f"{chr(65 + day % 26)} opened the sluice on day {day} in", *lines], x, y - 8)
            if x == 60:
                by_hand(canvas, [f"{who} read it in the year of", ""], x, y - 8)
        canvas.showPage()
    canvas.save()
    found = [unit.text for unit in read(tmp_path / "p.pdf").units]
    assert sum("in the year of 2018. " in text for text in found) == 3


def test_a_sentence_that_begins_a_line_with_a_law_begins_no_paragraph(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "p.pdf"))
    canvas.setFont("Times-Roman", 11)
    lines = ("The council opened both sluices.", "Article 8 of the plan was not for", "such days, and it had no other.")
    for number in range(1, 6):
        canvas.drawString(60, 800 - 60 * number, f"{number}.")
        by_hand(canvas, lines, 90, 800 - 60 * number)
    canvas.save()
    found = [(unit.number, unit.text) for unit in read(tmp_path / "p.pdf").units]
    assert found == [(str(number), " ".join(lines)) for number in range(1, 6)]


def test_a_recommendation_at_the_head_of_a_page_begins_there_though_the_page_before_is_full(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "p.pdf"))
    names = ("Ann", "Ben", "Cleo", "Dora")
    for page, name in enumerate(names, 1):
        canvas.setFont("Times-Roman", 11)
        y = by_hand(canvas, [f"Recommendation {page}. That {name}", "be told of it at once."], 60, 760)
        for place in range(8):
            lines = [f"Clerk {chr(64 + page)}{place} opened the sluice in", "May, and he was not to be found."]
            y = by_hand(canvas, [*lines, ""], 60, y - 8)
        canvas.showPage()
    canvas.save()
    found = [(unit.number, unit.text) for unit in read(tmp_path / "p.pdf").units if unit.number]
    assert found == [
        (f"Recommendation {page}", f"That {name} be told of it at once.") for page, name in enumerate(names, 1)
    ]


@pytest.mark.parametrize("said", ["Article 5.2(1) applies", "Article 5 of the plan", "Article 5a(1)"])
def test_a_reference_to_a_part_of_an_article_names_none(said: str) -> None:
    assert NAMED.match("Article 5.2 Gates")
    assert NAMED.match(said) is None


def test_the_name_of_an_article_is_looked_for_at_once() -> None:
    began = time.process_time()
    assert NAMED.match(f"Article {'1' * 30_000}(") is None
    assert time.process_time() - began < 5


def test_a_first_line_that_is_set_in_begins_a_paragraph_below_one_of_one_full_line(tmp_path: Path) -> None:
    rest = "and they are kept in the cellar of the old mill, beside the stairs."
    full = "The board keeps all its papers in the cellar, the engineer keeps the plans of the locks and weirs."
    longer = "The committee asked for the plans of all the gates below the bridge before the next winter, "
    texts = (longer + rest, full, longer + rest, *[longer + longer + rest] * 2)
    found = read_paragraphs(tmp_path / "report.pdf", *(Paragraph(text, SET_IN) for text in texts))
    assert found == [" ".join(text.split()) for text in texts]

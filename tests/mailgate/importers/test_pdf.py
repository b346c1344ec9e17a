"""The same small report typeset in many ways: what is printed around the text stays out, and the text is whole."""

from dataclasses import replace
from itertools import chain, repeat
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from mailgate.importers import Heading, ImportRefusedError, read
from tests.mailgate.importers.model import Model, dotted, report
from tests.mailgate.importers.tagged import Pages
from tests.mailgate.importers.typeset import Layout, pdf

LAYOUTS = {
    "one column": Layout(),
    "numbers in the margin": Layout(hang=36, font="Helvetica", bold="Helvetica-Bold", size=10, leading=14),
    "justified, with hyphens": Layout(justified=True, hyphenated=True),
    "two columns": Layout(columns=2, size=9.5, leading=12),
    "two columns, justified, with hyphens": Layout(columns=2, size=9, leading=11.5, justified=True, hyphenated=True),
    "the section in the footer": Layout(footer="4. Pumps and gauges {page}"),
    "a small page": Layout(tall=420, header="Marrow: report", footer="Page {page} of 12"),
    "quotes as small as notes are, or nearly": Layout(quote_size=9.5, hyphenated=True),
    "marks nearly as large as the text": Layout(columns=2, size=9.5, leading=12, mark_size=0.95),
    "notes as large as the text, below a line": Layout(note_size=11, rule=True),
    "such notes in two columns": Layout(columns=2, size=9.5, leading=12, note_size=9.5, rule=True),
    "notes at the end": Layout(notes="end", mark_size=0.83),
    "notes at the end of two columns": Layout(notes="end", columns=2, size=9, leading=11.5, hyphenated=True),
    "nothing between paragraphs": Layout(skip=0, justified=True),
    "numbers before first lines set in, and nothing between": Layout(indent=18, skip=0),
    "first lines set in": Layout(indent=18, skip=0, justified=True),
}


def long_model() -> Model:
    """The model three times over, with its numbers counted on, so that there are enough pages to look alike."""
    sections = report(dotted)
    longer: Model = []
    for place, (title, paras) in enumerate(chain.from_iterable(repeat(sections, 3)), 1):
        longer.append((title, [replace(para, number=f"{place}.{at}") for at, para in enumerate(paras, 1)]))
    return longer


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_paragraph_has_its_number_and_its_whole_text(tmp_path: Path, name: str) -> None:
    model = long_model()
    found = read(pdf(tmp_path / "m.pdf", model, LAYOUTS[name]))
    wanted = [(para.number, " ".join(para.whole.split())) for _, paras in model for para in paras]
    assert [(unit.number, " ".join(unit.text.split())) for unit in found.units] == wanted


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_footnote_is_on_the_paragraph_of_its_mark(tmp_path: Path, name: str) -> None:
    model = long_model()
    found = read(pdf(tmp_path / "m.pdf", model, LAYOUTS[name]))
    wanted = [[para.note] if para.note else [] for _, paras in model for para in paras]
    assert [[note.text for note in unit.footnotes] for unit in found.units] == wanted


@pytest.mark.parametrize("name", LAYOUTS)
def test_headings_are_told_by_their_type(tmp_path: Path, name: str) -> None:
    model = long_model()
    found = read(pdf(tmp_path / "m.pdf", model, LAYOUTS[name]))
    assert found.title == "The flood at Marrow"
    assert [item.text for item in found.flow if isinstance(item, Heading)] == [title for title, _ in model]


def test_a_note_whose_mark_is_not_in_the_text_stays_and_is_told(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "m.pdf"))
    for page, who in enumerate(("The council", "A warden", "Some neighbour"), 1):
        canvas.setFont("Times-Roman", 11)
        for line in range(8):
            canvas.drawString(60, 780 - 60 * line, f"{page}.{line + 1} {who} opened sluice {line} in the flood.")
        canvas.setFont("Times-Roman", 8)
        canvas.drawString(60, 60, f"{2 * page} Evidence of witness {page}, who wrote to the board about the pumps.")
        canvas.showPage()
    canvas.save()
    found = read(tmp_path / "m.pdf")
    noted = [(unit.number, [note.text for note in unit.footnotes]) for unit in found.units if unit.footnotes]
    assert noted == [
        (f"{page}.8", [f"Evidence of witness {page}, who wrote to the board about the pumps."]) for page in (1, 2, 3)
    ]
    told = "m.pdf: no mark found of notes that are now on the last paragraph before them"
    assert found.notices == (f"{told}: 2 (page 1), 4 (page 2), 6 (page 3)",)


def test_what_stands_below_the_lines_of_a_table_is_no_note(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "m.pdf"))
    for page in range(3):
        canvas.setFont("Times-Roman", 11)
        for line in range(8):
            number, below = 8 * page + line + 1, 100 * (line > 5)
            canvas.drawString(
                60,
                780 - 40 * line - below,
                f"{number}. The council opened the sluice called {number} at noon that day.",
            )
        for row, cells in enumerate((("Place", "Cost"), ("Marrow", "12.5"), ("Tanner Row", "13.5"), ("Board", "14.5"))):
            canvas.drawString(62, 540 - 16 * row, cells[0])
            canvas.drawString(162, 540 - 16 * row, cells[1])
        canvas.setLineWidth(0.5)
        for row in range(5):
            canvas.line(60, 550 - 16 * row, 190, 550 - 16 * row)
        canvas.showPage()
    canvas.save()
    found = read(tmp_path / "m.pdf")
    assert [unit.number for unit in found.units if unit.number] == [str(number) for number in range(1, 25)]
    assert not any(unit.footnotes for unit in found.units)


def test_a_dash_between_spaces_and_an_address_with_a_hyphen_are_whole_over_the_end_of_a_line(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "m.pdf"))
    canvas.setFont("Times-Roman", 11)
    lines = (
        "1. The council opened the sluice at Marrow Bridge before the gauge stood at the mark —",
        "or so it told us — and wrote to the board: https://www.marrow.example/reports/flood-",
        "warnings.html was where it wrote, about the reservoir, and to https://www.marrow.example/reser-",
        "voir.html it wrote once more.",
    )
    for place, line in enumerate(lines):
        canvas.drawString(60, 780 - 14 * place, line)
    canvas.save()
    (unit,) = read(tmp_path / "m.pdf").units
    assert "stood at the mark — or so it told us" in unit.text
    assert "https://www.marrow.example/reports/flood-warnings.html was" in unit.text
    assert "https://www.marrow.example/reservoir.html it" in unit.text


@pytest.mark.parametrize(("step", "x"), [(1, 30), (5, 30), (1, 560)])
def test_the_numbers_of_lines_are_no_text(tmp_path: Path, step: int, x: int) -> None:
    canvas = Canvas(str(tmp_path / "m.pdf"))
    wanted = []
    count = 0
    for page in range(3):
        canvas.setFont("Times-Roman", 11)
        for para in range(1, 15):
            who = ("council", "board", "warden")[page]
            lines = [
                f"The {who} opened sluice {page}{para} at Marrow Bridge before",
                f"the {who}’s gauge stood at noon.",
            ]
            wanted.append((f"{page + 1}.{para}", " ".join(lines)))
            for at, line in enumerate((f"{page + 1}.{para} {lines[0]}", lines[1])):
                y, count = 800 - 9 * page - 40 * para - 14 * at, count + 1
                canvas.drawString(60, y, line)
                if count % step == 0:
                    canvas.drawRightString(x, y, str(count))
        canvas.drawString(300, 40, str(page + 1))
        canvas.showPage()
    canvas.save()
    found = read(tmp_path / "m.pdf")
    assert [(unit.number, unit.text) for unit in found.units] == wanted
    assert {unit.pages for unit in found.units} == {("1",), ("2",), ("3",)}


def test_letters_of_fonts_that_say_nothing_of_them_are_those_of_tex(tmp_path: Path) -> None:
    pages = Pages()
    pages.text(60, 780, "1. The \x10o\x1ecer\x11 \x1cled a su\x0ecient report \x15 and con\x0crmed it.", font="pixels")
    (unit,) = read(pages.save(tmp_path / "m.pdf")).units
    assert unit.text == "1. The “officer” filed a sufficient report – and confirmed it."


def test_text_at_the_height_of_headers_on_a_page_that_has_none_is_not_lost(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "m.pdf"))
    wanted = []
    for page in range(5):
        canvas.setFont("Times-Roman", 11)
        if page < 4:
            canvas.drawString(60, 800, "The flood at Marrow")
        top = 770 if page < 4 else 800
        for para, who in enumerate(("council", "board", "warden", "witness", "engineer"), 1):
            lines = (
                f"The {who} of {page} opened sluice {para} at Marrow Bridge before",
                f"the gauge of the {who} rose.",
            )
            wanted.append((f"{page + 1}.{para}", " ".join(lines)))
            for at, line in enumerate((f"{page + 1}.{para} {lines[0]}", lines[1])):
                canvas.drawString(60, top - 13 * (2 * para - 2 + at), line)
        canvas.showPage()
    canvas.save()
    found = read(tmp_path / "m.pdf")
    assert [(unit.number, unit.text) for unit in found.units] == wanted
    assert found.left_out == ("m.pdf, page 1: The flood at Marrow (printed on 4 pages)",)


REST = (
    (
        "the board had known of the state of all the gates and pumps since the spring (see",
        "paragraph 4.2) and did nothing.",
    ),
    (
        "the board had known of the state of all the gates, and of what they would cost",
        "— or so it seems — and did nothing.",
    ),
)


@pytest.mark.parametrize("rest", REST)
def test_a_reference_or_a_dash_at_the_start_of_a_line_begins_no_paragraph(
    tmp_path: Path, rest: tuple[str, str]
) -> None:
    canvas = Canvas(str(tmp_path / "m.pdf"))
    for number in range(1, 9):
        text = canvas.beginText(60, 800 - 60 * number)
        for line in (
            f"The council opened sluice {number} of the eastern bank at Marrow Bridge on that day, and",
            *rest,
        ):
            width = canvas.stringWidth(line, "Times-Roman", 11)
            text.setFont("Times-Roman", 11)
            text.setWordSpace((400 - width) / line.count(" ") if line != rest[1] else 2.5)
            text.textLine(line)
        canvas.drawText(text)
    canvas.save()
    found = read(tmp_path / "m.pdf")
    assert [unit.text.endswith(" ".join(rest)) for unit in found.units] == [True] * 8


def test_a_report_without_numbers_has_its_paragraphs_lists_and_quotes(tmp_path: Path) -> None:
    model = long_model()
    found = read(pdf(tmp_path / "m.pdf", model, Layout(numbered=False, justified=True)))
    wanted = []
    for _, paras in model:
        for para in paras:
            wanted += [
                para.text,
                *([para.quote] if para.quote else []),
                *(["\n".join(para.items)] if para.items else []),
            ]
            wanted += [para.tail] if para.tail else []
    assert [unit.text for unit in found.units] == wanted


def test_a_paragraph_says_on_which_printed_pages_it_stands(tmp_path: Path) -> None:
    found = read(pdf(tmp_path / "m.pdf", long_model(), Layout(tall=420, footer="– {page} –")))
    pages = [unit.pages or () for unit in found.units]
    assert pages[0] == ("1",)
    assert ("1", "2") in pages
    assert found.units[-1].source.endswith(f"page {pages[-1][0]}")


def test_a_locked_a_scanned_and_a_broken_file_are_refused_in_one_line(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "locked.pdf"), encrypt="secret")
    canvas.drawString(60, 600, "Nobody is to read this.")
    canvas.save()
    picture = Canvas(str(tmp_path / "scan.pdf"))
    from PIL import Image  # noqa: PLC0415

    Image.new("L", (60, 80), 200).save(tmp_path / "scan.png")
    picture.drawImage(str(tmp_path / "scan.png"), 0, 0, 595, 842)
    picture.save()
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing of the kind")
    for name, reason in (("locked", "password"), ("scan", "OCR"), ("broken", "damaged")):
        with pytest.raises(ImportRefusedError, match=reason) as refusal:
            read(tmp_path / f"{name}.pdf")
        assert "\n" not in str(refusal.value)

"""Word's numbers as Word prints them, and what else a Word file is full of."""

from pathlib import Path

import pytest

from mailgate.importers import Heading, ImportRefusedError, Outline, read
from mailgate.importers import word as reader
from mailgate.importers.word_numbers import LABEL_STYLE
from store.model import Kind
from tests.mailgate.importers.office import abstract, instance, level, paragraph, run, word

PROSE = "The harbour board met on the first Monday of every month, and nobody took the minutes until the spring."


def numbers(outline: Outline) -> list[str | None]:
    return [unit.number for unit in outline.units]


@pytest.mark.parametrize(
    ("levels", "places", "printed"),
    [
        ([level(0, "decimal", "%1.")], [0, 0, 0], ["1", "2", "3"]),
        ([level(0, "upperLetter", "%1"), level(1, "decimal", "%1%2")], [1, 1, 1, 1], ["A1", "A2", "A3", "A4"]),
        (
            [level(0, "decimal", "%1"), level(1, "decimal", "%1.%2"), level(2, "decimal", "%1.%2.%3")],
            [1, 2, 2, 1],
            None,
        ),
        ([level(0, "upperRoman", "%1"), level(1, "decimal", "%1.%2", "<w:isLgl/>")], [1, 1, 1], ["1.1", "1.2", "1.3"]),
        (
            [level(0, "decimal", "Recommendation %1")],
            [0, 0, 0],
            ["Recommendation 1", "Recommendation 2", "Recommendation 3"],
        ),
        ([level(0, "decimal", "%1.-")], [0, 0, 0], ["1", "2", "3"]),
        ([level(0, "lowerRoman", "(%1)")], [0, 0, 0, 0], ["i", "ii", "iii", "iv"]),
    ],
)
def test_automatic_numbers_are_those_that_word_prints(
    tmp_path: Path, levels: list[str], places: list[int], printed: list[str] | None
) -> None:
    body = "".join(paragraph(f"{PROSE} Item {n}.", number=(1, place)) for n, place in enumerate(places))
    path = word(tmp_path / "r.docx", body, numbering=abstract(0, *levels) + instance(1, 0))
    assert numbers(read(path)) == (printed or ["1.1", "1.1.1", "1.1.2", "1.2"])


@pytest.mark.parametrize(
    ("form", "text", "printed"),
    [
        ("chineseCountingThousand", "第%1条", ["第一条", "第二条", "第三条"]),
        ("hindiNumbers", "%1.", ["१", "२", "३"]),
        ("thaiNumbers", "%1.", ["๑", "๒", "๓"]),
    ],
)
def test_numbers_are_printed_in_their_script(tmp_path: Path, form: str, text: str, printed: list[str]) -> None:
    body = "".join(paragraph(f"{PROSE} Item {n}.", number=(1, 0)) for n in range(3))
    path = word(tmp_path / "r.docx", body, numbering=abstract(0, level(0, form, text)) + instance(1, 0))
    assert numbers(read(path)) == printed


def test_signs_of_ten_and_of_places_are_told_apart(tmp_path: Path) -> None:
    body = "".join(paragraph(f"{PROSE} Item {n}.", number=(1, 0)) for n in range(11))
    for form, last in (("ideographDigital", "第一一条"), ("chineseCounting", "第十一条")):
        path = word(tmp_path / "r.docx", body, numbering=abstract(0, level(0, form, "第%1条")) + instance(1, 0))
        assert numbers(read(path))[-1] == last


@pytest.mark.parametrize(
    ("form", "text", "shown"),
    [("russianLower", "%1)", "б)"), ("hebrew1", "%1.", "ב."), ("decimal", "Step %1:", "Step 2:")],
)
def test_what_no_list_can_show_before_an_item_is_its_text(tmp_path: Path, form: str, text: str, shown: str) -> None:
    numbering = abstract(0, level(0, "decimal", "%1.")) + abstract(1, level(0, form, text))
    below = paragraph("the gates;", number=(2, 0)) + paragraph("the pumps.", number=(2, 0))
    body = (paragraph(PROSE, number=(1, 0)) + below) + paragraph(PROSE, number=(1, 0)) * 2
    found = read(word(tmp_path / "r.docx", body, numbering=numbering + instance(1, 0) + instance(2, 1)))
    assert numbers(found) == ["1", "2", "3"]
    assert f"{shown} the pumps." in found.units[0].text
    assert "<ol" not in found.units[0].html


def test_paragraphs_that_do_not_begin_again_count_on_through_the_parts(tmp_path: Path) -> None:
    on = level(1, "decimal", "%2.", '<w:lvlRestart w:val="0"/>')
    numbering = abstract(0, level(0, "upperRoman", "Part %1"), on) + instance(2, 0)
    part = paragraph("The part", style="Chapter", number=(2, 0)) + paragraph(PROSE, number=(2, 1)) * 2
    assert numbers(read(word(tmp_path / "r.docx", part * 3, numbering=numbering))) == list("123456")


def test_a_level_that_prints_nothing_is_printed_in_the_numbers_below_it(tmp_path: Path) -> None:
    numbering = abstract(0, level(0, "decimal", ""), level(1, "decimal", "%1.%2")) + instance(2, 0)
    part = paragraph("The part", style="Chapter", number=(2, 0)) + paragraph(PROSE, number=(2, 1)) * 2
    found = read(word(tmp_path / "r.docx", part * 2, numbering=numbering))
    assert numbers(found) == ["1.1", "1.2", "2.1", "2.2"]
    assert [item.text for item in found.flow if isinstance(item, Heading)] == ["The part", "The part"]


def test_paragraphs_of_a_lower_level_count_after_bullets_of_another_list(tmp_path: Path) -> None:
    numbering = abstract(0, level(0, "decimal", "%1"), level(1, "decimal", "%2.")) + instance(2, 0)
    bullets = abstract(9, level(0, "bullet", "·")) + instance(9, 9)
    part = (
        paragraph(PROSE, number=(2, 1)) + paragraph("the gate;", number=(9, 0)) + paragraph("the lock.", number=(9, 0))
    )
    found = read(word(tmp_path / "r.docx", part * 3, numbering=numbering + bullets))
    assert [(unit.number, unit.text) for unit in found.units] == [(n, f"{PROSE}\nthe gate;\nthe lock.") for n in "123"]


def test_letters_below_a_numbered_paragraph_are_a_list_with_those_letters(tmp_path: Path) -> None:
    numbering = abstract(0, level(0, "decimal", "%1."), level(1, "lowerLetter", "(%2)")) + instance(1, 0)
    body = "".join(
        paragraph(f"{PROSE}", number=(1, 0))
        + paragraph("the gate;", number=(1, 1))
        + paragraph("the lock.", number=(1, 1))
        for _ in range(3)
    )
    found = read(word(tmp_path / "r.docx", body, numbering=numbering))
    assert numbers(found) == ["1", "2", "3"]
    assert found.units[1].text == f"{PROSE}\nthe gate;\nthe lock."
    assert '<ol type="a"><li value="1">the gate;</li><li value="2">the lock.</li></ol>' in found.units[1].html


def test_numbers_are_counted_on_over_text_without_one_and_deleted_paragraphs_do_not_count(tmp_path: Path) -> None:
    deleted = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>'
        "<w:del><w:r><w:delText>Gone.</w:delText></w:r></w:del></w:p>"
    )
    parts = [paragraph(PROSE, number=(1, 0)), paragraph("Between."), deleted, paragraph(PROSE, number=(1, 0))]
    parts.append(paragraph("", number=(1, 0)))  # an empty line that Word numbers all the same
    parts += [paragraph(PROSE, number=(1, 0)), paragraph(PROSE, number=(1, 0))]
    found = read(
        word(tmp_path / "r.docx", "".join(parts), numbering=abstract(0, level(0, "decimal", "%1.")) + instance(1, 0))
    )
    assert numbers(found) == ["1", "2", "4", "5"]
    assert found.units[0].text == f"{PROSE}\nBetween."


def test_tracked_changes_are_read_as_accepted(tmp_path: Path) -> None:
    body = (
        f"<w:p>{run('1. The gate was ')}<w:del w:id='1'><w:r><w:delText>shut</w:delText></w:r></w:del>"
        f"<w:ins w:id='2'>{run('open')}</w:ins>{run(' all night, and the water came in over the whole of it.')}"
        f"<w:moveFrom w:id='3'>{run('Twice.')}</w:moveFrom><w:moveTo w:id='4'>{run(' Again.')}</w:moveTo></w:p>"
        + paragraph(f"2. {PROSE}")
        + paragraph(f"3. {PROSE}")
    )
    assert read(word(tmp_path / "r.docx", body)).units[0].text == (
        "The gate was open all night, and the water came in over the whole of it. Again."
    )


def test_tables_keep_their_cells_and_spans(tmp_path: Path) -> None:
    cell = "<w:tc><w:tcPr>{}</w:tcPr><w:p>{}</w:p></w:tc>"
    row = "<w:tr>{}</w:tr>"
    table = "<w:tbl>{}</w:tbl>".format(
        row.format(cell.format('<w:gridSpan w:val="2"/>', run("Cost in pounds")))
        + row.format(cell.format("", run("2019")) + cell.format("", run("1,200")))
        + row.format(cell.format("", run("2020")) + cell.format("", run("1,300")))
    )
    found = read(word(tmp_path / "r.docx", paragraph(PROSE) + table))
    assert found.units[1].kind is Kind.TABLE
    assert found.units[1].text == "Cost in pounds\n2019 1,200\n2020 1,300"
    assert '<td colspan="2">' in found.units[1].html


def test_an_automatic_number_alone_in_a_cell_is_that_of_the_text_beside_it(tmp_path: Path) -> None:
    def row(text: str) -> str:
        return f"<w:tr><w:tc>{paragraph('', number=(1, 0))}</w:tc><w:tc>{paragraph(text)}</w:tc></w:tr>"

    body = f"<w:tbl>{row(f'{PROSE} One.')}{row(f'{PROSE} Two.')}{row(f'{PROSE} Three.')}</w:tbl>"
    numbering = abstract(0, level(0, "decimal", "%1.")) + instance(1, 0)
    found = read(word(tmp_path / "r.docx", body, numbering=numbering))
    assert [(unit.number, unit.text) for unit in found.units] == [
        ("1", f"{PROSE} One."),
        ("2", f"{PROSE} Two."),
        ("3", f"{PROSE} Three."),
    ]


def test_a_paragraph_that_was_moved_away_takes_no_number(tmp_path: Path) -> None:
    moved = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:moveFrom w:id="1"/></w:rPr>'
        f"</w:pPr><w:moveFrom w:id='2'>{run('Moved away.')}</w:moveFrom></w:p>"
    )
    body = "".join(f"{moved if n == 2 else ''}{paragraph(PROSE, number=(1, 0))}" for n in range(4))
    numbering = abstract(1, level(0, "decimal", "%1.")) + instance(1, 1)
    outline = read(word(tmp_path / "r.docx", body, numbering=numbering))
    assert [(unit.number, unit.text) for unit in outline.units] == [(n, PROSE) for n in "1234"]


RANKS = ("%1", "%1.%2", "%1.%2.%3")


def test_more_paragraphs_than_any_report_has_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MAX_PARAGRAPHS", 3)
    path = word(tmp_path / "r.docx", paragraph(PROSE) * 4)
    with pytest.raises(ImportRefusedError, match=r"^r\.docx: has more than 3 paragraphs$"):
        read(path)


def test_reading_a_word_document_says_how_far_it_is(tmp_path: Path) -> None:
    said: list[tuple[int, int]] = []
    read(word(tmp_path / "r.docx", paragraph(PROSE) * 4), lambda done, whole: said.append((done, whole)))
    assert said == [(1, 4), (2, 4), (3, 4)]


def test_a_style_that_is_called_as_the_one_of_labels_is_an_ordinary_one(tmp_path: Path) -> None:
    styles = f'<w:style w:type="character" w:styleId="{LABEL_STYLE}"><w:name w:val="{LABEL_STYLE}"/></w:style>'
    said = f'<w:r><w:rPr><w:rStyle w:val="{LABEL_STYLE}"/></w:rPr><w:t>at once</w:t></w:r>'
    body = "".join(paragraph(f"{number}. {PROSE} It met ", more=said) for number in range(1, 5))
    found = read(word(tmp_path / "r.docx", body, styles=styles))
    assert found.units[0].text == f"{PROSE} It met at once"


@pytest.mark.parametrize(
    ("said", "style", "title"),
    [("The flood at Marrow", "", "The flood at Marrow"), ("Draft 2", "Titel", "The gates"), ("flood.docx", "", "One")],
)
def test_a_file_says_its_title_where_no_paragraph_does_and_no_program_made_it(
    tmp_path: Path, said: str, style: str, title: str
) -> None:
    core = f"<cp xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:title>{said}</dc:title></cp>"
    first = paragraph("The gates", style=style) if style else ""
    body = first + "".join(paragraph(name, style="berschrift1") + paragraph(PROSE) for name in ("One", "Two"))
    assert read(word(tmp_path / "r.docx", body, more={"docProps/core.xml": core})).title == title


def test_a_style_that_does_not_say_its_kind_is_one_of_paragraphs(tmp_path: Path) -> None:
    styles = '<w:style w:styleId="Saying"><w:name w:val="Block Text"/></w:style>'
    body = "".join(paragraph(f"{n}. {PROSE}") + paragraph("The gate is shut.", style="Saying") for n in range(1, 4))
    found = read(word(tmp_path / "r.docx", body, styles=styles))
    assert {unit.html for unit in found.units} == {f"<p>{PROSE}</p><blockquote><p>The gate is shut.</p></blockquote>"}

"""What Word files hold beside plain paragraphs: words that are printed are read, and hidden ones are not."""

from pathlib import Path

import pytest

from mailgate.importers import Heading, read
from tests.mailgate.importers.office import STYLES, abstract, instance, level, packed, paragraph, relations, run, word

PROSE = "The harbour board met on the first Monday of every month, and nobody took the minutes until the spring."
REST = paragraph(f"2. {PROSE}") + paragraph(f"3. {PROSE}")
DRAWN = f"<w:drawing><w:txbxContent>{paragraph('The gate was open.')}</w:txbxContent></w:drawing>"
MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
VERSIONS = 'xmlns:v="http://schemas.openxmlformats.org/markup-compatibility/2006"'
HIDDEN = "<w:rPr><w:vanish/></w:rPr>"


def first(folder: Path, inside: str, styles: str = STYLES) -> str:
    body = f"<w:p>{run(f'1. {PROSE}')}{inside}</w:p>{REST}"
    return read(word(folder / "r.docx", body, styles=styles)).units[0].text.removeprefix(PROSE)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        (f'<w:fldSimple w:instr=" REF x ">{run(" Table 3")}</w:fldSimple>', " Table 3"),
        (f'<w:bdo w:val="rtl">{run(" שלום")}</w:bdo>', " שלום"),
        (
            f"<w:r><w:ruby><w:rt>{run('kan')}</w:rt><w:rubyBase>{run(' 漢字')}</w:rubyBase></w:ruby></w:r>",
            " 漢字",
        ),
        ("<w:r><w:cr/><w:t>After a break.</w:t></w:r>", " After a break."),
        ('<w:r><w:ptab w:alignment="right"/><w:t>page</w:t></w:r>', " page"),
        (
            f"<m:oMath {MATH}><m:r><m:t> x=</m:t></m:r><m:r><m:t>2</m:t></m:r></m:oMath>",
            " x=2",
        ),
        (f"<w:r>{DRAWN}</w:r>", "\nThe gate was open."),
        (
            f"<w:r><v:AlternateContent {VERSIONS}><v:Choice>{DRAWN}</v:Choice></v:AlternateContent></w:r>",
            "\nThe gate was open.",
        ),
    ],
)
def test_words_that_are_printed_are_read(tmp_path: Path, markup: str, text: str) -> None:
    assert first(tmp_path, markup) == text


@pytest.mark.parametrize(
    "letters", ["<w:vanish/>", '<w:vanish w:val="true"/>', '<w:rStyle w:val="Secret"/>'], ids=["hidden", "on", "style"]
)
def test_hidden_words_are_not_read(tmp_path: Path, letters: str) -> None:
    secret = f'<w:style w:type="character" w:styleId="Secret"><w:name w:val="Secret"/>{HIDDEN}</w:style>'
    hidden = f"<w:r><w:rPr>{letters}</w:rPr><w:t>A name nobody may know.</w:t></w:r>"
    assert first(tmp_path, hidden + run(" So it was."), styles=STYLES + secret) == " So it was."


def test_words_whose_hiding_is_switched_off_are_read(tmp_path: Path) -> None:
    assert first(tmp_path, '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t> Known.</w:t></w:r>') == " Known."


def test_a_hidden_paragraph_does_not_count(tmp_path: Path) -> None:
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    hidden = f"<w:p><w:pPr>{number}{HIDDEN}</w:pPr><w:r>{HIDDEN}<w:t>Secret.</w:t></w:r></w:p>"
    shown = paragraph(PROSE, number=(1, 0))
    numbering = abstract(0, level(0, "decimal", "%1.")) + instance(1, 0)
    found = read(word(tmp_path / "r.docx", shown + hidden + shown + shown, numbering=numbering)).units
    assert [(unit.number, unit.text) for unit in found] == [(str(n), PROSE) for n in (1, 2, 3)]


def test_parts_are_found_by_their_relations_whatever_their_names(tmp_path: Path) -> None:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    numbering = abstract(0, level(0, "decimal", "%1.")) + instance(1, 0)
    body = "".join(paragraph(PROSE, number=(1, 0)) for _ in range(3))
    path = packed(
        tmp_path / "r.docx",
        {
            "_rels/.rels": relations(r1=("officeDocument", "/word/document2.xml")),
            "word/_rels/document2.xml.rels": relations(r1=("numbering", "lists/numbering7.xml")),
            "word/document2.xml": f"<w:document {space}><w:body>{body}</w:body></w:document>",
            "word/lists/numbering7.xml": f"<w:numbering {space}>{numbering}</w:numbering>",
        },
    )
    assert [unit.number for unit in read(path).units] == ["1", "2", "3"]


@pytest.mark.parametrize(
    "field",
    [
        '<w:fldSimple w:instr=" AUTONUM "/>',
        (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> AUTONUMLGL \\e </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        ),
    ],
)
def test_a_field_that_counts_paragraphs_has_its_number_though_the_file_does_not(tmp_path: Path, field: str) -> None:
    body = f"<w:p>{field}<w:r><w:tab/></w:r>{run(PROSE)}</w:p>" * 3
    units = read(word(tmp_path / "r.docx", body)).units
    assert [(unit.number, unit.text) for unit in units] == [(str(n), PROSE) for n in (1, 2, 3)]


@pytest.mark.parametrize(
    "mark", ["<w:t>*</w:t></w:r>", "</w:r><w:r><w:t>*</w:t></w:r>", '<w:sym w:char="F02A"/></w:r>']
)
def test_the_mark_that_an_author_typed_for_a_note_is_no_text(tmp_path: Path, mark: str) -> None:
    reference = f'<w:r><w:footnoteReference w:customMarkFollows="1" w:id="1"/>{mark}{run(" So.")}'
    body = paragraph(f"1. {PROSE}", more=reference) + REST
    note = f'<w:footnote w:id="1">{paragraph("Log of May.")}</w:footnote>'
    found = read(word(tmp_path / "r.docx", body, notes=note)).units[0]
    assert (found.text, [each.text for each in found.footnotes]) == (f"{PROSE} So.", ["Log of May."])


def test_a_large_first_letter_belongs_to_its_paragraph(tmp_path: Path) -> None:
    frame = '<w:p><w:pPr><w:framePr w:dropCap="drop" w:lines="3"/></w:pPr>{}</w:p>'
    body = paragraph(f"1. {PROSE}") + frame.format(run("T")) + paragraph("he gate was shut.") + REST
    assert read(word(tmp_path / "r.docx", body)).units[0].text == f"{PROSE}\nThe gate was shut."


def field_of(instruction: str) -> str:
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{each}"/></w:r>' for each in ("begin", "end"))
    return f"{begin}<w:r><w:instrText> {instruction} </w:instrText></w:r>{end}"


def counted(instruction: str, text: str, style: str = "") -> str:
    return paragraph("", style=style, more=f"{field_of(instruction)}<w:r><w:tab/></w:r>{run(text)}")


@pytest.mark.parametrize(
    ("above", "below", "numbers"),
    [
        ("AUTONUMLGL", "AUTONUMLGL", "1.1 1.2 2.1 2.2"),
        ("AUTONUMLGL \\e", "AUTONUMLGL \\s :", "1.1 1.2 2.1 2.2"),
        ("AUTONUM", "AUTONUM", "1 2 1 2"),
        ("", "AUTONUMLGL", "1 2 3 4"),
        ("LISTNUM LegalDefault \\l 1", 'LISTNUM "LegalDefault" \\l 2', "1.1 1.2 2.1 2.2"),
    ],
)
def test_a_field_counts_below_the_heading_that_has_one(tmp_path: Path, above: str, below: str, numbers: str) -> None:
    heads = [counted(above, each, "Chapter") if above else paragraph(each, style="Chapter") for each in ("A", "B")]
    body = "".join(head + counted(below, PROSE) * 2 for head in heads)
    labels = [number for number in (unit.number for unit in read(word(tmp_path / "r.docx", body)).units) if number]
    assert labels == numbers.split()


def test_a_field_in_a_sentence_counts_deeper_with_each_of_a_paragraph(tmp_path: Path) -> None:
    inside = run(" Of ") + (field_of("LISTNUM") + run(" gates, ")) * 2 + field_of("LISTNUM \\l 4 \\s 3")
    assert first(tmp_path, inside) == " Of 1) gates, a) gates, (3)"


@pytest.mark.parametrize(
    "field",
    [
        '<w:fldSimple w:instr=" AUTONUM "><w:r><w:t>{}.</w:t></w:r></w:fldSimple>',
        (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> AUTONUM </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{}.</w:t></w:r>'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        ),
    ],
)
def test_a_field_that_counts_paragraphs_has_the_number_that_the_file_says(tmp_path: Path, field: str) -> None:
    body = "".join(f"<w:p>{field.format(n)}<w:r><w:tab/></w:r>{run(PROSE)}</w:p>" for n in (4, 5, 6))
    units = read(word(tmp_path / "r.docx", body)).units
    assert [(unit.number, unit.text) for unit in units] == [(str(n), PROSE) for n in (4, 5, 6)]


def test_what_charts_and_diagrams_say_is_told_and_what_was_put_in_whole_is_named(tmp_path: Path) -> None:
    drawn = '<d:model xmlns:d="d" xmlns:a="a"><d:t><a:p><a:r><a:t>Complaint received</a:t></a:r></a:p></d:t></d:model>'
    related = relations(
        r1=("styles", "styles.xml"), r2=("diagramData", "diagrams/data1.xml"), r3=("aFChunk", "/word/chunk.html")
    )
    more = {
        "word/diagrams/data1.xml": drawn,
        "word/chunk.html": "<p>4. Put in.</p>",
        "word/_rels/document.xml.rels": related,
    }
    path = word(tmp_path / "r.docx", paragraph(f"1. {PROSE}") + REST, more={k: v.encode() for k, v in more.items()})
    found = read(path)
    assert [line for line in found.left_out if "Complaint received" in line]
    assert found.notices == ("r.docx: a text that was put in whole (word/chunk.html) is not read",)
    assert found.share is not None
    assert found.share < 1


@pytest.mark.parametrize("name", ["Subhead", "Side Heading", "Section title", "Cross-heading 2"])
def test_a_style_that_is_called_a_heading_is_one_though_it_has_no_rank(tmp_path: Path, name: str) -> None:
    styles = f'<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="{name}"/></w:style>'
    body = paragraph(f"1. {PROSE}") + paragraph("The gates", style="Own") + REST
    found = read(word(tmp_path / "r.docx", body, styles=styles))
    assert {unit.text for unit in found.units} == {PROSE}
    assert [item.text for item in found.flow if isinstance(item, Heading)] == ["The gates"]


@pytest.mark.parametrize("name", ["Table heading", "Header", "Body below heading"])
def test_a_style_that_only_names_one_is_none(tmp_path: Path, name: str) -> None:
    styles = f'<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="{name}"/></w:style>'
    body = paragraph(f"1. {PROSE}") + paragraph("The gates", style="Own") + REST
    assert read(word(tmp_path / "r.docx", body, styles=styles)).units[0].text == f"{PROSE}\nThe gates"

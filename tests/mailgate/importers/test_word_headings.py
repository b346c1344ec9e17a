"""Word documents: what is a heading, by its style, its type or its number, and where it stands."""

from pathlib import Path

import pytest

from mailgate.importers import Heading, read
from mailgate.importers.outline import Outline
from tests.mailgate.importers.office import STYLES, abstract, instance, level, paragraph, word

PROSE = "The harbour board met on the first Monday of every month, and nobody took the minutes until the spring."
RANKS = ("%1", "%1.%2", "%1.%2.%3")
RANKED = STYLES + "".join(
    f'<w:style w:type="paragraph" w:styleId="Rank{rank}"><w:name w:val="heading {rank + 1}"/></w:style>'
    for rank in (0, 1)
)
LEGAL = abstract(0, level(0, "decimal", "%1."), level(1, "decimal", "%1.%2")) + instance(1, 0)


def numbers(outline: Outline) -> list[str | None]:
    return [unit.number for unit in outline.units]


def legal(*lines: tuple[str, int]) -> str:
    return "".join(paragraph(text, style=f"Rank{rank}", number=(1, rank)) for text, rank in lines)


def test_numbered_headings_say_their_number_and_styles_of_the_house_are_headings(tmp_path: Path) -> None:
    numbering = abstract(0, level(0, "decimal", "%1.")) + instance(2, 0)
    body = "".join(paragraph(f"Heading {n}", style="Chapter", number=(2, 0)) + paragraph(PROSE) for n in "AB")
    found = read(word(tmp_path / "r.docx", body, numbering=numbering))
    assert [item.text for item in found.flow if isinstance(item, Heading)] == ["1. Heading A", "2. Heading B"]
    assert found.language == "en-GB"


@pytest.mark.parametrize(("upper", "lower", "form"), [("%1", "%1%2", "upperLetter"), ("Part %1", "%1.%2", "decimal")])
def test_bold_words_with_a_number_over_numbers_that_go_on_from_it_are_a_heading(
    tmp_path: Path, upper: str, lower: str, form: str
) -> None:
    def bold(text: str) -> str:
        return paragraph("", number=(1, 0), more=f"<w:r><w:rPr><w:b/></w:rPr><w:t>{text}</w:t></w:r>")

    titles = ("The flood", "The mill")
    body = "".join(bold(title) + "".join(paragraph(PROSE, number=(1, 1)) for _ in range(4)) for title in titles)
    numbering = abstract(1, level(0, form, upper), level(1, "decimal", lower)) + instance(1, 1)
    outline = read(word(tmp_path / "r.docx", body, numbering=numbering))
    labels = "AB" if form == "upperLetter" else "12"
    expected = [lower.replace("%1", label).replace("%2", str(n)) for label in labels for n in range(1, 5)]
    assert [(unit.number, unit.text) for unit in outline.units] == [(n, PROSE) for n in expected]
    said = [f"{upper.replace('%1', label)} {title}" for label, title in zip(labels, titles, strict=True)]
    assert [item.text for item in outline.flow if isinstance(item, Heading)] == said


@pytest.mark.parametrize("is_typed", [False, True])
def test_bold_headings_stand_in_those_whose_number_theirs_goes_on_from(tmp_path: Path, *, is_typed: bool) -> None:
    def line(number: str, text: str, bold: str = "<w:b/>") -> str:
        said = f"{number} {text}" if is_typed else text
        place = None if is_typed else (1, number.count("."))
        return paragraph("", number=place, more=f"<w:r><w:rPr>{bold}</w:rPr><w:t>{said}</w:t></w:r>")

    def gate(number: str, title: str) -> str:
        return line(number, title) + "".join(line(f"{number}.{n}", PROSE, "") for n in (1, 2))

    body = line("1", "Works") + gate("1.1", "Gates") + gate("1.2", "Pumps") + line("2", "Costs") + gate("2.1", "Loans")
    numbering = abstract(1, *(level(n, "decimal", text) for n, text in enumerate(RANKS))) + instance(1, 1)
    outline = read(word(tmp_path / "r.docx", body, numbering=numbering))
    depths = [(item.level, item.text) for item in outline.flow if isinstance(item, Heading)]
    ranks = sorted({depth for depth, _ in depths})
    assert [(ranks.index(depth), text) for depth, text in depths] == [
        (0, "1 Works"),
        (1, "1.1 Gates"),
        (1, "1.2 Pumps"),
        (0, "2 Costs"),
        (1, "2.1 Loans"),
    ]
    assert numbers(outline) == ["1.1.1", "1.1.2", "1.2.1", "1.2.2", "2.1.1", "2.1.2"]


def test_sentences_in_the_style_of_a_heading_are_paragraphs(tmp_path: Path) -> None:
    lines = [("The gates", 0), ("The board met.", 1), ("Nobody came.", 1), ("The pumps", 0), ("They failed.", 1)]
    found = read(word(tmp_path / "r.docx", legal(*lines), numbering=LEGAL, styles=RANKED))
    assert [(unit.number, unit.text) for unit in found.units] == [
        ("1.1", "The board met."),
        ("1.2", "Nobody came."),
        ("2.1", "They failed."),
    ]
    assert [item.text for item in found.flow if isinstance(item, Heading)] == ["1. The gates", "2. The pumps"]


def test_headings_that_are_sentences_over_their_text_stay_headings(tmp_path: Path) -> None:
    lines = [f"{legal((f'The gates failed in {year}.', 1))}{paragraph(PROSE)}" for year in (2018, 2019, 2020)]
    found = read(word(tmp_path / "r.docx", legal(("Why", 0)) + "".join(lines), numbering=LEGAL, styles=RANKED))
    assert [item.text for item in found.flow if isinstance(item, Heading)][-3:] == [
        f"1.{n} The gates failed in {year}." for n, year in enumerate((2018, 2019, 2020), 1)
    ]


def test_headings_that_end_with_a_colon_over_other_headings_stay_headings(tmp_path: Path) -> None:
    parts = (f"{legal((f'What we found in {year}:', 0), ('The staff:', 1))}{paragraph(PROSE)}" for year in range(4))
    found = read(word(tmp_path / "r.docx", "".join(parts), numbering=LEGAL, styles=RANKED))
    assert {unit.text for unit in found.units} == {PROSE}
    assert sum(isinstance(item, Heading) for item in found.flow) == 8


def test_a_sentence_over_those_of_the_next_rank_is_a_paragraph(tmp_path: Path) -> None:
    lines = [
        each for name in ("clerk", "warden", "mate") for each in ((f"The {name} shall:", 0), ("keep the gate.", 1))
    ]
    found = read(word(tmp_path / "r.docx", legal(*lines), numbering=LEGAL, styles=RANKED))
    assert not any(isinstance(item, Heading) for item in found.flow)
    assert "The mate shall:" in found.units[-2].text + found.units[-1].text

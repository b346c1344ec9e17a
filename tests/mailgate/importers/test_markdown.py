"""What pandoc, MkDocs, Docusaurus and kramdown write beyond CommonMark."""

from collections.abc import Callable
from pathlib import Path

import pytest

from mailgate.importers import Heading, ImportRefusedError, Outline, Units, read
from mailgate.importers.markdown_source import plain

Read = Callable[[str], Outline]
PROSE = "The harbour board met on the first Monday of every month, and nobody took the minutes."
REST = f"1.2 {PROSE}\n\n1.3 {PROSE}\n"


@pytest.fixture
def outline(tmp_path: Path) -> Read:
    def read_text(text: str) -> Outline:
        (tmp_path / "r.md").write_text(text, encoding="utf-8")
        return read(tmp_path / "r.md")

    return read_text


def found(outline: Outline) -> list[tuple[str | None, str]]:
    return [(unit.number, unit.text) for unit in outline.units]


def test_divisions_are_no_text_however_they_are_nested(outline: Read) -> None:
    inner = f"::: {{.box #b}}\n1.2 {PROSE}\n:::\n"
    text = f"1.1 {PROSE}\n\n::: outer\n{inner}:::\n\n::::: note\n\n1.3 {PROSE}\n\n- one\n- two\n:::::\n"
    assert found(outline(text)) == [("1.1", PROSE), ("1.2", PROSE), ("1.3", f"{PROSE}\none\ntwo")]


def test_a_division_of_the_class_unit_marks_a_unit(tmp_path: Path) -> None:
    (tmp_path / "r.md").write_text(f"::: {{.unit}}\n{PROSE}\n\nSo it was.\n:::\n\n::: {{.unit}}\n{PROSE}\n:::\n")
    assert [unit.text for unit in read(tmp_path / "r.md", units=Units.MARKED).units] == [f"{PROSE}\nSo it was.", PROSE]


@pytest.mark.parametrize(
    "start",
    [
        '!!! note "Finding"\n\n    1.2 {}\n\n    - one\n    - two\n',
        '???+ quote "Finding"\n    1.2 {}\n\n    - one\n    - two\n',
        ":::info[Finding]\n\n1.2 {}\n\n- one\n- two\n\n:::\n",
        ":::tip Finding\n1.2 {}\n\n- one\n- two\n:::\n",
    ],
)
def test_the_title_of_an_admonition_around_a_numbered_paragraph_is_a_heading(outline: Read, start: str) -> None:
    read_ = outline(f"# Marrow\n\n## The board\n\n1.1 {PROSE}\n\n{start.format(PROSE)}\n1.3 {PROSE}\n")
    assert found(read_) == [("1.1", PROSE), ("1.2", f"{PROSE}\none\ntwo"), ("1.3", PROSE)]
    assert [item.text for item in read_.flow if isinstance(item, Heading)] == ["The board", "Finding"]


@pytest.mark.parametrize(
    "box",
    [
        '!!! note "The *old* gate"\n\n    It was shut.\n\n    - one\n\n',
        '??? example "The *old* gate"\n    It was shut.\n\n    - one\n\n',
        ":::tip[The *old* gate]\n\nIt was shut.\n\n- one\n\n:::\n\n",
        "::: {.box .wide} The *old* gate\nIt was shut.\n\n- one\n:::\n\n",
        "```{admonition} The *old* gate\n:class: tip\nIt was shut.\n\n- one\n```\n\n",
    ],
)
def test_an_admonition_with_a_title_is_a_unit_in_the_section_around_it(outline: Read, box: str) -> None:
    read_ = outline(f"# Marrow\n\n## The board\n\n1.1 {PROSE}\n\n{box}1.2 {PROSE}\n\n1.3 {PROSE}\n")
    assert found(read_) == [("1.1", PROSE), (None, "The old gate\nIt was shut.\none"), ("1.2", PROSE), ("1.3", PROSE)]
    assert [item.text for item in read_.flow if isinstance(item, Heading)] == ["The board"]
    assert read_.units[1].source.endswith(", line 7")


def test_examples_have_the_numbers_that_pandoc_gives_them_also_where_others_name_them(outline: Read) -> None:
    text = f"(@) {PROSE}\n\n(@gate) {PROSE}\n\n    So it was.\n\n(@) As (@gate) says, {PROSE}\n"
    assert found(outline(text)) == [("1", PROSE), ("2", f"{PROSE}\nSo it was."), ("3", f"As (2) says, {PROSE}")]


def test_a_list_of_hashes_counts(outline: Read) -> None:
    assert found(outline(f"#. {PROSE}\n#. {PROSE}\n#. {PROSE}\n")) == [(str(n), PROSE) for n in (1, 2, 3)]


def test_items_of_a_list_may_begin_with_a_year(outline: Read) -> None:
    year = f"2010 was a wet year. {PROSE}"
    assert found(outline(f"1. {PROSE}\n1. {PROSE}\n1. {year}\n1. {PROSE}\n"))[2] == ("3", year)


@pytest.mark.parametrize("sign", ["{#p1 .para}", "{ #p1 .para }", '{.a data-x="b c"}', "{-}", "{: .a }", "\n{: .a }"])
def test_attributes_are_no_text(outline: Read, sign: str) -> None:
    read_ = outline(f"# Marrow\n\n## The board {sign.strip()}\n\n1.1 {PROSE} {sign}\n\n{REST}")
    assert found(read_)[0] == ("1.1", PROSE)
    assert [item.text for item in read_.flow if isinstance(item, Heading)] == ["The board"]


def test_a_span_with_a_class_is_its_text(outline: Read) -> None:
    assert found(outline(f"[1.1]{{.num}} The [harbour *board*]{{.smallcaps}} met.\n\n{REST}"))[0] == (
        "1.1",
        "The harbour board met.",
    )


def test_braces_that_hold_no_attributes_are_text(outline: Read) -> None:
    assert found(outline(f"1.1 {PROSE} {{sic}}\n\n{REST}"))[0] == ("1.1", f"{PROSE} {{sic}}")


def test_notes_in_the_text_are_notes(outline: Read) -> None:
    units = outline(f"1.1 {PROSE}^[Evidence of *witness* 1.]\n\n{REST}").units
    assert (units[0].text, [note.text for note in units[0].footnotes]) == (PROSE, ["Evidence of witness 1."])


def test_typed_dashes_are_dashes(outline: Read) -> None:
    text = "1.1 It rose --\nand fell---in 2001--04 --, as `a--b` and --help say\n-- so far.\n\n"
    assert found(outline(text + REST))[0][1] == "It rose – and fell—in 2001–04 –, as a--b and --help say – so far."


def test_terms_that_are_numbers_number_their_definitions(outline: Read) -> None:
    text = "".join(f"**{n}.**\n:   {PROSE}\n\n    > Nobody saw it.\n\n" for n in (1, 2, 3))
    assert found(outline(text)) == [(str(n), f"{PROSE}\nNobody saw it.") for n in (1, 2, 3)]


TABLES = {
    "columns": "  Year  Site\n------  ------\n  2001  old depot\n  2002  bridge\n",
    "columns without a header": "------  ------\n  Year  Site\n  2001  old depot\n  2002  bridge\n------  ------\n",
    "rows of several lines": "--------------\nYear   Site\n------ -------\n2001   old\n       depot\n\n2002   bridge\n"
    "--------------\n",
    "a grid": "+------+-------+\n| Year | Site  |\n+======+=======+\n| 2001 | old   |\n|      | depot |\n"
    "+------+-------+\n| 2002 | bridge|\n+------+-------+\n",
    "bars": "Year | Site\n----:|:----\n2001 | old depot\n2002 | bridge\n",
}


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("caption", ["Table: What it cost. {#tbl:cost}", ": What it cost."])
def test_tables_drawn_with_dashes_are_tables(outline: Read, name: str, caption: str) -> None:
    unit = outline(f"1.1 {PROSE}\n\n{TABLES[name]}\n{caption}\n\n{REST}").units[0]
    assert unit.text == f"{PROSE}\nYear Site\n2001 old depot\n2002 bridge\nWhat it cost."
    assert "<table>" in unit.html


def test_lines_of_a_verse_keep_their_lines_and_letters_below_each_other_are_paragraphs(outline: Read) -> None:
    verse_, items = "| The gauge stood high,\n| and nobody rang.", "(a) the gate;\n(b) the lock."
    verse, letters, _ = outline(f"1.1 {PROSE}\n\n{verse_}\n\n1.2 {PROSE}\n{items}\n\n1.3 {PROSE}\n").units
    assert "The gauge stood high,<br>and nobody rang." in verse.html
    assert letters.html.endswith("<p>(a) the gate;</p><p>(b) the lock.</p>")


def test_the_end_of_a_bracket_at_the_start_of_a_line_is_no_letter_of_an_item(outline: Read) -> None:
    late = "It was late (as late as three\nam) when the board met."
    assert "<br>" not in outline(f"1.1 {PROSE} {late}\n\n{REST}").units[0].html


def test_signs_that_are_for_the_program_alone_are_no_text(outline: Read) -> None:
    signs = "% The harbour\n% The clerk\n% 3 May\n\nimport Tabs from '@theme/Tabs';\n\n[TOC]\n\n[[_TOC_]]\n\n"
    read_ = outline(f"{signs}1.1 {PROSE}\n\n{REST}")
    assert (read_.title, found(read_)) == ("The harbour", [(f"1.{n}", PROSE) for n in (1, 2, 3)])


def test_code_stays_as_it_is() -> None:
    code = "```\n::: a {#b}\n(@) x\n#. y\n+--+\n| z |\n+--+\n```"
    assert plain(code).replace("(1)", "(@)") == code


def test_lines_stay_where_they_are_so_that_doubts_name_the_right_one(outline: Read) -> None:
    units = outline(f"---\ntitle: M\n---\n::: a\n1.1 {PROSE}\n:::\n\n{TABLES['a grid']}\n{REST}").units
    assert [unit.source for unit in units] == ["r.md, line 5", "r.md, line 17", "r.md, line 19"]


def test_what_is_nested_too_deep_is_refused_and_not_lost(outline: Read) -> None:
    with pytest.raises(ImportRefusedError, match="nested deeper than"):
        outline(">" * 400 + PROSE)


@pytest.mark.parametrize("start", ["**{}.** ", "{}\\. ", "(@) "])
def test_a_list_that_is_set_in_below_a_number_that_is_no_list_is_a_list(tmp_path: Path, start: str) -> None:
    text = "".join(
        f"{start.format(n)}The board met on the first Monday of every month in that year, and asked for:\n\n"
        "    - the key of the sluice\n    - the notes,\n      in two copies\n\n"
        for n in range(1, 5)
    )
    (tmp_path / "r.md").write_text(text)
    units = read(tmp_path / "r.md").units
    assert [unit.number for unit in units] == list("1234")
    assert all(unit.text.endswith(":\nthe key of the sluice\nthe notes, in two copies") for unit in units)


def test_lists_in_lists_without_end_are_refused_before_they_are_read(tmp_path: Path) -> None:
    (tmp_path / "r.md").write_text("\n".join(f"{'  ' * depth}- item" for depth in range(3_000)))
    with pytest.raises(ImportRefusedError, match="nested deeper"):
        read(tmp_path / "r.md")


def test_the_title_of_the_front_matter_goes_before_the_first_of_several_sections(tmp_path: Path) -> None:
    sections = "".join(f"# Part {n}\n\n{n}. {PROSE}\n\n" for n in (1, 2, 3))
    (tmp_path / "r.md").write_text(f"---\ntitle: The weir\n---\n\n{sections}", encoding="utf-8")
    found = read(tmp_path / "r.md")
    assert found.title == "The weir"
    assert [item.text for item in found.flow if isinstance(item, Heading)] == ["Part 1", "Part 2", "Part 3"]


def test_a_space_behind_a_backslash_is_a_space(outline: Read) -> None:
    text = "".join(f"**1.{n}**\\ {PROSE}\n\n" for n in (1, 2, 3))
    assert found(outline(text)) == [(f"1.{n}", PROSE) for n in (1, 2, 3)]


@pytest.mark.parametrize("note", ["[{}] {}", "\\[{}\\] {}"])
def test_notes_that_a_program_wrote_in_brackets_are_notes_of_the_paragraphs_that_name_them(
    outline: Read, note: str
) -> None:
    mark = note.format(1, "").strip()
    text = (
        f"1.1 The sluice was open.{mark} It `stood[1]` so.\n\n> “Nobody\n> {mark.replace('1', '2')} closed it.”\n\n"
        "1.2 It\nrained.\n\n1.3 It ended.\n\n"
        f"{note.format(1, 'Log, page 3')}\n\n{note.format(2, 'Witness 4,')}\nday 2\n"
    )
    units = outline(text).units
    assert [unit.text for unit in units] == [
        "The sluice was open. It stood[1] so.\n“Nobody closed it.”",
        "It rained.",
        "It ended.",
    ]
    assert [(each.mark, each.text) for each in units[0].footnotes] == [("1", "Log, page 3"), ("2", "Witness 4, day 2")]


def test_paragraphs_that_have_their_numbers_in_brackets_are_no_notes_of_those_that_name_them(outline: Read) -> None:
    units = outline(
        "\n\n".join(f"[{n}] The court reads [{n + 1}] and [1] again." for n in range(1, 3)) + "\n\n[3] It ends."
    )
    assert [unit.number for unit in units.units] == ["1", "2", "3"]


def test_what_looks_like_a_note_between_two_kinds_of_fences_is_code(outline: Read) -> None:
    code = "```\n~~~\nx[1]\n\n[1] y\n```\n\n"
    text = f"The sluice was open.[1] It rained.[2]\n\n{code}[1] Log, page 3\n\n[2] Log, page 4\n"
    units = outline(text).units
    assert [unit.text for unit in units] == ["The sluice was open. It rained.", "~~~ x[1] [1] y"]
    assert [note.text for note in units[0].footnotes] == ["Log, page 3", "Log, page 4"]


def test_notes_that_begin_again_below_each_chapter_stay_in_the_text(outline: Read) -> None:
    chapter = "Nobody closed it.[1] It rained.[2]\n\n[1] Log, page {0}\n\n[2] Log, page {0}0\n\n"
    shown = " ".join(unit.text for unit in outline(chapter.format(3) + chapter.format(4)).units)
    assert all(f"Log, page {page}" in shown for page in (3, 4))


@pytest.mark.parametrize(("gap", "room", "last"), [("  ", "    ", 12), (" ", "    ", 102), ("\t", "\t", 102)])
def test_four_spaces_are_enough_below_an_item_whose_text_begins_further_in(
    outline: Read, gap: str, room: str, last: int
) -> None:
    said = "The board met on the first Monday of every month, and nobody took the minutes. They had closed:"
    items = f"{room}*   the gate\n{room}*   the weir"
    text = "\n\n".join(f"{n}.{gap}{said}\n\n{items}\n\n{room}Nobody saw." for n in range(1, last))
    assert found(outline(f"# Closed\n\n{text}"))[-1] == (str(last - 1), f"{said}\nthe gate\nthe weir\nNobody saw.")


def test_a_note_that_is_named_twice_is_a_note_both_times(outline: Read) -> None:
    units = outline(f"1. {PROSE}[^a] {PROSE}[^a]\n2. {PROSE}\n3. {PROSE}[^a]\n\n[^a]: See the minutes.\n").units
    assert [unit.text for unit in units] == [f"{PROSE} {PROSE}", PROSE, PROSE]
    assert [[note.text for note in unit.footnotes] for unit in units] == [
        ["See the minutes."],
        [],
        ["See the minutes."],
    ]


def test_a_note_of_the_text_s_own_making_may_be_called_as_those_with_signs_are(outline: Read) -> None:
    typed = '<a id="fn1"></a><sup>1</sup> Typed. [back](#r1)'
    units = outline(
        f'1. {PROSE}\n2. {PROSE}[^a]\n3. {PROSE}<sup><a href="#fn1" id="r1">1</a></sup>\n\n{typed}\n\n[^a]: Signed.\n'
    ).units
    assert [unit.text for unit in units] == [PROSE] * 3
    assert [[note.text for note in unit.footnotes] for unit in units] == [[], ["Signed."], ["Typed."]]

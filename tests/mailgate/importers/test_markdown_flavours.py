"""What MyST and Obsidian write beyond CommonMark is no text; what looks like it in other reports is."""

from collections.abc import Callable
from pathlib import Path

import pytest

from mailgate.importers import Outline, read
from mailgate.importers.markdown_flavours import settle
from store.model import Kind

Read = Callable[[str], Outline]
PROSE = "The harbour board met on the first Monday of every month, and nobody took the minutes."
SHARES = "It hit 50%% of farms and 60%% of houses."
REST = f"1.2 {PROSE}\n\n1.3 {PROSE}\n"


@pytest.fixture
def outline(tmp_path: Path) -> Read:
    def read_text(text: str) -> Outline:
        (tmp_path / "r.md").write_text(text, encoding="utf-8")
        return read(tmp_path / "r.md")

    return read_text


def found(outline: Outline) -> list[tuple[str | None, str]]:
    return [(unit.number, unit.text) for unit in outline.units]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("See [[Witness list|the list]] and [[The gates]].", "See the list and The gates."),
        ("Nobody said so. ^p12", "Nobody said so."),
        ("Nobody said so. ^a1b2c3", "Nobody said so."),
        ("It was ==never== said. %%check%%", "It was never said."),
        ("It was never said %%check%%, or so.", "It was never said , or so."),
        ("It {--fell--}{++rose++} {~~once~>twice~~}{>>sure?<<} {==then==}.", "It rose twice then."),
        ("The H~2~O rose by ~5 cm or ~6 cm.", "The H2O rose by ~5 cm or ~6 cm."),
        ("It was <del>first</del><ins>second</ins> best.", "It was second best."),
        ("It was `<b>never</b>`{=html}`\\textbf{x}`{=latex} said.", "It was never said."),
        ("The EU was told.\n\n*[EU]: European Union", "The EU was told."),
        ("See {ref}`the gates <gates>` and {term}`sluice`.", "See the gates and sluice."),
    ],
)
def test_signs_of_a_flavour_leave_what_they_show(outline: Read, written: str, text: str) -> None:
    assert found(outline(f"1.1 {written}\n\n{REST}"))[0] == ("1.1", text)


@pytest.mark.parametrize(
    "text",
    [
        "From 3~4 to 5 ~ 6 {or so}, {++ and <<.",
        "It cost 2^10 pounds ^ or so.",
        "It rose by 5 % a year, as in [[12]].",
        "If a == b and c == d it holds.",
        SHARES,
    ],
)
def test_what_is_no_sign_stays(outline: Read, text: str) -> None:
    assert found(outline(f"1.1 {text}\n\n{REST}"))[0] == ("1.1", text)


def test_targets_comments_and_lists_of_pages_are_no_text(outline: Read) -> None:
    machinery = "(gates)=\n# The gates\n\n```{toctree}\n:maxdepth: 2\n\ngates\npumps\n```\n\n% not yet\n% checked\n\n"
    assert found(outline(f"{machinery}1.1 {PROSE}\n\n{REST}")) == [("1.1", PROSE), ("1.2", PROSE), ("1.3", PROSE)]


@pytest.mark.parametrize("sign", ["", "(shares)=\n\n"])
def test_a_table_whose_head_begins_with_a_percentage_keeps_it(outline: Read, sign: str) -> None:
    table = "% of households | 2019 | 2020\n--- | --- | ---\nflooded | 12 | 14\n"
    assert "% of households" in outline(f"{sign}1.1 {PROSE}\n\n{table}\n{REST}").units[0].text


def test_a_paragraph_that_begins_with_a_percentage_is_text(outline: Read) -> None:
    said = "% of respondents who agreed is shown in the first column, by the place where they live."
    assert [text for _, text in found(outline(f"{PROSE}\n\n{said}\n\n{PROSE}\n"))] == [PROSE, said, PROSE]
    wrapped = outline(f"(shares)=\n# Shares\n\n{PROSE}\n\n{said}\n{PROSE}\n\n{PROSE}\n")
    assert [text for _, text in found(wrapped)] == [PROSE, f"{said} {PROSE}", PROSE]


def test_a_percentage_at_the_start_of_a_wrapped_line_is_text(outline: Read) -> None:
    assert found(outline(f"1.1 The river rose by 40\n% of its height.\n\n{REST}"))[0][1].endswith(
        "by 40 % of its height."
    )


@pytest.mark.parametrize("fence", ["```", ":::", "~~~~"])
def test_the_words_of_a_directive_are_text_and_its_options_are_not(outline: Read, fence: str) -> None:
    note = f"{fence}{{admonition}} Remember\n:class: tip\n\nThe gate was open.\n{fence}\n"
    quote = "```{epigraph}\nThe gate was open.\n```\n"
    units = outline(f"{PROSE}\n\n{note}\n{PROSE}\n\n{quote}").units
    assert [(unit.kind, unit.text) for unit in units] == [
        (Kind.PARAGRAPH, PROSE),
        (Kind.PARAGRAPH, "Remember\nThe gate was open."),
        (Kind.PARAGRAPH, PROSE),
        (Kind.QUOTE, "The gate was open."),
    ]


@pytest.mark.parametrize(
    "shown",
    ["````\n```{note} Gates\n:name: gates\n```\n````", "```\n:::{note}\n:class: tip\n:::\n```", "~~~\n% why\n~~~"],
)
def test_a_directive_that_is_shown_as_code_stays_as_it_is(outline: Read, shown: str) -> None:
    code = " ".join(shown.split("\n")[1:-1])
    assert any(code in text for _, text in found(outline(f"(top)=\n\n{PROSE}\n\n{shown}\n\n{PROSE}\n")))


@pytest.mark.parametrize(
    "around",
    [
        "```\nopen = 1\n```\n\n{}\n",
        "```{{note}}\n{}\n\nOpen.\n```\n",
        "(top)=\n{}\n# Top\n",
        "{}\n```\nopen = 1\n```\n",
    ],
)
def test_a_comment_beside_code_and_other_signs_is_no_text(outline: Read, around: str) -> None:
    found = outline(f"(gates)=\n\n{PROSE}\n\n{around.format('% not yet')}\n{PROSE}\n")
    assert len(found.units) >= 2
    assert not any("not yet" in unit.text for unit in found.units)


def test_directives_that_are_closed_far_below_or_never_are_looked_at_once() -> None:
    opened = [":::{note}"] * 60_000
    assert settle(opened) == opened
    assert settle([*opened, *[":::"] * 60_000]) == [""] * 120_000


def test_letters_below_each_other_are_paragraphs(outline: Read) -> None:
    found = outline(
        "1.  The board closed:\n\n    a) the gate;\n    b) the road.\n\n2.  It rained.\n\n3.  It stopped.\n"
    )
    assert found.units[0].html == "<p>The board closed:</p><p>a) the gate;</p><p>b) the road.</p>"


@pytest.mark.parametrize(
    ("wrapped", "text"),
    [
        (
            "The wall was built in March\n1990. The board met then.",
            "The wall was built in March 1990. The board met then.",
        ),
        ("The wall was built in\n1990.", "The wall was built in 1990."),
        ("So it was said in paragraph\n1990. Nobody\nasked.", "So it was said in paragraph 1990. Nobody asked."),
    ],
)
def test_a_number_that_only_begins_a_line_is_no_item(outline: Read, wrapped: str, text: str) -> None:
    assert found(outline(f"1. {PROSE}\n\n2. {wrapped}\n\n3. {PROSE}\n")) == [("1", PROSE), ("2", text), ("3", PROSE)]


def test_items_below_each_other_are_items_though_one_is_left_out(outline: Read) -> None:
    written = "".join(f"{number}. {PROSE}\n" for number in (1, 2, 4, 5))
    assert [number for number, _ in found(outline(written))] == ["1", "2", "4", "5"]


def test_items_below_each_other_are_items_though_many_between_were_withdrawn(outline: Read) -> None:
    written = "".join(f"{number}. {PROSE}\n" for number in (1, 2, 3, 7, 8, 15, 16))
    assert found(outline(written)) == [(number, PROSE) for number in ("1", "2", "3", "7", "8", "15", "16")]


@pytest.mark.parametrize(
    "sign", ["{{< notice note >}}", "{{% /notice %}}", "{% include map.html %}", "{/* not yet */}", "{{< pagebreak >}}"]
)
def test_what_a_generator_takes_for_itself_is_no_text(outline: Read, sign: str) -> None:
    assert found(outline(f"1.1 {PROSE}\n\n{sign}\n\n{REST}"))[:2] == [("1.1", PROSE), ("1.2", PROSE)]


def test_a_role_may_stand_on_two_lines(outline: Read) -> None:
    assert (
        found(outline(f"1.1 See {{ref}}`the old\ngates\n<gates>` first.\n\n{REST}"))[0][1] == "See the old gates first."
    )


def test_fields_of_toml_are_read_as_those_of_yaml_are(outline: Read) -> None:
    read_ = outline(
        f"+++\ntitle = 'The flood'\nlang = \"de\"\n+++\n\n# One\n\n1.1 {PROSE}\n\n{REST}# Two\n\n2.1 {PROSE}\n"
    )
    assert (read_.title, read_.language, found(read_)[0]) == ("The flood", "de", ("1.1", PROSE))


@pytest.mark.parametrize("sign", ["{{< now >}}", "{% now %}", "[[now]]", "==now=="])
def test_a_sign_of_a_flavour_that_is_shown_as_code_is_text(outline: Read, sign: str) -> None:
    assert found(outline(f"The page says `{sign}` twice.\n")) == [(None, f"The page says {sign} twice.")]


def test_the_long_form_of_an_abbreviation_is_not_shown(outline: Read) -> None:
    text = "It rose to {abbr}`3.2 m (metres)` at {abbr}`LW`.\n"
    assert found(outline(text)) == [(None, "It rose to 3.2 m at LW.")]


def test_the_item_in_whose_place_contents_are_made_is_no_text(outline: Read) -> None:
    assert found(outline("* TOC\n{:toc}\n\nThe river rose.\n")) == [(None, "The river rose.")]


@pytest.mark.parametrize("fence", ["```", ":::"])
def test_the_caption_of_a_figure_is_text_and_its_options_are_not(outline: Read, fence: str) -> None:
    figure = f"{fence}{{figure}} gauge.png\n:name: fig-gauge\n:alt: The gauge\n\nThe gauge at noon.\n{fence}"
    assert [text for _, text in found(outline(f"The river rose.\n\n{figure}\n"))] == [
        "The river rose.",
        "The gauge at noon.",
    ]


@pytest.mark.parametrize(
    "table",
    [
        "```{table} Gates\n:align: left\n\n| Year | Cost |\n|---|---|\n| 1990 | 12 |\n```",
        "```{list-table} Gates\n:header-rows: 1\n\n* - Year\n  - Cost\n* - 1990\n  - 12\n```",
    ],
)
def test_tables_that_are_directives_have_rows(outline: Read, table: str) -> None:
    unit = outline(f"1.1 {PROSE}\n\n{table}\n\n{REST}").units[0]
    assert unit.text == f"{PROSE}\nGates\nYear Cost\n1990 12"
    assert "<td>1990</td>" in unit.html


def test_letters_that_count_from_the_first_begin_paragraphs(outline: Read) -> None:
    text = f"1.1 {PROSE}\n(a) the quay;\n(b) the yard,\n(i) as it was.\n\n{REST}"
    assert outline(text).units[0].text == f"{PROSE}\n(a) the quay;\n(b) the yard, (i) as it was."


def test_a_table_whose_first_column_is_called_numbers_places_paragraphs(outline: Read) -> None:
    rows = "\n".join(f"| {n} | {PROSE} |" for n in range(1, 5))
    assert found(outline(f"| No. | Text |\n|---|---|\n{rows}\n")) == [(str(n), PROSE) for n in range(1, 5)]
    years = "\n".join(f"| {n} | {PROSE} |" for n in range(1990, 1994))
    assert [unit.kind for unit in outline(f"{PROSE}\n\n| Year | Text |\n|---|---|\n{years}\n").units][-1] is Kind.TABLE


def test_a_division_ends_a_table_of_dashes(outline: Read) -> None:
    text = f"::: {{.para}}\n1.1 {PROSE}\n\nYear  Cost\n----  ----\n1990  12\n:::\n\n{REST}"
    assert outline(text).units[0].text == f"{PROSE}\nYear Cost\n1990 12"


def test_bullets_pasted_from_an_office_are_items(outline: Read) -> None:
    text = f"1.1 {PROSE}\n\n•\tThe quay.\n•\tThe yard.\n\n{REST}"
    assert outline(text).units[0].html.endswith("<ul><li>The quay.</li><li>The yard.</li></ul>")


def test_all_below_a_number_that_is_a_heading_is_its_paragraph(outline: Read) -> None:
    text = "".join(f"### Recommendation {n}\n\n{PROSE}\n\n{SHARES}\n\n" for n in range(1, 5))
    assert [unit.text.count("\n") for unit in outline(f"## The quay\n\n{text}").units] == [1] * 4


def test_a_paragraph_that_begins_with_a_year_is_no_item(outline: Read) -> None:
    text = "".join(f"{n}. {PROSE}\n\n" + f"1990. {PROSE}\n\n" * (n == 3) for n in range(1, 7))
    units = outline(text).units
    assert [unit.number for unit in units] == list("123456")
    assert units[2].text == f"{PROSE}\n1990. {PROSE}"


def test_years_that_follow_each_other_line_by_line_are_a_list(outline: Read) -> None:
    text = "".join(f"{year}. {PROSE}\n" for year in range(2015, 2019))
    assert [unit.text for unit in outline(text).units] == [PROSE] * 4


def test_lists_may_count_beyond_a_thousand(outline: Read) -> None:
    text = "".join(f"{n}. {PROSE}\n" for n in range(997, 1004))
    assert [number for number, _ in found(outline(text))] == [str(n) for n in range(997, 1004)]


def test_a_line_that_parts_the_pages_of_a_file_that_was_read_is_no_text(outline: Read) -> None:
    text = "".join(f"{n}. {PROSE}\n\n{{{n}}}{'-' * 48}\n\n" for n in (1, 2, 3))
    assert found(outline(text)) == [(str(n), PROSE) for n in (1, 2, 3)]


@pytest.mark.parametrize(
    "start", ["**{}. **", "** {}.** ", "**{}.**", "__{}.__ ", "**{}\\. **", "**Recommendation {}: **"]
)
def test_strong_numbers_may_have_a_space_on_the_wrong_side_of_their_sign(outline: Read, start: str) -> None:
    text = "".join(f"{start.format(n)}{PROSE}\n\n" for n in (1, 2, 3))
    units = outline(text).units
    assert [(unit.number or "")[-1:] for unit in units] == ["1", "2", "3"]
    assert [unit.text for unit in units] == [PROSE] * 3


def test_strong_words_that_hold_a_figure_are_what_they_were(outline: Read) -> None:
    text = "**The 4 gates** were shut. **2019** was wet. **5**th of May, **a 6 **b** c."
    html = outline(f"# R\n\n{text}\n").units[0].html
    assert html.startswith(
        "<p><strong>The 4 gates</strong> were shut. <strong>2019</strong> was wet. <strong>5</strong>th"
    )


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("```{=html}\n<p>The gate <!-- which? --> shut.</p>\n```", "\nThe gate shut."),
        ("~~~ {=latex}\n\\newpage\n~~~", ""),
        ("```{r gates, echo=FALSE}\nplot(gates)\n```", ""),
        ("```{python}\n#| label: gates\n#| echo: false\nplot(gates)\n```", ""),
        ("```{python}\n#| label: gates\nplot(gates)\n```", "\nplot(gates)"),
    ],
)
def test_code_that_the_printed_report_does_not_show_is_no_text(outline: Read, code: str, shown: str) -> None:
    assert found(outline(f"1.1 {PROSE}\n\n{code}\n\n{REST}"))[0] == ("1.1", f"{PROSE}{shown}")

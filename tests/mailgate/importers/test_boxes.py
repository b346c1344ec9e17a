"""Boxes in the text: their labels and titles are no headings, and part no paragraph."""

from collections.abc import Callable
from pathlib import Path

import pytest

from mailgate.importers import Heading, Outline, Units, read

Read = Callable[..., Outline]
PROSE = (
    "The harbour board met on the first Monday of every month, and nobody took the minutes until the spring of 2019."
)


@pytest.mark.parametrize(
    "box",
    [
        "<div class='admonition note'><p class=admonition-title>Note</p><p>{}</p></div>",
        "<div class=note><h3 class=title>Note</h3><p>{}</p></div>",
        "<div class=warning><table><tr><td rowspan=2><img src=i.png alt=W><th>Warning<tr><td><p>{}</p></table></div>",
    ],
)
def test_the_label_of_a_box_is_no_heading_and_parts_no_paragraph(outline: Read, box: str) -> None:
    pages = "".join(f"<p>{n}. {PROSE}</p>{box.format('The gate was open.') if n == 2 else ''}" for n in range(1, 5))
    found = outline(f"<body><h1>R</h1>{pages}</body>")
    assert [unit.number for unit in found.units] == ["1", "2", "3", "4"]
    assert "The gate was open." in found.units[1].text
    assert [item.text for item in found.flow if isinstance(item, Heading)] == ["R"]


@pytest.mark.parametrize("heading", ["<h2>Note</h2>", "<div class=note><h2>Note on the gates</h2></div>"])
def test_a_heading_that_is_no_label_of_a_box_is_a_heading(outline: Read, heading: str) -> None:
    found = outline(f"<body><h1>R</h1><p>1. {PROSE}</p>{heading}<p>2. {PROSE}</p><p>3. {PROSE}</p></body>")
    assert [item.text[:4] for item in found.flow if isinstance(item, Heading)] == ["Note"]


TITLED = [
    "<aside><h3>The gate</h3>{}</aside>",
    "<div class=callout><h2>The gate</h2>{}</div>",
    "<div class='case-study'><p class=case-study-title>The gate</p>{}</div>",
    "<div class=panel><div class=panelHeader><b>The gate</b></div><div class=panelContent>{}</div></div>",
    "<table><tr><td><h3>The gate</h3>{}</td></tr></table>",
    "<figure><h3>The gate</h3>{}</figure>",
    "<section class=text-box><header><h4>The gate</h4></header>{}</section>",
]
INSIDE = "<p>It was built in 1904.</p><ul><li>one</li><li>two</li></ul><h5>Repairs</h5><p>None were made.</p>"


def headings(outline: Outline) -> list[str]:
    return [item.text for item in outline.flow if isinstance(item, Heading)]


@pytest.mark.parametrize("box", TITLED)
def test_a_box_with_a_title_is_a_unit_and_the_text_behind_it_goes_on_where_it_was(outline: Read, box: str) -> None:
    boxed = box.format(INSIDE.partition("<h5>")[0])
    found = outline(
        f"<h1>R</h1><h2>The board</h2><p>1. {PROSE}</p><p>2. {PROSE}</p>{boxed}<p>So it was.</p><p>3. {PROSE}</p>"
    )
    assert headings(found)[-1] == "The board"
    assert [(unit.number, unit.text) for unit in found.units] == [
        ("1", PROSE),
        ("2", f"{PROSE}\nSo it was."),
        (None, "The gate\nIt was built in 1904.\none\ntwo"),
        ("3", PROSE),
    ]
    assert found.units[2].html.startswith("<p><strong>The gate</strong></p><p>It was")


def test_all_headings_in_an_aside_are_lines_of_it(outline: Read) -> None:
    found = outline(
        f"<h1>R</h1><h2>Board</h2><p>1. {PROSE}</p>{TITLED[0].format(INSIDE)}<p>2. {PROSE}</p><p>3. {PROSE}</p>"
    )
    assert headings(found)[-1] == "Board"
    assert found.units[1].text.endswith("two\nRepairs\nNone were made.")


def test_where_each_paragraph_is_a_unit_the_title_of_a_box_goes_with_the_first_in_it(tmp_path: Path) -> None:
    boxed = TITLED[1].format(f"<p>{PROSE}</p><p>So it was.</p>")
    (tmp_path / "r.html").write_text(f"<h1>R</h1><h2>Board</h2><p>{PROSE}</p><p>{PROSE}</p>{boxed}<p>{PROSE}</p>")
    for units, inside in (
        (Units.NUMBERED, [f"The gate\n{PROSE}\nSo it was."]),
        (Units.LISTS, [f"The gate\n{PROSE}", "So it was."]),
        (Units.PARAGRAPHS, [f"The gate\n{PROSE}", "So it was."]),
    ):
        found = read(tmp_path / "r.html", units=units)
        assert headings(found)[-1] == "Board"
        assert [unit.text for unit in found.units] == [PROSE, PROSE, *inside, PROSE]


@pytest.mark.parametrize(("behind", "expected"), [("h2", ["A", "B"]), ("h4", ["A", "The gate", "B"])])
def test_a_box_at_the_end_of_a_section_is_told_by_a_heading_of_a_higher_rank_behind_it(
    outline: Read, behind: str, expected: list[str]
) -> None:
    boxed = TITLED[4].format(f"<p>{PROSE}</p>")
    text = f"<p>{PROSE}</p><p>{PROSE}</p>"
    found = outline(f"<h1>R</h1><h2>A</h2>{text}{boxed}<{behind}>B</{behind}>{text}")
    assert headings(found)[-len(expected) :] == expected


def test_boxes_below_each_other_are_each_a_unit(outline: Read) -> None:
    boxed = "".join(TITLED[3].format("<p>It was shut.</p>") for _ in range(2))
    found = outline(f"<h1>R</h1><h2>B</h2><p>1. {PROSE}</p>{boxed}<p>So it was.</p><p>2. {PROSE}</p><p>3. {PROSE}</p>")
    assert [unit.text for unit in found.units] == [
        f"{PROSE}\nSo it was.",
        *["The gate\nIt was shut."] * 2,
        PROSE,
        PROSE,
    ]


@pytest.mark.parametrize("name", ["panel", "card", "text-box"])
def test_panels_around_each_section_are_no_boxes_in_the_text(outline: Read, name: str) -> None:
    sections = "".join(f"<div class={name}><h2>Part {part}</h2><p>{PROSE}</p><p>{PROSE}</p></div>" for part in "XYZ")
    assert headings(outline(f"<h1>R</h1>{sections}<p>{PROSE}</p>")) == ["Part X", "Part Y", "Part Z"]


def test_the_title_of_a_box_around_numbered_paragraphs_is_a_heading(outline: Read) -> None:
    found = outline(f"<h1>R</h1><p>1. {PROSE}</p><aside><h2>Gates</h2><p>2. {PROSE}</p></aside><p>3. {PROSE}</p>")
    assert "Gates" in headings(found)


def test_the_first_words_of_a_chapter_in_a_panel_with_its_heading_are_no_box(outline: Read) -> None:
    hero = "<div class=hero-panel><h1>Report on gates</h1><p>By the board.</p></div>"
    chapters = "".join(f"<div class=intro-box><h2>Part {n}</h2><p>{PROSE}</p></div><p>{PROSE}</p>" for n in "XY")
    assert headings(outline(f"{hero}{chapters}"))[-2:] == ["Part X", "Part Y"]
    numbered = "".join(f"<p>{n}. {PROSE}</p>" for n in (1, 2, 3))
    assert outline(f"{hero}{numbered}").units[0].text == "By the board."

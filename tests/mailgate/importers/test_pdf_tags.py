"""The tags of a PDF say what its parts are, where they can be trusted; where not, they change nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest

from mailgate.importers import Heading, read
from store.model import Kind
from tests.mailgate.importers.tagged import Pages, Part, Tag

FIRST = (
    "1. The council opened the sluice at Marrow Bridge before the gauge had",
    "reached the mark in the plan. It found:",
)
SECOND = ("2. Two of the witnesses remembered a telephone call, and neither could", "say who had made it.")
THIRD = ("3. The pumps had been serviced on 3 March, twelve days after the date", "in the contract with the makers.")


def report() -> tuple[Pages, dict[str, Part]]:
    """A page whose list and second heading look like plain text."""
    pages = Pages()
    parts = {
        "title": pages.text(60, 790, "The flood at Marrow", size=18),
        "head": pages.text(60, 750, "What happened"),
        "first": pages.text(60, 720, *FIRST),
        "a": pages.text(60, 692, "(a)"),
        "item a": pages.text(80, 692, "no plan; and"),
        "b": pages.text(60, 678, "(b)"),
        "item b": pages.text(80, 678, "no pumps."),
        "second": pages.text(60, 650, *SECOND),
        "third": pages.text(60, 615, *THIRD),
    }
    pages.printed(500, 40, "7")
    return pages, parts


def well_tagged(parts: dict[str, Part]) -> list[Tag]:
    def item(name: str) -> Tag:
        return Tag("LI", [Tag("Lbl", [parts[name]]), Tag("LBody", [Tag("P", [parts[f"item {name}"]])])])

    return [
        Tag("H1", [parts["title"]]),
        Tag("H2", [parts["head"]]),
        Tag("P", [parts["first"]]),
        Tag("L", [item("a"), item("b")]),
        Tag("P", [parts["second"]]),
        Tag("P", [Tag("Span", [parts["third"]])]),
    ]


def test_headings_and_lists_are_what_the_tags_say(tmp_path: Path) -> None:
    pages, parts = report()
    pages.tags = well_tagged(parts)
    found = read(pages.save(tmp_path / "m.pdf"))
    assert [item.text for item in found.flow if isinstance(item, Heading)] == ["What happened"]
    first, second, third = found.units
    assert (first.number, first.text.split("\n")[1:]) == ("1", ["no plan; and", "no pumps."])
    assert '<ol type="a"><li>no plan; and</li><li>no pumps.</li></ol>' in first.html
    assert (second.number, third.number) == ("2", "3")
    assert found.share == 1.0


BROKEN: dict[str, Callable[[dict[str, Part]], list[Tag]]] = {
    "one for all": lambda parts: [Tag("P", list(parts.values()))],
    "backwards": lambda parts: [Tag("P", [part]) for part in reversed(parts.values())],
    "for half of the text": lambda parts: [Tag("P", [parts[name]]) for name in ("title", "first", "second")],
    "none at all": lambda _: [],
}


@pytest.mark.parametrize("name", BROKEN)
def test_tags_that_cannot_be_trusted_change_nothing(tmp_path: Path, name: str) -> None:
    pages, parts = report()
    plain = read(pages.save(tmp_path / "plain.pdf"))
    pages.tags = BROKEN[name](parts)
    assert pages.tags or name == "none at all"
    found = read(pages.save(tmp_path / "m.pdf"))
    assert [(unit.number, unit.text) for unit in found.units] == [(unit.number, unit.text) for unit in plain.units]


def test_a_tag_for_each_line_does_not_part_paragraphs(tmp_path: Path) -> None:
    pages = Pages()
    tops = range(760, 200, -60)
    lines = (*SECOND, *THIRD)
    parts = [
        pages.text(60, top - 14 * at, f"{place}{line[1:]}" if at == 0 else line)
        for place, top in enumerate(tops, 1)
        for at, line in enumerate(lines[:2])
    ]
    pages.tags = [Tag("P", [part]) for part in parts]
    found = read(pages.save(tmp_path / "m.pdf"))
    assert [unit.text for unit in found.units] == [" ".join((SECOND[0][3:], SECOND[1]))] * len(tops)


def test_what_is_in_no_tag_is_not_lost(tmp_path: Path) -> None:
    pages, parts = report()
    pages.tags = well_tagged(parts)
    pages.text(60, 560, "Noon.")
    found = read(pages.save(tmp_path / "m.pdf"))
    assert found.units[-1].text.endswith("with the makers.\nNoon.")


def test_dots_that_lead_to_pages_are_no_paragraphs_where_no_tag_holds_them(tmp_path: Path) -> None:
    pages, parts = report()
    tags = well_tagged(parts)
    for place, title in enumerate(("The sluice", "The telephone", "The pumps", "The makers")):
        y = 560 - 14 * place
        tags.append(Tag("P", [pages.text(60, y, title), pages.text(400, y, str(place + 2))]))
        pages.printed(150, y, ". " * 40)
    pages.tags = tags
    found = read(pages.save(tmp_path / "m.pdf"))
    assert ". ." not in "".join(unit.text for unit in found.units)


def test_a_note_is_tied_to_its_mark_however_far_it_is(tmp_path: Path) -> None:
    pages, parts = report()
    pages.count = 4
    mark = pages.text(180, 605, "1", size=6.5)
    parts["more 1"] = pages.text(60, 760, f"4{FIRST[0][1:]}", FIRST[1], page=1)
    parts["more 2"] = pages.text(60, 700, f"5{SECOND[0][1:]}", SECOND[1], page=2)
    label = pages.text(60, 640, "1", page=3, size=6.5)
    note = pages.text(68, 637, "Evidence of a witness, day 3.", page=3, size=9)
    tags = well_tagged(parts)
    tags[-1].inside.append(Tag("Reference", [mark]))
    pages.tags = [*tags, *(Tag("P", [parts[f"more {page}"]]) for page in (1, 2))]
    pages.tags.append(Tag("Note", [Tag("Lbl", [label]), Tag("P", [note])]))
    found = read(pages.save(tmp_path / "m.pdf"))
    assert [(unit.number, [(each.mark, each.text) for each in unit.footnotes]) for unit in found.units][2:4] == [
        ("3", [("1", "Evidence of a witness, day 3.")]),
        ("4", []),
    ]


def test_a_table_and_its_cells_are_what_the_tags_say(tmp_path: Path) -> None:
    pages, parts = report()
    rows = (("Year", "Cost"), ("2001", "12.5"))
    cells = [
        [Tag("TH" if not down else "TD", [pages.text(60 + 90 * across, 560 - 14 * down, cell)])
         for across, cell in enumerate(row)]
        for down, row in enumerate(rows)
    ]  # fmt: skip
    pages.tags = [*well_tagged(parts), Tag("Table", [Tag("TR", list(row)) for row in cells])]
    unit = read(pages.save(tmp_path / "m.pdf")).units[-1]
    assert unit.number == "3"
    assert unit.kind is Kind.PARAGRAPH
    assert "<td>2001</td><td>12.5</td>" in unit.html


def test_a_paragraph_whose_tag_begins_anew_on_the_next_page_is_whole(tmp_path: Path) -> None:
    pages = Pages(count=2)
    top = [pages.text(60, 760 - 40 * at, f"{at + 1}{SECOND[0][1:]}", SECOND[1]) for at in range(8)]
    half = pages.text(60, 440, "9. The pumps had been serviced on 3 March, twelve days after the date in")
    rest = pages.text(60, 760, "the contract with the makers of the pumps and of the sluice at Marrow", page=1)
    last = pages.text(60, 730, f"10{SECOND[0][1:]}", SECOND[1], page=1)
    pages.tags = [Tag("P", [part]) for part in (*top, half, rest, last)]
    found = read(pages.save(tmp_path / "m.pdf"))
    assert found.units[8].text.endswith(
        "the date in the contract with the makers of the pumps and of the sluice at Marrow"
    )
    assert [unit.number for unit in found.units] == [str(number) for number in range(1, 11)]


@pytest.mark.parametrize("trusted", [True, False])
def test_a_picture_says_what_its_tag_says_that_it_shows(tmp_path: Path, trusted: bool) -> None:
    pages, parts = report()
    figure = Tag("Figure", [pages.picture(60, 450)], alt="The gauge at noon")
    pages.tags = [*(well_tagged(parts) if trusted else []), figure]
    found = read(pages.save(tmp_path / "m.pdf"))
    assert 'alt="The gauge at noon"' in found.units[-1].html


NUMBERED = ("The council opened the sluice at Marrow Bridge before the gauge had", "reached the mark in the plan.")


def test_a_number_with_a_tag_of_its_own_is_that_of_the_paragraph_beside_it(tmp_path: Path) -> None:
    pages = Pages()
    for place in range(1, 7):
        number = pages.text(60, 801.8 - 60 * place, str(place), size=8)
        text = pages.text(100, 800 - 60 * place, *NUMBERED)
        pages.tags += [Tag("P", [number]), Tag("P", [text])]
    pages.save(tmp_path / "report.pdf")
    units = read(tmp_path / "report.pdf").units
    assert [unit.number for unit in units] == ["1", "2", "3", "4", "5", "6"]
    assert {unit.text for unit in units} == {" ".join(NUMBERED)}


def test_a_table_that_sets_numbers_beside_paragraphs_is_no_table(tmp_path: Path) -> None:
    pages = Pages()
    for place in range(1, 7):
        number = pages.text(60, 800 - 60 * place, f"{place}.")
        text = pages.text(100, 800 - 60 * place, *NUMBERED)
        cells = [Tag("TD", [Tag("P", [part])]) for part in (number, text)]
        pages.tags.append(Tag("Table", [Tag("TR", list(cells))]))
    pages.save(tmp_path / "report.pdf")
    units = read(tmp_path / "report.pdf").units
    assert [(unit.number, unit.kind) for unit in units] == [(str(place), Kind.PARAGRAPH) for place in range(1, 7)]


def test_tags_that_part_lines_are_not_trusted(tmp_path: Path) -> None:
    """As of pages whose marks float beside their items: each is a paragraph of its own."""
    pages, parts = report()
    plain = read(pages.save(tmp_path / "plain.pdf"))
    pages.tags = [Tag("P", [part]) for part in parts.values()]
    tagged = read(pages.save(tmp_path / "tagged.pdf"))
    assert [unit.text for unit in tagged.units] == [unit.text for unit in plain.units]


def test_groups_of_words_in_a_quote_are_one_paragraph(tmp_path: Path) -> None:
    pages, parts = report()
    rest = pages.text(240, 601, "she said, and left.")
    tags = well_tagged(parts)
    tags[-1] = Tag("BlockQuote", [Tag("NonStruct", [parts["third"]]), Tag("NonStruct", [rest])])
    pages.tags = tags
    found = read(pages.save(tmp_path / "m.pdf"))
    assert found.units[-1].html.count("<p>") == found.units[-1].html.count("<blockquote>") == 1
    assert found.units[-1].text.endswith("with the makers. she said, and left.")


def test_headings_are_told_by_their_looks_where_tags_call_nothing_a_heading(tmp_path: Path) -> None:
    pages = Pages()
    heads = [pages.text(60, 780 - 160 * at, head, size=16) for at, head in enumerate(("The sluice", "The pumps"))]
    texts = [pages.text(60, 750 - 160 * at, *rows) for at, rows in enumerate((FIRST, SECOND))]
    third = pages.text(60, 550, *THIRD)
    order = [heads[0], texts[0], heads[1], texts[1], third]
    pages.tags = [Tag("P", [part]) for part in order]
    found = read(pages.save(tmp_path / "m.pdf"))
    assert [item.text if isinstance(item, Heading) else item.number for item in found.flow] == [
        "The sluice",
        "1",
        "The pumps",
        "2",
        "3",
    ]


def test_the_head_of_a_table_that_is_printed_again_on_the_next_page_is_said_once(tmp_path: Path) -> None:
    pages = Pages(2)
    text = pages.text(60, 790, *FIRST)
    words = (("Year", "Pumps"), ("1998", "12"), ("1999", "14"))
    cells = [
        [
            pages.text(60 + 90 * at, 700 - 20 * row if row < 2 else 760, word, page=row // 2)
            for at, word in enumerate(each)
        ]
        for row, each in enumerate(words)
    ]
    again = [pages.text(60 + 90 * at, 780, word, page=1) for at, word in enumerate(words[0])]
    head = Tag("TR", [Tag("TH", [one, other]) for one, other in zip(cells[0], again, strict=True)])
    rows = [head, *(Tag("TR", [Tag("TD", [cell]) for cell in row]) for row in cells[1:])]
    rest = [pages.text(60, 700 - 60 * at, *each, page=1) for at, each in enumerate((SECOND, THIRD))]
    pages.tags = [Tag("P", [text]), Tag("Table", rows), *(Tag("P", [part]) for part in rest)]
    found = read(pages.save(tmp_path / "m.pdf"))
    assert found.units[0].text.split("\n")[1:] == ["Year Pumps", "1998 12", "1999 14"]
    assert found.share == 1.0

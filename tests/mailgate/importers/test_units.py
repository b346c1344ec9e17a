"""What people comment on can be chosen."""

from pathlib import Path

import pytest

from mailgate.importers import ImportRefusedError, Units, manuscript, read

PROSE = "The harbour board met on the first Monday of every month, and nobody took the minutes."
REPORT = (
    f"<title>R</title><h1>R</h1><p>1. {PROSE}</p><ul><li>One.</li><li>Two.</li></ul><p>2. {PROSE}</p><p>After.</p>"
    f"<h2>S</h2><div class='unit'><p>3. {PROSE}</p><blockquote><p>Said.</p><p>Again.</p></blockquote></div>"
    f"<p data-unit>4. {PROSE}</p><p>Last.</p>"
)


@pytest.mark.parametrize(
    ("units", "wanted"),
    [
        (Units.NUMBERED, [f"{PROSE}\nOne.\nTwo.", f"{PROSE}\nAfter.", f"{PROSE}\nSaid.\nAgain.", f"{PROSE}\nLast."]),
        (Units.LISTS, [PROSE, "One.\nTwo.", PROSE, "After.", PROSE, "Said.\nAgain.", PROSE, "Last."]),
        (Units.PARAGRAPHS, [PROSE, "One.", "Two.", PROSE, "After.", PROSE, "Said.", "Again.", PROSE, "Last."]),
        (Units.MARKED, [f"{PROSE}\nOne.\nTwo.\n2. {PROSE}\nAfter.", f"{PROSE}\nSaid.\nAgain.", f"{PROSE}\nLast."]),
    ],
)
def test_each_choice_gives_its_units(tmp_path: Path, units: Units, wanted: list[str]) -> None:
    (tmp_path / "r.html").write_text(REPORT, encoding="utf-8")
    found = read(tmp_path / "r.html", units=units)
    assert [unit.text for unit in found.units] == wanted


def test_the_choice_is_kept_in_the_manuscript() -> None:
    front = "---\nmanuscript: 1\ntitle: R\nunits: paragraphs\n---\n"
    assert manuscript.units_of(front) is Units.PARAGRAPHS
    assert manuscript.units_of("---\nmanuscript: 1\nunits: pages\n---\n") is Units.NUMBERED
    assert manuscript.units_of("no manuscript") is Units.NUMBERED


def test_marked_units_of_a_report_that_marks_none_are_refused(tmp_path: Path) -> None:
    (tmp_path / "r.html").write_text(f"<h1>Report</h1><p>1. {PROSE}</p><p>2. {PROSE}</p><p>3. {PROSE}</p>")
    with pytest.raises(ImportRefusedError, match="nothing is marked as a unit"):
        read(tmp_path / "r.html", units=Units.MARKED)


@pytest.mark.parametrize("units", [Units.NUMBERED, Units.LISTS, Units.PARAGRAPHS])
def test_a_number_alone_in_a_line_belongs_to_the_words_below_it(tmp_path: Path, units: Units) -> None:
    boxes = "".join(
        f"<p>{PROSE}</p><div><p>Recommendation {place}</p><p>Clerk {place} should take the minutes.</p></div>"
        for place in (1, 2, 3)
    )
    (tmp_path / "r.html").write_text(f"<h1>R</h1>{boxes}<p>{PROSE}</p>", encoding="utf-8")
    found = read(tmp_path / "r.html", units=units)
    assert [(unit.number, unit.text) for unit in found.units if unit.number] == [
        (f"Recommendation {place}", f"Clerk {place} should take the minutes.") for place in (1, 2, 3)
    ]


def test_the_source_of_a_table_is_part_of_it_and_a_caption_none_of_the_quote_before(tmp_path: Path) -> None:
    table = "| Year | Calls |\n|---|---|\n| 2019 | 14 |\n| 2020 | 17 |"
    said = f"> {PROSE}\n\n“They never did,” she said.\n\n> {PROSE}\n\nTable 1: Calls at night\n\n{table}\n\n"
    (tmp_path / "r.md").write_text(f"# R\n\n{PROSE}\n\n{said}Source: the board, 2021.\n\n{PROSE}\n", encoding="utf-8")
    assert [unit.text for unit in read(tmp_path / "r.md").units] == [
        PROSE,
        PROSE,
        "“They never did,” she said.",
        PROSE,
        "Table 1: Calls at night\nYear Calls\n2019 14\n2020 17\nSource: the board, 2021.",
        PROSE,
    ]

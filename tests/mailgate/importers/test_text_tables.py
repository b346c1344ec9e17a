"""Tables that a plain text draws with bars."""

from pathlib import Path

import pytest

from mailgate.importers import read

GRID = """
+-------+------------+
| Year  | What it    |
|       | cost       |
+=======+============+
| 2011  | 4,000, as  |
| twice | was said   |
+-------+------------+
| 2012  | 5,000      |
+-------+------------+
"""
LINES = """
+------+-------------+
| Year | Cost        |
+------+-------------+
| 2011 | 4,000       |
| 2012 | 5,000 or    |
|      | more        |
+------+-------------+
"""
BARS = """
| Year | Cost |
|-----:|:-----|
| 2011 | 4,000 |
| 2012 | |
"""


@pytest.mark.parametrize(
    ("drawn", "text"),
    [
        (GRID, "Year What it cost\n2011 twice 4,000, as was said\n2012 5,000"),
        (LINES, "Year Cost\n2011 4,000\n2012 5,000 or more"),
        (BARS, "Year Cost\n2011 4,000\n2012"),
    ],
)
@pytest.mark.parametrize("room", ["\n", ""])
def test_a_table_that_is_drawn_is_one(tmp_path: Path, drawn: str, text: str, room: str) -> None:
    said = "The board met on the first Monday of every month, and spent:"
    paras = "\n\n".join(f"{n}. {said}{room}{drawn}{room}Nobody was told." for n in range(1, 5))
    (tmp_path / "r.txt").write_text(paras)
    units = read(tmp_path / "r.txt").units
    assert [(unit.number, unit.text) for unit in units] == [
        (str(n), f"{said}\n{text}\nNobody was told.") for n in range(1, 5)
    ]
    assert units[0].html.count("<table>") == 1


def test_one_line_with_bars_is_text(tmp_path: Path) -> None:
    said = "It is written |a| or |b| in the log, and nobody could tell the two apart."
    (tmp_path / "r.txt").write_text("\n\n".join(f"{n}. {said}\n\n|a| and |b|" for n in range(1, 5)))
    assert {unit.text for unit in read(tmp_path / "r.txt").units} == {f"{said}\n|a| and |b|"}

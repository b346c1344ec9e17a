"""Three spaces set a list in below `10.` as they do below `9.`."""

from pathlib import Path

import pytest

from mailgate.importers import read

SAID = "The board met on the first Monday of every month, and nobody took the minutes."


def found(tmp_path: Path, text: str) -> list[tuple[str | None, str]]:
    (tmp_path / "r.md").write_text(text, encoding="utf-8")
    return [(unit.number, unit.text) for unit in read(tmp_path / "r.md").units]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("room", ["  ", "   ", "    "])
def test_a_list_in_an_item_of_two_figures_is_in_it(tmp_path: Path, gap: str, room: str) -> None:
    items = f"{room}1. the gate,{gap}{room}   and its key\n{room}2. the weir{gap}{room}> Shut."
    text = gap.join(f"{n}. {SAID}{gap}{items}" if n in {8, 11} else f"{n}. {SAID}" for n in range(1, 15))
    units = found(tmp_path, text)
    assert [number for number, _ in units] == [str(n) for n in range(1, 15)]
    assert units[10][1].split() == [*SAID.split(), "the", "gate,", "and", "its", "key", "the", "weir", "Shut."]


def test_items_that_stand_a_little_further_in_than_those_before_are_what_they_were(tmp_path: Path) -> None:
    text = "\n".join(f"{' ' * (n % 4)}{n}. {SAID}" for n in range(1, 15))
    assert found(tmp_path, text) == [(str(n), SAID) for n in range(1, 15)]


def test_what_stands_below_the_list_goes_on(tmp_path: Path) -> None:
    head = "\n".join(f"{n}. {SAID}" for n in range(1, 11))
    units = found(tmp_path, f"{head}\n   1. the gate\n\nBoth were shut.\n\n11. {SAID}\n   1. the weir\n12. {SAID}\n")
    assert units[9:] == [
        ("10", f"{SAID}\nthe gate\nBoth were shut."),
        ("11", f"{SAID}\nthe weir"),
        ("12", SAID),
    ]

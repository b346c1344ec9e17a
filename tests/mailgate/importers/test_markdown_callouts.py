"""Call-outs of Obsidian: with a title each is a unit, as boxes are."""

from pathlib import Path

import pytest

from mailgate.importers import Heading, read

PROSE = "The harbour board met on the first Monday of every month, and nobody took the minutes until the spring."


@pytest.mark.parametrize("sign", ["[!info]", "[!example]-", "[!my-box]+"])
def test_a_callout_with_a_title_is_a_unit_and_one_without_belongs_to_the_paragraph_above(
    tmp_path: Path, sign: str
) -> None:
    box = f"> {sign} The *old* gate\n> It was shut.\n>\n> - one\n\n"
    rest = "".join(f"1.{number} {PROSE}\n\n" for number in (3, 4))
    text = f"# Marrow\n\n## Gates\n\n1.1 {PROSE}\n\n{box}1.2 {PROSE}\n\n> {sign}\n> It was open.\n\n{rest}"
    (tmp_path / "r.md").write_text(text, encoding="utf-8")
    found = read(tmp_path / "r.md")
    assert [(unit.number, unit.text) for unit in found.units[:3]] == [
        ("1.1", PROSE),
        (None, "The old gate\nIt was shut.\none"),
        ("1.2", f"{PROSE}\nIt was open."),
    ]
    assert [item.text for item in found.flow if isinstance(item, Heading)] == ["Gates"]


def test_a_callout_in_code_is_code_and_one_over_nothing_is_a_quote(tmp_path: Path) -> None:
    text = f"{PROSE}\n\n```\n> [!info] Gates\n> shut\n\n```\n\n{PROSE}\n\n> [!info] Gates\n\n{PROSE}\n"
    (tmp_path / "r.md").write_text(text, encoding="utf-8")
    texts = [unit.text for unit in read(tmp_path / "r.md").units]
    assert texts == [PROSE, "> [!info] Gates > shut", PROSE, "Gates", PROSE]

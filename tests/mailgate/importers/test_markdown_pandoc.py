"""Markdown as pandoc writes it from a page of HTML: places, styles and ends of lines are none of the text."""

from pathlib import Path

import pytest

from mailgate.importers import read

PROSE = "The harbour board met on the first Monday of every month, and nobody took the minutes until the spring."


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("[[The minutes]{.cmtt-12}](https://minutes.example/){.url}", ["The minutes"]),
        ("[]{#x1-156000vii.}The clerk was asked.", ["The clerk was asked."]),
        ("The clerk[]{.index} was asked.", ["The clerk was asked."]),
        ("\\", []),
        ("In code `[]{#a.}` stays.", ["In code []{#a.} stays."]),
    ],
)
def test_signs_of_places_and_styles_are_none_of_the_text(tmp_path: Path, line: str, said: list[str]) -> None:
    (tmp_path / "r.md").write_text(f"# R\n\n{PROSE}\n\n{line}\n\n{PROSE}\n", encoding="utf-8")
    assert [unit.text for unit in read(tmp_path / "r.md").units] == [PROSE, *said, PROSE]

"""Headings with a number over a line: items of a list to CommonMark, headings to the first Markdown."""

from pathlib import Path

import pytest

from mailgate.importers import Heading, read

PROSE = (
    "The harbour board met on the first Monday of every month, and nobody took the minutes until the spring of 2019."
)


@pytest.mark.parametrize("line", ["===", "=========", "---"])
def test_a_numbered_line_that_is_underlined_is_a_heading(tmp_path: Path, line: str) -> None:
    parts = [f"{n}. The gates\n{line}\n\n1.  {PROSE}\n\n2.  {PROSE}\n" for n in (1, 2)]
    (tmp_path / "r.md").write_text("\n".join(parts))
    found = read(tmp_path / "r.md")
    assert [(unit.number, unit.text) for unit in found.units] == [(n, PROSE) for n in ("1", "2", "1", "2")]
    assert [item.text for item in found.flow if isinstance(item, Heading)] == ["1. The gates", "2. The gates"]


@pytest.mark.parametrize("below", ["2. The gates were shut.\n---", "```\n\n2. The gates\n===\n```"])
def test_a_sentence_over_a_line_and_what_is_code_are_none(tmp_path: Path, below: str) -> None:
    (tmp_path / "r.md").write_text(f"# R\n\n1. {PROSE}\n\n{below}\n\n3. {PROSE}\n\n4. {PROSE}\n")
    assert [item.text for item in read(tmp_path / "r.md").flow if isinstance(item, Heading)] in ([], ["R"])

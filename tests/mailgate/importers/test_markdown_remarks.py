"""What authors wrote for themselves into a Markdown report, by the signs that generators of sites have for it."""

from pathlib import Path

import pytest

from mailgate.importers import Outline, read

PROSE = (
    "The harbour board met on the first Monday of every month, and nobody took the minutes until the spring of 2019."
)
REMARKS = [
    ("{% comment %}", "{% endcomment %}"),
    ("{%- comment -%}", "{%- endcomment -%}"),
    ("{::comment}", "{:/comment}"),
    ("{::comment}", "{:/}"),
    ("{{< comment >}}", "{{< /comment >}}"),
    ("{{/*", "*/}}"),
    ("{/*", "*/}"),
]


def outline(path: Path, text: str) -> Outline:
    (path / "r.md").write_text(text, encoding="utf-8")
    return read(path / "r.md")


@pytest.mark.parametrize(("begin", "end"), REMARKS)
def test_what_authors_wrote_for_themselves_is_no_text(tmp_path: Path, begin: str, end: str) -> None:
    alone = f"{begin}\nNot to be\n\npublished.\n{end}\n\n"
    within = f"{PROSE} {begin} Not this. {end} So it was."
    code = f"```\n{begin}\nis a sign\n{end}\n```\n"
    read_ = outline(tmp_path, f"{PROSE}\n\n{alone}{within}\n\n{code}\n{PROSE}\n")
    assert [unit.text for unit in read_.units] == [PROSE, f"{PROSE} So it was.", f"{begin} is a sign {end}", PROSE]
    assert read_.units[1].source.endswith(", line 9")


@pytest.mark.parametrize(("begin", "end"), REMARKS)
def test_a_remark_that_does_not_end_is_text(tmp_path: Path, begin: str, end: str) -> None:
    assert len(outline(tmp_path, f"{end} {PROSE}\n\n{begin} {PROSE}\n\n{PROSE}\n").units) == 3

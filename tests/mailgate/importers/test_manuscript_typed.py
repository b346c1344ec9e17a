"""What an operator types in a manuscript: understood where it can only be meant so, and else refused with its line."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from mailgate.cli import main
from mailgate.importers import ImportRefusedError, document, read
from mailgate.importers.doubts import doubts
from store.model import Footnote

GOOD = """---
manuscript: 1
title: The weir
language: en
units: numbered
---

# What happened

::: 1
It rose.[^1]

[^1]: Letter,
of the council.

::: 2 [list]
- one
- two

::: 3
The sums:

```html
<table><tbody><tr><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></tbody></table>
```

In pounds.
"""


def units_of(tmp_path: Path, text: str, encoding: str = "utf-8") -> list[tuple[object, ...]]:
    (tmp_path / "weir.md").write_bytes(text.encode(encoding))
    return [(unit.number, unit.kind, unit.html, unit.footnotes) for unit in read(tmp_path / "weir.md").units]


def test_a_note_may_take_lines_and_words_may_stand_around_a_table(tmp_path: Path) -> None:
    first, _, third = units_of(tmp_path, GOOD)
    assert first[3] == (Footnote(mark="1", text="Letter, of the council."),)
    table = "<table><tbody><tr><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></tbody></table>"
    assert third[2] == f"<p>The sums:</p>{table}<p>In pounds.</p>"


@pytest.mark.parametrize(
    ("end", "encoding"),
    [("\r\n", "utf-8"), ("\r", "utf-8"), ("\n", "utf-8-sig"), ("\r\n", "utf-16"), ("\n", "utf-16-le")],
)
def test_whatever_system_a_manuscript_was_saved_on_it_is_the_same(tmp_path: Path, end: str, encoding: str) -> None:
    assert units_of(tmp_path, GOOD.replace("\n", end), encoding) == units_of(tmp_path, GOOD)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("::: 2 [list]", ":::2 [List]  "),
        ("::: 2 [list]", "  ::: 2 [list]"),
        ("---\n\n#", "--- \n\n#"),
        ("title: The", "title:The"),
        ("::: 2 [list]", "::: 2. [list]"),
        ("::: 2 [list]", "::: (2) [list]"),
        ("# What happened", "# What happened #"),
        ("[^1]: Letter", "  [^1] : Letter"),
        ("::: 3\n", "  ?? See the map\n::: 3\n"),
    ],
)
def test_how_a_marker_is_typed_does_not_matter(tmp_path: Path, typed: str, meant: str) -> None:
    assert units_of(tmp_path, GOOD.replace(typed, meant)) == units_of(tmp_path, GOOD)


@pytest.mark.parametrize(
    ("text", "edited", "said"),
    [
        ("::: 2 [list]", "::: 2 [poem]", "line 16: `[poem]` is none of paragraph, list, quote, table, figure"),
        ("::: 2 [list]", ":::: 2", "line 16: not `::: NUMBER [kind] · page 3`, with – for no number"),
        ("::: 2 [list]", "::: 2 [list] and so on", "line 16: not `::: NUMBER"),
        ("::: 2 [list]", "::: 2 The river rose.", "line 16: is too long for a number; the text begins"),
        ("# What happened", "#What happened", "line 8: a section is `# Heading`; for a text that begins so write "),
        ("# What happened", "#", "line 8: a section has no heading"),
        ("# What", "::: 0\nx\n\nWhat\n---\n::: 1\n", "line 12: a section is `# Heading`; words above a line of -"),
        ("::: 2 [list]", ":: 2", "line 16: a paragraph begins with `::: NUMBER`; for a text that begins so write"),
        ("::: 2 [list]", "> ::: 2", "line 16: a paragraph begins with `::: NUMBER`"),
        ("::: 2 [list]", "**::: 2**", "line 16: a paragraph begins with `::: NUMBER`"),
        ("::: 2 [list]", "::: 2 list", "line 16: `2 list` is no number; a kind is `[list]`, – no number"),
        ("::: 2 [list]", "::: none", "line 16: `none` is no number"),
        ("::: 2 [list]", "::: **2**", "line 16: `**2**` is no number"),
        ("[^1]: Letter", "[1]: Letter", "line 13: a note is `[^3]: text`; for a text that begins so write"),
        ("language: en", "language: English", "line 4: a language is a code, as en or pt-BR"),
        ("</table>\n```", "</table>", "line 23: what begins here with ``` is not ended by a line ```"),
        ("manuscript: 1\n", "manuscript: 2\n", "line 1: this version reads `manuscript: 1`"),
        ("manuscript: 1\n", "", "line 1: this version reads `manuscript: 1`"),
        ("---\nmanuscript: 1\n", "", "line 1: a manuscript begins with the lines `---`, `manuscript: 1`"),
        ("units: numbered\n---\n", "units: numbered\n", "line 7: is none of manuscript, title, language"),
        ("language: en", "language: en\nlanguage: cy", "line 5: says `language` a second time"),
        ("language: en", "langauge: en", "line 4: is none of manuscript, title"),
        ("units: numbered", "units: all", "line 5: units are numbered, lists, paragraphs, marked"),
    ],
)  # fmt: skip
def test_what_cannot_be_understood_is_refused_with_its_line(tmp_path: Path, text: str, edited: str, said: str) -> None:
    assert text in GOOD
    with pytest.raises(ImportRefusedError, match=re.escape(f"weir.md, {said}")):
        units_of(tmp_path, GOOD.replace(text, edited, 1))


@pytest.mark.parametrize("deep", ["```html\n" + "<div>" * 5_000 + "\n```", ">" * 5_000 + " deep"])
def test_what_nests_too_deep_is_refused_with_the_line_of_its_paragraph(tmp_path: Path, deep: str) -> None:
    with pytest.raises(ImportRefusedError, match=r"weir\.md, line 16: nested deeper"):
        units_of(tmp_path, GOOD.replace("- one\n- two\n", f"{deep}\n"))


def test_what_share_of_a_manuscript_is_in_the_document_is_not_counted_and_not_said(tmp_path: Path) -> None:
    (tmp_path / "weir.md").write_text(GOOD, encoding="utf-8")
    said = CliRunner().invoke(main, ["import", "--dry-run", str(tmp_path / "weir.md")])
    assert said.exit_code == 0
    assert "letters are in the document" not in said.stderr


def test_units_cannot_be_chosen_for_a_manuscript(tmp_path: Path) -> None:
    (tmp_path / "weir.md").write_text(GOOD, encoding="utf-8")
    refused = CliRunner().invoke(main, ["import", "--dry-run", "--units", "lists", str(tmp_path / "weir.md")])
    assert refused.exit_code == 1
    assert "weir.md: a manuscript says by its lines ::: what the units are" in refused.stderr


def test_a_mark_whose_note_was_deleted_is_a_doubt(tmp_path: Path) -> None:
    (tmp_path / "weir.md").write_text(GOOD.replace("[^1]: Letter,\nof the council.\n", ""), encoding="utf-8")
    assert doubts(document.document_of(read(tmp_path / "weir.md"), "weir").paragraphs) == {
        0: ["its note 1 has no text"]
    }


@pytest.mark.parametrize("typed", ["::: 3 page 4", "::: 3, page 4", "::: 3 - p. 4", "::: 3 · Pages 4"])
def test_how_a_page_is_typed_does_not_matter(tmp_path: Path, typed: str) -> None:
    (tmp_path / "weir.md").write_text(GOOD.replace("::: 3", typed), encoding="utf-8")
    unit = read(tmp_path / "weir.md").units[2]
    assert (unit.number, unit.pages) == ("3", ("4",))


@pytest.mark.parametrize("number", ["iv", "A", "aa", "12 bis", "Article 5(2)", "Recommendation 3", "第三"])
def test_numbers_of_any_kind_stay_as_they_are(tmp_path: Path, number: str) -> None:
    assert units_of(tmp_path, GOOD.replace("::: 2 [list]", f"::: {number} [list]"))[1][0] == number


@pytest.mark.parametrize("start", ["", "It rose.\n\n"])
def test_a_paragraph_that_begins_with_a_year_keeps_it(tmp_path: Path, start: str) -> None:
    (tmp_path / "r.md").write_text(GOOD.replace("It rose.[^1]", f"{start}1990. A wet year.[^1]", 1), "utf-8")
    text = read(tmp_path / "r.md").units[0].text
    assert text.endswith("1990. A wet year.")

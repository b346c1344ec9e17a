"""What a page says by roles and numbers, and where its report ends."""

from pathlib import Path

import pytest

from mailgate.importers import Heading, Outline, read
from store.model import Kind

PROSE = "The harbour board met on the first Monday of every month, and nobody took the minutes until the spring."


def _page(folder: Path, body: str) -> Outline:
    (folder / "page.html").write_text(f"<main>{body}</main>")
    return read(folder / "page.html")


def test_what_says_that_it_is_a_heading_is_one(tmp_path: Path) -> None:
    head = '<div role="heading" aria-level="2">The flood</div>'
    body = "".join(f"{head if n == 3 else ''}<div>{n}. {PROSE}</div>" for n in range(1, 5))
    outline = _page(tmp_path, body)
    assert [unit.text for unit in outline.units] == [PROSE] * 4
    assert [item.text for item in outline.flow if isinstance(item, Heading)] == ["The flood"]


def test_numbers_with_a_part_in_brackets_are_read(tmp_path: Path) -> None:
    numbers = [f"Article {article}({part})" for article in (1, 2) for part in (1, 2, 3)]
    outline = _page(tmp_path, "".join(f"<p>{number}. {PROSE}</p>" for number in numbers))
    assert [(unit.number, unit.text) for unit in outline.units] == [(number, PROSE) for number in numbers]


def test_a_date_is_no_number(tmp_path: Path) -> None:
    body = "".join(f"<p>{n}.{m} {PROSE}</p>" for n in (1, 2) for m in (1, 2, 3))
    outline = _page(tmp_path, f"<p>2031-04-05</p><p>14.03.2031</p>{body}")
    assert [unit.number for unit in outline.units if unit.number] == ["1.1", "1.2", "1.3", "2.1", "2.2", "2.3"]


def test_the_last_words_of_a_report_are_kept_however_short(tmp_path: Path) -> None:
    long = "".join(f"<p>{PROSE} Again, in year {n}.</p>" for n in range(5))
    short = "<p>The road was open again by June.</p><ul><li>the bridge</li><li>the mill</li></ul>"
    outline = _page(tmp_path, f"{long}{short}")
    assert [unit.text for unit in outline.units][-2:] == ["The road was open again by June.", "the bridge\nthe mill"]
    listed = "".join(f"<p>({letter}) the wardens of the lower town</p>" for letter in "abc")
    outline = _page(tmp_path, f"{''.join(f'<p>{n}. {PROSE}</p>' for n in range(1, 5))}{listed}")
    assert outline.units[-1].text.endswith("(c) the wardens of the lower town")


def test_a_mark_that_says_what_it_is_is_one_whatever_it_shows(tmp_path: Path) -> None:
    mark = '<sup><a role="doc-noteref" href="#n">*2</a></sup>'
    note = '<aside role="doc-footnote" id="n"><p>Evidence of witness 1.</p></aside>'
    body = "".join(f"<p>{n}. {PROSE}{mark if n == 2 else ''}</p>" for n in range(1, 5))
    outline = _page(tmp_path, body + note)
    assert [unit.text for unit in outline.units] == [PROSE] * 4
    assert [note.text for note in outline.units[1].footnotes] == ["Evidence of witness 1."]


def test_numbers_in_a_column_on_the_right_are_those_of_the_paragraphs_beside_them(tmp_path: Path) -> None:
    rows = "".join(f"<tr><td>{PROSE}</td><td><small>{n}</small></td></tr>" for n in range(1, 5))
    outline = _page(tmp_path, f"<table>{rows}</table>")
    assert [(unit.number, unit.text) for unit in outline.units] == [(n, PROSE) for n in "1234"]
    rows = "".join(f"<tr><td>{PROSE}</td><td>{n}</td></tr>" for n in (12, 40, 7, 8))
    outline = _page(tmp_path, f"<p>{PROSE * 3}</p><table>{rows}</table>")
    assert outline.units[-1].kind is Kind.TABLE


@pytest.mark.parametrize("sign", ["•", "(a)"])
def test_the_sign_of_an_item_in_the_tag_of_a_heading_is_no_heading(tmp_path: Path, sign: str) -> None:
    number = "<section><h2><span>{}.</span></h2><p>{}</p>{}</section>".format
    item = f"<section><h2><span>{sign}</span></h2><p>the north gate,</p></section>"
    found = _page(tmp_path, "".join(number(n, "The board counted these gates—", item) for n in range(1, 5)))
    assert [unit.number for unit in found.units] == ["1", "2", "3", "4"]
    assert all("\n" in unit.text and unit.text.endswith("the north gate,") for unit in found.units)
    assert not [item for item in found.flow if isinstance(item, Heading)]

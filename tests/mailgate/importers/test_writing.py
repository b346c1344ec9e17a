"""The HTML of units is HTML, whatever the report made of its own lists and tables."""

import re
from pathlib import Path

import pytest

from mailgate.importers import read


def html(folder: Path, body: str) -> str:
    """What a page has of one numbered paragraph, without the paragraph."""
    file = folder / "report.html"
    others = "".join(f"<p>{number} The council heard the harbour master on the wall.</p>" for number in range(2, 6))
    text = f"<title>R</title><h1>R</h1><p>1 The council asked us about the wall.</p>{body}{others}"
    file.write_text(text, encoding="utf-8")
    return read(file).units[0].html.removeprefix("<p>The council asked us about the wall.</p>")


def table(folder: Path, rows: str) -> str:
    return re.sub("</?t(?:able|body)>", "", html(folder, f"<table>{rows}</table>"))


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("<ul><li>a</li><ul><li>b</li></ul><li>c</li></ul>", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
        ("<ul><p>a</p><p>b</p><li>c</li></ul>", "<ul><li><p>a</p></li><li><p>b</p></li><li>c</li></ul>"),
        (
            "<ol><blockquote><p>a</p><p>b</p></blockquote></ol>",
            "<ol><li><blockquote><p>a</p><p>b</p></blockquote></li></ol>",
        ),
        ("<li>a</li><li>b</li>", "<p>a</p><p>b</p>"),
        ('<ol type="disc" start="x"><li value="7%">a</li></ol>', "<ol><li>a</li></ol>"),
        ('<ol type="i" start="4"><li value="-3">a</li></ol>', '<ol start="4" type="i"><li value="-3">a</li></ol>'),
    ],
)
def test_a_list_has_items_and_nothing_else(tmp_path: Path, written: str, shown: str) -> None:
    assert html(tmp_path, written) == shown


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("<div>a</div><div>b</div>", "<p>a</p><p>b</p>"),
        ("<h4>a</h4>b<dl><dt>c<dd>d</dl>", "<p><strong>a</strong></p>b<p>c</p><p>d</p>"),
        ("<div><p>a</p></div>", "a"),
        ("<b><p>a</p><p>b</p></b>", "<p>a</p><p>b</p>"),
        ("<ul>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>"),
        ("<li>a<li>b", "<p>a</p><p>b</p>"),
    ],
)
def test_what_stands_apart_in_a_cell_does_so_on_the_page(tmp_path: Path, cell: str, shown: str) -> None:
    """Blocks that no tag of ours parts would run into one word."""
    assert table(tmp_path, f"<tr><th>h<th>k<tr><td>x<td>{cell}").endswith(f"<td>x</td><td>{shown}</td></tr>")


@pytest.mark.parametrize(
    ("rows", "shown"),
    [
        ("<tr><td colspan='100%'>a<td rowspan='-1'>b", "<tr><td>a</td><td>b</td></tr>"),
        ("<tr><th colspan=9>a<tr><td>b<td>c", '<tr><th colspan="2">a</th></tr><tr><td>b</td><td>c</td></tr>'),
        ("<tr><td rowspan=9>a<td>b<tr><td>c", '<tr><td rowspan="2">a</td><td>b</td></tr><tr><td>c</td></tr>'),
        ("<tr><td rowspan=0>a<td>b<tr><td>c", '<tr><td rowspan="2">a</td><td>b</td></tr><tr><td>c</td></tr>'),
        ("<tr><td rowspan=2>a<td>b<tr><tr><td>c<td>d", "<tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr>"),
        (
            "<tr><td>a<td rowspan=2>b<td>c<tr><td colspan=3>d",
            '<tr><td>a</td><td rowspan="2">b</td><td>c</td></tr><tr><td>d</td></tr>',
        ),
        ("<tr><th><th scope=column>a<tr><th scope=row>b<td>c", None),
    ],
)
def test_cells_cover_what_there_is_and_no_other_cell(tmp_path: Path, rows: str, shown: str | None) -> None:
    shown = shown or '<tr><td></td><th>a</th></tr><tr><th scope="row">b</th><td>c</td></tr>'
    assert table(tmp_path, rows) == shown


def test_a_table_has_one_caption_first_then_its_head_and_its_foot_last(tmp_path: Path) -> None:
    written = "<tfoot><tr><td>f<td>g</tfoot><tr><td>a<td>b<thead><tr><th>c<th>d</thead><caption>e</caption><caption>h"
    shown = html(tmp_path, f"<table>{written}</table>")
    assert re.findall(r">(\w)<", shown) == list("ehcdabfg")
    assert "<caption>e<br>h</caption><thead>" in shown

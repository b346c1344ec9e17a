"""What books (.epub), and other pages of XML, write otherwise than pages of HTML."""

from pathlib import Path

import pytest

from mailgate.importers import read
from tests.mailgate.importers.office import epub

EMPTY = (
    '<span epub:type="pagebreak" id="pg{}" title="a > b {}"/>',
    '<a id="p{}"/><span class="space"/>',
    "<b\n/><i class='{}'/>",
)


@pytest.mark.parametrize("empty", EMPTY)
def test_an_empty_element_holds_nothing_of_what_follows(tmp_path: Path, empty: str) -> None:
    paras = "".join(f"<p>{n}. The river <em>rose</em> on day {n}.</p>{empty.format(n, n)}" for n in range(1, 5))
    page = f'<?xml version="1.0"?><html><body><h2>What <br/>happened</h2>{paras}<hr/></body></html>'
    (tmp_path / "r.xhtml").write_text(page)
    for outline in (read(epub(tmp_path / "r.epub", [page])), read(tmp_path / "r.xhtml")):
        assert [(unit.number, unit.html) for unit in outline.units] == [
            (f"{n}", f"<p>The river <em>rose</em> on day {n}.</p>") for n in range(1, 5)
        ]


def test_a_mark_may_follow_an_empty_anchor(tmp_path: Path) -> None:
    text = "".join(
        f'<div><a id="p{n}"/>{n}. It rose.<sup><a href="c2.xhtml#n{n}">{n}</a></sup></div>' for n in range(1, 4)
    )
    notes = "".join(f'<p id="n{n}"><sup>{n}</sup> Evidence, day {n}.</p>' for n in range(1, 4))
    pages = [f"<html><body>{body}</body></html>" for body in (text, notes)]
    found = read(epub(tmp_path / "r.epub", pages)).units
    assert [(unit.text, [note.text for note in unit.footnotes]) for unit in found] == [
        ("It rose.", [f"Evidence, day {n}."]) for n in range(1, 4)
    ]

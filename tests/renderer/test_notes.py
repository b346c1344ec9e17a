"""Footnotes: marks in the text lead to them, they lead back, and they stand where they have room."""

import re
from collections.abc import Callable
from dataclasses import replace

from store.model import Footnote, Html
from tests.renderer.conftest import REPORT, Library

NOTED = replace(
    REPORT.paragraphs[0],
    key="1.1",
    text="The wall holds, they said, and held. " * 5,
    html=Html(
        '<p>The wall<sup class="note">*</sup> holds<sup class="note">7</sup>, they said<sup class="note">*</sup>, '
        'and held<sup class="note">7</sup>; 4 m<sup>2</sup> of it<sup class="note">9</sup>.</p>'
    ),
    footnotes=(
        Footnote(mark="*", text="So it does."),
        Footnote(mark="7", text="Day 3, page 9."),
        Footnote(mark="*", text="On day 4."),
        Footnote(mark="8", text="Of no mark."),
    ),
)


def library_of(make_library: Callable[..., Library], *paragraphs: object) -> Library:
    library = make_library(report=replace(REPORT, sections=REPORT.sections[:1], paragraphs=paragraphs))
    library.publish()
    return library


def test_each_mark_leads_to_its_note_and_each_note_back(make_library: Callable[..., Library]) -> None:
    """The second star to the second note with a star, a number that stands twice to the one note, none to nowhere."""
    library = library_of(make_library, NOTED)
    for path in ("harbour/1.1/index.html", "harbour/s/what-we-were-asked/index.html", "harbour/all/index.html"):
        page = library.read(path)
        marks = re.findall(r'<sup class="note"><a role="doc-noteref"( id="[^"]*")? href="#([^"]*)">(.)</a></sup>', page)
        assert [(name, note, mark) for name, note, mark in marks] == [
            (' id="r-1.1-1"', "n-1.1-1", "*"),
            (' id="r-1.1-2"', "n-1.1-2", "7"),
            (' id="r-1.1-3"', "n-1.1-3", "*"),
            ("", "n-1.1-2", "7"),
        ]
        notes = re.findall(r'<li id="([^"]*)">(?:<a class="mark" role="doc-backlink" href="#([^"]*)")?', page)
        assert [each for each in notes if each[0].startswith("n-")] == [
            ("n-1.1-1", "r-1.1-1"),
            ("n-1.1-2", "r-1.1-2"),
            ("n-1.1-3", "r-1.1-3"),
            ("n-1.1-4", ""),
        ]
        assert "4 m<sup>2</sup> of it" in page


def test_two_marks_side_by_side_are_told_apart(make_library: Callable[..., Library]) -> None:
    html = Html('<p>The wall<sup class="note">*</sup><sup class="note">7</sup> holds.</p>')
    page = library_of(make_library, replace(NOTED, html=html)).read("harbour/1.1/index.html")
    assert re.search(r">\*</a></sup><sup>, </sup><sup class=\"note\"><a [^>]*>7</a></sup> holds", page)


def test_notes_that_are_longer_than_the_text_stand_below_it(make_library: Callable[..., Library]) -> None:
    """Beside it they would leave the page empty for as long as they are."""
    long = replace(NOTED, key="1.2", number="1.2", footnotes=(Footnote(mark="7", text="He said so, and more. " * 60),))
    library = library_of(make_library, NOTED, long)
    for path, where in (("harbour/1.1/index.html", "beside"), ("harbour/1.2/index.html", "below")):
        assert f'<div class="{where}">\n<div class="notes" role="group"' in library.read(path)
    reading = library.read("harbour/s/what-we-were-asked/index.html")
    assert re.findall(r'<div class="(\w+)">\n<div class="notes" role="group"', reading) == ["beside", "below"]


def test_notes_are_named_and_are_no_landmarks(make_library: Callable[..., Library]) -> None:
    """Of which a full text would have hundreds, many with one name: who steps through them comes to nothing else."""
    library = library_of(make_library, NOTED)
    for path in ("harbour/1.1/index.html", "harbour/all/index.html"):
        page = library.read(path)
        assert 'role="group" aria-label="Footnotes to paragraph 1.1"' in page
        assert "<aside" not in page

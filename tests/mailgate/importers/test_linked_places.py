"""Notes and links in the places where programs and old pages put them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from mailgate.importers import Outline, read

Read = Callable[..., Outline]
PROSE = (
    "The harbour board met on the first Monday of every month, and nobody took the minutes until the spring of 2019."
)
MARK = '<a class="footnote-reference" href="#f{0}" id="r{0}">[{0}]</a>'


def test_a_note_in_a_table_of_its_own_is_that_table_and_no_more(outline: Read) -> None:
    items = "".join(f"<li>{PROSE}{MARK.format(n)}</li>" for n in range(1, 5))
    notes = "".join(
        f'<table id="f{n}"><tr><td><a href="#r{n}">[{n}]</a></td><td>Witness {n}.</td></tr></table>'
        for n in range(1, 5)
    )
    found = outline(f"<h1>R</h1><div><h2>Gates</h2><ol>{items}</ol>{notes}</div>")
    assert [unit.text for unit in found.units] == [PROSE] * 4
    assert [[note.text for note in unit.footnotes] for unit in found.units] == [[f"Witness {n}."] for n in range(1, 5)]


def test_a_table_behind_the_last_note_is_none_of_it_where_a_page_ends_no_paragraph(outline: Read) -> None:
    items = "".join(f"<P>{n}. {PROSE}<SUP><A HREF='#f{n}' NAME='r{n}'>{n}</A></SUP>" for n in range(1, 5))
    notes = "".join(f"<P><A NAME='f{n}'></A>{n} Witness {n}. <A HREF='#r{n}'>Back</A>" for n in range(1, 5))
    menu = "<TABLE><TR><TD><A HREF='1.htm'>Previous</A><TD><A HREF='3.htm'>Next</A></TABLE>"
    found = outline(f"<H1>R</H1>{items}<HR>{notes}{menu}")
    assert found.units[-1].footnotes[0].text == "Witness 4."


def test_a_page_that_says_404_is_no_paragraph(outline: Read) -> None:
    missing = "<h1>404</h1><p><b>Page not found</b></p><footer>Made with a program for such pages.</footer>"
    found = outline(missing=missing, **{f"p{n}": f"<h1>Part {n}</h1><p>{n}. {PROSE}</p>" for n in range(1, 5)})
    assert [unit.number for unit in found.units] == ["1", "2", "3", "4"]


@pytest.mark.parametrize(
    "way", ["[← Back](c1.md) | [Contents](README.md) | [Next →](c3.md)", "[Next chapter](c3.md#top)"]
)
def test_links_to_other_files_above_and_below_the_numbers_are_no_text(tmp_path: Path, way: str) -> None:
    for n in range(1, 4):
        text = "\n\n".join(f"**{n}.{m}** {PROSE}" for m in range(1, 4))
        (tmp_path / f"c{n}.md").write_text(f"{way}\n\n# Chapter {n}\n\n{text}\n\n{way}\n")
    (tmp_path / "README.md").write_text("# Report\n\n1. [Gates](c1.md)\n2. [Keys](c2.md)\n3. [Costs](c3.md)\n")
    found = read(tmp_path)
    assert [(unit.number, unit.text) for unit in found.units] == [
        (f"{n}.{m}", PROSE) for n in range(1, 4) for m in range(1, 4)
    ]


def test_a_list_of_links_in_a_numbered_paragraph_is_of_it(tmp_path: Path) -> None:
    text = "\n\n".join(f"**{n}.** {PROSE}" for n in range(1, 5))
    (tmp_path / "r.md").write_text(f"# R\n\n{text}\n\n- [the gates](gates.md)\n- [the keys](keys.md)\n")
    assert read(tmp_path / "r.md").units[-1].text == f"{PROSE}\nthe gates\nthe keys"


def test_what_multimarkdown_says_before_the_text_is_none_of_it(tmp_path: Path) -> None:
    text = "\n\n".join(f"{n}.1 {PROSE}" for n in range(1, 5))
    (tmp_path / "r.md").write_text(f"Title: The gates\nAuthor: A. Tarn\n    B. Weir\nlanguage: en\n\n{text}\n")
    found = read(tmp_path / "r.md")
    assert (found.title, found.language) == ("The gates", "en")
    assert {unit.text for unit in found.units} == {PROSE}
    (tmp_path / "t.md").write_text(f"title:  The gates\n\n{text}\n")
    assert [read(tmp_path / "t.md").title, *{unit.text for unit in read(tmp_path / "t.md").units}] == [
        "The gates",
        PROSE,
    ]
    (tmp_path / "s.md").write_text(f"Ada Tarn: What did you see?\nBen Weir: {PROSE}\n\n{PROSE}\n")
    assert read(tmp_path / "s.md").units[0].text.startswith("Ada Tarn:")


@pytest.mark.parametrize("note", ["Ibid.", "https://records.example/7", "Witness 1."])
def test_a_note_of_one_word_may_stand_at_its_mark(outline: Read, note: str) -> None:
    items = "".join(f"<p>{n}. {PROSE}<span data-footnote='{note}'><sup>{n}</sup></span></p>" for n in range(1, 5))
    found = outline(f"<h1>R</h1>{items}")
    assert [(unit.text, [each.text for each in unit.footnotes]) for unit in found.units] == [(PROSE, [note])] * 4


def test_links_in_round_brackets_that_count_to_the_last_are_marks(outline: Read) -> None:
    items = "<br><br>".join(f"{n}. {PROSE} <a href='#n{n}'>({n})</a>" for n in range(1, 5))
    notes = "<br>".join(f"<a name=n{n}>({n})</a> Witness {n}." for n in range(1, 5))
    found = outline(f"<h1>R</h1><font>{items}<hr>{notes}</font>")
    assert [unit.text for unit in found.units] == [PROSE] * 4
    assert [[note.text for note in unit.footnotes] for unit in found.units] == [[f"Witness {n}."] for n in range(1, 5)]


def test_a_link_in_round_brackets_to_a_paragraph_further_down_is_text(outline: Read) -> None:
    items = "".join(
        f"<p><a name=p{n}>({n})</a> {PROSE} See <a href='#p{n + 1}'>({n + 1})</a>.</p>" for n in range(1, 5)
    )
    found = outline(f"<h1>R</h1>{items}<p><a name=p5>(5)</a> {PROSE}</p>")
    assert [unit.number for unit in found.units] == ["1", "2", "3", "4", "5"]
    assert found.units[0].text == f"{PROSE} See (2)."


@pytest.mark.parametrize(
    "said",
    ["The conditions are {}, {} and {}.", "Under condition {} they must ask, under {} wait and under {} pay."],
)
def test_links_in_round_brackets_within_sentences_lead_to_paragraphs(outline: Read, said: str) -> None:
    sentence = said.format(*(f"<a href='#p{n}'>({n})</a>" for n in range(1, 4)))
    items = "".join(f"<p id=p{n}>({n}) {PROSE}</p>" for n in range(1, 6))
    found = outline(f"<h1>R</h1><p>{sentence}</p><p>{PROSE}</p>{items}")
    assert [unit.number for unit in found.units][-5:] == ["1", "2", "3", "4", "5"]
    assert not any(unit.footnotes for unit in found.units)
    assert found.units[0].text == said.format("(1)", "(2)", "(3)")

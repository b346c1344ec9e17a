"""The small report after the manner of law gazettes, converters of LaTeX, weblogs, and style sheets that count."""

from collections.abc import Callable
from pathlib import Path

import pytest

from mailgate.importers import Heading, read
from mailgate.importers.counting import roman
from tests.mailgate.importers.layouts import Layouts, registering, under
from tests.mailgate.importers.model import Model, Para, dotted, report, running

LAYOUTS: Layouts = {}
layout = registering(LAYOUTS)


def page(model: Model, start: Callable[[Para, int], str], *, head: str = "", end: str = "") -> str:
    """Write a page; `start` writes a paragraph, given the place of its note among all notes."""
    parts, count = [], 0
    for title, paras in model:
        parts.append(f"<h2>{title}</h2>")
        for para in paras:
            count += bool(para.note)
            parts.append(start(para, count))
    return f'<html lang="en"><head><title>Marrow</title>{head}</head><body>{"".join(parts)}{end}</body></html>'


def mark(para: Para, n: int) -> str:
    return f'<sup id="r{n}"><a href="#n{n}">{n}</a></sup>' if para.note else ""


def ends(model: Model) -> str:
    notes = [para.note for _, paras in model for para in paras if para.note]
    items = (f'<li id="n{n}"><p>{note} <a href="#r{n}">↩</a></p></li>' for n, note in enumerate(notes, 1))
    return f"<hr><ol>{''.join(items)}</ol>"


@layout(running)
def a_gazette_with_a_table_for_each_paragraph_and_marks_in_brackets(model: Model) -> str:
    notes = []

    def start(p: Para, n: int) -> str:
        tag = f' (<a id="c{n}" href="#r{n}"><span class="note-tag">{n}</span></a>)' if p.note else ""
        if p.note:
            notes.append(f'<p class="x-note"><a id="r{n}" href="#c{n}">(<span>{n}</span>)</a>&nbsp;{p.note}</p>')
        return f"<table><tr><td><p>({p.number})</p></td><td><p>{p.text}{tag}</p>{under(p)}</td></tr></table>"

    written = (
        page(model, start).replace("<h2>", '<p class="x-ti"><span class="x-bold">').replace("</h2>", "</span></p>")
    )
    return written.replace("</body>", f"<hr>{''.join(notes)}</body>")


@layout(dotted)
def notes_in_nested_spans_with_their_mark_twice(model: Model) -> str:
    def start(p: Para, n: int) -> str:
        inner = f'<span><sup>{n}</sup><span class="y_tag">{n}</span>{p.note}</span>'
        note = f'<span class="y-footnote"><sup>{n}</sup>{inner}</span>' if p.note else ""
        return f"<p>{p.number} {p.text}{note}</p>{under(p)}"

    return page(model, start)


@layout(running)
def notes_as_tooltips_and_readers_comments_below(model: Model) -> str:
    def start(p: Para, n: int) -> str:
        tip = f'<span role="tooltip" class="my-footnotes-footnote__note">{p.note}</span>'
        note = f'<sup><a href="javascript:void(0)">{n}</a></sup>{tip}' if p.note else ""
        return f"<p><strong>{p.number}.</strong> {p.text}{note}</p>{under(p)}"

    said = "".join(f"<li><p>{n}. I have lived in Marrow for forty years and never saw this.</p></li>" for n in (1, 2))
    return page(model, start, end=f'<div id="comments"><h2>Two thoughts</h2><ol>{said}</ol></div>')


@layout(dotted)
def numbers_in_data_attributes(model: Model) -> str:
    return page(
        model,
        lambda p, n: f'<div data-para="{p.number}"><p>{p.text}{mark(p, n)}</p>{under(p)}</div>',
        end=ends(model),
    )


@layout(dotted)
def numbers_that_the_style_sheet_counts(model: Model) -> str:
    style = (
        "<style>/* numbers */ body { counter-reset: part } h2 { counter-increment: part; counter-reset: para }"
        '.p::before { counter-increment: para; content: counter(part) "." counter(para) " " }</style>'
    )
    return page(model, lambda p, n: f'<p class="p">{p.text}{mark(p, n)}</p>{under(p)}', head=style, end=ends(model))


@layout(dotted)
def nested_lists_that_the_style_sheet_counts(model: Model) -> str:
    style = (
        "<style>ol.n { counter-reset: item } ol.n > li { counter-increment: item }"
        "ol.n > li::before { content: counters(item, '.') ' ' }</style>"
    )
    count, sections = 0, []
    for title, paras in model:
        items = []
        for p in paras:
            count += bool(p.note)
            items.append(f"<li><p>{p.text}{mark(p, count)}</p>{under(p)}</li>")
        sections.append(f'<li><h2>{title}</h2><ol class="n">{"".join(items)}</ol></li>')
    body = f'<ol class="n">{"".join(sections)}</ol>{ends(model)}'
    return f"<html><head><title>Marrow</title>{style}</head><body>{body}</body></html>"


@layout(lambda _, __, overall: f"Article {overall}")
def articles_whose_number_is_a_heading(model: Model) -> str:
    return page(model, lambda p, n: f"<h5>{p.number}</h5><p>{p.text}{mark(p, n)}</p>{under(p)}", end=ends(model))


@layout(lambda _, __, overall: f"§ {overall}")
def signs_before_numbers(model: Model) -> str:
    return page(model, lambda p, n: f"<p>{p.number} {p.text}{mark(p, n)}</p>{under(p)}", end=ends(model))


@layout(lambda _, __, overall: roman(overall))
def roman_numbers(model: Model) -> str:
    return page(model, lambda p, n: f"<p>({p.number}) {p.text}{mark(p, n)}</p>{under(p)}", end=ends(model))


@layout(lambda _, __, overall: f"Q{overall}")
def questions(model: Model) -> str:
    return page(model, lambda p, n: f"<p><b>{p.number}</b> {p.text}{mark(p, n)}</p>{under(p)}", end=ends(model))


@layout(dotted)
def numbers_in_a_margin_that_are_links_to_their_paragraph(model: Model) -> str:
    def start(p: Para, n: int) -> str:
        number = f'<div class="m"><a href="#p{p.number}">{p.number}</a></div>'
        sign = f'<a class="sign" href="#p{p.number}" title="Link to this paragraph">¶</a>'
        return f'<div id="p{p.number}">{number}<div><p>{p.text}{mark(p, n)}</p>{under(p)}</div>{sign}</div>'

    return page(model, start, end=ends(model))


@layout(running)
def numbers_in_a_margin_that_are_anchors(model: Model) -> str:
    def start(p: Para, n: int) -> str:
        number = f'<span><a id="rn{p.number}">{p.number}</a></span>'
        return f"<div>{number}<div><p>{p.text}{mark(p, n)}</p>{under(p)}</div></div>"

    return page(model, start, end=ends(model))


@layout(dotted)
def notes_of_a_page_that_has_lost_its_anchors(model: Model) -> str:
    notes = (para.note for _, paras in model for para in paras if para.note)
    end = "".join(f'<p><a href="#_ftnref{n}">[{n}]</a> {note}</p>' for n, note in enumerate(notes, 1))
    return page(
        model,
        lambda p, n: f"<p>{p.number} {p.text}{f'<a href=#_ftn{n}>[{n}]</a>' if p.note else ''}</p>{under(p)}",
        end=end,
    )


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_paragraph_has_its_number_its_whole_text_and_its_notes(tmp_path: Path, name: str) -> None:
    numbers, write = LAYOUTS[name]
    model = report(numbers)
    (tmp_path / "marrow.html").write_text(write(model), encoding="utf-8")
    found = [
        (unit.number, unit.text, [note.text for note in unit.footnotes])
        for unit in read(tmp_path / "marrow.html").units
    ]
    assert found == [(p.number, p.whole, [p.note] if p.note else []) for _, paras in model for p in paras]


def test_articles_that_hold_numbered_paragraphs_are_their_headings(tmp_path: Path) -> None:
    articles = "".join(
        f"<h3>Article {article}</h3>"
        + "".join(f"<p>{n}. The board shall open gate {article}{n} in a flood.</p>" for n in (1, 2, 3))
        for article in range(1, 6)
    )
    (tmp_path / "law.html").write_text(f"<html><body><h1>Marrow</h1>{articles}</body></html>", encoding="utf-8")
    assert [unit.number for unit in read(tmp_path / "law.html").units] == ["1", "2", "3"] * 5


def test_a_line_that_says_article_is_a_heading_with_its_title_whatever_it_looks_like(tmp_path: Path) -> None:
    articles = "".join(
        f'<p class="ti">Article {article}</p><p class="sti">On gate {article}</p>'
        + "".join(f"<div><p>{n}. The board shall open gate {article}{n} in a flood.</p></div>" for n in (1, 2, 3))
        for article in range(1, 6)
    )
    last = '<p class="ti">Article 6</p><p class="sti">On pumps</p>'
    last += "<p>The pumps shall be tested in spring, before the river has risen as far as the mark on the bridge.</p>"
    (tmp_path / "law.html").write_text(f"<html><body><h1>Marrow</h1>{articles}{last}</body></html>", encoding="utf-8")
    found = read(tmp_path / "law.html")
    assert [unit.number for unit in found.units] == ["1", "2", "3"] * 5 + [None]
    headings = [item.text for item in found.flow if isinstance(item, Heading)]
    assert headings == [f"Article {n} On gate {n}" for n in range(1, 6)] + ["Article 6 On pumps"]


def test_a_letter_in_a_cell_of_its_own_begins_what_stands_beside_it(tmp_path: Path) -> None:
    def item(letter: str, text: str) -> str:
        return f"<table><tr><td><p>({letter})</p></td><td><p>{text}</p></td></tr></table>"

    below = item("a", "the height of the water at noon, as the gauge has it;") + item(
        "b", "the number of the pumps, and who serviced them."
    )
    body = "".join(f"<p>{n}. The board shall publish in every month of the year:</p>{below}" for n in (1, 2, 3))
    (tmp_path / "law.html").write_text(f"<html><body><h1>Marrow</h1>{body}</body></html>", encoding="utf-8")
    lines = read(tmp_path / "law.html").units[1].text.splitlines()
    assert lines[1:] == [
        "(a) the height of the water at noon, as the gauge has it;",
        "(b) the number of the pumps, and who serviced them.",
    ]


def test_notes_on_a_page_of_their_own_are_notes_even_where_that_page_is_first(tmp_path: Path) -> None:
    def mark_of(n: int) -> str:
        return f"<a name=back{n} href=a-notes.html#foot{n}><sup>{n}</sup></a>"

    terms = (f"<dt><a name=foot{n}>... bank</a><a href=node.html#back{n}><sup>{n}</sup></a></dt>" for n in (1, 2, 3))
    notes = "".join(f"{term}<dd>Evidence of witness {n}.\n</dd>" for n, term in enumerate(terms, 1))
    paras = "".join(
        f"<p><b>1.{n}</b> Nobody had walked along the bank{mark_of(n)} since spring.</p>" for n in (1, 2, 3)
    )
    (tmp_path / "a-notes.html").write_text(f"<html><body><dl>{notes}</dl></body></html>", encoding="utf-8")
    (tmp_path / "node.html").write_text(f"<html><body><h1>1 The bank</h1>{paras}</body></html>", encoding="utf-8")
    units = read(tmp_path).units
    assert [unit.number for unit in units] == ["1.1", "1.2", "1.3"]
    assert units[1].text == "Nobody had walked along the bank since spring."
    assert [note.text for unit in units for note in unit.footnotes] == [f"Evidence of witness {n}." for n in (1, 2, 3)]

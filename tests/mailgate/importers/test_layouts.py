"""One small report in many layouts: whatever the page looks like, the same paragraphs come out.

The report is a model (model.py: numbers, blocks, notes); each layout is a function that writes it as a page. No layout
has been taken from the reports that the importer was developed on.
"""

from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path

import pytest

from mailgate.importers import read
from tests.mailgate.importers.model import Model, Para, dotted, report, running

NAV = (
    '<ul><li><a href="/">Home</a></li><li><a href="/news">News and events</a></li>'
    '<li><a href="#s2">The warnings</a></li></ul>'
)
FOOT = (
    '<div><p><a href="/terms">Terms of use</a></p><p>© Marrow Town Council. All rights reserved.</p>'
    "<h4>Contact</h4><p>Marrow Town Council, 4 Quay Street, Marrow. Telephone 01632 960000</p></div>"
)


def page(body: str, *, head: str = "", nav: str = NAV, foot: str = FOOT) -> str:
    return (
        f'<!DOCTYPE html><html lang="en-GB"><head><title>Marrow flood report</title>{head}</head><body>'
        f"{nav}{body}{foot}</body></html>"
    )


def _under(para: Para) -> str:
    quote = f"<blockquote><p>{escape(para.quote)}</p></blockquote>" if para.quote else ""
    items = "<ul>" + "".join(f"<li>{item}</li>" for item in para.items) + "</ul>" if para.items else ""
    tail = f"<p>{para.tail}</p>" if para.tail else ""
    return quote + items + tail


class Notes:
    """Writes marks, and the notes at the end, the way pandoc and many publishing systems do."""

    def __init__(self) -> None:
        self.kept: list[str] = []

    def mark(self, para: Para) -> str:
        if not para.note:
            return ""
        self.kept.append(para.note)
        n = len(self.kept)
        return f'<sup id="r{n}"><a href="#n{n}">{n}</a></sup>'

    def end(self) -> str:
        items = "".join(
            f'<li id="n{n}"><p>{note} <a href="#r{n}">↩</a></p></li>' for n, note in enumerate(self.kept, 1)
        )
        return f"<hr><ol>{items}</ol>"


LAYOUTS: dict[str, tuple[Callable[[int, int, int], str], Callable[[Model], str]]] = {}


def layout(numbers: Callable[[int, int, int], str]) -> Callable[[Callable[[Model], str]], Callable[[Model], str]]:
    def register(write: Callable[[Model], str]) -> Callable[[Model], str]:
        LAYOUTS[write.__name__] = (numbers, write)
        return write

    return register


def _plain(model: Model, start: Callable[[Para, str], str], *, heading: str = "h2", wrap: str = "{}") -> str:
    notes = Notes()
    parts = ["<h1>The flood at Marrow</h1>"]
    for title, paras in model:
        parts.append(f"<{heading}>{title}</{heading}>")
        parts += [start(para, notes.mark(para)) for para in paras]
    return page(wrap.format("".join(parts)) + notes.end())


@layout(dotted)
def number_in_the_text(model: Model) -> str:
    return _plain(model, lambda p, mark: f"<p>{p.number} {p.text}{mark}</p>{_under(p)}")


@layout(running)
def number_in_bold_with_a_full_stop(model: Model) -> str:
    return _plain(model, lambda p, mark: f"<p><strong>{p.number}.</strong> {p.text}{mark}</p>{_under(p)}")


@layout(dotted)
def number_in_a_span_without_space(model: Model) -> str:
    return _plain(model, lambda p, mark: f'<p><span class="n">{p.number}</span>{p.text}{mark}</p>{_under(p)}')


@layout(running)
def number_in_an_anchor(model: Model) -> str:
    return _plain(
        model,
        lambda p, mark: f'<p id="p{p.number}"><a href="#p{p.number}">{p.number}</a> {p.text}{mark}</p>{_under(p)}',
    )


@layout(running)
def number_in_square_brackets_as_in_a_judgment(model: Model) -> str:
    return _plain(model, lambda p, mark: f"<p>[{p.number}]&nbsp;&nbsp;{p.text}{mark}</p>{_under(p)}")


@layout(running)
def divisions_for_paragraphs(model: Model) -> str:
    return _plain(
        model,
        lambda p, mark: f'<div class="row"><div>{p.number}.</div><div>{p.text}{mark}{_under(p)}</div></div>',
        wrap='<div class="body">{}</div>',
    )


@layout(dotted)
def table_with_numbers_in_the_first_column(model: Model) -> str:
    return _plain(
        model,
        lambda p, mark: f"<table><tr><td>{p.number}</td><td><p>{p.text}{mark}</p>{_under(p)}</td></tr></table>",
    )


@layout(running)
def one_table_a_section(model: Model) -> str:
    notes = Notes()
    parts = []
    for title, paras in model:
        rows = "".join(f"<tr><td>({p.number})</td><td>{p.text}{notes.mark(p)}{_under(p)}</td></tr>" for p in paras)
        parts.append(f"<h2>{title}</h2><table>{rows}</table>")
    return page("<div>" + "".join(parts) + "</div>" + notes.end())


@layout(running)
def list_items_with_values(model: Model) -> str:
    notes = Notes()
    parts = []
    for title, paras in model:
        items = "".join(f'<li value="{p.number}"><p>{p.text}{notes.mark(p)}</p>{_under(p)}</li>' for p in paras)
        parts.append(f"<h2>{title}</h2><ol>{items}</ol>")
    return page("<article>" + "".join(parts) + "</article>" + notes.end())


@layout(running)
def lists_that_start_where_the_last_ended(model: Model) -> str:
    notes = Notes()
    parts = []
    for title, paras in model:
        items = "".join(f"<li>{p.text}{notes.mark(p)}{_under(p)}</li>" for p in paras)
        parts.append(f'<h2>{title}</h2><ol start="{paras[0].number}">{items}</ol>')
    return page("".join(parts) + notes.end())


@layout(running)
def a_list_for_each_paragraph(model: Model) -> str:
    return _plain(
        model, lambda p, mark: f'<ol start="{p.number}"><li>{p.text}{mark}</li></ol>{_under(p)}', wrap="<div>{}</div>"
    )


@layout(dotted)
def definition_list(model: Model) -> str:
    notes = Notes()
    parts = []
    for title, paras in model:
        rows = "".join(f"<dt>{p.number}</dt><dd><p>{p.text}{notes.mark(p)}</p>{_under(p)}</dd>" for p in paras)
        parts.append(f"<h2>{title}</h2><dl>{rows}</dl>")
    return page("<main>" + "".join(parts) + "</main>" + notes.end())


@layout(dotted)
def empty_lines_instead_of_paragraphs(model: Model) -> str:
    notes = Notes()
    parts = []
    for title, paras in model:
        texts = [
            "<br><br>".join(
                [
                    f"{p.number} {p.text}{notes.mark(p)}",
                    *([p.quote] if p.quote else []),
                    *p.items,
                    *([p.tail] if p.tail else []),
                ]
            )
            for p in paras
        ]
        parts.append(f"<h3>{title}</h3>" + "<br><br>".join(texts))
    return page("<div>" + "".join(parts) + "</div>" + notes.end())


@layout(running)
def one_line_break_between_paragraphs(model: Model) -> str:
    return page(
        "".join(
            f"<h2>{title}</h2><div><font size=2>"
            + "<br>\n".join(f"{p.number}. {' '.join(p.whole.split(chr(10)))}" for p in paras)
            + "</font></div>"
            for title, paras in model
        )
    )


@layout(dotted)
def everything_in_a_layout_table(model: Model) -> str:
    inner = _plain(model, lambda p, mark: f"<p>{p.number}&emsp;{p.text}{mark}</p>{_under(p)}", wrap="{}")
    body = inner[inner.index("<h1>") : inner.index("<hr>")]
    notes = inner[inner.index("<ol>") : inner.index("</ol>") + 5]
    return page(f'<table width="100%"><tr><td>{NAV}</td><td>{body}<hr>{notes}</td></tr></table>', nav="", foot=FOOT)


@layout(dotted)
def word_export(model: Model) -> str:
    parts = ["<p class=MsoTitle>The flood at Marrow</p>", "<p class=MsoToc1>1 What happened ........ 3</p>"]
    notes: list[str] = []
    for title, paras in model:
        parts.append(f"<p class=MsoNormal><b><span style='font-size:14.0pt'>{title}<o:p></o:p></span></b></p>")
        for p in paras:
            mark = ""
            if p.note:
                notes.append(p.note)
                n = len(notes)
                mark = (
                    f'<a style=\'mso-footnote-id:ftn{n}\' href="#_ftn{n}" name="_ftnref{n}"><span '
                    f"class=MsoFootnoteReference><![if !supportFootnotes]>[{n}]<![endif]></span></a>"
                )
            parts.append(
                f"<p class=MsoNormal style='margin-left:36.0pt;text-indent:-36.0pt'>{p.number}<span style='font:7.0pt "
                f'"Times New Roman"\'>&nbsp;&nbsp;&nbsp; </span>{p.text}{mark}<o:p></o:p></p>'
            )
            if p.quote:
                parts.append(f"<p class=MsoQuote style='margin-left:72.0pt'><i>{p.quote}</i></p>")
            parts += [
                "<p class=MsoListParagraph><![if !supportLists]><span style='font-family:Symbol'><span "
                f"style='mso-list:Ignore'>·<span>&nbsp;&nbsp; </span></span></span><![endif]>{item}</p>"
                for item in p.items
            ]
            if p.tail:
                parts.append(f"<p class=MsoNormal>{p.tail}</p>")
    ends = "".join(
        f'<div style=\'mso-element:footnote\' id=ftn{n}><p class=MsoFootnoteText><a href="#_ftnref{n}" name="_ftn{n}">'
        f"<span class=MsoFootnoteReference>[{n}]</span></a> {note}</p></div>"
        for n, note in enumerate(notes, 1)
    )
    body = "<div class=WordSection1>" + "".join(parts) + "</div>"
    return page(f"{body}<div style='mso-element:footnote-list'><br clear=all><hr size=1>{ends}</div>", nav="", foot="")


@layout(dotted)
def govspeak(model: Model) -> str:
    notes = Notes()
    parts = []
    for title, paras in model:
        parts.append(f'<h2 id="{title.lower()}"><span class="number">{paras[0].number[0]}. </span>{title}</h2>')
        for p in paras:
            mark = ""
            if p.note:
                notes.kept.append(p.note)
                n = len(notes.kept)
                link = f'<a href="#fn:{n}" class="govuk-link" rel="footnote">[footnote {n}]</a>'
                mark = f'<sup id="fnref:{n}" role="doc-noteref">{link}</sup>'
            parts.append(f"<p>{p.number} {p.text}{mark}</p>{_under(p)}")
    items = "".join(
        f'<li id="fn:{n}" role="doc-endnote"><p>{note}&nbsp;<a href="#fnref:{n}" role="doc-backlink" '
        f'aria-label="go to where this is referenced">↩</a></p></li>'
        for n, note in enumerate(notes.kept, 1)
    )
    contents = "".join(f'<li><a href="#{title.lower()}">{n}. {title}</a></li>' for n, (title, _) in enumerate(model, 1))
    return page(
        f'<main><h1>The flood at Marrow</h1><div class="contents"><h2>Contents</h2><ol>{contents}</ol></div>'
        f'<div class="govspeak">{"".join(parts)}<div class="footnotes" role="doc-endnotes"><ol>{items}</ol></div></div>'
        "</main>"
    )


@layout(dotted)
def notes_without_links(model: Model) -> str:
    notes: list[str] = []
    parts = []
    for title, paras in model:
        parts.append(f"<h2>{title}</h2>")
        for p in paras:
            if p.note:
                notes.append(p.note)
            mark = f"<sup>{len(notes)}</sup>" if p.note else ""
            parts.append(f"<p>{p.number} {p.text}{mark} It covered 40 m<sup>2</sup>.</p>{_under(p)}")
    ends = "".join(f"<p><sup>{n}</sup> {note}</p>" for n, note in enumerate(notes, 1))
    return page("<div>" + "".join(parts) + f"<hr>{ends}</div>")


@layout(dotted)
def notes_in_the_text(model: Model) -> str:
    parts = []
    for title, paras in model:
        parts.append(f"<h2>{title}</h2>")
        for p in paras:
            note = f'<span class="footnote">{p.note}</span>' if p.note else ""
            parts.append(f"<p><b>{p.number}</b> {p.text}{note}</p>{_under(p)}")
    return page("".join(parts))


@layout(dotted)
def old_page_with_open_tags(model: Model) -> str:
    parts, ends = ["<CENTER><B>THE FLOOD AT MARROW</B></CENTER>"], []
    for title, paras in model:
        parts.append(f"<P><B>{title}</B>")
        for p in paras:
            mark = ""
            if p.note:
                n = len(ends) + 1
                mark = f'<A NAME="b{n}"></A><A HREF="#f{n}">({n})</A>'
                ends.append(f'<P><A NAME="f{n}"></A><A HREF="#b{n}">({n})</A> {p.note}')
            parts.append(f'<P><A NAME="para{p.number}"></A>{p.number}. {p.text}{mark}{_under(p)}')
    return page(f"<DIV>{chr(10).join(parts)}</DIV><HR>{chr(10).join(ends)}")


@layout(running)
def number_in_a_paragraph_of_its_own(model: Model) -> str:
    return _plain(model, lambda p, mark: f"<p>{p.number}</p><p>{p.text}{mark}</p>{_under(p)}")


@layout(running)
def number_as_a_heading(model: Model) -> str:
    return _plain(model, lambda p, mark: f"<h4>{p.number}.</h4><p>{p.text}{mark}</p>{_under(p)}")


@layout(lambda chapter, place, _: f"{'ABC'[chapter - 1]}{place}")
def letters_before_numbers(model: Model) -> str:
    return _plain(model, lambda p, mark: f"<p>{p.number}. {p.text}{mark}</p>{_under(p)}")


@layout(lambda chapter, place, _: f"{chapter}.1.{place}")
def three_levels_below_bold_headings(model: Model) -> str:
    notes, parts = Notes(), []
    for chapter, (title, paras) in enumerate(model, 1):
        parts.append(f"<p><b>{chapter}. {title.upper()}</b></p><p><b>{chapter}.1 At the bridge</b></p>")
        parts += [f"<p>{p.number} {p.text}{notes.mark(p)}</p>{_under(p)}" for p in paras]
    return page(f"<div>{''.join(parts)}</div>" + notes.end())


@layout(lambda _, place, __: str(place))
def numbers_that_start_again_in_each_section(model: Model) -> str:
    return _plain(model, lambda p, mark: f"<p>{p.number}. {p.text}{mark}</p>{_under(p)}")


@layout(running)
def lists_with_typed_numbers_below_paragraphs(model: Model) -> str:
    def start(p: Para, mark: str) -> str:
        items = "".join(f"<p>{n}. {item}</p>" for n, item in enumerate(p.items, 1))
        quote = f"<blockquote><p>{p.quote}</p></blockquote>" if p.quote else ""
        return f"<p>{p.number}. {p.text}{mark}</p>{quote}{items}" + (f"<p>{p.tail}</p>" if p.tail else "")

    return _plain(model, start)


@layout(dotted)
def words_before_marks_and_symbols(model: Model) -> str:
    parts = []
    for title, paras in model:
        parts.append(f"<h2>{title}</h2>")
        for p in paras:
            mark = f'<a href="#x{p.number}" id="y{p.number}">*</a>' if p.note else ""
            note = f'<p><small><a href="#y{p.number}" id="x{p.number}">*</a> {p.note}</small></p>' if p.note else ""
            parts.append(f"<p>{p.number}: {p.text}{mark}</p>{_under(p)}{note}")
    return page("".join(parts))


@layout(running)
def links_to_the_paragraph_itself(model: Model) -> str:
    return _plain(
        model,
        lambda p, mark: (
            f'<p id="x{p.number}">Paragraph {p.number}: {p.text}{mark} <a href="#x{p.number}">¶</a></p>{_under(p)}'
        ),
    )


@layout(dotted)
def notes_in_a_table_at_the_end(model: Model) -> str:
    html = _plain(model, lambda p, mark: f"<p><em>{p.number}</em> – {p.text}{mark}</p>{_under(p)}")
    notes = [p.note for _, paras in model for p in paras if p.note]
    rows = "".join(f'<tr><td><a id="n{n}" href="#r{n}">{n}</a></td><td>{t}</td></tr>' for n, t in enumerate(notes, 1))
    start, end = html.index("<hr>"), html.index("</ol>", html.index("<hr>")) + 5
    return html[:start] + f"<h2>Notes</h2><table>{rows}</table>" + html[end:]


@layout(dotted)
def unordered_list_of_numbered_paragraphs(model: Model) -> str:
    notes, parts = Notes(), []
    for title, paras in model:
        items = "".join(
            f"<li><span>{p.number}</span> <span>{p.text}{notes.mark(p)}</span>{_under(p)}</li>" for p in paras
        )
        parts.append(f'<section><header><h2>{title}</h2></header><ul class="plain">{items}</ul></section>')
    return page("".join(parts) + notes.end())


@layout(dotted)
def notes_after_each_section(model: Model) -> str:
    parts = []
    for section, (title, paras) in enumerate(model):
        parts.append(f"<section><h2>{title}</h2>")
        ends = []
        for p in paras:
            mark = ""
            if p.note:
                n = len(ends) + 1
                mark = f'<a href="#s{section}n{n}" id="s{section}r{n}"><sup>{n}</sup></a>'
                ends.append(f'<p id="s{section}n{n}"><a href="#s{section}r{n}">{n}</a>. {p.note}</p>')
            parts.append(f"<p>{p.number} {p.text}{mark}</p>{_under(p)}")
        parts.append(f"<h3>Notes</h3>{''.join(ends)}</section>")
    return page("".join(parts))


def _write_and_read(tmp_path: Path, html: str) -> Iterator[tuple[str | None, str]]:
    (tmp_path / "marrow.html").write_text(html, encoding="utf-8")
    for unit in read(tmp_path / "marrow.html").units:
        yield unit.number, unit.text


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_paragraph_has_its_number_and_its_whole_text(tmp_path: Path, name: str) -> None:
    numbers, write = LAYOUTS[name]
    model = report(numbers)
    found = list(_write_and_read(tmp_path, write(model)))

    covers = " It covered 40 m2." if name == "notes_without_links" else ""
    wanted = [
        (para.number, para.whole.replace(para.text, para.text + covers, 1)) for _, paras in model for para in paras
    ]
    if name == "lists_with_typed_numbers_below_paragraphs":
        wanted = [
            (
                para.number,
                "\n".join(
                    [
                        para.text,
                        *([para.quote] if para.quote else []),
                        *(f"{n}. {item}" for n, item in enumerate(para.items, 1)),
                        *([para.tail] if para.tail else []),
                    ]
                ),
            )
            for _, paras in model
            for para in paras
        ]
    if name == "one_line_break_between_paragraphs":
        wanted = [(number, " ".join(text.split())) for number, text in wanted]
    numbered = [item for item in found if item[0] is not None]
    assert numbered == wanted
    assert [text for number, text in found if number is None and text != "The flood at Marrow"] == []


@pytest.mark.parametrize("name", [name for name in LAYOUTS if name != "one_line_break_between_paragraphs"])
def test_every_footnote_is_on_the_paragraph_of_its_mark(tmp_path: Path, name: str) -> None:
    numbers, write = LAYOUTS[name]
    model = report(numbers)
    (tmp_path / "marrow.html").write_text(write(model), encoding="utf-8")
    found = {unit.number: [note.text for note in unit.footnotes] for unit in read(tmp_path / "marrow.html").units}

    wanted = {para.number: [para.note] if para.note else [] for _, paras in model for para in paras}
    assert {number: notes for number, notes in found.items() if number is not None} == wanted

"""Notes in all their places, and words that look like their marks (layouts.py)."""

from tests.mailgate.importers.layouts import Layouts, page, plain, registering, under
from tests.mailgate.importers.model import Model, dotted

LAYOUTS: Layouts = {}
layout = registering(LAYOUTS)


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
            parts.append(f"<p>{p.number} {p.text}{mark} It covered 40 m<sup>2</sup>.</p>{under(p)}")
    ends = "".join(f"<p><sup>{n}</sup> {note}</p>" for n, note in enumerate(notes, 1))
    return page("<div>" + "".join(parts) + f"<hr>{ends}</div>")


@layout(dotted)
def notes_in_the_text(model: Model) -> str:
    parts = []
    for title, paras in model:
        parts.append(f"<h2>{title}</h2>")
        for p in paras:
            note = f'<span class="footnote">{p.note}</span>' if p.note else ""
            parts.append(f"<p><b>{p.number}</b> {p.text}{note}</p>{under(p)}")
    return page("".join(parts))


@layout(dotted)
def words_before_marks_and_symbols(model: Model) -> str:
    parts = []
    for title, paras in model:
        parts.append(f"<h2>{title}</h2>")
        for p in paras:
            mark = f'<a href="#x{p.number}" id="y{p.number}">*</a>' if p.note else ""
            note = f'<p><small><a href="#y{p.number}" id="x{p.number}">*</a> {p.note}</small></p>' if p.note else ""
            parts.append(f"<p>{p.number}: {p.text}{mark}</p>{under(p)}{note}")
    return page("".join(parts))


@layout(dotted)
def notes_in_a_table_at_the_end(model: Model) -> str:
    html = plain(model, lambda p, mark: f"<p><em>{p.number}</em> – {p.text}{mark}</p>{under(p)}")
    notes = [p.note for _, paras in model for p in paras if p.note]
    rows = "".join(f'<tr><td><a id="n{n}" href="#r{n}">{n}</a></td><td>{t}</td></tr>' for n, t in enumerate(notes, 1))
    start, end = html.index("<hr>"), html.index("</ol>", html.index("<hr>")) + 5
    return html[:start] + f"<h2>Notes</h2><table>{rows}</table>" + html[end:]


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
            parts.append(f"<p>{p.number} {p.text}{mark}</p>{under(p)}")
        parts.append(f"<h3>Notes</h3>{''.join(ends)}</section>")
    return page("".join(parts))

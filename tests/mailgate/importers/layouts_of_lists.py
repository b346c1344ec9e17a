"""Lists, tables and definitions as paragraphs (layouts.py)."""

from tests.mailgate.importers.layouts import Layouts, Notes, page, plain, registering, under
from tests.mailgate.importers.model import Model, Para, dotted, running

LAYOUTS: Layouts = {}
layout = registering(LAYOUTS)


@layout(dotted)
def table_with_numbers_in_the_first_column(model: Model) -> str:
    return plain(
        model,
        lambda p, mark: f"<table><tr><td>{p.number}</td><td><p>{p.text}{mark}</p>{under(p)}</td></tr></table>",
    )


@layout(running)
def one_table_a_section(model: Model) -> str:
    notes = Notes()
    parts = []
    for title, paras in model:
        rows = "".join(f"<tr><td>({p.number})</td><td>{p.text}{notes.mark(p)}{under(p)}</td></tr>" for p in paras)
        parts.append(f"<h2>{title}</h2><table>{rows}</table>")
    return page("<div>" + "".join(parts) + "</div>" + notes.end())


@layout(running)
def list_items_with_values(model: Model) -> str:
    notes = Notes()
    parts = []
    for title, paras in model:
        items = "".join(f'<li value="{p.number}"><p>{p.text}{notes.mark(p)}</p>{under(p)}</li>' for p in paras)
        parts.append(f"<h2>{title}</h2><ol>{items}</ol>")
    return page("<article>" + "".join(parts) + "</article>" + notes.end())


@layout(running)
def lists_that_start_where_the_last_ended(model: Model) -> str:
    notes = Notes()
    parts = []
    for title, paras in model:
        items = "".join(f"<li>{p.text}{notes.mark(p)}{under(p)}</li>" for p in paras)
        parts.append(f'<h2>{title}</h2><ol start="{paras[0].number}">{items}</ol>')
    return page("".join(parts) + notes.end())


@layout(running)
def a_list_for_each_paragraph(model: Model) -> str:
    return plain(
        model, lambda p, mark: f'<ol start="{p.number}"><li>{p.text}{mark}</li></ol>{under(p)}', wrap="<div>{}</div>"
    )


@layout(dotted)
def definition_list(model: Model) -> str:
    notes = Notes()
    parts = []
    for title, paras in model:
        rows = "".join(f"<dt>{p.number}</dt><dd><p>{p.text}{notes.mark(p)}</p>{under(p)}</dd>" for p in paras)
        parts.append(f"<h2>{title}</h2><dl>{rows}</dl>")
    return page("<main>" + "".join(parts) + "</main>" + notes.end())


@layout(running)
def lists_with_typed_numbers_below_paragraphs(model: Model) -> str:
    def start(p: Para, mark: str) -> str:
        items = "".join(f"<p>{n}. {item}</p>" for n, item in enumerate(p.items, 1))
        quote = f"<blockquote><p>{p.quote}</p></blockquote>" if p.quote else ""
        return f"<p>{p.number}. {p.text}{mark}</p>{quote}{items}" + (f"<p>{p.tail}</p>" if p.tail else "")

    return plain(model, start)


@layout(dotted)
def unordered_list_of_numbered_paragraphs(model: Model) -> str:
    notes, parts = Notes(), []
    for title, paras in model:
        items = "".join(
            f"<li><span>{p.number}</span> <span>{p.text}{notes.mark(p)}</span>{under(p)}</li>" for p in paras
        )
        parts.append(f'<section><header><h2>{title}</h2></header><ul class="plain">{items}</ul></section>')
    return page("".join(parts) + notes.end())

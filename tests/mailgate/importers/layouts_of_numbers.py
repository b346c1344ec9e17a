"""Where the number stands, and how it is written (layouts.py)."""

from tests.mailgate.importers.layouts import Layouts, Notes, page, plain, registering, under
from tests.mailgate.importers.model import Model, dotted, running

LAYOUTS: Layouts = {}
layout = registering(LAYOUTS)


@layout(dotted)
def number_in_the_text(model: Model) -> str:
    return plain(model, lambda p, mark: f"<p>{p.number} {p.text}{mark}</p>{under(p)}")


@layout(running)
def number_in_bold_with_a_full_stop(model: Model) -> str:
    return plain(model, lambda p, mark: f"<p><strong>{p.number}.</strong> {p.text}{mark}</p>{under(p)}")


@layout(dotted)
def number_in_a_span_without_space(model: Model) -> str:
    return plain(model, lambda p, mark: f'<p><span class="n">{p.number}</span>{p.text}{mark}</p>{under(p)}')


@layout(running)
def number_in_an_anchor(model: Model) -> str:
    return plain(
        model,
        lambda p, mark: f'<p id="p{p.number}"><a href="#p{p.number}">{p.number}</a> {p.text}{mark}</p>{under(p)}',
    )


@layout(running)
def number_in_square_brackets_as_in_a_judgment(model: Model) -> str:
    return plain(model, lambda p, mark: f"<p>[{p.number}]&nbsp;&nbsp;{p.text}{mark}</p>{under(p)}")


@layout(running)
def number_in_a_paragraph_of_its_own(model: Model) -> str:
    return plain(model, lambda p, mark: f"<p>{p.number}</p><p>{p.text}{mark}</p>{under(p)}")


@layout(running)
def number_as_a_heading(model: Model) -> str:
    return plain(model, lambda p, mark: f"<h4>{p.number}.</h4><p>{p.text}{mark}</p>{under(p)}")


@layout(lambda chapter, place, _: f"{'ABC'[chapter - 1]}{place}")
def letters_before_numbers(model: Model) -> str:
    return plain(model, lambda p, mark: f"<p>{p.number}. {p.text}{mark}</p>{under(p)}")


@layout(lambda chapter, place, _: f"{chapter}.1.{place}")
def three_levels_below_bold_headings(model: Model) -> str:
    notes, parts = Notes(), []
    for chapter, (title, paras) in enumerate(model, 1):
        parts.append(f"<p><b>{chapter}. {title.upper()}</b></p><p><b>{chapter}.1 At the bridge</b></p>")
        parts += [f"<p>{p.number} {p.text}{notes.mark(p)}</p>{under(p)}" for p in paras]
    return page(f"<div>{''.join(parts)}</div>" + notes.end())


@layout(lambda _, place, __: str(place))
def numbers_that_start_again_in_each_section(model: Model) -> str:
    return plain(model, lambda p, mark: f"<p>{p.number}. {p.text}{mark}</p>{under(p)}")


@layout(running)
def links_to_the_paragraph_itself(model: Model) -> str:
    return plain(
        model,
        lambda p, mark: (
            f'<p id="x{p.number}">Paragraph {p.number}: {p.text}{mark} <a href="#x{p.number}">¶</a></p>{under(p)}'
        ),
    )

"""What layouts are written with: each is a function that writes the small report of model.py as a page.

No layout has been taken from the reports that the importer was developed on.
"""

from collections.abc import Callable
from html import escape

from tests.mailgate.importers.model import Model, Para

Write = Callable[[Model], str]
Layouts = dict[str, tuple[Callable[[int, int, int], str], Write]]

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


def under(para: Para) -> str:
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


def registering(layouts: Layouts) -> Callable[[Callable[[int, int, int], str]], Callable[[Write], Write]]:
    """Return a decorator that says how the paragraphs of a layout are numbered, and keeps it by its name."""

    def layout(numbers: Callable[[int, int, int], str]) -> Callable[[Write], Write]:
        def register(write: Write) -> Write:
            layouts[write.__name__] = (numbers, write)
            return write

        return register

    return layout


def plain(model: Model, start: Callable[[Para, str], str], *, heading: str = "h2", wrap: str = "{}") -> str:
    notes = Notes()
    parts = ["<h1>The flood at Marrow</h1>"]
    for title, paras in model:
        parts.append(f"<{heading}>{title}</{heading}>")
        parts += [start(para, notes.mark(para)) for para in paras]
    return page(wrap.format("".join(parts)) + notes.end())

"""HTML reports, in any layout: a page of a site → its tree. Encodings are told as browsers tell them."""

import re

from mailgate.importers import (
    custom_elements,
    office_lists,
    pictures,
    placed_pages,
    plain_text,
    style_sheets,
    text_pages,
    tree,
    xhtml,
)
from mailgate.importers.account import lines_of
from mailgate.importers.outline import Progress, Source
from mailgate.importers.tree import LINE, Element, Leaf, Said, grow

_EMPTY_LINE = re.compile(r"\n[ \t\r]*\n")
_FEW = 3  # empty lines of what is code, or a drawing
_OFFICE = re.compile(r"(?:libre|open|neo|star)\s?office", re.I)


def read(source: Source, _: Progress) -> list[Leaf]:
    """Read a page. Raises ImportRefusedError where it is a bomb."""
    raw = source.path.read_bytes()
    styles = style_sheets.linked(raw, pictures.beside(source, at_most=style_sheets.MAX_STYLES))
    is_xml = source.path.suffix.lower() == ".xhtml"  # of other pages browsers take no XML for such
    parsed = tree.parse(xhtml.closed(raw) if is_xml else raw, source.name, styles)
    custom_elements.settle(parsed.body)
    taken = [*placed_pages.part(parsed.body), *_read_typed(parsed.body)]
    around = [Said(source.name, text, around=True) for text in taken]
    if _OFFICE.match(parsed.generator):
        office_lists.count_on(parsed.body)
    said = (*lines_of(parsed.body, source.name), *around) if around else ()
    return [Leaf(source=source, tree=parsed, is_site=True, fetch=pictures.beside(source), said=said)]


def _read_typed(body: Element) -> list[str]:
    """Read what a page holds as typed, with its lines and empty lines, as a plain text: where that is most of it.

    Returns the lines that are printed around the pages of that text.
    """
    typed = [each for each in body.walk() if each.tag == "pre"]
    texts = [each.text() for each in typed]
    if not typed or 2 * sum(map(len, texts)) < len(body.text()):
        return []
    around: list[str] = []
    for each, text in zip(typed, texts, strict=True):
        if len(_EMPTY_LINE.findall(text)) < _FEW:
            continue
        each.tag, each.children = "div", []
        pages = text_pages.read(text)
        around += [line.text.strip() for line in pages.around]
        grow(plain_text.elements(pages), each)
        for inside in each.walk():
            inside.attributes.pop(LINE, None)  # the line is one of the text, not of the file
    grow([], body)
    return around

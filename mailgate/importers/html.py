"""HTML reports, in any layout: a page of a site → its tree. Encodings are told as browsers tell them."""

import re

from mailgate.importers import office_lists, pictures, style_sheets, tree
from mailgate.importers.outline import Progress, Source
from mailgate.importers.tree import Leaf

_OFFICE = re.compile(r"(?:libre|open|neo|star)\s?office", re.I)


def read(source: Source, _: Progress) -> list[Leaf]:
    """Read a page. Raises ImportRefusedError where it is a bomb."""
    raw = source.path.read_bytes()
    styles = style_sheets.linked(raw, pictures.beside(source, at_most=style_sheets.MAX_STYLES))
    parsed = tree.parse(raw, source.name, styles)
    if _OFFICE.match(parsed.generator):
        office_lists.count_on(parsed.body)
    return [Leaf(source=source, tree=parsed, is_site=True, fetch=pictures.beside(source))]

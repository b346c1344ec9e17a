"""HTML reports, in any layout: a page of a site → its tree. Encodings are told as browsers tell them."""

from mailgate.importers import pictures, tree
from mailgate.importers.outline import Progress, Source
from mailgate.importers.tree import Leaf


def read(source: Source, _: Progress) -> list[Leaf]:
    """Read a page. Raises ImportRefusedError where it is a bomb."""
    parsed = tree.parse(source.path.read_bytes(), source.name)
    return [Leaf(source=source, tree=parsed, is_site=True, fetch=pictures.beside(source))]

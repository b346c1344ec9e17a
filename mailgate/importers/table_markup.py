"""The HTML of a table, written anew: its structure and its words, and nothing that HTML does not allow.

The cleaner is still the gate; this shortens its work, and keeps apart what blocks of a cell kept apart.
"""

from collections.abc import Iterator, Sequence
from html import escape

from mailgate.importers import attributes, spans, tables
from mailgate.importers.runs import INVISIBLE
from mailgate.importers.spans import Span
from mailgate.importers.tree import BLOCKS, HEADINGS, PICTURE, Element

_INLINE = {"b": "strong", "strong": "strong", "i": "em", "em": "em", "sup": "sup", "sub": "sub"}
_LISTS = {"ul", "ol"}
_GROUPS = {"thead", "tbody", "tfoot"}


class Tag(str):
    """What is written as it stands."""

    __slots__ = ()


Item = Element | str
Group = tuple[str, list[list[Element]]]  # its tag, and its rows


def parts(table: Element) -> list[Item]:
    """Return what a table is written of: tags, and between them what stands in its cells."""
    groups = _ordered(table)
    found: list[Item] = [Tag("<table>"), *_caption(table)]
    fitted = spans.fitted(rows for _, rows in groups)
    for tag, rows in groups:
        found.append(Tag(f"<{tag}>"))
        for row in filter(None, rows):
            found += [Tag("<tr>"), *(item for cell in row for item in _cell(cell, fitted[id(cell)])), Tag("</tr>")]
        found.append(Tag(f"</{tag}>"))
    return [*found, Tag("</table>")]


def written(element: Element) -> list[Item] | None:
    """Return what an element in a cell is written of; None where it is nothing but what is in it."""
    match element.tag:
        case "table":
            found = parts(element)
        case "br":
            found = [Tag("<br>")]
        case "ul" | "ol":
            found = _wrapped(element, element.tag, list(_items(element)))
        case "li" if element.parent is not None and element.parent.tag in _LISTS:
            found = _wrapped(element, "li", element.children)
        case tag if tag in _INLINE and not element.has_block:
            found = _wrapped(element, _INLINE[tag], element.children)
        case tag if tag in BLOCKS and not element.has_block and not _is_alone(element):
            bold = tag in HEADINGS
            inner = [Tag("<strong>"), *element.children, Tag("</strong>")] if bold else element.children
            found = _wrapped(element, "p", inner)
        case _:
            return None
    return found


def _wrapped(element: Element, tag: str, children: Sequence[Item]) -> list[Item]:
    return [Tag(f"<{tag}{attributes.of(element, tag)}>"), *children, Tag(f"</{tag}>")]


def _items(element: Element) -> Iterator[Item]:
    """The items of a list; what stands in it and in none is one of its own."""
    for child in element.children:
        if isinstance(child, Element) and child.tag == "li":
            yield child
        elif isinstance(child, Element) or child.strip():
            yield from (Tag("<li>"), child, Tag("</li>"))


def _is_alone(element: Element) -> bool:
    """Whether a cell holds this block and nothing else: it needs no paragraph of its own there."""
    while element.parent is not None and element.tag not in tables.CELLS:
        element = element.parent
        if sum(isinstance(child, Element) or bool(child.strip()) for child in element.children) > 1:
            return False
    return True


def _cell(cell: Element, span: Span) -> list[Item]:
    """A cell; an empty head is none, for nobody could read it out."""
    tag = "td" if cell.tag == "td" or not _says_something(cell) else "th"
    numbers = (("colspan", span.columns), ("rowspan", span.rows))
    covered = "".join(f' {name}="{number}"' for name, number in numbers if number > 1)
    return [Tag(f"<{tag}{covered}{attributes.of(cell, tag)}>"), *cell.children, Tag(f"</{tag}>")]


def _says_something(cell: Element) -> bool:
    return bool(cell.text().strip()) or any(each.tag == PICTURE for each in cell.walk())


def _caption(table: Element) -> list[Item]:
    """All captions as one, which HTML has first and once."""
    captions = tables.captions(table)
    lines = [(*([Tag("<br>")] if place else []), *each.children) for place, each in enumerate(captions)]
    return [Tag("<caption>"), *(item for line in lines for item in line), Tag("</caption>")] if captions else []


def _ordered(table: Element) -> list[Group]:
    """The groups of rows in the order that HTML has: one head first, one foot last."""
    heads, bodies, feet = list[Group](), list[Group](), list[Group]()
    for child in (child for child in table.children if isinstance(child, Element)):
        if child.tag == "tr":
            if not bodies or bodies[-1][0] != "tr":
                bodies.append(("tr", []))
            bodies[-1][1].append(tables.cells(child))
        elif child.tag in _GROUPS:
            rows = [tables.cells(row) for row in child.children if isinstance(row, Element) and row.tag == "tr"]
            place = {"thead": heads, "tfoot": feet}.get(child.tag, bodies)
            (bodies if place and place is not bodies else place).append((child.tag, rows))
    named = [*heads, *(("tbody", rows) for _, rows in bodies), *feet]
    return [(tag, rows) for tag, rows in named if any(rows)]


def escaped(text: str) -> str:
    """Return text as HTML, white space single."""
    return escape(" ".join(f".{text.translate(INVISIBLE)}.".split())[1:-1], quote=False)

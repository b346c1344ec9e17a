"""Tables: which carry data, and which only place paragraphs on the page."""

import re
from collections.abc import Iterator
from itertools import pairwise

from mailgate.importers.runs import INVISIBLE
from mailgate.importers.sequence import follows
from mailgate.importers.tree import BLOCKS, DATA, HEADINGS, LABEL, Element

_MARKER = re.compile(
    r"[\[(]?(?:(?:§+|¶|No\.?|Para(?:graph)?|Recommendation|Article|Finding|Rule)\s?)?"
    r"(?:[A-Z]{0,3}[.\-]?\d{1,4}(?:[.\-–]\d{1,4})*[A-Za-z]?|[a-z]{1,2}|[ivxl]{1,6})[.)\]:]*",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"(?:no|nr|num|number|nummer|numéro|n[°º]|№|#|para(?:graph)?(?: no)?|item|ref(?:erence)?|rn|rz|tz|ziffer|¶|"
    r"randnummer|absatz|alinéa|paragraphe|párrafo)\.?",
    re.I,
)  # of a column of numbers
_BULLET = re.compile(r"[•●▪■◦‣·∙○►➢–—-]")  # of an item, alone in a cell
CELLS = frozenset({"td", "th"})
_PROSE = 40  # letters in a cell from which it is taken for a paragraph
_SENTENCE_END = tuple(".?!:;…”’")
_FEW = 8  # paragraphs of a cell with data
_LEAST = 3  # rows whose numbers follow each other


def rows(table: Element) -> Iterator[list[Element]]:
    """Yield the rows of a table, each as its cells; rows of tables inside it are not among them."""
    stack: list[Element] = [table]
    while stack:
        element = stack.pop()
        below = [child for child in element.children if isinstance(child, Element)]
        if element.tag == "tr":
            yield cells(element)
        else:
            stack.extend(reversed([child for child in below if child.tag in {"tr", "tbody", "thead", "tfoot"}]))


def cells(row: Element) -> list[Element]:
    """Return the cells of a row."""
    return [cell for cell in row.children if isinstance(cell, Element) and cell.tag in CELLS]


def captions(table: Element) -> list[Element]:
    """Return what stands above a table and in it."""
    return [child for child in table.children if isinstance(child, Element) and child.tag == "caption"]


def filled(table: Element) -> list[list[Element]]:
    """Return the rows of a table, without cells in which nothing is printed; numbers on the right go to the left."""
    kept = ([cell for cell in row if cell.text().strip() or marker(cell)] for row in rows(table))
    printed = [row for row in kept if row]
    return [row[::-1] for row in printed] if _count_on_the_right(printed) else printed


def _count_on_the_right(printed: list[list[Element]]) -> bool:
    """Whether every row is a paragraph with its number beside it, each the next of the one before."""
    if len(printed) < _LEAST or any(len(row) != 2 or len(_text(row[0])) < _PROSE for row in printed):
        return False
    numbers = [_text(row[1]).rstrip(".") for row in printed]
    if not all(number.isdecimal() for number in numbers):
        return False
    return all(int(after) == int(before) + 1 for before, after in pairwise(numbers))


def marker(cell: Element) -> str:
    """Return the number, letter or bullet that is all of a cell, as text or as a label that its format prints there."""
    if text := _text(cell):
        return text if _MARKER.fullmatch(text) or _BULLET.fullmatch(text) else ""
    return next((each.get(LABEL) for each in cell.walk() if each.get(LABEL)), "")


def is_layout(table: Element) -> bool:
    """Whether the table only places text: one cell a row, headings inside, or numbers beside their paragraphs."""
    if table.get(DATA):
        return False
    printed = filled(table)
    if not printed or all(len(row) == 1 for row in printed):
        return True
    heads = [cell for row in printed for cell in row if cell.tag == "th"]
    if has_names(printed):
        return _is_numbered(printed[1:]) and all(_is_beside(row) for row in printed[1:])
    if heads and not all(len(row) == 1 or _is_beside(row) for row in printed):
        return False
    if not heads and any(_holds_document(cell) for row in printed for cell in row):
        return True
    return _is_numbered(printed)


def has_names(printed: list[list[Element]]) -> bool:
    """Whether the first row names the columns: numbers, and what stands beside them."""
    return len(printed) > 1 and len(printed[0]) > 1 and bool(_NAME.fullmatch(_text(printed[0][0])))


def placed(table: Element) -> list[list[Element]]:
    """Return the rows of a table that only places text, without the names of its columns."""
    printed = filled(table)
    return [*([each] for each in captions(table)), *printed[has_names(printed) :]]


def _is_beside(row: list[Element]) -> bool:
    """Whether a row is a number, which may be its head, beside what is no head."""
    return bool(marker(row[0])) and any(map(str.isdigit, marker(row[0]))) and all(cell.tag != "th" for cell in row[1:])


def _holds_document(cell: Element) -> bool:
    blocks = [element for element in cell.walk() if element.tag in HEADINGS or element.tag in {"p", "table"}]
    return any(element.tag in HEADINGS for element in blocks) or len(blocks) + _empty_lines(cell) > _FEW


def _empty_lines(cell: Element) -> int:
    """Return how often two line breaks part the paragraphs of a cell."""
    printed = ([c for c in each.children if not isinstance(c, str) or c.strip()] for each in cell.walk())
    return sum(_is_break(a) and _is_break(b) for children in printed for a, b in pairwise(children))


def _is_break(node: Element | str) -> bool:
    return not isinstance(node, str) and node.tag == "br"


def _is_numbered(printed: list[list[Element]]) -> bool:
    pairs = [(marker(row[0]), _text(row[-1])) for row in printed if len(row) == 2]
    numbered = [(number, text) for number, text in pairs if number]
    alone = sum(len(row) == 1 for row in printed) if _count_on(numbered) else 0  # they go on with a paragraph
    if any(len(row) > 2 for row in printed) or len(numbered) < 0.6 * (len(printed) - alone):
        return False
    said = [text.rstrip(")]") for _, text in numbered]
    sentences = len(printed) == 1 and all(text.endswith(_SENTENCE_END) and " " in text for text in said)
    return sentences or sum(len(text) for _, text in numbered) >= _PROSE * len(numbered)


def _count_on(numbered: list[tuple[str, str]]) -> bool:
    """Whether the numbers are each the next of the one before."""
    numbers = [tuple(map(int, re.findall(r"\d+", number))) for number, _ in numbered]
    counted = [number for number in numbers if number]
    return len(counted) >= _LEAST and all(follows(after, before) for before, after in pairwise(counted))


def _text(cell: Element) -> str:
    return " ".join(cell.text().split())


def text(table: Element) -> str:
    """Return the text of a table: one line a row, cells parted by a space."""
    caption = [_spaced(each) for each in captions(table)]
    lines = [" ".join(part for part in map(_spaced, row) if part) for row in rows(table)]
    return "\n".join(line for line in [*caption, *lines] if line)


def _spaced(element: Element) -> str:
    """Return the text of a cell; blocks and line breaks in it part words."""
    parts: list[str] = []
    stack: list[Element | str] = [element]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            parts.append(item)
        elif item.tag in BLOCKS or item.tag == "br":
            stack.extend([" ", *reversed(item.children), " "])
        else:
            stack.extend(reversed(item.children))
    return " ".join("".join(parts).translate(INVISIBLE).split())

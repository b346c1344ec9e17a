"""Numbers in the right cell of tables that hold one paragraph each: they go to the left, where numbers are looked for.

Several rows in one table are told by the table alone (tables.filled).
"""

import re
from itertools import pairwise

from mailgate.importers import tables
from mailgate.importers.tree import DATA, Element

_NUMBER = re.compile(r"[\[(]?(\d{1,4})[.)\]]?")
_LEAST = 3  # tables whose numbers follow each other
_PROSE = 40  # letters in a cell from which it is taken for a paragraph
_MOST = 0.6  # of the cells


def settle(body: Element) -> None:
    """Put such numbers before their paragraphs: where those of all tables of one row and two cells count on."""
    single = [row for each in body.walk() if each.tag == "table" and (row := _only_row(each))]
    read = [(row, match) for row in single if (match := _NUMBER.fullmatch(_text(row[1])))]
    numbers = [int(match[1]) for _, match in read]
    if len(numbers) < _LEAST or any(after != before + 1 for before, after in pairwise(numbers)):
        return
    if sum(len(_text(row[0])) >= _PROSE for row, _ in read) < _MOST * len(read):
        return
    for (text, number), _ in read:
        around = text.parent
        if around is not None and number.parent is around:
            rest = [child for child in around.children if child is not number]
            rest.insert(rest.index(text), number)
            around.children = rest


def _only_row(table: Element) -> list[Element]:
    """Return the two cells of a table that has no others with words; else nothing."""
    printed = [] if table.get(DATA) else [*tables.rows(table)]
    said = [cell for row in printed for cell in row if cell.text().strip()]
    return said if len(printed) == 1 and len(said) == 2 else []


def _text(cell: Element) -> str:
    return " ".join(cell.text().split())

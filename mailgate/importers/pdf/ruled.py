"""Tables with a line drawn below each row: as wide as those lines are, whatever their cells leave free. Pure.

Where such a table is as wide as a page, the places between its columns are no gutters of the page.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from mailgate.importers.pdf.model import Line, Page, Rule

_TOUCH = 2.5  # points: lines that are nearer meet, or stand at one place
_ROWS = 3  # lines below each other, at least
_MANY = 300  # on a page: what has more is a drawing
_TALL = 0.15  # of the height of a page: a row, at most
_HEAD = 2.2  # of the size of type: the head of a table, above its first line


def mark(pages: Sequence[Page], across: Sequence[Sequence[Line]]) -> None:
    """Say of each row of such a table how wide the table is."""
    for page, lines in zip(pages, across, strict=True):
        for table in _tables(page):
            inside = [line for line in lines if table.x0 - _TOUCH < line.x0 and line.x1 < table.x1 + _TOUCH]
            rows = [line for line in inside if table.y0 < line.y < table.y1]
            head = [line for line in inside if 0 <= line.y - table.y1 < _HEAD * line.size] if rows else []
            for line in (*head, *rows):
                line.ruled = table.x0, table.x1


def _tables(page: Page) -> Iterator[Rule]:
    """Yield the place of each table on a page."""
    levels = sorted(_whole(page.rules), key=lambda rule: -rule.y0)
    if len(levels) > _MANY:
        return
    while levels:
        first = levels[0]
        alike = [rule for rule in levels if max(abs(rule.x0 - first.x0), abs(rule.x1 - first.x1)) < _TOUCH]
        levels = [rule for rule in levels if rule not in alike]
        run = alike[:1]
        for above, below in [*pairwise(alike), (alike[-1], None)]:
            if below is not None and above.y0 - below.y0 < _TALL * page.height:
                run.append(below)
                continue
            if len(run) >= _ROWS:
                yield Rule(first.x0, run[-1].y0, first.x1, run[0].y0)
            run = [below] if below is not None else []


def _whole(rules: Sequence[Rule]) -> list[Rule]:
    """Return the level lines, those of cells side by side as one."""
    found: list[Rule] = []
    for rule in sorted((rule for rule in rules if rule.is_level), key=lambda rule: (round(rule.y0), rule.x0)):
        last = found[-1] if found else None
        if last is not None and abs(last.y0 - rule.y0) < _TOUCH and rule.x0 < last.x1 + _TOUCH:
            found[-1] = last._replace(x1=max(last.x1, rule.x1))
        else:
            found.append(rule)
    return found

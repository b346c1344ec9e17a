"""Tables of Markdown that are drawn with dashes → tables with bars, line for line. Pure.

Pandoc has three such kinds: columns below dashes, the same with rows of several lines, and grids. What stands in a cell
becomes one line of text.
"""

import re
from collections.abc import Sequence
from itertools import groupby

_RULE = re.compile(r"\s*-{3,}\s*")
_COLUMNS = re.compile(r"\s*-{2,}(?:\s+-{2,})+\s*")
_BORDER = re.compile(r"\s*\+(?:[-=:]{2,}\+)+\s*")
_LISTED = re.compile(r"\s*([*-]\s+)?[*-](?:\s+(.*))?")
_MAX_HEADER = 8  # lines between the rule above a table and the dashes of its columns


def table_at(lines: Sequence[str], place: int) -> list[str] | None:
    """Return the lines of the table that begins here as those, and as many, of a table with bars; None if none does."""
    line = lines[place]
    if _BORDER.fullmatch(line):
        return _grid(lines, place)
    if _RULE.fullmatch(line):
        return _below_rule(lines, place)
    if _COLUMNS.fullmatch(line):
        return _headless(lines, place)
    following = lines[place + 1] if place + 1 < len(lines) else ""
    if line.strip() and _COLUMNS.fullmatch(following):
        ahead = range(place + 2, len(lines))
        end = next((at for at in ahead if not lines[at].strip() or lines[at].lstrip().startswith(":::")), len(lines))
        cuts = _cuts(following)
        return _drawn(lines, place, end, [_cut([line], cuts), *(_cut([each], cuts) for each in lines[place + 2 : end])])
    return None


def _below_rule(lines: Sequence[str], place: int) -> list[str] | None:
    """A table between two rules: a header above the dashes, and rows parted by empty lines."""
    ahead = range(place + 2, min(place + 2 + _MAX_HEADER, len(lines)))
    columns = next((at for at in ahead if _COLUMNS.fullmatch(lines[at])), None)
    if columns is None or not all(each.strip() for each in lines[place + 1 : columns]):
        return None
    end = next((at for at in range(columns + 1, len(lines)) if _RULE.fullmatch(lines[at])), None)
    if end is None:
        return None
    cuts = _cuts(lines[columns])
    rows = [_cut(lines[place + 1 : columns], cuts), *_parted(lines[columns + 1 : end], cuts)]
    return _drawn(lines, place, end + 1, rows)


def _headless(lines: Sequence[str], place: int) -> list[str] | None:
    """A table without a header, between two lines of dashes."""
    ahead = range(place + 2, len(lines))
    end = next((at for at in ahead if _COLUMNS.fullmatch(lines[at]) or _RULE.fullmatch(lines[at])), None)
    if end is None:
        return None
    cuts = _cuts(lines[place])
    body = lines[place + 1 : end]
    rows = _parted(body, cuts) if any(not each.strip() for each in body) else [_cut([each], cuts) for each in body]
    return _drawn(lines, place, end + 1, [[""] * len(cuts), *rows])


def _grid(lines: Sequence[str], place: int) -> list[str] | None:
    end = place + 1
    if end == len(lines) or not lines[end].lstrip().startswith("|"):
        return None
    while end < len(lines) and lines[end].lstrip()[:1] in {"+", "|"}:
        end += 1
    cuts = [at + 1 for at, sign in enumerate(lines[place].rstrip()) if sign == "+"]
    rows: list[list[str]] = []
    for is_border, group in groupby(lines[place:end], key=lambda line: bool(_BORDER.fullmatch(line))):
        if not is_border:
            rows.append([cell.strip(" |") for cell in _cut(list(group), cuts[:-1])])
    if not rows:
        return None
    has_header = any("=" in line for line in lines[place:end] if _BORDER.fullmatch(line))
    return _drawn(lines, place, end, rows if has_header else [[""] * len(rows[0]), *rows])


def _cuts(dashes: str) -> list[int]:
    return [match.start() for match in re.finditer("-+", dashes)]


def _cut(lines: Sequence[str], cuts: Sequence[int]) -> list[str]:
    """Return the cells of a row, whose lines are cut at these places."""
    ends = [*cuts[1:], None]
    return [
        " ".join(part for line in lines if (part := line[0 if at == cuts[0] else at : end].strip(" |")))
        for at, end in zip(cuts, ends, strict=True)
    ]


def _parted(lines: Sequence[str], cuts: Sequence[int]) -> list[list[str]]:
    groups = groupby(lines, key=lambda line: bool(line.strip()))
    return [_cut(list(group), cuts) for is_row, group in groups if is_row]


def _drawn(lines: Sequence[str], place: int, end: int, rows: Sequence[Sequence[str]]) -> list[str] | None:
    """Return the rows with bars; None where they would need more lines than they had."""
    first = lines[place]
    indent = first[: len(first) - len(first.lstrip())] if _BORDER.fullmatch(first) else ""
    bars = [indent + "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    drawn = [bars[0], indent + "|" + "---|" * len(rows[0]), *bars[1:]]
    room = end - place
    return [*drawn, *[""] * (room - len(drawn))] if len(drawn) <= room else None


def listed(lines: Sequence[str], title: str) -> list[str] | None:
    """Return a table whose rows are items of a list, and its cells items of these, with bars; None where it is none."""
    rows: list[list[str]] = []
    for line in lines:
        match = _LISTED.fullmatch(line)
        if match is None and line.strip() and not rows:
            return None
        if match and match[1]:
            rows.append([])
        if match and not rows:
            return None
        if match:
            rows[-1].append((match[2] or "").strip())
        elif line.strip():
            rows[-1][-1] += f" {line.strip()}"
    if not rows or any(len(row) != len(rows[0]) for row in rows):
        return None
    bars = ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    return [*([title, ""] if title else []), bars[0], "|" + "---|" * len(rows[0]), *bars[1:]]

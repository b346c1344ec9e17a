"""Lists in items whose numbers have two figures: `10. The board` over `   1. met`. Line for line, and pure.

Three spaces are enough below `9. The board`, and whoever writes on does not count them. CommonMark asks for a fourth
below `10.`, and takes `1.` for the next item.
"""

import re

from mailgate.importers.markdown_source import fenced

_ITEM = re.compile(r"( {0,3})(\d{1,4})[.)]( {1,4})(?=\S)")
_LEAST = 2  # spaces


def set_in(text: str) -> str:
    """Return a text in which such lists are set in far enough, with all that belongs to them."""
    lines = text.split("\n")
    fence, is_below_empty = "", True
    outer, holds = 0, 0  # how far in the last number of two figures stands, and its text
    nested, room = 0, 0  # how far in the list stands, and what it lacks
    for place, line in enumerate(lines):
        fence, is_code = fenced(line, fence)
        indent = len(line) - len(line.lstrip(" "))
        if not line.strip():
            is_below_empty = True
            continue
        item = None if is_code else _ITEM.match(line)
        if room and indent < nested and (item or is_below_empty):
            room = 0
        if item and not room and outer + _LEAST <= indent < holds and item[2] == "1":
            nested, room = indent, holds - indent
        elif item and not room:
            outer, holds = (indent, item.end()) if len(item[2]) > 1 else (0, 0)
        elif not room and is_below_empty and indent <= outer:
            holds = 0
        lines[place] = " " * room + line if indent >= nested else line
        is_below_empty = False
    return "\n".join(lines)

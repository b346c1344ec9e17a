"""Labels of items that no list of HTML can show, such as `Step 3:` or `一、`: they become text of the item."""

import re

from mailgate.importers.numbers_read import Line, candidates
from mailgate.importers.tree import Element

_WORDED = re.compile(r"[^\W\d_]{3}|(?![¶§ªº•▪■◦‣·∙○►➢\uf000-\uf0ff])[^\x00-\x7f]")  # not i), aa) or a bullet
_CAPITALS = re.compile(r"list-style(?:-type)?\s*:[^;]*\bupper-(?:alpha|latin)\b", re.I)
_ROMAN = re.compile(r"\W*[ivxlc]+\W*", re.I)


def is_text(label: str) -> bool:
    """Whether a label says more than a number, or one in a script that lists do not count in."""
    if not _WORDED.search(label) or _ROMAN.fullmatch(label):
        return False
    return not candidates(Line(text=label, label=label))


def capital(around: Element, number: int) -> str:
    """Return the letter that a list of HTML prints before its item, where it counts in capitals, else an empty text."""
    is_lettered = around.get("type") == "A" or _CAPITALS.search(around.get("style"))
    return f"{chr(64 + number)}." if around.tag == "ol" and is_lettered and 1 <= number <= 26 else ""


def unmark(wraps: tuple[Element, ...]) -> None:
    """Let the list around an item show no number before it beside the one in its text."""
    inner = next((wrap for wrap in reversed(wraps) if wrap.tag in {"ol", "ul", "menu"}), None)
    if inner is not None:
        inner.tag = "ul"

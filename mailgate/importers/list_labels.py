"""Labels of items that no list of HTML can show, such as `Step 3:` or `一、`: they become text of the item."""

import re

from mailgate.importers.numbers_read import Line, candidates
from mailgate.importers.tree import Element

_WORDED = re.compile(r"[^\W\d_]{3}|(?![¶§ªº•▪■◦‣·∙○►➢\uf000-\uf0ff])[^\x00-\x7f]")  # not i), aa) or a bullet
_ROMAN = re.compile(r"\W*[ivxlc]+\W*", re.I)


def is_text(label: str) -> bool:
    """Whether a label says more than a number, or one in a script that lists do not count in."""
    if not _WORDED.search(label) or _ROMAN.fullmatch(label):
        return False
    return not candidates(Line(text=label, label=label))


def unmark(wraps: tuple[Element, ...]) -> None:
    """Let the list around an item show no number before it beside the one in its text."""
    inner = next((wrap for wrap in reversed(wraps) if wrap.tag in {"ol", "ul", "menu"}), None)
    if inner is not None:
        inner.tag = "ul"

"""Numbers that have an element of their own at the start of a block."""

import re
from collections.abc import Sequence
from itertools import islice

from mailgate.importers import numbers_read
from mailgate.importers.tree import Element

_GOES_ON = re.compile(r"[.\-–]?\d{1,3}(?![\d,])")  # behind the first part of a number, whose type changes; no year
_FEW = 2  # elements behind a number that the sign and the rest of it may be
_MAX_LEAD = 80  # letters in which a number is looked for


def of(nodes: Sequence[Element | str]) -> tuple[str, bool]:
    """Return the number that is alone in the first element, or an empty text, and whether figures are right behind it.

    These may be the rest of it, or the first words of the paragraph: `7 May`.
    """
    for _ in range(5):
        filled = (node for node in nodes if (node if isinstance(node, str) else node.text(_MAX_LEAD)).strip())
        first, behind = next(filled, None), islice(filled, _FEW)
        if first is None or isinstance(first, str):
            return "", False
        text = " ".join(first.text(_MAX_LEAD)[:_MAX_LEAD].split())
        if numbers_read.is_number(text):
            rest = "".join(each if isinstance(each, str) else each.text(_MAX_LEAD) for each in behind)
            return text, bool(_GOES_ON.match(rest))
        nodes = first.children
    return "", False

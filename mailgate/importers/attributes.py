"""The attributes of a report's own elements that pages keep: those whose values HTML allows. Pure.

Reports are full of others (`<ol type="disc">`, `scope="column"`), which browsers pass over and checkers do not.
"""

import re
from html import escape

from mailgate.importers.tree import Element

_WHOLE = re.compile("-?[0-9]{1,9}")
_KEPT = {
    "ol": {"start": _WHOLE, "type": re.compile("[1aAiI]")},
    "li": {"value": _WHOLE},
    "th": {"scope": re.compile("(?:row|col)(?:group)?")},
}


def of(element: Element, tag: str) -> str:
    """Return the attributes of an element as they stand behind its tag on a page."""
    values = ((name, element.get(name).strip(), allowed) for name, allowed in _KEPT.get(tag, {}).items())
    return "".join([f' {name}="{escape(value)}"' for name, value, allowed in values if allowed.fullmatch(value)])

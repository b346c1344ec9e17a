"""HTML of strangers to the five tags a comment may have: nh3, and a lexical check after it (INV-40). Pure.

nh3 is the last to touch the markup. What would not pass the check is published as text.
"""

import html
import re
from collections import Counter

import nh3

from store.model import Html

TAGS = frozenset({"em", "strong", "blockquote", "p", "br"})
NESTING_LIMIT = 100
_TIDYINGS = 3

_DROPPED_WITH_CONTENT = frozenset(
    {
        "script",
        "style",
        "head",
        "title",
        "template",
        "noscript",
        "textarea",
        "svg",
        "math",
        "iframe",
        "object",
        "select",
    }
    | {"noembed", "noframes", "xmp", "plaintext"}
)
_CLEANER = nh3.Cleaner(
    tags=set(TAGS), attributes={}, clean_content_tags=set(_DROPPED_WITH_CONTENT), link_rel=None, strip_comments=True
)
_LAWFUL = re.compile(r"[^<>]*(?:</?(?:em|strong|blockquote|p)>[^<>]*|<br>[^<>]*)*")
_EMPTY = re.compile(r"<p>\s*</p>|<blockquote>\s*</blockquote>|<(?:em|strong)></(?:em|strong)>")
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
_SHALLOW = frozenset({"br", "p", "hr", "img", "wbr"})  # nothing stands in these but text, so they make nothing deeper


def clean(markup: str) -> Html:
    """Return markup with nothing in it but text and bare em, strong, blockquote, p and br."""
    if _is_deep(markup):
        return as_text(re.sub(r"<[^<>]*>", " ", markup))
    cleaned = _CLEANER.clean(markup)
    for _ in range(_TIDYINGS):  # mis-nested tags leave empty ones; the cleaner has the last word each time
        if _EMPTY.search(cleaned) is None:
            break
        cleaned = _CLEANER.clean(_EMPTY.sub("", cleaned))
    return Html(cleaned) if is_lawful(cleaned) else as_text(markup)


def is_lawful(markup: str) -> bool:
    """Whether every < begins one of the strings that the five tags allow, and no > stands alone."""
    return _LAWFUL.fullmatch(markup) is not None


def as_text(text: str) -> Html:
    """Return any text as a paragraph that shows it as it is."""
    return Html(f"<p>{html.escape(text, quote=False)}</p>")


def _is_deep(markup: str) -> bool:
    """The cleaner's time grows with the square of the nesting. What closes nothing makes nothing shallower."""
    depth = 0
    opened: Counter[str] = Counter()
    for closing, written in _TAG.findall(markup):
        name = written.lower()
        if name in _SHALLOW or (closing and not opened[name]):
            continue
        step = -1 if closing else 1
        depth += step
        opened[name] += step
        if depth > NESTING_LIMIT:
            return True
    return False

"""HTML of strangers to the five tags a comment may have: nh3, and a lexical check after it (INV-40). Pure.

nh3 is the last to touch the markup. What would not pass the check is published as text.
"""

import html
import re

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
_OPENED = re.compile(r"<(/?)[a-zA-Z]")


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
    """The cleaner's time grows with the square of the nesting."""
    depth = 0
    for closing in _OPENED.findall(markup):
        depth = max(0, depth - 1) if closing else depth + 1
        if depth > 4 * NESTING_LIMIT:
            return True
    return False

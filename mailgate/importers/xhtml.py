"""Pages of XML → pages of HTML, which is what all pages are read as. Pure."""

import re

# An empty element of XML, `<a id="p12"/>`: HTML takes it for one that is open, with all that follows in it.
_EMPTY = re.compile(
    rb"""<(?!(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)[\s/>])"""
    rb"""([A-Za-z][\w:.-]{0,60})((?:\s(?:[^<>"'/]|/(?!>)|"[^"<]*"|'[^'<]*')*)?)/>"""
)


def closed(raw: bytes) -> bytes:
    """Return a page whose empty elements have an end of their own, as those of HTML have."""
    return _EMPTY.sub(rb"<\1\2></\1>", raw)

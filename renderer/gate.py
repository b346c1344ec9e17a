"""The last gate before a page: what no comment may show, whatever cleaned and masked it (INV-30, INV-40). Pure.

A comment that does not pass is left out, its page is still written, and the operator is told.
"""

import re
import unicodedata
from html import unescape
from urllib.parse import unquote

_FOREIGN = re.compile(r"<(?!/?(?:em|strong|blockquote|p)>|br>)")
_TAG = re.compile(r"</?(?:em|strong)>")  # what may stand within a word
_SIGNS = ("@", "\uff20", "\ufe6b", "%", "&", "=40")  # in whatever spelling, an address has one of these
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_ADDRESS = re.compile(r"[^\s@<>()]@[^\W_][\w-]{0,62}\.[\w.-]{0,250}\w")


def is_fit(name: str, html: str) -> bool:
    """Whether a comment can be published: no other markup than ours, nothing in the shape of a mail address."""
    return _FOREIGN.search(html) is None and not _has_address(html) and not _has_address(name)


def _has_address(text: str) -> bool:
    if not any(sign in text for sign in _SIGNS):
        return False
    # As a reader's program would come to see it: twice, for what was escaped before it came.
    plain = unquote(unescape(unescape(_TAG.sub("", text)))).replace("=40", "@")
    return _ADDRESS.search(unicodedata.normalize("NFKC", _UNSEEN.sub("", plain))) is not None

"""What a mail program says an element of an answer is: by class, id, name and data attributes. Tables, and pure.

Names are taken apart before they are looked up, because programs that quote each other's HTML rename: Outlook puts
"x_" in front, Gmail "m_-123", Yahoo "yiv1" and "ydp1". What all call quote or signature needs no entry.
"""

import re
from enum import Enum, auto
from functools import lru_cache

Attributes = dict[str, str | None]


class Part(Enum):
    """What the mail program says an element is."""

    QUOTE = auto()  # all in it is another's
    WRAPPER = auto()  # an attribution and quotes; beside and below the quotes the author may have answered
    BOUNDARY = auto()  # another's mail begins with it, and goes on after it
    SIGNATURE = auto()
    ATTRIBUTION = auto()
    SIGNATURE_BEGINS = auto()  # an empty element above the signature
    HIDDEN = auto()


_NAMED: dict[str, Part] = {
    name: part
    for part, names in {
        Part.WRAPPER: "gmail_quote gmail_quote_container protonmail_quote tutanota_quote zmail_extra nylas-quote"
        " mailspring-quote front-quote missive_quote",
        Part.QUOTE: "yahoo_quoted yqtdbase inoteshistory moz-forward-container isreplycontent isforwardcontent"
        " messagereplysection _originalcontent appleoriginalcontents original-content origbody reply139content"
        " orimsghtmlseperator iosymail forwardcontentmessage cm_replymail_content_wrap qt quotedmessage quotedtext"
        " originalmessage",
        Part.BOUNDARY: "divrplyfwdmsg olk_src_body_section stopspelling replysplit zwchr _mailoriginal"
        " outlookmessageheader _persistentheader moz-email-headers-table __headers__ __divider__",
        Part.SIGNATURE: "applemailsignature messagesignaturesection ydpsignature divneteasemailcard zm-_id_-sgn"
        " gmail_signature_prefix signature __sig_pre__ __sig_post__ __sig__ mail-signature",
        Part.ATTRIBUTION: "gmail_attr moz-cite-prefix gmail_quote_attribution protonmail_attr reply-intro airmail_on"
        " wisestamp_attr zmail_attr __pbconvhr",
        Part.SIGNATURE_BEGINS: "linebreakatbeginningofsignature",
        Part.HIDDEN: "preheader mcnpreviewtext",
    }.items()
    for name in names.split()
}
_TAGS: dict[str, Part] = {"includetail": Part.QUOTE, "signature": Part.SIGNATURE}
_SIGNATURE_ATTRIBUTES = frozenset(["data-smartmail", "data-signature-widget", "data-signatureblock"])
# Where one element has the names of several, the first of these it is.
_ORDER = (Part.BOUNDARY, Part.QUOTE, Part.WRAPPER, Part.ATTRIBUTION, Part.SIGNATURE_BEGINS, Part.SIGNATURE, Part.HIDDEN)
_RENAMED = re.compile(r"^(?:x_|m_-?\d{1,25}|yiv\d{1,20}|ydp[0-9a-f]{1,12}|aolmail_|ecx|gmail-(?!quote)){1,12}")
_QUOTE = re.compile(r"(?:^|[_-])(?:e?mail|reply)?[_-]?quote[ds]?(?:$|[_-]|\d)")
_SIGNATURE = re.compile(r"(?:^|[a-z_-])signature(?:$|[_-]|\d|section|wrapper)|(?:^|[_-])(?:sig|sgn|sign)(?:$|[_-]|\d)")
_NOT_THE_SIGNATURE = re.compile(r"before|button|request|placeholder|digital|status")
# Comments that mail programs leave above the mail they quote.
_BOUNDARY_COMMENTS = frozenset(["originalmessage", "markforemailquote", "original message"])


def part_of(tag: str, attributes: Attributes) -> Part | None:
    """Return what the mail program says the element is, None where it says nothing."""
    if not _SIGNATURE_ATTRIBUTES.isdisjoint(attributes):
        return Part.SIGNATURE
    get = attributes.get
    joined = f"{get('class') or ''} {get('id') or ''} {get('name') or ''} {get('data-marker') or ''}"
    if len(joined) == 3:
        return _TAGS.get(tag)
    return _named(tag, joined[:500])


def is_boundary(comment: str) -> bool:
    """Whether a comment says that the mail that was answered follows."""
    return comment.strip().lower() in _BOUNDARY_COMMENTS


@lru_cache(maxsize=1_000)
def _named(tag: str, joined: str) -> Part | None:
    found = {_part(name) for name in joined.lower().split()} | {_TAGS.get(tag)}
    return next((part for part in _ORDER if part in found), None)


def _part(name: str) -> Part | None:
    bare = _RENAMED.sub("", name.removeprefix('3d"').strip("\"'"))  # 3D: what a broken quoted-printable left
    if bare in _NAMED:
        return _NAMED[bare]
    shape = bare.rstrip("0123456789").rstrip("_-")
    if shape in _NAMED:
        return _NAMED[shape]
    if _QUOTE.search(bare):
        return Part.QUOTE
    if _SIGNATURE.search(bare) and not _NOT_THE_SIGNATURE.search(bare):
        return Part.SIGNATURE
    return None

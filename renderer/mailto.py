"""Links that open the reader's own mail program (RFC 6068). Pure.

Everything outside the unreserved characters is percent-encoded as UTF-8, line ends are %0D%0A, a space is %20: mail
programs take "+" for a plus. Some programs cut long links: ours stay under 1,900 characters.
"""

from urllib.parse import quote

from renderer.excerpt import one_line, shortened

LONGEST = 1_899
LONGEST_QUOTATION = 300  # characters, before encoding
_LONGEST_TITLE = 90
_ADDRESS = "@"  # the one sign of an address that stands as it is
_REPORT = quote("Report on comment ")


def link(address: str, *, subject: str, body: str = "") -> str:
    """Return a mailto link; `address` may be empty, the reader then fills it in."""
    fields = f"subject={_encoded(subject)}"
    if body:
        fields += f"&body={_encoded(body)}"
    return f"mailto:{quote(address, safe=_ADDRESS)}?{fields}"


def to_paragraph(address: str, *, label: str, title: str) -> str:
    """Return the link behind "Comment on this paragraph"."""
    return link(address, subject=f"Paragraph {label}, {_fitted(title, _LONGEST_TITLE, 600)}")


def to_report(address: str, public_id: str) -> str:
    """Return the link behind "Report abuse"."""
    return f"mailto:{quote(address, safe=_ADDRESS)}?subject={_REPORT}{quote(public_id)}"


def to_friend(*, label: str, title: str, text: str, url: str, address: str) -> str:
    """Return the link behind "E-mail this to a friend".

    The quotation gives way where letters of other scripts take nine characters each once they are encoded.
    """
    subject = f"Paragraph {label}, {_fitted(title, _LONGEST_TITLE, 300)}"
    end = f"\r\n\r\n{url}\r\n\r\nTo comment on this paragraph, write to {address}\r\n"
    bare = link("", subject=subject, body=f"“”{end}")
    return link("", subject=subject, body=f"“{_fitted(text, LONGEST_QUOTATION, LONGEST - len(bare))}”{end}")


def _encoded(text: str) -> str:
    return quote(text, safe="")


def _fitted(text: str, characters: int, encoded: int) -> str:
    """Shorten a text to so many characters, and to so many once it is encoded."""
    short = shortened(text, characters)
    while short and len(_encoded(short)) > encoded:
        # What is over tells how much must go; at least one character does, so this ends.
        keep = min(len(short) - 1, len(short) * encoded // len(_encoded(short)))
        short = shortened(one_line(text)[: max(keep, 1) + 1], max(keep, 1)) if keep > 1 else ""
    return short

"""How a mail program shows the elements of HTML: tables, and pure questions about one element."""

from selectolax.lexbor import LexborNode

from mailgate.reading.extract.html_parts import Attributes
from mailgate.reading.extract.html_style import style_of

INVISIBLE, BLOCKS, SPACED = (
    frozenset(names.split())
    for names in (
        """head script style title template noscript textarea svg math iframe object select button noembed noframes xmp
        audio video canvas plaintext map datalist""",
        """div p li ul ol table tr h1 h2 h3 h4 h5 h6 pre center address dl dt dd blockquote section article header
        footer tbody thead tfoot caption form fieldset hr main aside nav figure figcaption details summary includetail
        signature dir menu""",
        """p ul ol h1 h2 h3 h4 h5 h6 pre blockquote dl table""",
    )
)
_CLOSE_CLASSES = ("msonormal", "msolistparagraph", "msoplaintext", "msonospacing")


def shown_as(node: LexborNode, tag: str, attributes: Attributes) -> str:
    """Return the tag that says how this element is shown: a span may be a block, and a paragraph may not."""
    if tag in ("p", "div"):
        if node.parent is not None and node.parent.tag in ("td", "th") and _is_alone(node):
            return "span"  # the cells of a row are one line
    elif tag not in ("span", "a", "font"):
        return tag
    block = style_of(attributes.get("style")).block if attributes else None
    if block is None:
        return tag
    return tag if block == (tag in BLOCKS) else "div" if block else "span"


def _is_alone(node: LexborNode) -> bool:
    before, after = node.prev, node.next
    if before is not None and _is_space(before):
        before = before.prev
    if after is not None and _is_space(after):
        after = after.next
    return before is None and after is None


def _is_space(node: LexborNode) -> bool:
    return node.tag == "-text" and not (node.text_content or "").strip()


def is_outlook_rule(attributes: Attributes) -> bool:
    """Whether this is the line that Outlook draws above the mail that was answered."""
    is_wide = style_of(attributes.get("style")).wide or attributes.get("width") == "98%"
    return is_wide or attributes.get("tabindex") == "-1"


def is_close(attributes: Attributes) -> bool:
    """Whether paragraphs of this class stand without space between them: Word's."""
    return (attributes.get("class") or "").lower().startswith(_CLOSE_CLASSES) if attributes else False


def numbering(text: str) -> str:
    """Return what Word wrote before the item of a list as we write it: a number as it is, a bullet as a dash."""
    sign = " ".join(text[:40].split())
    return f"{sign} " if any(c.isalnum() for c in sign) and len(sign) > 1 else "- "


def emoji(alternative: str) -> str:
    """Return the text of a picture that stands for a character; other pictures say nothing."""
    is_sign = 0 < len(alternative) <= 8 and not any(c.isalnum() or c.isspace() or c.isascii() for c in alternative)
    return alternative if is_sign else ""

"""Elements of a site's own, `<report-paragraph>`: which of them are blocks, as no style sheet that comes along says.

HTML's names have no hyphen, custom elements' have one (HTML Standard, "Valid custom element names").
"""

from mailgate.importers.tree import BLOCKS, HEADINGS, Element, grow

_LINES = frozenset({"p", "pre", "dt", "summary", "caption", "figcaption", "address", *HEADINGS})  # hold words only


def settle(body: Element) -> None:
    """Make blocks of those that stand among blocks and their like alone, with no word beside them."""
    found = False
    for parent in body.walk():  # from the outside in: what became a block may hold blocks
        if parent.tag not in BLOCKS or parent.tag in _LINES:
            continue
        own = [each for each in parent.children if isinstance(each, Element) and _is_custom(each)]
        if own and all(_is_apart(each) for each in parent.children):
            found = True
            for each in own:
                each.tag = "div"
    if found:
        grow([], body)


def _is_apart(child: Element | str) -> bool:
    if isinstance(child, str):
        return not child.strip()
    return child.tag in BLOCKS or _is_custom(child) or not child.text().strip()


def _is_custom(element: Element) -> bool:
    return "-" in element.tag[1:]  # a reader's own names begin with one

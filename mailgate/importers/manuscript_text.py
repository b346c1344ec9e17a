"""The HTML of a paragraph as Markdown, for people to read and edit. Its markers are never made by a text itself."""

import re

from mailgate.importers import tree
from mailgate.importers.pictures import FOLDER
from mailgate.importers.tree import Element

_SPECIAL = re.compile(r"([\\`*_\[\]<>~&|])")
_ESCAPED = r"\\\1"
_PASSED = frozenset({"sup", "sub", "code", "q"})  # Markdown has no sign for these: their tags stand as they are
_SIGNS = {"em": "*", "strong": "**"}


def written(html: str) -> str | None:
    """Return HTML as Markdown; None where it has a table, which stays HTML."""
    if "<table" in html:
        return None
    body = tree.parse(f"<meta charset=utf-8><body>{html}".encode(), "manuscript").body
    return "\n\n".join(_blocks(body))


def _blocks(element: Element) -> list[str]:
    parts: list[str] = []
    loose = ""
    for child in element.children:
        if isinstance(child, Element) and child.tag in tree.BLOCKS:
            parts += [escaped_start(loose)] if loose.strip() else []
            loose = ""
            parts.append(_block(child))
        else:
            loose += _inline(child)
    return [*parts, *([escaped_start(loose)] if loose.strip() else [])]


def _block(element: Element) -> str:
    if element.tag == "blockquote":
        inside = "\n\n".join(_blocks(element))
        return "\n".join(f"> {line}".rstrip() for line in inside.split("\n"))
    if element.tag in {"ul", "ol"}:
        return _list(element)
    return escaped_start("".join(_inline(child) for child in element.children))


def _list(element: Element) -> str:
    entries = [child for child in element.children if isinstance(child, Element)]
    loose = any(isinstance(child, Element) and child.tag == "p" for entry in entries for child in entry.children)
    start = element.get("start")
    first = int(start) if start.isdecimal() else 1
    shown = []
    for place, entry in enumerate(entries):
        sign = "-" if element.tag == "ul" else f"{first + place}."
        inside = ("\n\n" if loose else "\n").join(_blocks(entry)).split("\n")
        indent = " " * (len(sign) + 1)
        rest = [f"{indent}{line}" if line else "" for line in inside[1:]]
        shown.append("\n".join([f"{sign} {inside[0]}", *rest]))
    return ("\n\n" if loose else "\n").join(shown)


def _inline(node: Element | str) -> str:
    if isinstance(node, str):
        return _SPECIAL.sub(_ESCAPED, " ".join(f".{node}.".split())[1:-1])
    inside = "".join(_inline(child) for child in node.children)
    if node.tag == "br":
        return "<br>"
    if node.tag == "img":
        return f"![{_SPECIAL.sub(_ESCAPED, node.get('alt'))}]({FOLDER}/{node.get('src')})"
    if node.get("class") == "note":
        return f"[^{node.text()}]"
    if node.tag in _PASSED:
        return f"<{node.tag}>{inside}</{node.tag}>"
    sign = _SIGNS.get(node.tag, "")
    return f"{sign}{inside}{sign}"


def escaped_start(text: str) -> str:
    """Return Markdown whose first letters begin no list, heading or marker."""
    text = text.strip()
    numbered = re.match(r"(\d{1,9})([.)])", text)
    if numbered:
        return f"{numbered[1]}\\{text[numbered.end(1) :]}"
    return f"\\{text}" if text[:1] in "#:?+-=" else text

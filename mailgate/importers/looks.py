"""What a page's style sheet sets bold, raised, and as a block, by rules for a class alone, or for a tag with one."""

import re
from functools import lru_cache
from typing import Any, NamedTuple

from mailgate.importers import style_sheets

_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.I)
_BLOCK = re.compile(r"display\s*:\s*(?:block|flex|grid|table|list-item)(?![\w-])", re.I)
_INLINE = re.compile(r"display\s*:\s*(?:inline|contents)", re.I)
_BESIDE = re.compile(r"float\s*:\s*(?:left|right)|position\s*:\s*(?:absolute|fixed)", re.I)
_LENGTH = r"(?:(?:[2-9]|\d\d)(?:\.\d+)?p[tx]|0?\.[2-9]\d*r?em|[2-9]\d%)"  # less is for looks
_RAISED = re.compile(rf"(?:^|[ _-])superscript(?=[ ;])|vertical-align:\s*(?:super|{_LENGTH})", re.I)
_ONE_CLASS = re.compile(r"([a-z][a-z0-9]*)?\.([\w-]+)", re.I)
_SENTENCE_END = tuple(".?!:;…。！？؟।”’\"')")
_IN_LINES = frozenset(
    {*("a", "abbr", "b", "cite", "code", "em", "i", "mark", "q", "small", "strong", "sub", "sup", "u")}
)
Names = frozenset[tuple[str, str]]


class Looks(NamedTuple):
    """Classes, each with the tag that it must be on, or an empty text."""

    bold: Names
    blocks: Names
    inline: Names
    raised: Names


@lru_cache(maxsize=4)  # the pages of a site share theirs
def of(styles: str) -> Looks:
    """Return the classes that a sheet sets in bold type, as blocks with nothing beside them, in lines, and raised."""
    bold: set[tuple[str, str]] = set()
    blocks: set[tuple[str, str]] = set()
    inline: set[tuple[str, str]] = set()
    raised: set[tuple[str, str]] = set()
    for selectors, declared in style_sheets.rules(styles):
        says = (_BOLD.search(declared), _is_block(declared), _INLINE.search(declared), _RAISED.search(declared))
        for found, holds in zip((bold, blocks, inline, raised), says, strict=True):
            if holds:
                matches = (_ONE_CLASS.fullmatch(each.strip()) for each in selectors.split(","))
                found |= {((match[1] or "").lower(), match[2]) for match in matches if match}
    return Looks(frozenset(bold), frozenset(blocks), frozenset(inline), frozenset(raised))


def _is_block(declared: str) -> bool:
    return bool(_BLOCK.search(declared)) and not _BESIDE.search(declared)


def is_one(tag: str, classes: str, names: Names) -> bool:
    """Whether an element has one of these classes."""
    return any(("", each) in names or (tag, each) in names for each in classes.split())


def is_raised(style: str) -> bool:
    """Whether an element's own style raises it."""
    return _RAISED.search(style) is not None


def of_span(node: Any, known: Looks) -> str:
    """Return the tag that does what the looks of a span do: raised type, a block, or neither."""
    style, classes = node.attributes.get("style") or "", node.attributes.get("class") or ""
    if _RAISED.search(f"{classes};{style}") or is_one("span", classes, known.raised):
        return "sup"
    inline = _INLINE.search(style) or is_one("span", classes, known.inline)
    block = _is_block(style) or (is_one("span", classes, known.blocks) and not inline)
    return "div" if block and not _is_in_lines(node) else "span"


def _is_in_lines(node: Any) -> bool:
    """Whether a span stands in the middle of a sentence, or in an element of lines, which no block parts."""
    around = node.parent
    while around is not None and around.tag == "span":
        around = around.parent
    if around is not None and around.tag in _IN_LINES:
        return True
    before, behind = (
        (each.text_content or "").strip() if each is not None and each.is_text_node else ""
        for each in (node.prev, node.next)
    )
    return bool(before) and not before.endswith(_SENTENCE_END) and behind[:1].islower()

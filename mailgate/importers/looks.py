"""What a page's style sheet sets in bold type, and as a block, by rules for a class alone, or for a tag with one."""

import re
from functools import lru_cache
from typing import NamedTuple

from mailgate.importers import style_sheets

_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.I)
_BLOCK = re.compile(r"display\s*:\s*(?:block|flex|grid|table|list-item)\b", re.I)
_BESIDE = re.compile(r"float\s*:\s*(?:left|right)|position\s*:\s*(?:absolute|fixed)", re.I)
_RAISED = re.compile(r"(?:^|[ _-])superscript(?=[ ;])|vertical-align:\s*super", re.I)
_ONE_CLASS = re.compile(r"([a-z][a-z0-9]*)?\.([\w-]+)", re.I)
Names = frozenset[tuple[str, str]]


class Looks(NamedTuple):
    """Classes, each with the tag that it must be on, or an empty text."""

    bold: Names
    blocks: Names


@lru_cache(maxsize=4)  # the pages of a site share theirs
def of(styles: str) -> Looks:
    """Return the classes that a style sheet sets in bold type, and those that are blocks, with nothing beside them."""
    bold: set[tuple[str, str]] = set()
    blocks: set[tuple[str, str]] = set()
    for selectors, declared in style_sheets.rules(styles):
        for found, holds in ((bold, _BOLD.search(declared)), (blocks, _is_block(declared))):
            if holds:
                matches = (_ONE_CLASS.fullmatch(each.strip()) for each in selectors.split(","))
                found |= {((match[1] or "").lower(), match[2]) for match in matches if match}
    return Looks(frozenset(bold), frozenset(blocks))


def _is_block(declared: str) -> bool:
    return bool(_BLOCK.search(declared)) and not _BESIDE.search(declared)


def is_one(tag: str, classes: str, names: Names) -> bool:
    """Whether an element has one of these classes."""
    return any(("", each) in names or (tag, each) in names for each in classes.split())


def of_span(style: str, classes: str, known: Looks) -> str:
    """Return the tag that does what the looks of a span do: raised type, a block, or neither."""
    if _RAISED.search(f"{classes};{style}"):
        return "sup"
    return "div" if _is_block(style) or is_one("span", classes, known.blocks) else "span"

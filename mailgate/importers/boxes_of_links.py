"""Boxes in a page that hold nothing but links to other pages, below a title or none: they are the site's.

An aside is one, and what says by its class that related pages stand in it.
"""

import re
from collections.abc import Collection, Sequence
from itertools import groupby

from mailgate.importers import contents
from mailgate.importers.blocks import Block, Form
from mailgate.importers.prose import SHORT_SENTENCE
from mailgate.importers.tree import Element

_RELATED = re.compile(r"(?:[a-z\d]+[-_]+)*(?:related|see-?also|read-?(?:more|next)|also-?like)(?:[-_]+[a-z\d]+)*", re.I)


def places(blocks: Sequence[Block], numbered: Collection[int]) -> set[int]:
    """Return the places of what stands in such boxes."""
    found: set[int] = set()
    for box, group in groupby(range(len(blocks)), lambda place: _around(blocks[place])):
        inside = [*group]
        if box is None or any(place in numbered for place in inside):
            continue
        title, *below = inside
        links = below if below and _may_be_title(blocks[title]) else inside
        if all(_is_link(blocks[place]) for place in links):
            found.update(inside)
    return found


def _around(block: Block) -> Element | None:
    """Return the outermost such box around a block."""
    around = [each for each in (block.element, *block.element.ancestors()) if _is_box(each)]
    return around[-1] if around else None


def _is_box(element: Element) -> bool:
    names = element.get("class").split()
    return element.tag == "aside" or (element.tag in {"div", "section"} and any(map(_RELATED.fullmatch, names)))


def _may_be_title(block: Block) -> bool:
    return block.form is Form.HEADING or (len(block.text) <= SHORT_SENTENCE and not block.link_share)


def _is_link(block: Block) -> bool:
    """Whether a block is links, none of which leads to a place of the page itself."""
    links = contents.links_of(block) if block.form is not Form.TABLE and block.link_share > contents.LINKED else []
    return bool(links) and not any(each.get("href").startswith("#") for each in links)

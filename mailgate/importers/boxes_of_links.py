"""Boxes in a page that hold nothing but links to other pages, below a title or none: they are the site's.

An aside is one, and what says by its class or its title that related pages stand in it. Links to files, and those whose
words are a sentence, may be a report's own: only such a title tells that they are not. A button is a box of one link.
"""

import re
from collections.abc import Collection, Sequence
from itertools import groupby

from mailgate.importers import contents, page_words
from mailgate.importers.blocks import Block, Form
from mailgate.importers.prose import SHORT_SENTENCE
from mailgate.importers.tree import Element

_RELATED = re.compile(r"(?:[a-z\d]+[-_]+)*(?:related|see-?also|read-?(?:more|next)|also-?like)(?:[-_]+[a-z\d]+)*", re.I)
_OF_SITE = re.compile(r"(?:related|see-?also|read-?(?:more|next)|also-?like)", re.I)
_FILE = re.compile(r"[^?#]*\.(?:pdf|csv|tsv|xlsx?|ods|docx?|odt|rtf|pptx?|odp|zip|json|xml|txt|epub)(?:[?#].*)?", re.I)
_BUTTON = re.compile(r"(?:[a-z\d]+[-_]+)*(?:button|btn)s?(?:[-_]+[a-z\d]+)*", re.I)
_LINE = 80  # letters that a button may say
_FEW = 2  # links of a box without a title that says what it is
_STOPS = tuple(".…;:。।؟")


def places(blocks: Sequence[Block], numbered: Collection[int]) -> set[int]:
    """Return the places of what stands in such boxes, and of buttons."""
    found = {place for place, block in enumerate(blocks) if place not in numbered and _is_button(block)}
    for box, group in groupby(range(len(blocks)), lambda place: _around(blocks[place])):
        inside = [*group]
        if box is not None and not any(place in numbered for place in inside):
            found.update(inside if _is_of_site(box, [blocks[place] for place in inside]) else ())
    return found


def _is_button(block: Block) -> bool:
    """Whether a block is one link, and its class or that of what is around it says that it is a button."""
    if block.form is not Form.TEXT or len(block.text) > _LINE or not block.link_share:
        return False
    if any(map(str.isalnum, _beside(block))) or len(links := contents.links_of(block)) != 1:
        return False
    around = (links[0], block.element, block.element.parent)
    names = (name for each in around if each is not None for name in each.get("class").split())
    return not block.text.endswith(_STOPS) and any(map(_BUTTON.fullmatch, names))


def _around(block: Block) -> Element | None:
    """Return the outermost such box around a block."""
    around = [each for each in (block.element, *block.element.ancestors()) if _is_box(each)]
    return around[-1] if around else None


def _is_box(element: Element) -> bool:
    names = element.get("class").split()
    return element.tag == "aside" or (element.tag in {"div", "section"} and any(map(_RELATED.fullmatch, names)))


def _is_of_site(box: Element, blocks: Sequence[Block]) -> bool:
    """Whether the blocks of a box are links below a title of related pages, or several that may be nothing else."""
    title, *below = blocks
    has_title = bool(below) and _may_be_title(title)
    links = below if has_title else blocks
    if not all(map(_is_link, links)):
        return False
    if has_title and page_words.RELATED.fullmatch(title.text):
        return True
    return _names_pages(box) and _are_pages(links)


def _names_pages(box: Element) -> bool:
    """Whether a box is an aside, or its class says no more than that pages are related: `related-laws` does."""
    names = box.get("class").split()
    said = (re.sub(r"[-_]+", " ", name) for name in names)
    return box.tag == "aside" or any(map(_OF_SITE.fullmatch, names)) or any(map(page_words.RELATED.fullmatch, said))


def _are_pages(blocks: Sequence[Block]) -> bool:
    """Whether there are several links, none a sentence, and none to a file."""
    links = [each for block in blocks for each in contents.links_of(block)]
    if len({each.get("href") for each in links}) < _FEW:
        return False
    return not any(_FILE.fullmatch(each.get("href")) or each.text().strip().endswith(_STOPS) for each in links)


def _may_be_title(block: Block) -> bool:
    return block.form is Form.HEADING or (len(block.text) <= SHORT_SENTENCE and not block.link_share)


def _is_link(block: Block) -> bool:
    """Whether a block is links and no other words, and none of them leads to a place of the page itself."""
    if block.form is Form.TABLE or any(map(str.isalnum, _beside(block))):
        return False
    links = contents.links_of(block)
    return bool(links) and not any(each.get("href").startswith("#") for each in links)


def _beside(block: Block) -> str:
    return "".join(run.text for run in block.runs if "a" not in run.styles)

"""Which lines of a page are its table of contents, or links of its site: their numbers are no paragraphs'."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from itertools import islice, takewhile

from mailgate.importers import headings, page_words
from mailgate.importers.blocks import Block, Form
from mailgate.importers.prose import SHORT_SENTENCE, is_prose
from mailgate.importers.tree import Element

LINKED = 0.6  # of the letters of a block that is none of the report
_FIGURES = re.compile(r"\d+")
_NEAR = 200  # elements
_LINE = 160  # letters of a line of contents, or of a site's links; a longer one may be a paragraph
BUTTONS = 5  # times that a link comes again on a page
_FEW_SAME = 3
_FEW_LINKS = 2
_A_LABEL = 2  # words
_Look = tuple[str, str]  # a tag and its class
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:", re.I)  # a scheme: the link leads out of the report
_PAGE = re.compile(
    r"(?![A-Za-z][A-Za-z0-9+.-]*:)[^#]*(?:\.(?:md|markdown|x?html?)|/)(?:#.*)?"
)  # a file beside this one
_DOTTED = re.compile(r".*(?:\.\s?){4,}\s*\d+")  # a line of a printed table of contents


def within(blocks: Sequence[Block], inside: Sequence[int], numbered: set[int]) -> set[int]:
    """Return the places of tables of contents: short lines below such a heading, or lists of links into the page."""
    listed = _below_contents(blocks, inside, numbered)
    other = (place for place in inside if place not in numbered)
    return listed | {place for place in other if _leads_into_page(blocks[place]) or _is_contents_line(blocks[place])}


def _below_contents(blocks: Sequence[Block], places: Sequence[int], numbered: Collection[int]) -> set[int]:
    """Return the places of headings of contents and of what stands below them until these are over."""
    tables: list[list[int]] = []
    below: Block | None = None
    for place in places:
        block = blocks[place]
        if page_words.CONTENTS.fullmatch(block.text) and place not in numbered:
            below = block
            tables.append([place])
        elif below and _ends_contents(block, below):
            below = None
        elif below and place not in numbered:
            tables[-1].append(place)
    heads = {block.text for block in blocks if block.form is Form.HEADING}
    looks = Counter(map(_look, blocks)) if tables else Counter()
    return {place for table in tables for place in _lines_of(blocks, table, heads, looks)}


def _lines_of(
    blocks: Sequence[Block], table: Sequence[int], heads: Collection[str], looks: Counter[_Look]
) -> list[int]:
    """Return the lines of a table of contents: of what is no link behind its links only what they list, too.

    `Case No: 12` may stand between the contents of a judgment and its first heading.
    """
    links = [place for place in table if blocks[place].link_share > LINKED]
    if len(links) < _FEW_LINKS:
        return [*table]
    lists = {blocks[place].wraps[0] for place in links if blocks[place].wraps}

    def is_listed(block: Block) -> bool:
        inside = bool(block.wraps) and block.wraps[0] in lists
        return inside or block.text in heads or not any(map(str.isalpha, block.text))

    behind = [place for place in table if place > links[-1]]
    entries = _entries(blocks, behind, _looks_within(blocks, table, looks) & {_look(blocks[place]) for place in links})
    return [place for place in table if place <= links[-1] or place in entries or is_listed(blocks[place])]


def _entries(blocks: Sequence[Block], behind: Sequence[int], such: Collection[_Look]) -> set[int]:
    """Return the lines directly behind links of contents that look as these do, or name an annex or a part.

    A `Chapter 1` alone stands over the title of that chapter.
    """
    named = [place for place in behind if _is_labelled(blocks[place].text)]
    labelled = named if len(named) > 1 or any(len(blocks[place].text.split()) > _A_LABEL for place in named) else []
    return {*takewhile(lambda place: place in labelled or _look(blocks[place]) in such, behind)}


def _is_labelled(text: str) -> bool:
    return bool(headings.LABELLED.match(text)) and not text.endswith(".")


def _looks_within(blocks: Sequence[Block], table: Sequence[int], looks: Counter[_Look]) -> set[_Look]:
    """Return the classes that only lines of a table of contents have."""
    inside = Counter(_look(blocks[place]) for place in table)
    return {look for look, count in inside.items() if look[1] and count == looks[look]}


def _look(block: Block) -> _Look:
    return block.element.tag, block.element.get("class")


def ways(blocks: Sequence[Block], numbered: Collection[int]) -> set[int]:
    """Return the places of lines that are links to other pages of the report, above its numbers or below them.

    So files have them that are read where they lie: `← Previous | Contents | Next →`. Without numbers, also those of a
    list, as a folder's own file has of its chapters.
    """
    first, last = (min(numbered), max(numbered)) if numbered else (len(blocks), -1)
    outside = [place for place in range(len(blocks)) if not first <= place <= last]
    return {place for place in outside if (not numbered or not blocks[place].wraps) and _leads_to_pages(blocks[place])}


def _leads_to_pages(block: Block) -> bool:
    if block.form is not Form.TEXT or block.link_share <= LINKED or len(block.text) >= _LINE:
        return False
    links = _links(block)
    return bool(links) and all(map(_PAGE.fullmatch, links))


def lines(blocks: Sequence[Block], *, is_site: bool) -> set[int]:
    """Return the places of lines of a table of contents, and of links that count, as `2 comments` does.

    Their numbers must not be taken for paragraphs'.

    Such lines lead elsewhere in the report, or stand among others of a site; a paragraph may be a link, too.
    """
    linked = {place for place, block in enumerate(blocks) if _is_linked(block, is_site=is_site)}
    buttons = set(linked_often(blocks, BUTTONS)) if is_site else set()
    found = {place for place, block in enumerate(blocks) if block in buttons or _is_contents_line(block)}
    found |= {place for place in linked if not linked.isdisjoint({place - 1, place + 1})}
    return found | _below_contents(blocks, range(len(blocks)), ())


def _ends_contents(block: Block, heading: Block) -> bool:
    """Whether a table of contents is over at a block: a heading, a sentence, or outside of what holds the contents."""
    if is_prose(block) or (block.form is Form.HEADING and block.link_share == 0):
        return True
    if len(block.text) >= SHORT_SENTENCE and block.text.endswith(".") and block.link_share < 0.4:
        return not _DOTTED.fullmatch(block.text)
    apart = next((each for each in heading.element.ancestors() if each.tag in {"aside", "details"}), None)
    return apart is not None and not block.element.is_in(apart)


def _leads_into_page(block: Block) -> bool:
    item = next((wrap for wrap in reversed(block.wraps) if wrap.tag == "li"), None)
    if item is None or block.link_share <= 0.7:
        return False
    links = [element for element in item.walk() if element.tag == "a"]
    return bool(links) and all(link.get("href").startswith("#") for link in links)


def _is_contents_line(block: Block) -> bool:
    toc = "toc" in block.element.get("class").lower()
    return len(block.text) < 200 and (toc or bool(_DOTTED.fullmatch(block.text)))


def _is_linked(block: Block, *, is_site: bool) -> bool:
    if block.link_share <= 0.8 or len(block.text) >= _LINE:
        return False
    near = islice(block.element.walk(), _NEAR)  # of a page without paragraphs the element is all of it
    return is_site or any(each.tag == "a" and not _ELSEWHERE.match(each.get("href")) for each in near)


def linked_often(blocks: Sequence[Block], least: int) -> list[Block]:
    """Return the blocks that are links, or lead elsewhere, and so often say or lead to the same, but for figures.

    What is one link that leads to one place by the same words three times, and is no item, is one, too.
    """
    linked = [
        b for b in blocks if b.form is Form.TEXT and (b.link_share > LINKED or page_words.NAVIGATION.fullmatch(b.text))
    ]
    kinds = [[_FIGURES.sub("#", block.text), *_target(block)] for block in linked]
    counts = Counter(kind for each in kinds for kind in each if any(map(str.isalpha, kind)))
    same = Counter(_same(block) for block in linked)
    return [
        block
        for block, each in zip(linked, kinds, strict=True)
        if any(counts[kind] >= least for kind in each) or (not block.wraps and same[_same(block)] >= _FEW_SAME)
    ]


def links_of(block: Block) -> list[Element]:
    """Return the links in a line, as far as it is looked at: of loose text the element is all of a page."""
    near = islice(block.element.walk(), _NEAR)
    return [each for each in near if each.tag == "a" and each.get("href")]


def _links(block: Block) -> list[str]:
    return [each.get("href") for each in links_of(block)]


def _target(block: Block) -> list[str]:
    """Return where a line leads that is one link, with a number in it: that of the paragraph it stands at."""
    links = _links(block) if len(block.text) < _LINE else []
    kind = _FIGURES.sub("#", links[0]) if len(links) == 1 else ""
    return [f"{block.element.get('class')} {kind}"] if kind and kind != links[0] else []


def _same(block: Block) -> str:
    """Return what a block says that is one link, and where it leads; another text each time for all others."""
    links = _links(block)
    return f"{links[0]} {block.text}" if len(links) == 1 and links[0] != "#" else f"{block.element.order} {id(block)}"

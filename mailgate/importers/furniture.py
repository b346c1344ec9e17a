"""What of a page is the report, and what is the site around it: menus, footers, tables of contents.

Judged by content. Numbered paragraphs say where the report is; where there are none, prose does.
"""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from itertools import islice, pairwise

from mailgate.importers import endings, page_words
from mailgate.importers.blocks import Block, Form
from mailgate.importers.readers_words import readers_comments
from mailgate.importers.runs import links_of
from mailgate.importers.tree import Element

_PROSE = 80  # letters from which a block that ends like a sentence is prose
_SENTENCE = 30  # letters of a short one
_PAGE_OF_PROSE = 240  # letters of prose from which a page without numbers is a page of the report
_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_SENTENCE_END = tuple(".?!:;…。！？؟।”’\"')")
_LINKED = 0.6  # of the letters of a block that is none of the report
_MENU, _FEW_LINKS = 0.4, 3  # and of one with several links in it
_FEW_PAGES, _MOST = 2, 0.8  # lines that count pages: those that are the next of another, and their share
_YEAR = 1800  # from which a number alone is more likely one
_SKIPPED = 3  # pages from one such line to the next: some stand within a sentence
_LISTS = frozenset({"ol", "ul", "menu", "dl"})  # of the report's paragraphs: their headings stand outside
_JUST_AROUND = 3  # elements around a foot
_FIGURES = re.compile(r"\d+")
_NEAR = 200  # elements
_BUTTONS, _OFTEN = 5, 0.5  # times that a link comes again on a page, and the share of its numbered paragraphs
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:", re.I)  # a scheme: the link leads out of the report
_DOTTED = re.compile(r".*(?:\.\s?){4,}\s*\d+")  # a line of a printed table of contents
_FURNITURE_TAGS = frozenset({"footer"})
_MARGINS = frozenset({"header", "footer"})  # titles, of LibreOffice, of what it prints on each page
_FOOTER = re.compile(r"(?:(?:site|page|global|main|document|doc|web)[-_]?)?footer(?:[-_]?(?:text|inner))?", re.I)


def _weight(text: str) -> int:
    """Return how many letters a text has: a sign of Chinese or Japanese says as much as three."""
    return len(text) + 2 * len(_DENSE.findall(text))


def is_prose(block: Block) -> bool:
    """Whether a block reads like a paragraph of a report rather than like a label."""
    long = (len(block.text) >= _PROSE or _weight(block.text) >= _PROSE) and block.link_share < 0.4
    return long and block.form is Form.TEXT and block.text.endswith(_SENTENCE_END)


def repeated(pages: Sequence[Sequence[Block]], numbers: Sequence[Collection[int]]) -> frozenset[str]:
    """Return the texts that stand on two pages and a third of all, or more: the site's, not the report's.

    What stands between numbered paragraphs, whose places are `numbers`, is the report's.
    """
    counts: Counter[str] = Counter()
    for blocks, numbered in zip(pages, numbers, strict=True):
        around = [*blocks[: min(numbered)], *blocks[max(numbered) :]] if numbered else blocks
        counts.update({block.text for block in around if block.form is Form.TEXT})
    least = max(2, (len(pages) + 2) // 3)
    return frozenset(text for text, count in counts.items() if count >= least)


def report_of(blocks: Sequence[Block], numbered: set[int], repeats: frozenset[str] | None) -> list[int]:
    """Return the places of the blocks that belong to the report; `numbered` are places of numbered paragraphs.

    `repeats`: what stands on many pages of a site; None where this is no page of a site, and only a table of contents
    is not the report. A page that is only contents or navigation has none.
    """
    if repeats is None:
        contents = _contents(blocks, range(len(blocks)), numbered)
        return [place for place in range(len(blocks)) if place not in contents]
    prose = [place for place, block in enumerate(blocks) if is_prose(block) and block.text not in repeats]
    if not numbered and sum(_weight(blocks[place].text) for place in prose) < _PAGE_OF_PROSE:
        return []
    root = _root(blocks, numbered, prose)
    inside = [place for place, block in enumerate(blocks) if root is None or _is_in(block.element, root)]
    readers = readers_comments(blocks)
    inside = [place for place in inside if place < readers]
    contents = _contents(blocks, inside, numbered) | _page_lines(blocks, numbered)
    first, last = (min(numbered), max(numbered)) if numbered else (min(prose), max(prose))
    last = endings.last_said(blocks, last, _is_said)
    tail_ends = _tail(blocks, last, numbered)
    buttons = _buttons(blocks, numbered)
    return [
        place
        for place in inside
        if place in numbered
        or (
            place not in contents
            and place < tail_ends
            and blocks[place].text not in buttons
            and not _is_furniture(blocks[place], repeats, between=first < place <= last)
        )
    ]


def _buttons(blocks: Sequence[Block], numbered: set[int]) -> set[str]:
    """Return what stands beside the numbered paragraphs again and again and is nothing but a link: to share or mail."""
    unnumbered = (block for place, block in enumerate(blocks) if place not in numbered)
    least = max(_BUTTONS, int(_OFTEN * len(numbered)))
    return {block.text for block in _linked_often(list(unnumbered), least)}


def _linked_often(blocks: Sequence[Block], least: int) -> list[Block]:
    """Return the blocks that are links, or lead elsewhere, and say the same so often, but for what they count."""
    linked = [
        b for b in blocks if b.form is Form.TEXT and (b.link_share > _LINKED or page_words.NAVIGATION.fullmatch(b.text))
    ]
    kinds = [_FIGURES.sub("#", block.text) for block in linked]
    counts = Counter(kind for kind in kinds if any(map(str.isalpha, kind)))
    return [block for block, kind in zip(linked, kinds, strict=True) if counts[kind] >= least]


def _root(blocks: Sequence[Block], numbered: set[int], prose: Sequence[int]) -> Element | None:
    """Return the element that holds the report: around all numbered paragraphs, or around nearly all prose."""
    wanted = sorted(numbered) or list(prose)
    holds: Counter[Element] = Counter()
    for place in wanted:
        element = blocks[place].element
        for parent in (element, *element.ancestors()):
            holds[parent] += 1 if numbered else len(blocks[place].text)
    total = len(wanted) if numbered else sum(len(blocks[place].text) for place in wanted)
    least = total if numbered else 0.9 * total
    around = [element for element, count in holds.items() if count >= least and element.tag not in _LISTS]
    root = max(around, key=lambda element: (element.order, sum(1 for _ in element.ancestors())), default=None)
    if root is None or (len(wanted) == 1 and root is blocks[wanted[0]].element):
        root = root.parent if root is not None else None
    return _widened(root, blocks, prose)


def _widened(root: Element | None, blocks: Sequence[Block], prose: Sequence[int]) -> Element | None:
    """Go out to main or article, or as long as a sibling with a heading holds prose too: a foreword, an annex."""
    if root is None or root.tag == "body":
        return root
    for parent in root.ancestors():
        if parent.tag in {"main", "article"} or parent.get("role") == "main":
            return parent
    for parent in root.ancestors():
        outside = [blocks[place] for place in prose if not _is_in(blocks[place].element, root)]
        near = [block for block in outside if _is_in(block.element, parent) and len(block.text) >= 2 * _PROSE]
        if sum(len(block.text) for block in near) >= _PAGE_OF_PROSE and not any(map(_is_in_footer, near)):
            root = parent
    return root


def _is_in(element: Element, root: Element) -> bool:
    return element is root or any(parent is root for parent in element.ancestors())


def _is_in_footer(block: Block) -> bool:
    return any(map(_is_footer, (block.element, *block.element.ancestors())))


def _is_footer(element: Element) -> bool:
    """Whether an element is the foot of a page, or says so; the foot of a table, a box or a quote is none."""
    if element.tag not in {"div", "section"}:
        quote = any(each.tag in {"blockquote", "figure"} for each in islice(element.ancestors(), _JUST_AROUND))
        return element.tag in _FURNITURE_TAGS and not quote
    if element.get("title") in _MARGINS or element.get("role") == "contentinfo":
        return True
    return any(_FOOTER.fullmatch(name) for name in (element.get("id"), *element.get("class").split()))


def _is_furniture(block: Block, repeats: frozenset[str], *, between: bool) -> bool:
    if block.form is Form.TABLE and not between and (page_words.NAVIGATION.fullmatch(block.text) or _is_menu(block)):
        return True
    if block.form is not Form.TEXT:
        return _is_in_footer(block)
    if not between and (block.text in repeats or block.element.tag == "address" or _is_label_beside(block)):
        return True
    if page_words.PAGE.fullmatch(block.text):
        return True
    quotes = block.text.startswith("«") and block.text.endswith("»") and not block.link_share
    says_way = len(block.text) < 200 and bool(page_words.NAVIGATION.fullmatch(block.text)) and not quotes
    if says_way and (block.link_share > 0.3 or len(block.text) > 3):
        return not between or block.link_share > 0.5
    return (not between and _is_menu(block)) or _is_in_footer(block)


def _is_label_beside(block: Block) -> bool:
    """Whether a short text that is no sentence stands in an aside: the date of a page, not of a report."""
    beside = any(each.tag == "aside" for each in (block.element, *block.element.ancestors()))
    return beside and len(block.text) < _SENTENCE and not block.text.endswith(_SENTENCE_END)


def _is_menu(block: Block) -> bool:
    if block.link_share > _LINKED:
        return True
    several = block.link_share > _MENU and links_of(block.runs) >= _FEW_LINKS
    return several and not block.text.endswith(_SENTENCE_END)


def _contents(blocks: Sequence[Block], inside: Sequence[int], numbered: set[int]) -> set[int]:
    """Return the places of tables of contents: short lines below such a heading, or lists of links into the page."""
    found: set[int] = set()
    below: Block | None = None
    for place in inside:
        block = blocks[place]
        if page_words.CONTENTS.fullmatch(block.text) and place not in numbered:
            below = block
            found.add(place)
        elif below and _ends_contents(block, below):
            below = None
        elif place not in numbered and (below or _leads_into_page(block) or _is_contents_line(block)):
            found.add(place)
    return found


def _ends_contents(block: Block, heading: Block) -> bool:
    """Whether a table of contents is over at a block: a heading, a sentence, or outside of what holds the contents."""
    if is_prose(block) or (block.form is Form.HEADING and block.link_share == 0):
        return True
    if len(block.text) >= _SENTENCE and block.text.endswith(".") and block.link_share < 0.4:
        return not _DOTTED.fullmatch(block.text)
    apart = next((each for each in heading.element.ancestors() if each.tag in {"aside", "details"}), None)
    return apart is not None and not _is_in(block.element, apart)


def _page_lines(blocks: Sequence[Block], numbered: set[int]) -> set[int]:
    """Return the places of lines that count the pages of a printed edition: `Page 11`, and below its text `Page 12`."""
    alone = ((place, block) for place, block in enumerate(blocks) if place not in numbered and not block.wraps)
    read = ((place, match) for place, block in alone if (match := page_words.PAGE_ALONE.fullmatch(block.text)))
    lines = [(place, int(match[1])) for place, match in read if match[0] != match[1] or int(match[1]) < _YEAR]
    text = [place in numbered or is_prose(block) for place, block in enumerate(blocks)]
    follow = sum(0 < after - before <= _SKIPPED and any(text[a:b]) for (a, before), (b, after) in pairwise(lines))
    return {place for place, _ in lines} if follow >= max(_FEW_PAGES, _MOST * (len(lines) - 1)) else set()


def _leads_into_page(block: Block) -> bool:
    item = next((wrap for wrap in reversed(block.wraps) if wrap.tag == "li"), None)
    if item is None or block.link_share <= 0.7:
        return False
    links = [element for element in item.walk() if element.tag == "a"]
    return bool(links) and all(link.get("href").startswith("#") for link in links)


def _is_contents_line(block: Block) -> bool:
    toc = "toc" in block.element.get("class").lower()
    return len(block.text) < 200 and (toc or bool(_DOTTED.fullmatch(block.text)))


def contents_lines(blocks: Sequence[Block], *, is_site: bool) -> set[int]:
    """Return the places of lines of a table of contents, and of links that count, as `2 comments` does.

    Their numbers must not be taken for paragraphs'.

    Such lines lead elsewhere in the report, or stand among others of a site; a paragraph may be a link, too.
    """
    linked = {place for place, block in enumerate(blocks) if _is_linked(block, is_site=is_site)}
    buttons = set(_linked_often(blocks, _BUTTONS)) if is_site else set()
    found = {place for place, block in enumerate(blocks) if block in buttons}
    below: Block | None = None
    for place, block in enumerate(blocks):
        if page_words.CONTENTS.fullmatch(block.text):
            below = block
        elif below and _ends_contents(block, below):
            below = None
        is_one_of_many = place in linked and not linked.isdisjoint({place - 1, place + 1})
        if below or is_one_of_many or _is_contents_line(block):
            found.add(place)
    return found


def _is_linked(block: Block, *, is_site: bool) -> bool:
    if block.link_share <= 0.8 or len(block.text) >= 160:
        return False
    near = islice(block.element.walk(), _NEAR)  # of a page without paragraphs the element is all of it
    return is_site or any(each.tag == "a" and not _ELSEWHERE.match(each.get("href")) for each in near)


def _is_said(block: Block) -> bool:
    """Whether a block is an item or a sentence, and none of a page's foot."""
    sentence = block.text.endswith(_SENTENCE_END) and len(block.text) >= _SENTENCE
    is_said = block.form is Form.TEXT and (bool(block.wraps) or sentence)
    return is_said and not page_words.NAVIGATION.fullmatch(block.text) and not _is_in_footer(block)


def _goes_on(block: Block) -> bool:
    """Whether a block below the last long paragraph is of the report: a table, an item, a short sentence."""
    if block.form is Form.TABLE:
        return True
    return _is_said(block) and block.link_share < 0.4


def _tail(blocks: Sequence[Block], last: int, numbered: set[int]) -> int:
    """Return where the report ends: what follows its last paragraph and is only links, imprint and labels is not it."""
    end = last + 1
    if not numbered:
        while end < len(blocks) and (_goes_on(blocks[end]) or endings.introduces(blocks[end - 1])):
            end += 1
        return end
    last_prose = max((place for place, block in enumerate(blocks) if is_prose(block)), default=-1)
    for place in range(last + 1, len(blocks)):
        text = blocks[place].text
        of_report = page_words.OF_REPORT.match(text) or page_words.WORKS.fullmatch(text)
        is_heading = blocks[place].form is Form.HEADING and not of_report
        if is_heading and (last_prose < place or page_words.RELATED.fullmatch(text)):
            break
        end = place + 1
    return end

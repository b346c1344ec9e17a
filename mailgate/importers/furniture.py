"""What of a page is the report, and what is the site around it: menus, footers, tables of contents.

Judged by content. Numbered paragraphs say where the report is; where there are none, prose does.
"""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from itertools import islice, pairwise, takewhile

from mailgate.importers import boxes_of_links, contents, endings, page_words, short_pages
from mailgate.importers.blocks import Block, Form
from mailgate.importers.prose import PROSE, SENTENCE_END, SHORT_SENTENCE, is_prose, weight
from mailgate.importers.readers_words import readers_comments
from mailgate.importers.runs import links_of
from mailgate.importers.tree import HEADINGS, Element

_PAGE_OF_PROSE = 240  # letters of prose from which a page without numbers is a page of the report
_MENU, _FEW_LINKS = 0.4, 3  # of the letters of a block with several links that is none of the report
_FEW_PAGES, _MOST = 2, 0.8  # lines that count pages: those that are the next of another, and their share
_YEAR = 1800  # from which a number alone is more likely one
_A_SIGN, _LONG = 3, 200  # letters of an arrow; of a line that says no way
_SKIPPED = 3  # pages from one such line to the next: some stand within a sentence
_LISTS = frozenset({"ol", "ul", "menu", "dl"})  # of the report's paragraphs: their headings stand outside
_JUST_AROUND = 3  # elements around a foot
_OFTEN = 0.5  # of the numbered paragraphs of a page: times that a link comes again
_FURNITURE_TAGS = frozenset({"footer"})
_WAYS = frozenset({"next", "prev", "previous", "up", "first", "last", "start", "contents", "toc", "index", "home"})
_MARGINS = frozenset({"header", "footer"})  # titles, of LibreOffice, of what it prints on each page
_FOOTER = re.compile(r"(?:(?:site|page|global|main|document|doc|web)[-_]?)?footer(?:[-_]?(?:text|inner))?", re.I)


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
        listed = contents.within(blocks, range(len(blocks)), numbered) | contents.ways(blocks, numbered)
        return [place for place in range(len(blocks)) if place not in listed]
    prose = _prose(blocks, numbered, repeats)
    is_one = len(numbered) == 1 and not prose and _says_nothing(blocks, *numbered)
    if is_one or not (numbered or prose):
        return []
    root = _root(blocks, numbered, prose)
    inside = [place for place, block in enumerate(blocks) if root is None or block.element.is_in(root)]
    readers = readers_comments(blocks)
    inside = [place for place in inside if place < readers]
    listed = contents.within(blocks, inside, numbered) | _page_lines(blocks, numbered)
    listed |= boxes_of_links.places(blocks, numbered)
    typed = [place for place in inside if blocks[place].element.tag == "pre" and not _is_in_footer(blocks[place])]
    first, last = (min(numbered), max(numbered)) if numbered else (min(prose), max([*prose, *typed]))
    last = endings.last_said(blocks, last, _is_said)
    tail_ends = _tail(blocks, last, numbered)
    buttons = _buttons(blocks, numbered)
    return [
        place
        for place in inside
        if place in numbered
        or (
            place not in listed
            and place < tail_ends
            and blocks[place] not in buttons
            and not _is_furniture(blocks[place], repeats, between=first < place <= last)
        )
    ]


def _prose(blocks: Sequence[Block], numbered: set[int], repeats: frozenset[str]) -> list[int]:
    """Return the places of sentences; on a page of few and of no number, of what short pages have, or none."""
    prose = [place for place, block in enumerate(blocks) if is_prose(block) and block.text not in repeats]
    if numbered or sum(weight(blocks[place].text) for place in prose) >= _PAGE_OF_PROSE:
        return prose
    short = [place for place in short_pages.of_report(blocks) if blocks[place].text not in repeats]
    return sorted({*prose, *short}) if short else []


def _says_nothing(blocks: Sequence[Block], number: int) -> bool:
    """Whether a page's one number is its heading, with no sentence below: `404`, where a page was not found."""
    block = blocks[number]
    below = takewhile(lambda each: each.form is not Form.HEADING, blocks[number + 1 :])
    return block.form is Form.HEADING and block.text.isdecimal() and not any(map(_is_said, below))


def title_above(blocks: Sequence[Block], kept: Sequence[int]) -> list[int]:
    """Return the place of the page's one title, if it stands above what holds the report, as sites set it.

    `Chapter 2` in a line of its own beside it is none.
    """
    heads = [place for place, block in enumerate(blocks) if block.form is Form.HEADING and block.level == 1]
    titles = [place for place in heads if blocks[place].element.tag in HEADINGS] if len(heads) > 1 else heads
    return titles if len(titles) == 1 and kept and titles[0] < kept[0] else []


def _buttons(blocks: Sequence[Block], numbered: set[int]) -> set[Block]:
    """Return what stands beside the numbered paragraphs again and again and is nothing but a link: to share or mail."""
    unnumbered = (block for place, block in enumerate(blocks) if place not in numbered)
    least = max(contents.BUTTONS, int(_OFTEN * len(numbered)))
    return set(contents.linked_often(list(unnumbered), least))


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
        outside = [blocks[place] for place in prose if not blocks[place].element.is_in(root)]
        near = [block for block in outside if block.element.is_in(parent) and len(block.text) >= 2 * PROSE]
        if sum(len(block.text) for block in near) >= _PAGE_OF_PROSE and not any(map(_is_in_footer, near)):
            root = parent
    return root.parent if root.parent is not None and _has_lead(root.parent, root, blocks, prose) else root


def _has_lead(around: Element, root: Element, blocks: Sequence[Block], prose: Sequence[int]) -> bool:
    """Whether a paragraph stands beside what holds the report, before it and below a heading, as a chapter's first."""
    before = [place for place, block in enumerate(blocks) if block.element.order < root.order]
    heads = [p for p in before if blocks[p].form is Form.HEADING and blocks[p].element.is_in(around)]
    leads = [p for p in prose if p < len(before) and blocks[p].element.parent is around]
    return around.tag != "body" and bool(heads and leads) and heads[0] < leads[0]


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
    if page_words.PAGE.fullmatch(block.text) or page_words.ADVERT.fullmatch(block.text) or _leads_on(block):
        return True
    if _says_way(block) and (block.link_share > 0.3 or len(block.text) > _A_SIGN):
        return not between or block.link_share > 0.5
    return (not between and _is_menu(block)) or _is_in_footer(block)


def _is_foot(block: Block) -> bool:
    """Whether a block is a line of a site's foot: what stands below it is, too."""
    return block.form is Form.TEXT and (_is_menu(block) or (_says_way(block) and len(block.text) > _A_SIGN))


def _says_way(block: Block) -> bool:
    quotes = block.text.startswith("«") and block.text.endswith("»") and not block.link_share
    return len(block.text) < _LONG and bool(page_words.NAVIGATION.fullmatch(block.text)) and not quotes


def _is_label_beside(block: Block) -> bool:
    """Whether a short text that is no sentence stands in an aside: the date of a page, not of a report."""
    beside = any(each.tag == "aside" for each in (block.element, *block.element.ancestors()))
    return beside and len(block.text) < SHORT_SENTENCE and not block.text.endswith(SENTENCE_END)


def _is_menu(block: Block) -> bool:
    if block.link_share > contents.LINKED:
        return True
    several = block.link_share > _MENU and links_of(block.runs) >= _FEW_LINKS
    return several and not block.text.endswith(SENTENCE_END)


def _leads_on(block: Block) -> bool:
    """Whether a line is links of which each says of itself that it leads to the next page, up, or to the contents."""
    if block.link_share <= _MENU or len(block.text) >= _LONG + _LONG:
        return False
    links = contents.links_of(block)
    return bool(links) and all(_WAYS.intersection(each.get("rel").lower().split()) for each in links)


def _page_lines(blocks: Sequence[Block], numbered: set[int]) -> set[int]:
    """Return the places of lines that count the pages of a printed edition: `Page 11`, and below its text `Page 12`."""
    alone = ((place, block) for place, block in enumerate(blocks) if place not in numbered and not block.wraps)
    read = ((place, match) for place, block in alone if (match := page_words.PAGE_ALONE.fullmatch(block.text)))
    lines = [(place, int(match[1])) for place, match in read if match[0] != match[1] or int(match[1]) < _YEAR]
    text = [place in numbered or is_prose(block) for place, block in enumerate(blocks)]
    follow = sum(0 < after - before <= _SKIPPED and any(text[a:b]) for (a, before), (b, after) in pairwise(lines))
    return {place for place, _ in lines} if follow >= max(_FEW_PAGES, _MOST * (len(lines) - 1)) else set()


def _is_said(block: Block) -> bool:
    """Whether a block is an item, a table, a sentence or set as typed, and none of a page's foot."""
    if block.form is Form.TABLE or block.element.tag == "pre":
        return True
    sentence = block.text.endswith(SENTENCE_END) and weight(block.text) >= SHORT_SENTENCE
    is_said = block.form is Form.TEXT and (bool(block.wraps) or sentence)
    return is_said and not page_words.NAVIGATION.fullmatch(block.text) and not _is_in_footer(block)


def _goes_on(block: Block) -> bool:
    """Whether a block below the last long paragraph is of the report, and is not mostly links."""
    return _is_said(block) and (block.form is Form.TABLE or block.link_share < 0.4)


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
        ends = last_prose < place and (is_heading or _is_foot(blocks[place]))
        ends = ends and not endings.opens_section(blocks, place, last)
        if ends or (is_heading and page_words.RELATED.fullmatch(text)):
            break
        end = place + 1
    return end

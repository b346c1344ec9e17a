"""The trees of a report, one page or many, from whatever format → Outline.

The steps, each a module: notes (footnotes out, marks tied), blocks (reading order), numbered_blocks (which begin a
paragraph), furniture (what is not the report), assemble (units and headings).
"""

import re
from collections.abc import Sequence
from itertools import groupby

from mailgate.importers import (
    articles,
    furniture,
    headings,
    linked_notes,
    list_levels,
    listed_works,
    notes,
    numbered_blocks,
    numbers_behind,
    numbers_read,
    numbers_right,
    page_words,
    permalinks,
    pictures,
)
from mailgate.importers.account import account, lines_of
from mailgate.importers.assemble import Part, assemble
from mailgate.importers.blocks import Block, Form, lay_out
from mailgate.importers.folder import places, shift
from mailgate.importers.numbered_blocks import Page
from mailgate.importers.outline import Heading, ImportRefusedError, Outline, Unit, Units
from mailgate.importers.runs import Run, plain, without
from mailgate.importers.tree import LINE, Leaf
from store.model import Footnote

_TITLE_SEPARATOR = re.compile(r"\s+(?:\||-|–|—|::|»|·)\s+")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def outline_of(leaves: Sequence[Leaf], units: Units = Units.NUMBERED) -> Outline:
    """Return the report that these pages are, in their order.

    Raises ImportRefusedError where no page holds a paragraph, or none is marked and those that are were asked for.
    """
    album = pictures.take_all(leaves)
    said = [line for leaf in leaves for line in leaf.said or lines_of(leaf.tree.body, leaf.source.name)]
    read_notes, pages = _load(leaves)
    if units is Units.MARKED and not any(block.mark for page in pages for block in page.blocks):
        raise ImportRefusedError("nothing is marked as a unit: with the class `unit`, or an attribute `data-unit`")
    numbers = numbered_blocks.judge(pages)
    repeats = furniture.repeated([page.blocks for page in pages], numbers) if len(pages) > 1 else frozenset()
    scattered = numbered_blocks.are_scattered(pages, numbers)
    titles = [text for text in (_own_heading(page) for page in pages) if text]
    chapters, left_out = _kept(pages, numbers, repeats)
    signs = [word for _, parts in chapters for part in parts for word in _signs(part)]
    flow, empty = _assembled(chapters, read_notes, units, scattered=scattered)
    if not any(isinstance(item, Unit) for item in flow):
        raise ImportRefusedError("no paragraphs found: this is only contents or navigation")
    accounts = account(said, flow, left_out, signs)
    title, flow = _titled(flow, pages, titles)
    notices = [*(line for leaf in leaves for line in leaf.notices), *album.notices()]
    notices += [*(f"{name}: only contents or navigation, left out" for name in empty)]
    return Outline(
        title=title,
        language=_language(pages),
        flow=tuple(flow),
        notices=tuple(notices),
        pictures=pictures.used(album, (item.html for item in flow if isinstance(item, Unit))),
        left_out=accounts.left_out,
        share=accounts.share,
    )


def _kept(
    pages: Sequence[Page], numbers: Sequence[dict[int, numbers_read.Candidate]], repeats: frozenset[str]
) -> tuple[list[tuple[Page, list[Part]]], list[tuple[str, str]]]:
    """Return what of each page is the report, and of the rest where it stands and what it says."""
    chapters: list[tuple[Page, list[Part]]] = []
    left_out: list[tuple[str, str]] = []
    for page, numbered in zip(pages, numbers, strict=True):
        said = {*numbered, *listed_works.of_report(page.blocks)} if numbered else set()
        kept = furniture.report_of(page.blocks, said, repeats if page.leaf.is_site else None)
        if len(pages) > 1 and page.leaf.is_site:
            kept = [*furniture.title_above(page.blocks, kept), *kept]
        left_out += [(_place(page, p), page.blocks[p].text) for p in sorted({*range(len(page.blocks))} - {*kept})]
        parts = [Part(block=page.blocks[p], number=numbered.get(p), source=_place(page, p)) for p in kept]
        chapters.append((page, parts))
    return chapters, left_out


def _assembled(
    chapters: Sequence[tuple[Page, list[Part]]], read_notes: Sequence[Footnote], units: Units, *, scattered: bool
) -> tuple[list[Heading | Unit], list[str]]:
    """Return the headings and units of all chapters, and the names of those that have none."""
    flow: list[Heading | Unit] = []
    empty: list[str] = []
    for page, parts in _whole(chapters):
        assembled = assemble(parts, read_notes, units, scattered=scattered, is_site=page.leaf.is_site)
        if any(isinstance(item, Unit) for item in assembled):
            flow += [*_folder_heading(page, has_units=True), *shift(assembled, page.place)]
        else:
            flow += _folder_heading(page, has_units=False)
            empty.append(page.leaf.source.name)
    return flow, empty


def _signs(part: Part) -> list[str]:
    """Return the words that say no more than that a number follows, as `Paragraph` does: they are taken off with it."""
    if part.number is None or not part.number.letters:
        return []
    rest = plain(without([Run(part.block.text)], part.number.letters))
    taken = part.block.text.removesuffix(rest)
    return [word for word in re.findall(r"[^\W\d_]+", taken) if word not in part.number.number]


def _whole(chapters: Sequence[tuple[Page, list[Part]]]) -> list[tuple[Page, list[Part]]]:
    """Return chapters with the parts that a program cut off behind them."""
    whole: list[tuple[Page, list[Part]]] = []
    for page, parts in chapters:
        if whole and page.leaf.goes_on:
            whole[-1][1].extend(parts)
        else:
            whole.append((page, list(parts)))
    return whole


def _load(leaves: Sequence[Leaf]) -> tuple[list[Footnote], list[Page]]:
    bodies = [linked_notes.Page(leaf.source.name, leaf.tree.body) for leaf in leaves]
    for each in bodies:
        list_levels.flatten(each.body)
        permalinks.take_out(each.body)
        numbers_right.settle(each.body)
    found = notes.take_out(bodies)
    where = places([leaf.source.name for leaf in leaves])
    return found, [
        Page(leaf, place, articles.settle(_laid_out(leaf))) for leaf, place in zip(leaves, where, strict=True)
    ]


def _laid_out(leaf: Leaf) -> list[Block]:
    blocks = lay_out(leaf.tree.body)
    if leaf.is_site:
        blocks = numbers_behind.settle(blocks)
    return blocks if leaf.says_headings else headings.settle(blocks)


def _place(page: Page, place: int) -> str:
    """Return where a block stands: its line, else the nearest anchor at or around it, else its place among the blocks.

    Pages, where a format has them, are said apart from this.
    """
    element = page.blocks[place].element
    name = page.leaf.source.name
    if line := next((each.get(LINE) for each in (element, *element.ancestors()) if each.get(LINE)), ""):
        return f"{name}, line {line}"
    if page.blocks[place].pages:
        return f"{name}, page {page.blocks[place].pages[0]}"
    anchor = element.get("id") or next((child.get("id") or child.get("name") for child in element.walk()), "")
    return f"{name}#{anchor}" if anchor and not anchor.isspace() else f"{name}, block {place + 1}"


def _own_heading(page: Page) -> str:
    return next((block.text for block in page.blocks if block.form is Form.HEADING and block.level == 1), "")


def _folder_heading(page: Page, *, has_units: bool) -> list[Heading]:
    """Return the headings of folders that begin with this page; its own heading serves where it has units."""
    found = []
    for depth, name in page.place.begins:
        own = page.place.is_own and depth == page.place.depth
        if own and has_units:
            continue
        text = _contents_heading(page, name) if own else name
        found.append(Heading(level=depth * 10, text=text, source=page.leaf.source.name))
    return found


def _contents_heading(page: Page, name: str) -> str:
    """Return the heading of a folder from its contents page: one that says part or chapter, else the folder's name."""
    texts = [block.text for block in page.blocks if block.form is Form.HEADING]
    labelled = [text for text in texts if headings.LABELLED.match(text)]
    if labelled:
        return labelled[0]
    own = [text for text in texts if not page_words.CONTENTS.fullmatch(text) and not text.lower().endswith("contents")]
    return own[0] if own else name


def _titled(
    flow: list[Heading | Unit], pages: Sequence[Page], own: Sequence[str]
) -> tuple[str | None, list[Heading | Unit]]:
    """Return the report's title and the flow without it: what all pages call themselves, or the one top heading."""
    heads = [item for item in flow if isinstance(item, Heading)]
    if len(pages) == 1:
        top = [heading for heading in heads if heading.level == min(h.level for h in heads)]
        if len(top) == 1 and flow and flow[0] is top[0] and len(heads) > 1:
            return top[0].text, flow[1:]
        declared = pages[0].leaf.tree.title
        first = own[0] if own and not (declared and pages[0].leaf.says_title) else declared
        return first or None, flow
    common = own[0] if len(own) > 1 and len(set(own)) == 1 else None
    if common:
        return common, [item for item in flow if not isinstance(item, Heading) or item.text != common]
    return _common_title([page.leaf.tree.title for page in pages]) or (own[0] if own else None), flow


def _common_title(titles: Sequence[str]) -> str | None:
    split = [_TITLE_SEPARATOR.split(title) for title in titles if title]
    if not split:
        return None
    backwards = [parts[::-1] for parts in split]
    for ordered in (split, backwards):
        columns: list[tuple[str, ...]] = list(zip(*ordered, strict=False))
        shared = [column[0] for column in columns if len(set(column)) == 1]
        if shared:
            return shared[0]
    return None


def _language(pages: Sequence[Page]) -> str | None:
    languages = sorted(page.leaf.tree.language for page in pages if _LANGUAGE.fullmatch(page.leaf.tree.language))
    counted = [(len(list(group)), language) for language, group in groupby(languages)]
    return max(counted)[1] if counted else None

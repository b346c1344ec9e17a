"""The trees of a report, one page or many, from whatever format → Outline.

The steps, each a module: notes (footnotes out, marks tied), blocks (reading order), numbering (which lines begin a
paragraph), furniture (what is not the report), assemble (units and headings).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from mailgate.importers import (
    articles,
    contents,
    furniture,
    headings,
    linked_notes,
    list_levels,
    listed_works,
    notes,
    numbering,
    numbers_behind,
    numbers_read,
    page_words,
    permalinks,
    pictures,
)
from mailgate.importers.account import account, lines_of
from mailgate.importers.assemble import Part, assemble
from mailgate.importers.blocks import Block, Form, lay_out
from mailgate.importers.folder import Place, places, shift
from mailgate.importers.outline import Heading, ImportRefusedError, Outline, Unit, Units
from mailgate.importers.readers_words import readers_comments
from mailgate.importers.runs import Run, plain, without
from mailgate.importers.tree import LINE, Leaf
from store.model import Footnote

_TITLE_SEPARATOR = re.compile(r"\s+(?:\||-|–|—|::|»|·)\s+")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


@dataclass(slots=True)
class _Page:
    leaf: Leaf
    place: Place
    blocks: list[Block]


def outline_of(leaves: Sequence[Leaf], units: Units = Units.NUMBERED) -> Outline:
    """Return the report that these pages are, in their order.

    Raises ImportRefusedError where no page holds a paragraph, or none is marked and those that are were asked for.
    """
    album = pictures.take_all(leaves)
    said = [line for leaf in leaves for line in leaf.said or lines_of(leaf.tree.body, leaf.source.name)]
    read_notes, pages = _load(leaves)
    if units is Units.MARKED and not any(block.mark for page in pages for block in page.blocks):
        raise ImportRefusedError("nothing is marked as a unit: with the class `unit`, or an attribute `data-unit`")
    numbers = _numbers(pages)
    sites = [(page.blocks, found) for page, found in zip(pages, numbers, strict=True) if page.leaf.is_site]
    if sum(headings.settle_between(blocks, found) for blocks, found in sites):
        numbers = _numbers(pages)  # they begin again below a heading
    repeats = furniture.repeated([page.blocks for page in pages], numbers) if len(pages) > 1 else frozenset()
    scattered = numbers_read.are_scattered(
        [c for page in numbers for c in page.values()],
        sum(
            numbers_read.letters_of(place, c, pages[at].blocks)
            for at, page in enumerate(numbers)
            for place, c in page.items()
        ),
        sum(len(block.text) for page in pages for block in page.blocks if block.form is Form.TEXT),
    )
    flow: list[Heading | Unit] = []
    empty: list[str] = []
    titles = [text for text in (_own_heading(page) for page in pages) if text]
    chapters, left_out = _kept(pages, numbers, repeats)
    signs = [word for _, parts in chapters for part in parts for word in _signs(part)]
    for page, parts in _whole(chapters):
        assembled = assemble(parts, read_notes, units, scattered=scattered, is_site=page.leaf.is_site)
        if not any(isinstance(item, Unit) for item in assembled):
            empty.append(page.leaf.source.name)
            flow += _folder_heading(page, has_units=False)
            continue
        flow += _folder_heading(page, has_units=True)
        flow += shift(assembled, page.place)
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
    pages: Sequence[_Page], numbers: Sequence[dict[int, numbers_read.Candidate]], repeats: frozenset[str]
) -> tuple[list[tuple[_Page, list[Part]]], list[tuple[str, str]]]:
    """Return what of each page is the report, and of the rest where it stands and what it says."""
    chapters: list[tuple[_Page, list[Part]]] = []
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


def _signs(part: Part) -> list[str]:
    """Return the words that say no more than that a number follows, as `Paragraph` does: they are taken off with it."""
    if part.number is None or not part.number.letters:
        return []
    rest = plain(without([Run(part.block.text)], part.number.letters))
    taken = part.block.text.removesuffix(rest)
    return [word for word in re.findall(r"[^\W\d_]+", taken) if word not in part.number.number]


def _whole(chapters: Sequence[tuple[_Page, list[Part]]]) -> list[tuple[_Page, list[Part]]]:
    """Return chapters with the parts that a program cut off behind them."""
    whole: list[tuple[_Page, list[Part]]] = []
    for page, parts in chapters:
        if whole and page.leaf.goes_on:
            whole[-1][1].extend(parts)
        else:
            whole.append((page, list(parts)))
    return whole


def _load(leaves: Sequence[Leaf]) -> tuple[list[Footnote], list[_Page]]:
    bodies = [linked_notes.Page(leaf.source.name, leaf.tree.body) for leaf in leaves]
    for each in bodies:
        list_levels.flatten(each.body)
        permalinks.take_out(each.body)
    found = notes.take_out(bodies)
    where = places([leaf.source.name for leaf in leaves])
    return found, [
        _Page(leaf, place, articles.settle(_laid_out(leaf))) for leaf, place in zip(leaves, where, strict=True)
    ]


def _laid_out(leaf: Leaf) -> list[Block]:
    blocks = lay_out(leaf.tree.body)
    if leaf.is_site:
        blocks = numbers_behind.settle(blocks)
    return blocks if leaf.says_headings else headings.settle(blocks)


def _numbers(pages: Sequence[_Page]) -> list[dict[int, numbers_read.Candidate]]:
    """Judge the numbers of all pages as one sequence; return them page by page."""
    lines: list[numbers_read.Line] = []
    for page in pages:
        skipped = contents.lines(page.blocks, is_site=page.leaf.is_site)
        if page.leaf.is_site:
            skipped |= {*range(readers_comments(page.blocks), len(page.blocks))}
        skipped |= listed_works.lines(page.blocks)
        fresh = not page.leaf.goes_on
        for place, block in enumerate(page.blocks):
            heading = block.form is Form.HEADING
            blank = place in skipped or block.form is Form.TABLE or block.heads
            fresh = fresh or (heading and (blank or not numbers_read.is_number(block.text)))
            lines.append(
                numbers_read.Line(
                    text="" if blank else block.text,
                    lead="" if blank else block.lead,
                    label="" if blank else _label(block),
                    part="" if blank else block.part,
                    ordinal=None if blank or len(block.wraps) > 2 else block.ordinal,
                    is_boundary=fresh,
                    is_quoted=block.is_quoted or blank,
                    is_heading=heading,
                )
            )
            fresh = heading and fresh
    judged = numbering.judge(lines)
    found: list[dict[int, numbers_read.Candidate]] = []
    start = 0
    for page in pages:
        end = start + len(page.blocks)
        found.append({place - start: judged[place] for place in range(start, end) if place in judged})
        start = end
    return found


def _label(block: Block) -> str:
    """Return the number that the format prints before a block; plain ones of lists in numbered ones are no paragraphs'.

    A paragraph of a lower level stands among the bullets of the one before, where those are a list of their own.
    """
    is_below_number = any(wrap.tag == "ol" for wrap in block.wraps[:-2])
    return block.label if "." in block.label.rstrip(".") or not is_below_number else ""


def _place(page: _Page, place: int) -> str:
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


def _own_heading(page: _Page) -> str:
    return next((block.text for block in page.blocks if block.form is Form.HEADING and block.level == 1), "")


def _folder_heading(page: _Page, *, has_units: bool) -> list[Heading]:
    """Return the headings of folders that begin with this page; its own heading serves where it has units."""
    found = []
    for depth, name in page.place.begins:
        own = page.place.is_own and depth == page.place.depth
        if own and has_units:
            continue
        text = _contents_heading(page, name) if own else name
        found.append(Heading(level=depth * 10, text=text, source=page.leaf.source.name))
    return found


def _contents_heading(page: _Page, name: str) -> str:
    """Return the heading of a folder from its contents page: one that says part or chapter, else the folder's name."""
    texts = [block.text for block in page.blocks if block.form is Form.HEADING]
    labelled = [text for text in texts if headings.LABELLED.match(text)]
    if labelled:
        return labelled[0]
    own = [text for text in texts if not page_words.CONTENTS.fullmatch(text) and not text.lower().endswith("contents")]
    return own[0] if own else name


def _titled(
    flow: list[Heading | Unit], pages: Sequence[_Page], own: Sequence[str]
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


def _language(pages: Sequence[_Page]) -> str | None:
    languages = sorted(page.leaf.tree.language for page in pages if _LANGUAGE.fullmatch(page.leaf.tree.language))
    counted = [(len(list(group)), language) for language, group in groupby(languages)]
    return max(counted)[1] if counted else None

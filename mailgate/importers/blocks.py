"""The lines of a page: a tree laid out as blocks in reading order, each with its runs of text.

A block knows what it stands in (quotes and lists, outside in), so that the unit it becomes part of can be written
as HTML again.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from mailgate.importers import leads, list_labels, tables
from mailgate.importers.counting import whole
from mailgate.importers.list_levels import counts
from mailgate.importers.runs import BREAK, Run, flatten, link_share, plain, split, without
from mailgate.importers.symbol_letters import BULLETS, OF_OFFICES
from mailgate.importers.tree import BLOCKS, HEADINGS, LABEL, Element

_WRAPS = frozenset({"blockquote", "ul", "ol", "menu", "li"})
_BULLETS = f"[{BULLETS}]"
_BULLET = re.compile(rf"(?:{_BULLETS}|[{OF_OFFICES}]+|–{{2}})\.?\s*(?=\S)")  # LibreOffice prints a dash twice
_MARKER = re.compile(_BULLETS + r"|\(?(?:[a-z]{1,2}|[ivxl]{1,6})\)|[a-z]\.")  # of an item, alone
_DASH = re.compile(r"[–—*-]")  # alone between paragraphs it parts them
_DASH_BEFORE = re.compile(r"[–-]\s+(?=\S)")  # an item


class Form(Enum):
    """What a block is."""

    TEXT = "text"
    HEADING = "heading"
    TABLE = "table"


@dataclass(slots=True, kw_only=True, eq=False)
class Block:
    """One paragraph, heading, item or table of a page.

    `ordinal`: the number that a list of HTML shows before it. `label`: what another format prints before it, and is not
    in its text. `lead`: the number that has an element of its own at the start; `part`: one that figures follow, which
    may be its rest. `pages`: those that it stands on. `heads`: it is a heading, though it says no more than a number.
    `soft`: it begins after a single line break, and is a block only if a numbered paragraph begins here.
    """

    form: Form
    element: Element
    runs: list[Run]
    wraps: tuple[Element, ...] = ()
    level: int = 0
    own: bool = False
    soft: bool = False
    heads: bool = False
    ordinal: int | None = None
    label: str = ""
    lead: str = ""
    pages: tuple[str, ...] = ()
    part: str = ""
    table: Element | None = None
    text: str = ""
    link_share: float = 0.0

    @property
    def mark(self) -> Element | None:
        """The outermost element around it that the source marks as a unit."""
        around = [self.element, *self.element.ancestors()]
        marked = [each for each in around if "data-unit" in each.attributes or "unit" in each.get("class").split()]
        return marked[-1] if marked else None

    @property
    def is_quoted(self) -> bool:
        """Whether it stands in a block quote."""
        return any(wrap.tag == "blockquote" for wrap in self.wraps)

    @property
    def is_bold(self) -> bool:
        """Whether all its words are strong; quotation marks around them often are not."""
        words = [run for run in self.runs if any(map(str.isalnum, run.text))]
        return any(map(str.isalnum, self.text)) and all("strong" in run.styles for run in words)


def lay_out(body: Element) -> list[Block]:
    """Return the blocks of a page in reading order; blocks without text are left out."""
    layout = _Layout()
    layout.container(body, ())
    layout.hang(layout.waiting)
    for block in layout.blocks:
        if block.form is Form.TEXT and list_labels.is_text(block.label):
            block.runs = [Run(f"{block.label} "), *block.runs]
            block.text, block.lead, block.label = plain(block.runs), block.label, ""
            list_labels.unmark(block.wraps)
    return layout.blocks


class _Layout:
    """Walks a tree; the depth is bounded by tree.MAX_NESTING, so it may recurse."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.page = ""
        self.waiting: list[Run] = []  # pictures that go to the text that follows

    def _turn(self, runs: Sequence[Run]) -> tuple[str, ...]:
        """Return the pages that these runs stand on, and remember the last of them."""
        pages = [self.page] if self.page else []
        for place, run in enumerate(runs):
            if run.page:
                pages = [*pages, run.page] if plain(runs[:place]) else [run.page]
                self.page = run.page
        return tuple(pages)

    def container(self, element: Element, wraps: tuple[Element, ...], *, own: bool = False) -> None:
        """Lay out what is in an element: runs of inline content become blocks of their own."""
        inline: list[Element | str] = []
        for child in element.children:
            if isinstance(child, str) or not (child.tag in BLOCKS or child.has_block):
                inline.append(child)
                continue
            self._leaf(inline, element, wraps, own=own)
            inline = []
            self._block(child, wraps)
        self._leaf(inline, element, wraps, own=own)

    def _block(self, element: Element, wraps: tuple[Element, ...]) -> None:
        if element.tag in HEADINGS:
            self._heading(element, wraps)
        elif element.tag == "table":
            self._table(element, wraps)
        elif element.tag in {"ol", "ul", "menu"}:
            self._list(element, (*wraps, element))
        elif element.tag in _WRAPS:
            self.container(element, (*wraps, element))
        else:
            first = len(self.blocks)
            self.container(element, wraps, own=True)
            if element.get(LABEL) and first < len(self.blocks):
                self.blocks[first].label = self.blocks[first].label or element.get(LABEL)

    def _heading(self, element: Element, wraps: tuple[Element, ...], level: int = 0) -> None:
        runs = flatten(element.children)
        lead, goes_on = leads.of(element.children)
        lead = element.get(LABEL) or ("" if goes_on else lead)
        if element.get(LABEL) and plain(runs):
            runs.insert(0, Run(f"{element.get(LABEL)} "))  # a heading's number is part of what it says
        pages = self._turn(runs)
        text = plain(runs)
        if _MARKER.fullmatch(text):  # the sign of an item in a heading's clothes
            self._leaf(element.children, element, wraps, own=True)
        elif text:
            block = Block(form=Form.HEADING, element=element, runs=runs, wraps=wraps, text=text, lead=lead, pages=pages)
            block.level = level or int(element.tag[1])
            self.blocks.append(block)

    def _list(self, element: Element, wraps: tuple[Element, ...]) -> None:
        number = whole(element.get("start"), 1)
        for child in element.children:
            if isinstance(child, str):
                self._leaf([child], element, wraps, own=True)
                continue
            if child.tag != "li":
                self._block(child, wraps)
                continue
            number = whole(child.get("value"), number)
            first = len(self.blocks)
            self.container(child, (*wraps, child))
            if first < len(self.blocks):
                label = child.get(LABEL) or list_labels.capital(element, number)
                self.blocks[first].label = self.blocks[first].label or label
                self.blocks[first].ordinal = number if counts(element) and not self.blocks[first].label else None
            number += 1

    def _table(self, element: Element, wraps: tuple[Element, ...]) -> None:
        if tables.is_layout(element):
            for row in tables.placed(element):
                if len(row) == 1 and row[0].tag == "th" and not row[0].has_block:
                    self._heading(row[0], wraps, level=6)
                else:
                    self._row(row, wraps)
            return
        runs = flatten([element])
        pages = self._turn(runs)
        if text := tables.text(element):
            self.blocks.append(
                Block(form=Form.TABLE, element=element, runs=runs, wraps=wraps, table=element, text=text, pages=pages)
            )
            self.blocks[-1].link_share = link_share(runs)

    def _row(self, cells: list[Element], wraps: tuple[Element, ...]) -> None:
        """Lay out cells one after the other; what a cell says beside a number or a letter begins with that."""
        marker = tables.marker(cells[0]) if len(cells) > 1 else ""
        if not marker:
            for cell in cells:
                self.container(cell, wraps, own=True)
            return
        runs, first = flatten(cells[0].children), len(self.blocks)
        pages = self._turn(runs)
        for cell in cells[1:]:
            self.container(cell, wraps, own=True)
        block = self.blocks[first] if first < len(self.blocks) else None
        if block is None or block.form is not Form.TEXT:
            self.container(cells[0], wraps, own=True)
        elif not plain(runs):
            block.label = marker
        else:
            block.runs = [*runs, Run(" "), *block.runs]
            block.text, block.lead, block.pages = plain(block.runs), marker, (*pages, *block.pages)
            is_item = _BULLET.match(block.text) or _DASH.fullmatch(marker)  # a dash in a cell of its own is a bullet
            if is_item and block is self.blocks[-1]:
                self.blocks.pop()
                self._as_item(block)
                self.blocks.append(block)

    def _leaf(self, nodes: list[Element | str], element: Element, wraps: tuple[Element, ...], *, own: bool) -> None:
        if not any(not isinstance(node, str) or node.strip() for node in nodes):
            return
        for place, (runs, soft) in enumerate(split(_spaced(flatten(nodes, element if own else None)))):
            text = plain(runs)
            pages = self._turn(runs)
            if not text and not any(run.note is not None for run in runs):
                self._picture([run for run in runs if run.picture is not None], element)
                continue
            above, self.waiting = [*self.waiting, Run(BREAK)] if self.waiting else [], []
            block = Block(form=Form.TEXT, element=element, runs=[*above, *runs], wraps=wraps, own=own, soft=soft)
            block.text = text
            lead, goes_on = leads.of(nodes) if place == 0 else ("", False)
            block.lead, block.part = ("", lead) if goes_on else (lead, "")
            block.label, block.pages = (element.get(LABEL) if place == 0 and own else ""), pages
            block.link_share = link_share(runs)
            if place == 0:
                self._take_marker(block)
            if _BULLET.match(block.text) or (place == 0 and self._goes_on_list(block)):
                self._as_item(block)
            self.blocks.append(block)

    def _goes_on_list(self, block: Block) -> bool:
        """Whether a paragraph begins with a dash below a colon, or below such an item: it is none of speech."""
        last = self.blocks[-1] if self.blocks else None
        if last is None or last.form is not Form.TEXT or not _DASH_BEFORE.match(block.text):
            return False
        is_below_item = len(last.wraps) > 1 and last.wraps[-2].get("made") == "1" and last.wraps[:-2] == block.wraps
        return is_below_item or (last.text.endswith((":", "：")) and last.wraps == block.wraps)

    def _take_marker(self, block: Block) -> None:
        """Put a bullet or a letter that stands alone before a block, beside it or around it, into it."""
        last = self.blocks[-1] if self.blocks else None
        if last is None or last.form is not Form.TEXT or last.wraps != block.wraps:
            return
        around = {block.element, *block.element.ancestors()}
        beside = last.element.parent in around and _MARKER.fullmatch(last.text)
        if beside or (last.element in around and (_MARKER.fullmatch(last.text) or _DASH.fullmatch(last.text))):
            self.blocks.pop()
            block.runs, block.lead = [*last.runs, Run(" "), *block.runs], ""
            block.text, block.pages = plain(block.runs), (*last.pages, *block.pages)

    def _picture(self, pictures: Sequence[Run], element: Element) -> None:
        """Pictures without text belong to the caption of their figure, else to the text before them."""
        figure = next((each for each in (element, *element.ancestors()) if each.tag == "figure"), None)
        last = self.blocks[-1] if self.blocks else None
        has_caption = figure is not None and bool(figure.text().strip())
        follows = last is not None and (figure is None or not has_caption or figure in last.element.ancestors())
        if last is None or last.form is not Form.TEXT or not follows:
            self.waiting += pictures
        else:
            self.hang(pictures)

    def hang(self, pictures: Sequence[Run]) -> None:
        """Put pictures below the last text."""
        if pictures and self.blocks:
            self.blocks[-1].runs += [Run(BREAK), *pictures]

    def _as_item(self, block: Block) -> None:
        """Make a paragraph that begins with a bullet an item of a list: the one before it, or a new one."""
        sign = _BULLET.match(block.text) or _DASH_BEFORE.match(block.text)
        block.runs = without(block.runs, len(sign[0].strip()) if sign else 1)
        block.text, block.own = plain(block.runs), False
        around = block.wraps
        if len(around) > 1 and around[-2].tag == "ul":
            return  # it is one already
        before = self.blocks[-1].wraps if self.blocks else ()
        adjoins = before[: len(around)] == around and len(before) == len(around) + 2 and before[-2].get("made") == "1"
        made = before[-2] if adjoins else Element("ul", {"made": "1"})
        block.element = Element("li", {}, block.element, block.element.order)
        block.wraps = (*around, made, block.element)


def _spaced(runs: list[Run]) -> list[Run]:
    """Put a space behind a letter in an element of its own that begins a block; its page does so by its style."""
    if len(runs) > 1 and _MARKER.fullmatch(runs[0].text.lstrip()) and runs[1].text[:1].isalnum():
        return [runs[0], Run(" "), *runs[1:]]
    return runs

"""Blocks that belong to the report → headings and units."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from mailgate.importers import remark_boxes, signed_lines, titled_boxes
from mailgate.importers.blocks import Block, Form
from mailgate.importers.numbers_read import Candidate
from mailgate.importers.outline import Heading, Unit, Units
from mailgate.importers.runs import BREAK, Run, plain, without
from mailgate.importers.tree import Element
from mailgate.importers.writing import html_of, text_of
from store.model import Footnote, Kind

# In the languages that pages have, and those of larger scripts: Welsh, Dutch, Polish, Greek, Russian, Arabic, Hindi.
_CAPTIONS = (
    "table|figure|fig\\.|chart|graph|map|box|diagram|tabelle|karte|kasten|grafik|abbildung|abb\\.|schaubild|tableau|graphique|encadré|carte|"
    "cuadro|tabla|gráfico|figura|recuadro|mapa|quadro|tabela|caixa|tabella|grafico|riquadro|tabel|figuur|grafiek|kader|"
    "kaart|rysunek|rys\\.|wykres|ramka|tabl|ffigur|siart|blwch|πίνακας|εικόνα|σχήμα|διάγραμμα|γράφημα|πλαίσιο|χάρτης|"
    "таблица|рисунок|рис\\.|диаграмма|график|карта|الجدول|جدول|الشكل|شكل|तालिका|चित्र|आकृति"
)
_NUMBERED = r"[A-ZΑ-ΩА-Я]{0,3}[\d.\-:]*\d.*"
CAPTION = re.compile(rf"(?:{_CAPTIONS})\s*(?:n[.ºo°]\s*)?{_NUMBERED}|[表图圖図]\s*{_NUMBERED}", re.I | re.S)
ORIGIN = re.compile(  # below a table, in a box
    r"(?:sources?|quellen?|fuentes?|fontes?|fonti|bron|kilder?|källa|źródło|lähde|ffynhonnell|πηγ(?:ή|ές)|источник)"
    r"\s?[:：]\s?\S.*|(?:资料|資料)?(?:来源|來源)\s?[:：].+",
    re.I,
)
_RULE = re.compile(r"\*\s?\*\s?\*|(?:[_=~•·–—-]\s?){3,}|⁂")  # five stars are laws' for what is left out
_LINE = 80  # letters of a line below a quote that says whose it is
_KINDS = {"ul": Kind.LIST, "ol": Kind.LIST, "menu": Kind.LIST, "blockquote": Kind.QUOTE}


@dataclass(slots=True, kw_only=True)
class Part:
    """A block of the report with the number that begins at it, and where it stands."""

    block: Block
    number: Candidate | None
    source: str


@dataclass(slots=True)
class _Open:
    """A unit that is being gathered. `amid`: the numbered one in which a box stands, that goes on behind it."""

    number: Candidate | None
    source: str
    amid: "_Open | None" = None
    blocks: list[Block] = field(default_factory=list)


def assemble(
    parts: Sequence[Part], notes: Sequence[Footnote], units: Units, *, scattered: bool = False, is_site: bool = False
) -> list[Heading | Unit]:
    """Return the flow of a page. What stands between two numbers belongs to the first of them.

    `scattered`: the numbers are those of remarks in a text without numbers; a paragraph below one goes on with that.
    `is_site`: it is a page of a site, below whose text its publisher may have set lines of their own.
    """
    blocks = [part.block for part in parts]
    numbered = [place for place, part in enumerate(parts) if part.number is not None]
    signed = signed_lines.begin(blocks, numbered) if is_site and units is Units.NUMBERED else len(parts)
    boxes = {} if units is Units.MARKED else titled_boxes.settle(blocks, numbered)
    boxes |= remark_boxes.of_remarks(blocks, numbered) if scattered and units is Units.NUMBERED else {}
    flow = _Flow(units, boxes, scattered=scattered)
    for place, part in enumerate(parts):
        if place == signed:
            flow.end()
        part.block.soft = part.block.soft or (place > signed and part.block.form is Form.TEXT)
        if part.block.form is Form.HEADING and part.number is None and not _is_caption(parts, place):
            flow.heading(part)
        elif not _is_rule(part):
            flow.take(part)
    return [item if isinstance(item, Heading) else _unit(item, notes) for item in flow.items if _has_text(item)]


class _Flow:
    """Gathers headings and units, block by block.

    `boxes`: by the blocks that they begin with. Each is a unit; where each paragraph is one, its title goes with the
    first. `scattered`: see assemble.
    """

    def __init__(self, units: Units, boxes: Mapping[Block, Element], *, scattered: bool) -> None:
        self.items: list[Heading | _Open] = []
        self._units = units
        self._boxes = boxes
        self._scattered = scattered
        self._current: _Open | None = None
        self._waiting: list[Run] = []  # marks in headings: the note goes to the paragraph that follows

    def end(self) -> None:
        """End the unit that is open: what comes next is none of it."""
        self._current = None

    def heading(self, part: Part) -> None:
        """Begin a section."""
        self.end()
        self.items.append(Heading(level=part.block.level, text=part.block.text, source=part.source))
        self._waiting += [run for run in part.block.runs if run.note is not None]

    def take(self, part: Part) -> None:
        """Put a block into the unit that is open, or into a new one."""
        current = self._current
        if _is_only_mark(part):
            (self._waiting if current is None else current.blocks[-1].runs).extend(part.block.runs)
            return
        if current is not None and current.amid is not None and not self._is_boxed(part, current):
            current = self._current = current.amid
        if current is None or self._begins(part, current):
            self._current = current = _Open(part.number, part.source, self._amid(part))
            self.items.append(current)
        _add(current, part.block, None if current.blocks else part.number, self._waiting)
        self._waiting = []

    def _begins(self, part: Part, current: _Open) -> bool:
        """Whether a unit begins with this block."""
        if self._units is Units.MARKED:
            mark = part.block.mark
            return mark is not None and mark is not current.blocks[0].mark
        if part.number is not None or part.block in self._boxes:
            return True
        if part.block.soft or _is_only_number(current):
            return False
        if self._is_boxed(part, current) and (self._units is Units.NUMBERED or len(current.blocks) == 1):
            return False
        if self._units is Units.NUMBERED and current.number is not None:
            return self._scattered and not _explains(part.block, current)
        return not _belongs(part.block, current.blocks[-1], self._units)

    def _amid(self, part: Part) -> _Open | None:
        """Return the numbered unit amid which a box with a title begins."""
        is_titled = self._units is Units.NUMBERED and part.number is None and part.block in self._boxes
        return self._current if is_titled and self._current is not None and self._current.number is not None else None

    def _is_boxed(self, part: Part, current: _Open) -> bool:
        """Whether a block stands in the box that a unit begins."""
        box = self._boxes.get(current.blocks[0])
        return box is not None and part.block.element.is_in(box)


def _is_only_mark(part: Part) -> bool:
    """Whether a block is but the mark of a note, which belongs to the paragraph before it."""
    return part.number is None and part.block.form is Form.TEXT and not part.block.text


def _is_rule(part: Part) -> bool:
    """Whether a block is but signs that part paragraphs, `* * *`; quoted ones may stand for what is left out."""
    block = part.block
    alone = part.number is None and block.form is Form.TEXT and not block.wraps and not block.label
    return alone and _RULE.fullmatch(block.text) is not None


def _has_text(item: Heading | _Open) -> bool:
    return not isinstance(item, _Open) or item.number is not None or any(block.text for block in item.blocks)


def _is_caption(parts: Sequence[Part], place: int) -> bool:
    following = parts[place + 1] if place + 1 < len(parts) else None
    table = following is not None and following.block.form is Form.TABLE
    return table and bool(CAPTION.fullmatch(parts[place].block.text))


def _is_only_number(current: _Open) -> bool:
    """Whether a unit is but its number yet: its words stand below it, as those of a recommendation in a box do."""
    return len(current.blocks) == 1 and current.number is not None and current.number.is_alone


def _explains(block: Block, remark: _Open) -> bool:
    """Whether a block belongs to a remark: what it introduces, a list, a quote, a table."""
    last = remark.blocks[-1]
    return bool(block.wraps) or block.form is not Form.TEXT or last.text.endswith(":")


def _belongs(block: Block, last: Block, units: Units) -> bool:
    """Whether a block goes on with the one before it: a list, a quote, a table below its caption, and its source."""
    if (CAPTION.fullmatch(last.text) and block.form is Form.TABLE) or _explains_term(block, last):
        return True
    if last.form is Form.TABLE and ORIGIN.fullmatch(block.text):
        return True
    if units is Units.PARAGRAPHS:
        return False
    if units is Units.NUMBERED and _are_paragraphs(last, block):
        return False
    if block.wraps and last.wraps and block.wraps[0] is last.wraps[0]:
        return True
    return _is_quote(last) and (_is_quote(block) or _says_whose(block.text))


def _says_whose(text: str) -> bool:
    """Whether a line below a quote says whose it is: it is no sentence, whatever that ends in, and no caption."""
    is_sentence = text.rstrip("”’»“\"'").endswith((".", ":", "?", "!"))
    return len(text) < _LINE and not is_sentence and not CAPTION.fullmatch(text)


def _explains_term(block: Block, last: Block) -> bool:
    """Whether the block before is a term, and this what it means; LaTeX's items have their mark for a term."""
    sides = (
        next((each.tag for each in (of.element, *of.element.ancestors()) if each.tag in {"dt", "dd"}), "")
        for of in (last, block)
    )
    return [*sides] == ["dt", "dd"]


def _are_paragraphs(*blocks: Block) -> bool:
    """Whether each is a paragraph of a quote, and no item in it."""
    return all(_is_quote(block) and len(block.wraps) == 1 and not block.label for block in blocks)


def _is_quote(block: Block) -> bool:
    return bool(block.wraps) and block.wraps[0].tag == "blockquote"


def _add(current: _Open, block: Block, number: Candidate | None, waiting: list[Run]) -> None:
    if block.soft and number is None and current.blocks:
        last = current.blocks[-1]
        last.runs += [Run(BREAK), *block.runs]
        return
    runs = without(block.runs, number.letters) if number is not None and number.letters else list(block.runs)
    block.runs = [*waiting, *runs]
    current.blocks.append(block)


def _unit(item: _Open, notes: Sequence[Footnote]) -> Unit:
    seen: dict[int, Footnote] = {}
    for block in item.blocks:
        block.text = plain(block.runs) if block.table is None else block.text
        for run in block.runs:
            if run.note is not None:
                seen.setdefault(run.note, notes[run.note])
    base = item.blocks[0].wraps if item.number is not None else ()
    return Unit(
        number=item.number.number if item.number is not None else None,
        kind=Kind.PARAGRAPH if item.number is not None else _kind(item.blocks),
        text=text_of(item.blocks),
        html=html_of(item.blocks, base, notes),
        footnotes=tuple(seen.values()),
        source=item.source,
        pages=tuple(dict.fromkeys(page for block in item.blocks for page in block.pages)) or None,
    )


def _is_caption_text(block: Block) -> bool:
    in_figure = any(each.tag == "figure" for each in (block.element, *block.element.ancestors()))
    return in_figure or bool(CAPTION.fullmatch(block.text))


def _kind(blocks: Sequence[Block]) -> Kind:
    if any(block.form is Form.TABLE for block in blocks):
        return Kind.TABLE
    if any(run.picture is not None for run in blocks[0].runs) and _is_caption_text(blocks[0]):
        return Kind.FIGURE
    return _KINDS.get(blocks[0].wraps[0].tag, Kind.PARAGRAPH) if blocks[0].wraps else Kind.PARAGRAPH

"""Blocks that belong to the report → headings and units."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from mailgate.importers import remark_boxes
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
_RULE = re.compile(r"\*\s?\*\s?\*|(?:[_=~•·–—-]\s?){3,}|⁂")  # five stars are laws' for what is left out
_LABEL = 100  # letters of a line that is no sentence
_SHORT = 240  # letters of one that is: it says when a document was signed
_LINE = 80  # letters of a line below a quote that says whose it is
_STOPS = tuple(".?!…。！？؟।”’\"')")
_SIGNED = re.compile(
    r"(?:dated|done (?:at|in|this)|signed|delivered|given (?:at|under|this)|fait|geschehen|hecho|fatto|gedaan|feito|"
    r"utfärdat)\b(?:\s+this\b|.*\b(?:english|français|french)\b|.*\b[12]\d{3}\W*$)|.*_{4}",
    re.I | re.S,
)  # a line at the end of a document, that is a sentence but none of its last paragraph
_SIGNATURE = re.compile(r"(?:[\w-]*[-_])?signat(?:ory|ories|ures?)", re.I)  # a class
_RIGHT = re.compile(r"text-align\s*:\s*(?:right|end)\b", re.I)
_ENDS = tuple(".?!…。！？؟।:;,：；，”’\"'")
_KINDS = {"ul": Kind.LIST, "ol": Kind.LIST, "menu": Kind.LIST, "blockquote": Kind.QUOTE}


@dataclass(slots=True, kw_only=True)
class Part:
    """A block of the report with the number that begins at it, and where it stands."""

    block: Block
    number: Candidate | None
    source: str


@dataclass(slots=True)
class _Open:
    """A unit that is being gathered."""

    number: Candidate | None
    source: str
    blocks: list[Block] = field(default_factory=list)


def assemble(
    parts: Sequence[Part], notes: Sequence[Footnote], units: Units, *, scattered: bool = False, is_site: bool = False
) -> list[Heading | Unit]:
    """Return the flow of a page. What stands between two numbers belongs to the first of them.

    `scattered`: the numbers are those of remarks in a text without numbers; a paragraph below one goes on with that.
    `is_site`: it is a page of a site, below whose text its publisher may have set lines of their own.
    """
    flow: list[Heading | _Open] = []
    current: _Open | None = None
    waiting: list[Run] = []  # marks in headings: the note goes to the paragraph that follows
    boxes = _boxes(parts) if scattered else {}
    signed = _signed_from(parts) if is_site and units is Units.NUMBERED else len(parts)
    for place, part in enumerate(parts):
        block = part.block
        current = None if place == signed else current
        block.soft = block.soft or (place > signed and block.form is Form.TEXT)
        if block.form is Form.HEADING and part.number is None and not _is_caption(parts, place):
            current = None
            flow.append(Heading(level=block.level, text=block.text, source=part.source))
            waiting += [run for run in block.runs if run.note is not None]
            continue
        if _is_rule(part):
            continue
        if _is_only_mark(part):
            (waiting if current is None else current.blocks[-1].runs).extend(block.runs)
            continue
        if current is None or _begins(part, current, units, scattered=scattered, boxes=boxes):
            current = _Open(part.number, part.source)
            flow.append(current)
        _add(current, block, None if current.blocks else part.number, waiting)
        waiting = []
    return [item if isinstance(item, Heading) else _unit(item, notes) for item in flow if _has_text(item)]


def _boxes(parts: Sequence[Part]) -> Mapping[Element, Element]:
    """Return the boxes around remarks, each by the element of its number."""
    numbered = [place for place, part in enumerate(parts) if part.number is not None]
    return remark_boxes.of_remarks([part.block for part in parts], numbered)


def _signed_from(parts: Sequence[Part]) -> int:
    """Return where the lines begin that stand below the last sentence of all, as names, dates and signs of files do.

    They are no part of the paragraph that happens to be the last. Where lines of their kind stand below others, they
    are, unless one says that it is a signature.
    """
    labels = [_is_label(part) or _is_signed(part) for part in parts]
    first = next((place for place, part in enumerate(parts) if part.number), len(parts))
    start = _first_signed(parts)
    while start and labels[start - 1]:
        start -= 1
    if (
        start <= first
        or start == len(parts)
        or parts[start].block.soft
        or not parts[start - 1].block.text.endswith(_STOPS)
    ):
        return len(parts)
    looks = [(part.block.element.tag, part.block.element.get("class")) for part in parts]
    others = {look for look, label in zip(looks[first:start], labels[first:start], strict=True) if label}
    is_sure = others.isdisjoint(looks[start:]) or any(map(_is_signed, parts[start:]))
    return start if is_sure else len(parts)


def _first_signed(parts: Sequence[Part]) -> int:
    """Return where the first line stands that says so, with no more than short ones below it, or the end."""
    found = place = len(parts)
    over_table = False  # what is set right over one may be its caption
    while place and parts[place - 1].number is None and len(parts[place - 1].block.text) <= _SHORT:
        place -= 1
        if parts[place].block.form is Form.HEADING:
            break
        over_table = over_table or parts[place].block.form is Form.TABLE
        found = place if _is_signed(parts[place], by_place=not over_table) else found
    return found


def _is_label(part: Part) -> bool:
    block = part.block
    alone = part.number is None and block.form is Form.TEXT and block.own and not block.wraps
    return alone and 0 < len(block.text) <= _LABEL and not block.text.endswith(_ENDS) and not block.text[0].islower()


def _is_signed(part: Part, *, by_place: bool = True) -> bool:
    """Whether a line says when a document was signed or that it is a signature, has room for one, or is set right."""
    block = part.block
    if part.number is not None or block.form is not Form.TEXT or block.wraps or len(block.text) > _SHORT:
        return False
    is_named = any(map(_SIGNATURE.fullmatch, block.element.get("class").split()))
    is_right = block.element.get("align").lower() == "right" or bool(_RIGHT.search(block.element.get("style")))
    return is_named or bool(_SIGNED.match(block.text)) or (by_place and is_right and len(block.text) <= _LABEL)


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


def _begins(part: Part, current: _Open, units: Units, *, scattered: bool, boxes: Mapping[Element, Element]) -> bool:
    """Whether a unit begins with this block."""
    if units is Units.MARKED:
        mark = part.block.mark
        return mark is not None and mark is not current.blocks[0].mark
    if part.number is not None:
        return True
    if part.block.soft or _is_only_number(current):
        return False
    if units is Units.NUMBERED and current.number is not None:
        box = boxes.get(current.blocks[0].element)
        is_inside = box is not None and part.block.element.is_in(box)
        return scattered and not is_inside and not _explains(part.block, current)
    return not _belongs(part.block, current.blocks[-1], units)


def _is_only_number(current: _Open) -> bool:
    """Whether a unit is but its number yet: its words stand below it, as those of a recommendation in a box do."""
    return len(current.blocks) == 1 and current.number is not None and current.number.is_alone


def _explains(block: Block, remark: _Open) -> bool:
    """Whether a block belongs to a remark: what it introduces, a list, a quote, a table."""
    last = remark.blocks[-1]
    return bool(block.wraps) or block.form is not Form.TEXT or last.text.endswith(":")


def _belongs(block: Block, last: Block, units: Units) -> bool:
    """Whether a block goes on with the one before it: a list, a quote, a table below its caption."""
    if (CAPTION.fullmatch(last.text) and block.form is Form.TABLE) or _explains_term(block, last):
        return True
    if units is Units.PARAGRAPHS:
        return False
    if units is Units.NUMBERED and _are_paragraphs(last, block):
        return False
    if block.wraps and last.wraps and block.wraps[0] is last.wraps[0]:
        return True
    quotes = bool(last.wraps) and last.wraps[0].tag == "blockquote"
    return quotes and (_is_quote(block) or (len(block.text) < _LINE and not block.text.endswith((".", ":", "?", "!"))))


def _explains_term(block: Block, last: Block) -> bool:
    """Whether the block before is a term, and this what it means; LaTeX's items have their mark for a term."""
    sides = (
        next((each.tag for each in (of.element, *of.element.ancestors()) if each.tag in {"dt", "dd"}), "")
        for of in (last, block)
    )
    return [*sides] == ["dt", "dd"]


def _are_paragraphs(*blocks: Block) -> bool:
    """Whether each is a paragraph of a quote: no item in it, and no line such as a letter begins and ends with."""
    return all(
        _is_quote(block) and len(block.wraps) == 1 and not block.label and block.text.endswith((*_STOPS, ":"))
        for block in blocks
    )


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

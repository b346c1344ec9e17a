"""The text and the HTML of a unit, written from its blocks.

In the HTML the mark of a note stands where it stood, as `<sup class="note">3</sup>`; the text has none.
"""

import unicodedata
from collections.abc import Sequence
from html import escape
from itertools import zip_longest

import nh3

from mailgate.importers import attributes, table_markup
from mailgate.importers.blocks import Block, Form
from mailgate.importers.outline import Plain
from mailgate.importers.runs import BREAK, NOTE, Run
from mailgate.importers.tree import PICTURE, Element
from store.model import Footnote, Html

_SPANS = {"colspan", "rowspan"}
_TAGS = {
    *("p", "em", "strong", "sup", "sub", "code", "q", "br", "blockquote", "ul", "ol", "li"),
    *("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "img"),
}
_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    clean_content_tags={"script", "style", "template", "title", "noscript", "textarea", "iframe", "svg", "math"},
    attributes={
        "td": _SPANS,
        "th": _SPANS | {"scope"},
        "ol": {"start", "type"},
        "li": {"value"},
        "img": {"src", "alt", "width", "height"},
    },
    tag_attribute_values={"sup": {"class": {"note"}}},
    generic_attribute_prefixes=set(),
    strip_comments=True,
    link_rel=None,
    url_schemes=set(),
)
_OF_PICTURES = ("src", "alt", "width", "height")


def text_of(blocks: Sequence[Block]) -> Plain:
    """Return the text of blocks: NFC, single spaces, a line feed between blocks and between rows of a table."""
    return Plain(unicodedata.normalize("NFC", "\n".join(block.text for block in blocks if block.text)))


def html_of(blocks: Sequence[Block], base: Sequence[Element], notes: Sequence[Footnote] = ()) -> Html:
    """Return the HTML of blocks; of the quotes and lists around them, those in `base` are left away.

    `notes`: those of the report, by the places that marks in the blocks name.
    """
    parts: list[str] = []
    opened: list[Element] = []
    for block in blocks:
        wraps = _in_items(_beyond(block.wraps, base), opened)
        shared = _shared(opened, wraps)
        parts += [f"</{wrap.tag}>" for wrap in reversed(opened[shared:])]
        parts += [_opening(wrap) for wrap in wraps[shared:]]
        opened = wraps
        in_item = bool(wraps) and wraps[-1].tag == "li" and block.element is wraps[-1]
        parts.append(_body(block, notes, in_item=in_item))
    parts += [f"</{wrap.tag}>" for wrap in reversed(opened)]
    return Html(_CLEANER.clean(unicodedata.normalize("NFC", "".join(parts))))


def _in_items(wraps: Sequence[Element], opened: Sequence[Element]) -> list[Element]:
    """Return quotes and lists with items in every list and in nothing else, as HTML has it.

    A list goes to the item before it, as whoever wrote it has seen it.
    """
    found: list[Element] = []
    for wrap, inner in zip_longest(wraps, wraps[1:]):
        if wrap.tag != "li" or (found and found[-1].tag in ("ul", "ol")):
            found.append(wrap)
        if wrap.tag in ("ul", "ol") and (inner is None or inner.tag != "li"):
            same = opened[: len(found)] == found
            before, within = (*opened[len(found) : len(found) + 2], None, None)[:2] if same else (None, None)
            goes_on = before is not None and inner is not None and (inner is within or inner.tag in ("ul", "ol"))
            found.append(before if before is not None and goes_on else Element("li", {}))
    return found


def _beyond(wraps: Sequence[Element], base: Sequence[Element]) -> list[Element]:
    return list(wraps[_shared(wraps, base) :])


def _shared(some: Sequence[Element], others: Sequence[Element]) -> int:
    count = 0
    for one, other in zip(some, others, strict=False):
        if one is not other:
            break
        count += 1
    return count


def _opening(element: Element) -> str:
    return f"<{element.tag}{attributes.of(element, element.tag)}>"


def _body(block: Block, notes: Sequence[Footnote], *, in_item: bool) -> str:
    if block.table is not None:
        return _table(block.table, notes)
    heading = block.form is Form.HEADING
    runs = [run if run.note is None else _marked(run, notes[run.note].mark) for run in block.runs]
    inline = _inline([_without_strong(run) for run in runs] if heading else runs)
    if not inline:
        return ""
    if heading:
        return f"<p><strong>{inline}</strong></p>"
    return inline if in_item and not block.own else f"<p>{inline}</p>"


def _marked(run: Run, mark: str) -> Run:
    return run._replace(text=mark, styles=tuple(style for style in run.styles if style != "sup"))


def _without_strong(run: Run) -> Run:
    return run._replace(styles=tuple(style for style in run.styles if style != "strong"))


def _inline(runs: Sequence[Run]) -> str:
    """Return runs as HTML: neighbours in one style share a tag, white space is single."""
    parts: list[str] = []
    opened: tuple[str, ...] = ()
    for run in _tidied(runs):
        styles = tuple(style for style in run.styles if style != "a")
        shared = 0
        while shared < min(len(opened), len(styles)) and opened[shared] == styles[shared]:
            shared += 1
        parts += [f"</{style}>" for style in reversed(opened[shared:])]
        parts += [f"<{style}>" for style in styles[shared:]]
        opened = styles
        parts.append(_drawn(run.picture) if run.picture is not None else _written(run))
    parts += [f"</{style}>" for style in reversed(opened)]
    return "".join(parts)


def _written(run: Run) -> str:
    if run.note is not None:
        return _mark(run.text)
    return "<br>" if run.text == BREAK else escape(run.text, quote=False)


def _mark(text: str) -> str:
    return f'<sup class="note">{escape(text, quote=False)}</sup>'


def _drawn(picture: Element) -> str:
    attributes = "".join(f' {name}="{escape(picture.get(name))}"' for name in _OF_PICTURES)
    return f"<img{attributes}>"


def _tidied(runs: Sequence[Run]) -> list[Run]:
    """Return runs with white space made single, across their borders, and none at either end."""
    tidy: list[Run] = []
    spaced = True  # nothing before, or white space before
    for run in runs:
        if run.text == BREAK or run.picture is not None:
            if run.picture is not None or (tidy and tidy[-1].text != BREAK):
                tidy.append(run if run.picture is not None else Run(BREAK))
            spaced = True
            continue
        text = " ".join(run.text.split())
        if run.text[:1].isspace() and not spaced:
            text = f" {text}"
        if text.strip() and run.text[-1:].isspace():
            text += " "
        if text:
            tidy.append(run._replace(text=text))
            spaced = text.endswith(" ")
    while tidy and tidy[-1].picture is None and (tidy[-1].text == BREAK or not tidy[-1].text.strip()):
        tidy.pop()
    while tidy and tidy[0].text == BREAK:
        tidy.pop(0)
    if tidy:
        tidy[-1] = tidy[-1]._replace(text=tidy[-1].text.rstrip())
    return tidy


def _table(table: Element, notes: Sequence[Footnote]) -> str:
    parts: list[str] = []
    stack = table_markup.parts(table)[::-1]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            parts.append(item if isinstance(item, table_markup.Tag) else table_markup.escaped(item))
        elif item.tag == PICTURE:
            parts.append(_drawn(item))
        elif item.tag == NOTE and item.get("index"):
            parts.append(_mark(notes[int(item.get("index"))].mark))
        else:
            written = table_markup.written(item)
            stack.extend(reversed(item.children if written is None else written))
    return "".join(parts)

"""The text and the HTML of a unit, written from its blocks.

In the HTML the mark of a note stands where it stood, as `<sup class="note">3</sup>`; the text has none.
"""

import unicodedata
from collections.abc import Sequence
from html import escape

import nh3

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
_KEPT = {
    **dict.fromkeys(("table", "caption", "thead", "tbody", "tfoot", "tr", "ul", "ol", "li", "br"), None),
    "td": None,
    "th": None,
    "sup": None,
    "sub": None,
    "p": None,
    "b": "strong",
    "strong": None,
    "i": "em",
    "em": None,
}
_OF_PICTURES = ("src", "alt", "width", "height")
_ATTRIBUTES = ("start", "type", "value", "colspan", "rowspan", "scope")


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
        wraps = _beyond(block.wraps, base)
        shared = _shared(opened, wraps)
        parts += [f"</{wrap.tag}>" for wrap in reversed(opened[shared:])]
        parts += [_opening(wrap) for wrap in wraps[shared:]]
        opened = wraps
        in_item = bool(wraps) and wraps[-1].tag == "li" and block.element is wraps[-1]
        parts.append(_body(block, notes, in_item=in_item))
    parts += [f"</{wrap.tag}>" for wrap in reversed(opened)]
    return Html(_CLEANER.clean(unicodedata.normalize("NFC", "".join(parts))))


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
    kept = [f' {name}="{escape(element.get(name))}"' for name in _ATTRIBUTES if element.get(name)]
    return f"<{element.tag}{''.join(kept)}>"


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
    """Return a table's source with its structure and no more; the cleaner is the gate, this only shortens its work."""
    parts: list[str] = []
    stack: list[Element | str] = [table]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            parts.append(item if item.startswith("\0") else escape(" ".join(f".{item}.".split())[1:-1], quote=False))
        elif item.tag == PICTURE:
            parts.append(_drawn(item))
        elif item.tag == NOTE and item.get("index"):
            parts.append(_mark(notes[int(item.get("index"))].mark))
        elif item.tag in _KEPT:
            tag = _KEPT[item.tag] or item.tag
            parts.append(_opening(item).replace(f"<{item.tag}", f"<{tag}", 1))
            stack.extend([] if tag == "br" else [f"\0</{tag}>", *reversed(item.children)])
        else:
            stack.extend(reversed(item.children))
    return "".join(part.removeprefix("\0") for part in parts)

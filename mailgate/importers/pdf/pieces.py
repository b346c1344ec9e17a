"""What the paragraphs of a PDF are: text, headings, items of lists, quotes, tables. Pure.

Of a file whose tags can be trusted, they say it (structure); of all others it is told here, by place and type.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from mailgate.importers.assemble import CAPTION
from mailgate.importers.pdf import lists, markers, run_in
from mailgate.importers.pdf.model import Line, Paragraph
from mailgate.importers.pdf.typography import Typography
from mailgate.importers.tree import HEADINGS

_MAX_HEADING = 240  # letters
_LARGE = 1.07  # of the size of the text: a heading's
_CAPTION = 0.94  # of the size of the text: type that is smaller and slanted is a caption's
_HUNG = 1.0  # points: from the text behind the number of a heading to its next line
_CENTRED = 0.8  # of the size of type: how far the middle of a line may be from that of its column, twice
_LONG = 80  # letters: of sentences, which large type alone makes no heading
_SENTENCES = re.compile(r".+\w{3}[.?!]['”’\"]? +['“‘\"]?[^\W\d_a-z].*[.?!]['”’\"]?")
_SENTENCE = re.compile(r".*[.;,]['”’\"]?")
_COUNTED = re.compile(r"(?:\d{1,3}|[IVXLC]{1,6}|[A-Z])[.)]?\s")
_LETTERED = re.compile(r"\(?(?:[a-z]|[ivx]{2,5})[.)]\s")
Style = tuple[float, bool, bool, bool, bool]  # its size, what it looks like, and whether it stands below others that do


@dataclass(slots=True, eq=False)
class Piece:
    """A part of the report by the tag of HTML that it gets: with lines, or with parts.

    `toc` is a line of contents, `box` what stands in a frame. `label`: what is printed before an item. `leads`: its
    first word is a number that stands apart.
    """

    tag: str
    lines: list[Line] = field(default_factory=list)
    parts: "list[Piece]" = field(default_factory=list)
    label: str = ""
    leads: bool = False

    @property
    def all_lines(self) -> list[Line]:
        """Its lines and those of its parts, in order."""
        return [*self.lines, *(line for part in self.parts for line in part.all_lines)]


def told(paragraphs: Sequence[Paragraph], usual: Typography) -> list[Piece]:
    """Return what paragraphs are, by their looks."""
    paragraphs = list(run_in.part(paragraphs))
    styles = _styles(paragraphs, usual)
    levels = _levels(styles)
    found = dict(zip(paragraphs, styles, strict=True))
    return [
        _list(run)
        if len(run) > 1 or run[0].inner or run[0].paragraph.bullet
        else _piece(run[0].paragraph, levels[style] if (style := found[run[0].paragraph]) else 0)
        for run in lists.runs(paragraphs, usual)
    ]


def name_headings(pieces: Sequence[Piece], usual: Typography) -> None:
    """Let paragraphs that look like headings be some, where tags call nothing a heading but perhaps the title."""
    if sum(piece.tag in HEADINGS for piece in pieces) > 1:
        return
    texts = [piece for piece in pieces if piece.tag == "p" and piece.lines]
    paragraphs = [Paragraph(piece.lines) for piece in texts]
    styles = _styles(paragraphs, usual)
    levels = _levels(styles)
    for piece, style in zip(texts, styles, strict=True):
        if style is not None and not piece.leads:
            piece.tag = f"h{levels[style]}"


def _styles(paragraphs: Sequence[Paragraph], usual: Typography) -> list[Style | None]:
    """Return how each heading looks: `a.`, `b.` stand below those that look like them and have figures or capitals."""
    styles = [_heading(paragraph, usual) for paragraph in paragraphs]
    texts = [paragraph.lines[0].text for paragraph in paragraphs]
    counted = {style for style, text in zip(styles, texts, strict=True) if _COUNTED.match(text)}
    return [
        (*style[:4], True) if style is not None and style in counted and _LETTERED.match(text) else style
        for style, text in zip(styles, texts, strict=True)
    ]


def _levels(styles: Sequence[Style | None]) -> dict[Style, int]:
    """Return the level of each style of headings."""
    order = sorted(
        Counter(style for style in styles if style is not None),
        key=lambda style: (-style[0], not style[2], not style[1], *style[3:]),
    )
    return {style: min(place, 6) for place, style in enumerate(order, 1)}


def _list(items: Sequence[lists.Item]) -> Piece:
    labels = [item.paragraph.lines[0].words[0] for item in items]
    how = markers.kind([word.text for word in labels])
    for word in labels:
        word.labels = True
    parts = []
    for item, word in zip(items, labels, strict=True):
        first, *rest = item.paragraph.lines
        inner = [_list(item.inner)] if item.inner else []
        parts.append(Piece("li", [first.without_first(), *rest], inner, label=word.text if how else ""))
    return Piece("ol" if how else "ul", parts=parts, label=how)


def _piece(paragraph: Paragraph, level: int) -> Piece:
    lines = paragraph.lines
    if lines[0].rows:
        return Piece("table", lines)
    if level:
        return Piece(f"h{level}", lines)
    if paragraph.contents:
        return Piece("toc", lines)
    if paragraph.number:
        return Piece("p", lines, leads=True)
    text = Piece("p", lines)
    return Piece("blockquote", parts=[text]) if paragraph.set_in else text


def _heading(paragraph: Paragraph, usual: Typography) -> Style | None:
    """Return how a heading looks; None for what is none."""
    lines = paragraph.lines
    text = " ".join(line.text for line in lines)
    if paragraph.bullet or paragraph.contents or lines[0].rows or not _may_name(text):
        return None
    size = lines[0].size
    large = size > _LARGE * usual.body
    if not large and (not _stands_out(lines, usual) or _SENTENCE.fullmatch(text)):
        return None
    bold = all(line.is_bold for line in lines)
    words = [word for line in lines for word in line.words if any(c.isalpha() for c in word.text)]
    italic = all(word.italic for word in words) or all(word.underlined for word in words)
    upper = text.isupper() and len(text) > 3 and size > 0.95 * usual.body
    plain = italic and size > _CAPTION * usual.body and len(lines) <= 2 and _is_title(text)
    short = len(lines) <= (6 if large else 3 if bold else 2)
    if short and (large or (bold and size > 0.6 * usual.body) or upper or plain):
        return (round(size * 2) / 2, bold, upper, italic, False)
    return None


def _may_name(text: str) -> bool:
    """Whether a text may be a heading: not too long, nor many sentences, a caption, or a row of numbers."""
    letters = sum(c.isalpha() for c in text)
    is_long = len(text) > _MAX_HEADING or (len(text) > _LONG and _SENTENCES.fullmatch(text))
    return not is_long and letters >= max(1, 0.5 * len("".join(text.split()))) and not CAPTION.fullmatch(text)


def _is_title(text: str) -> bool:
    return len(text) < 120 and (text[0].isupper() or text[0].isdecimal()) and text[-1] not in ".:;,?!”"


def _stands_out(lines: Sequence[Line], usual: Typography) -> bool:
    """Whether lines begin at the margin or behind a number there, or are centred: what is set in is no heading."""
    first, *rest = lines
    margin, right = usual.margin(first), usual.right(first)
    if all(abs(line.x0 + line.x1 - margin - right) < _CENTRED * line.size for line in lines):
        return True
    behind = first.words[1].x0 if len(first.words) > 1 and markers.may_be(first.words[0].text) else margin
    edge = 0.7 * first.size
    return first.x0 - margin < edge and all(line.x0 - margin < edge or abs(line.x0 - behind) < _HUNG for line in rest)

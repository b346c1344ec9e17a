"""Pages of a PDF file that a program turned into HTML line by line: lines become paragraphs, and nothing else stays.

pdftohtml and pdf2htmlEX place every line; of the paper they keep the numbers of the pages, and running headers.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby, pairwise

from mailgate.importers.pdf.hyphens import Vocabulary
from mailgate.importers.pdf.model import Line, Word
from mailgate.importers.symbol_letters import OF_OFFICES
from mailgate.importers.tree import BLOCKS, Element, grow

_PAGE = re.compile(r"page\d{1,5}-div|pf[0-9a-f]{1,5}")  # ids: of pdftohtml, and of pdf2htmlEX
_FEWEST = 3  # pages
_SHARE = 0.5  # of the pages, from which a line that comes again is around their text
_LINES = 2  # at the head of a page, and at its foot
_LONGEST = 150  # characters
_FIGURES = re.compile(r"\d+")
_FULL = 0.75  # of the letters of a long line: one that has fewer ends a paragraph
_LONG = 0.9  # share of the lines that are no longer than a long one
_TOP = re.compile(r"\btop:\s{0,3}(\d{1,5})")  # pdftohtml says it; the classes of pdf2htmlEX do not
_LEFT = re.compile(r"\bleft:\s{0,3}(\d{1,5})")
_OF_TYPE = re.compile(r"(?:ff|fs)[0-9a-f]{1,3}")
_SAME = 0.3  # of the distance of two lines, up to which two pieces stand on one
_BOLD = frozenset({"b", "strong"})
_TYPES = _BOLD | {"i", "em"}
_SPAN = re.compile(r"\d[–-]$")
_OPEN_END = re.compile(r"\w[/—]$")  # no space is meant behind these
_ENDS = (".", "?", "!", ":", ";", "”", '"')
_APART = 1.3  # of the distance of two lines, from which another paragraph begins
_BEGINS = re.compile(  # an item, a paragraph's number or letter, or the number alone
    rf"[-*•–·▪]\s|[{OF_OFFICES}]|"
    r"[\[(]?(?:\d{1,4}(?:\.\d{1,4})*|[A-Za-z]\d{0,3}|[ivxl]{1,6})[.)\]](?:\s|$)"
    r"|[A-Z]?\d{1,4}(?:\.\d{1,4})+(?:\s|$)|\d{1,4}$"
)


def part(body: Element) -> list[str]:
    """Take off what is printed around the pages, and return it; join the lines of each paragraph of a page."""
    _part_flow(body)
    pages = [each for each in body.walk() if _PAGE.fullmatch(each.get("id"))]
    for each in pages:
        _part_bold(each)
    around = _taken(pages) if len(pages) >= _FEWEST else []
    lines = [_whole(list(_lines(page))) for page in pages]
    rows = (_text(row) for page in lines for line in page for row in _rows(line))
    words = Vocabulary(Line([Word(row, 0, 0, 0, 0)], 0) for row in rows)
    for page in lines:
        _join(page, words)
    return around


def _part_flow(body: Element) -> None:
    """Make the pages of a body that is all lines, with a break behind each, elements, and so the lines.

    So pdftohtml writes a file that is not to keep its look: each page begins with its number as an anchor.
    """
    inside = [part for child in body.children if not isinstance(child, str) or child.strip() for part in _lined(child)]
    anchors = [
        each for each in inside if isinstance(each, Element) and each.tag == "a" and each.get("name").isdecimal()
    ]
    lines = sum(isinstance(each, Element) and each.tag == "br" for each in inside)
    counts = [each.get("name") for each in anchors] == [str(number + 1) for number in range(len(anchors))]
    if len(anchors) < _FEWEST or not counts or lines < _FEWEST * len(anchors):
        return
    pages: list[Element] = []
    line = body
    ends = next((at for at, each in enumerate(inside) if _begins_bookmarks(each)), len(inside))
    for child in inside[:ends]:
        tag = child.tag if isinstance(child, Element) else ""
        if child in anchors:
            pages.append(Element("div", {"id": f"page{len(pages) + 1}-div"}))
        if (child in anchors or tag == "br") and pages:
            line = Element("p", {})
            pages[-1].children.append(line)
        elif pages and isinstance(child, Element) and (tag in BLOCKS or child.has_block):
            pages[-1].children += [] if tag == "hr" else [child]
        elif pages:
            line.children.append(child)
    body.children = []
    grow([*pages, *inside[ends:]], body)


def _begins_bookmarks(child: Element | str) -> bool:
    """Whether the list of links into the file begins that pdftohtml writes behind the last page."""
    return isinstance(child, Element) and child.tag == "a" and child.get("name") == "outline"


def _lined(child: Element | str) -> Iterator[Element | str]:
    """Yield bold or italic type line by line, with the breaks between: pdftohtml writes `<b>Costs<br/></b>`."""
    if isinstance(child, str) or child.tag not in _TYPES:
        yield child
        return
    for is_break, part in groupby(child.children, key=lambda each: isinstance(each, Element) and each.tag == "br"):
        line = Element(child.tag, dict(child.attributes), child.parent, child.order)
        line.children = list(part)
        yield from line.children if is_break else [line]


def _part_bold(page: Element) -> None:
    """Make a bold row, as headings are, a line of its own, where it shares an element with the text below it."""
    parted: dict[Element, list[Element | str]] = {}
    for line in list(_lines(page)):
        line.children = [part for child in line.children for part in _lined(child)]
        _adopt(line)
        rows = _rows(line)
        bold = [len(row) == 1 and getattr(row[0], "tag", "") in _BOLD for row in rows]
        if any(bold) and not all(bold):
            pieces = groupby(zip(bold, rows, strict=True), key=lambda each: each[0])
            parted[line] = [_with_rows(line, [row for _, row in piece]) for _, piece in pieces]
    for holder in dict.fromkeys(line.parent for line in parted if line.parent is not None):
        holder.children = [
            part
            for child in holder.children
            for part in (parted.get(child, [child]) if not isinstance(child, str) else [child])
        ]


def _with_rows(line: Element, rows: Iterable[Sequence[Element | str]]) -> Element:
    own = Element(line.tag, dict(line.attributes), line.parent, line.order)
    own.children = [*chain.from_iterable((Element("br", {}), *row) for row in rows)][1:]
    _adopt(own)
    return own


def _taken(pages: Sequence[Element]) -> list[str]:
    around: list[str] = []
    for is_foot in (False, True):
        for _ in range(_LINES):
            for line in _repeated([_edge(page, is_foot=is_foot) for page in pages]):
                around.append(_said(line))
                line.detach()
    return around


def _edge(page: Element, *, is_foot: bool) -> Element | None:
    """Return the first line of a page, or the last."""
    lines = list(_lines(page))
    return lines[-1 if is_foot else 0] if lines else None


def _lines(page: Element) -> Iterator[Element]:
    return (each for each in page.walk() if each.tag in BLOCKS and not each.has_block and each.text().strip())


def _said(line: Element) -> str:
    return _text(line.children)


def _repeated(edges: Sequence[Element | None]) -> list[Element]:
    """Return the lines that come on page after page, but for the number of the page."""
    texts = ["" if line is None else _said(line)[:_LONGEST] for line in edges]
    kinds = [_kind(text, place) for place, text in enumerate(texts)]
    counts = Counter(kind for each in kinds for kind in each)
    known = {kind for kind, count in counts.items() if count >= max(_FEWEST, _SHARE * len(edges))}
    return [line for line, each in zip(edges, kinds, strict=True) if line is not None and not known.isdisjoint(each)]


def _kind(text: str, place: int) -> Iterable[str]:
    """Return what a line is alike in: its words, if it has some, with each figure as it counts on from page to page."""
    if not text:
        return ()
    figures = {int(each) - place for each in _FIGURES.findall(text)}
    words = _FIGURES.sub("#", text)
    return (text, *(f"{words} {figure}" for figure in figures))


def _whole(page: Sequence[Element]) -> list[Element]:
    """Return the lines of a page, with the pieces of a line, which each change of its type parts, put together."""
    step = _step(page)
    whole: list[Element] = []
    for piece in page:
        if step and whole and _is_beside(whole[-1], piece, step):
            whole[-1].children += piece.children
            _adopt(whole[-1])
            piece.detach()
        else:
            whole.append(piece)
    return whole


def _is_beside(line: Element, piece: Element, step: int) -> bool:
    """Whether a piece goes on in the last row of a line, behind a space or a sign; cells of a table have neither."""
    bottom = _top(line) + (len(_rows(line)) - 1) * step
    if not _top(line) or abs(_top(piece) - bottom) > _SAME * step or _left(piece) <= _left(line):
        return False
    said = _said(line)
    is_number = (
        any(map(str.isalnum, said)) and _BEGINS.fullmatch(said) is not None
    )  # what stands at a tab behind it has its own place
    return not (is_number or (line.text()[-1:].isalnum() and piece.text()[:1].isalnum()))


def _step(page: Sequence[Element]) -> int:
    """Return the usual distance of two lines of a page, or 0 where the file does not say it."""
    steps = [after - before for before, after in pairwise(map(_top, page)) if after > before]
    return Counter(steps).most_common(1)[0][0] if steps else 0


def _join(page: Sequence[Element], words: Vocabulary) -> None:
    """Join each line of a page to the one above it that it goes on from."""
    rows = [_rows(line) for line in page]
    lengths = sorted(len(_text(row)) for each in rows for row in each)
    full = _FULL * lengths[int(_LONG * (len(lengths) - 1))] if lengths else 0
    apart = _APART * _step(page)
    at = 0  # the line that is joined to
    for place, line in enumerate(page):
        above = rows[place - 1] if place else []
        is_apart = bool(apart) and len(above) == 1 and _top(line) - _top(page[place - 1]) > apart
        ends = not above or (len(last := _text(above[-1])) < full and not last.endswith("-"))
        changes = bool(place) and _type(line) != _type(page[place - 1]) and _text(above[-1]).endswith(_ENDS)
        is_new = ends or changes or _BEGINS.match(_said(line)) is not None
        if is_new or is_apart or any(map(_is_bold, (page[place - 1], line))):
            at, line.children = place, []
        for row in rows[place]:
            _put_behind(page[at], row, words)
        if at != place:
            line.detach()
    for line in page:  # its place would set each apart from all others
        if named := _type(line):
            line.attributes["class"] = " ".join(named)


def _type(line: Element) -> tuple[str, ...]:
    """Return the classes of pdf2htmlEX that say which type a line is in, and how large."""
    return tuple(name for name in line.get("class").split() if _OF_TYPE.fullmatch(name))


def _rows(line: Element) -> list[list[Element | str]]:
    """Return what a line holds; pdftohtml puts several, with breaks between them, into one element."""
    rows: list[list[Element | str]] = [[]]
    for child in line.children:
        if isinstance(child, Element) and child.tag == "br":
            rows.append([])
        else:
            rows[-1].append(child)
    return [row for row in rows if _text(row)]


def _text(row: Iterable[Element | str]) -> str:
    return " ".join("".join(child if isinstance(child, str) else child.text() for child in row).split())


def _top(line: Element) -> int:
    found = _TOP.search(line.get("style"))
    return int(found[1]) if found else 0


def _left(line: Element) -> int:
    found = _LEFT.search(line.get("style"))
    return int(found[1]) if found else 0


def _is_bold(line: Element) -> bool:
    """Whether a line is bold as a whole, as headings are."""
    return len(line.children) == 1 and getattr(line.children[0], "tag", "") in _BOLD


def _put_behind(line: Element, row: Sequence[Element | str], words: Vocabulary) -> None:
    first, *rest = row
    last = line.children[-1] if line.children else ""
    if isinstance(last, Element) and isinstance(first, Element) and last.tag == first.tag in _TYPES:
        _put_behind(last, first.children, words)
    elif isinstance(last, str) and isinstance(first, str) and last.rstrip().endswith("-"):
        line.children[-1] = words.join(last.rstrip(), first.lstrip())
    elif isinstance(last, str) and isinstance(first, str) and (_OPEN_END.search(last) or _is_span(last, first)):
        line.children.append(first)
    elif line.children and _text(row).startswith(tuple(OF_OFFICES)):
        line.children += [Element("br", {}), Element("br", {}), first]
    elif line.children and _BEGINS.match(_text(row)) and _text(line.children).endswith(_ENDS):
        line.children += [Element("br", {}), first]  # a paragraph may begin here
    else:
        line.children += [" ", first] if line.children else [first]
    line.children += rest
    _adopt(line)


def _is_span(last: str, first: str) -> bool:
    """Whether a line ends within a span of numbers: from 4.12– to 4.15."""
    return bool(_SPAN.search(last)) and first[:1].isdigit()


def _adopt(line: Element) -> None:
    for child in line.children:
        if isinstance(child, Element):
            child.parent = line

"""Pages of a PDF file that a program turned into HTML line by line: what is printed around their text comes off.

pdftohtml and pdf2htmlEX place every line; of the paper they keep the numbers of the pages, and running headers.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from mailgate.importers.tree import BLOCKS, Element

_PAGE = re.compile(r"page\d{1,5}-div|pf[0-9a-f]{1,5}")  # ids: of pdftohtml, and of pdf2htmlEX
_FEWEST = 3  # pages
_SHARE = 0.5  # of the pages, from which a line that comes again is around their text
_LINES = 2  # at the head of a page, and at its foot
_LONGEST = 150  # characters
_FIGURES = re.compile(r"\d+")


def take_around(body: Element) -> list[str]:
    """Take off what is printed around the pages, and return it; nothing where the lines are in no pages."""
    pages = [each for each in body.walk() if _PAGE.fullmatch(each.get("id"))]
    around: list[str] = []
    for is_foot in (False, True):
        for _ in range(_LINES if len(pages) >= _FEWEST else 0):
            edges = [_edge(page, is_foot=is_foot) for page in pages]
            for line in _repeated(edges):
                around.append(" ".join(line.text().split()))
                line.detach()
    return around


def _edge(page: Element, *, is_foot: bool) -> Element | None:
    """Return the first line of a page, or the last."""
    lines = _lines(page)
    return next(lines, None) if not is_foot else next(iter(list(lines)[-1:]), None)


def _lines(page: Element) -> Iterator[Element]:
    return (each for each in page.walk() if each.tag in BLOCKS and not each.has_block and each.text().strip())


def _repeated(edges: Sequence[Element | None]) -> list[Element]:
    """Return the lines that come on page after page, but for the number of the page."""
    texts = ["" if line is None else " ".join(line.text(_LONGEST).split())[:_LONGEST] for line in edges]
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

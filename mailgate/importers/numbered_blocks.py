"""Which blocks of a report's pages begin a paragraph with a number: the numbers of all pages are judged as one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from mailgate.importers import (
    contents,
    heading_ranks,
    lines_between,
    listed_works,
    numbering,
    numbers_read,
    section_labels,
)
from mailgate.importers.blocks import Block, Form
from mailgate.importers.folder import Place
from mailgate.importers.numbers_read import Candidate, Line
from mailgate.importers.readers_words import readers_comments
from mailgate.importers.tree import Leaf


@dataclass(slots=True)
class Page:
    """A page of a report, laid out in blocks."""

    leaf: Leaf
    place: Place
    blocks: list[Block]


def judge(pages: Sequence[Page]) -> list[dict[int, Candidate]]:
    """Return, page by page, which blocks begin with a number of a paragraph, and that.

    Lines of a site's page that stand between such paragraphs become headings.
    """
    numbers = _numbers(pages)
    sites = [(page.blocks, found) for page, found in zip(pages, numbers, strict=True) if page.leaf.is_site]
    labels = [section_labels.settle(blocks, found) for blocks, found in sites]
    if sum(lines_between.settle(blocks, found) for blocks, found in sites) or any(labels):
        numbers = _numbers(pages)  # they begin again below a heading
    for page in pages:
        if not page.leaf.says_headings:
            heading_ranks.settle(page.blocks)
    return numbers


def are_scattered(pages: Sequence[Page], numbers: Sequence[dict[int, Candidate]]) -> bool:
    """Whether they are those of recommendations and the like in a text that has none (numbers_read.are_scattered)."""
    found = [(page, place, number) for page, own in zip(pages, numbers, strict=True) for place, number in own.items()]
    return numbers_read.are_scattered(
        [number for _, _, number in found],
        sum(numbers_read.letters_of(place, number, page.blocks) for page, place, number in found),
        sum(len(block.text) for page in pages for block in page.blocks if block.form is Form.TEXT),
    )


def _numbers(pages: Sequence[Page]) -> list[dict[int, Candidate]]:
    judged = numbering.judge([*chain.from_iterable(map(_lines, pages))])
    found: list[dict[int, Candidate]] = []
    start = 0
    for page in pages:
        end = start + len(page.blocks)
        found.append({place - start: judged[place] for place in range(start, end) if place in judged})
        start = end
    return found


def _lines(page: Page) -> Iterator[Line]:
    """Yield what each block of a page has to be read for numbers."""
    skipped = contents.lines(page.blocks, is_site=page.leaf.is_site) | listed_works.lines(page.blocks)
    if page.leaf.is_site:
        skipped |= {*range(readers_comments(page.blocks), len(page.blocks))}
    fresh = not page.leaf.goes_on
    for place, block in enumerate(page.blocks):
        heading = block.form is Form.HEADING
        blank = place in skipped or block.form is Form.TABLE or block.heads
        fresh = fresh or (heading and (blank or not numbers_read.is_number(block.text)))
        yield Line(
            text="" if blank else block.text,
            lead="" if blank else block.lead,
            label="" if blank else _label(block),
            part="" if blank else block.part,
            ordinal=None if blank or len(block.wraps) > 2 else block.ordinal,
            is_boundary=fresh,
            is_quoted=block.is_quoted or blank,
            is_heading=heading,
        )
        fresh = heading and fresh


def _label(block: Block) -> str:
    """Return the number that the format prints before a block; plain ones of lists in numbered ones are no paragraphs'.

    A paragraph of a lower level stands among the bullets of the one before, where those are a list of their own.
    """
    is_below_number = any(wrap.tag == "ol" for wrap in block.wraps[:-2])
    return block.label if "." in block.label.rstrip(".") or not is_below_number else ""

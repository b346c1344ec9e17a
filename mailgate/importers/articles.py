"""Laws: `Article 5` alone in a line is the heading of the numbered paragraphs below it, and has its title behind it."""

import re
from collections.abc import Sequence

from mailgate.importers.blocks import Block, Form
from mailgate.importers.runs import Run, plain

_WORDED = re.compile(r"(?:article|artikel|articolo|artículo|artigo|rule|regulation|clause)\s+\d{1,4}[.:]?", re.I)
_FIRST = re.compile(r"[\[(]?1[.)\]]*(?:\s|$)")
_SHARE = 0.3  # of such lines, from which all are headings
_MAX_TITLE = 160  # letters
_LEVEL = 7
_FEW = 2


def settle(blocks: list[Block]) -> list[Block]:
    """Return the blocks of a page with such lines as headings, where numbered paragraphs follow some of them."""
    places = [place for place, block in enumerate(blocks) if _is_article(block)]
    heads = sum(_heads_numbers(blocks, place) for place in places)
    if heads < _FEW or heads < _SHARE * len(places):
        return blocks
    settled: list[Block] = []
    chosen = set(places)
    for place, block in enumerate(blocks):
        if place in chosen:
            block.level = block.level or _LEVEL
            block.form, block.heads, block.lead = Form.HEADING, True, ""
        elif place - 1 in chosen and _is_title(blocks, place):
            settled[-1].runs += [Run(" "), *block.runs]
            settled[-1].text = plain(settled[-1].runs)
            continue
        settled.append(block)
    return settled


def _is_article(block: Block) -> bool:
    return block.form is not Form.TABLE and bool(_WORDED.fullmatch(block.text))


def _heads_numbers(blocks: Sequence[Block], place: int) -> bool:
    after = blocks[place + 1 : place + 3]
    if len(after) > 1 and not _begins(after[0]) and not _is_title(blocks, place + 1):
        return False
    return any(_begins(block) for block in after)


def _begins(block: Block) -> bool:
    return block.ordinal == 1 or bool(_FIRST.match(block.lead or block.label or block.text))


def _is_title(blocks: Sequence[Block], place: int) -> bool:
    block = blocks[place]
    said = block.form is Form.TABLE or bool(block.wraps) or len(block.text) > _MAX_TITLE or _is_article(block)
    return not said and not _begins(block) and not block.text.endswith((".", ":", ";", ","))

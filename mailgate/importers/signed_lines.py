"""Lines below the last sentence of a document: names, dates, signs of files. They are none of its last paragraph."""

import re
from collections.abc import Collection, Iterable, Sequence

from mailgate.importers.blocks import Block, Form

_LABEL = 100  # letters of a line that is no sentence
_SHORT = 240  # letters of one that is: it says when a document was signed
_STOPS = tuple(".?!…。！？؟।”’\"')")
_ENDS = tuple(".?!…。！？؟।:;,：；，”’\"'")
_SIGNED = re.compile(
    r"(?:dated|done (?:at|in|this)|signed|delivered|given (?:at|under|this)|fait|geschehen|hecho|fatto|gedaan|feito|"
    r"utfärdat)\b(?:\s+this\b|.*\b(?:english|français|french)\b|.*\b[12]\d{3}\W*$)|.*_{4}",
    re.I | re.S,
)
_SIGNATURE = re.compile(r"(?:[\w-]*[-_])?signat(?:ory|ories|ures?)", re.I)  # a class
_RIGHT = re.compile(r"text-align\s*:\s*(?:right|end)\b", re.I)


def begin(blocks: Sequence[Block], numbers: Iterable[int]) -> int:
    """Return where such lines begin, or the end. `numbers`: the blocks that begin with a number.

    Where lines of their kind stand below others, they are part of those, unless one says that it is a signature.
    """
    numbered = {*numbers}
    signed = [place not in numbered and _is_signed(block) for place, block in enumerate(blocks)]
    labels = [signed[place] or (place not in numbered and _is_label(block)) for place, block in enumerate(blocks)]
    first = min(numbered, default=len(blocks))
    start = _first_signed(blocks, numbered)
    while start and labels[start - 1]:
        start -= 1
    if start <= first or start == len(blocks) or blocks[start].soft or not blocks[start - 1].text.endswith(_STOPS):
        return len(blocks)
    looks = [(block.element.tag, block.element.get("class")) for block in blocks]
    others = {look for look, label in zip(looks[first:start], labels[first:start], strict=True) if label}
    is_sure = others.isdisjoint(looks[start:]) or any(signed[start:])
    return start if is_sure else len(blocks)


def _first_signed(blocks: Sequence[Block], numbered: Collection[int]) -> int:
    """Return where the first line stands that says so, with no more than short ones below it, or the end."""
    found = place = len(blocks)
    over_table = False  # what is set right over one may be its caption
    while place and place - 1 not in numbered and len(blocks[place - 1].text) <= _SHORT:
        place -= 1
        if blocks[place].form is Form.HEADING:
            break
        over_table = over_table or blocks[place].form is Form.TABLE
        found = place if _is_signed(blocks[place], by_place=not over_table) else found
    return found


def _is_label(block: Block) -> bool:
    alone = block.form is Form.TEXT and block.own and not block.wraps
    return alone and 0 < len(block.text) <= _LABEL and not block.text.endswith(_ENDS) and not block.text[0].islower()


def _is_signed(block: Block, *, by_place: bool = True) -> bool:
    """Whether a line says when a document was signed or that it is a signature, has room for one, or is set right."""
    if block.form is not Form.TEXT or block.wraps or len(block.text) > _SHORT:
        return False
    is_named = any(map(_SIGNATURE.fullmatch, block.element.get("class").split()))
    is_right = block.element.get("align").lower() == "right" or bool(_RIGHT.search(block.element.get("style")))
    return is_named or bool(_SIGNED.match(block.text)) or (by_place and is_right and len(block.text) <= _LABEL)

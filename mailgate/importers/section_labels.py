"""Letters and Roman numbers alone over numbered paragraphs, as courts part their reasons: `A.`, below it `II.`.

They are headings where they count on: A, B, C, or I, II, III from the beginning again in each.
"""

import re
from collections.abc import Collection, Iterator, Sequence

from mailgate.importers.blocks import Block, Form

_LABEL = re.compile(r"(?P<sign>[A-Z]|[IVX]{1,6})[.)]?")
_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII")
_LEVEL = 7  # of headings that no rank tells
_FEW = 3
_STOPS = tuple(".?!…:;”’»\"')")


def settle(blocks: Sequence[Block], numbered: Collection[int]) -> bool:
    """Make such labels headings; return whether there are any."""
    if not numbered:
        return False
    places = _over_numbers(blocks, numbered)
    read = [*_counted([_sign(blocks[place]) for place in places])]
    if len(read) < _FEW or len(read) < len(places):
        return False
    outer = read[0]
    for place, family in zip(places, read, strict=True):
        blocks[place].form, blocks[place].level = Form.HEADING, _LEVEL + (family != outer)
    return True


def _over_numbers(blocks: Sequence[Block], numbered: Collection[int]) -> list[int]:
    """Return the places of labels that stand over a numbered paragraph, a heading or another, and below a sentence."""
    found: set[int] = set()
    first = min(numbered)
    for place in reversed(range(len(blocks) - 1)):
        below = place + 1
        leads = below in numbered or below in found or blocks[below].form is Form.HEADING
        if leads and place not in numbered and _sign(blocks[place]):
            found.add(place)
    return sorted(place for place in found if place < first or place - 1 in found or _ends(blocks[place - 1]))


def _ends(block: Block) -> bool:
    return block.form is not Form.TEXT or bool(block.wraps) or block.text.endswith(_STOPS)


def _sign(block: Block) -> str:
    may_be = block.form is Form.TEXT and block.own and not block.wraps and not block.soft
    match = _LABEL.fullmatch(block.text) if may_be else None
    return match["sign"] if match else ""


def _counted(signs: Sequence[str]) -> Iterator[str]:
    """Yield of each label that is the first of its kind, or the next of the one before, what it is; `I` may be both."""
    last = {"letter": 0, "roman": 0}
    for sign in signs:
        letter = ord(sign) - ord("A") + 1 if len(sign) == 1 else 0
        roman = _ROMANS.index(sign) + 1 if sign in _ROMANS else 0
        if letter > 1 and letter == last["letter"] + 1:
            family, value = "letter", letter
        elif roman and roman in {1, last["roman"] + 1}:
            family, value = "roman", roman
        elif letter == 1:
            family, value = "letter", letter
        else:
            continue
        last[family] = value
        yield family

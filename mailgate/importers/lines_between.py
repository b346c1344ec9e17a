"""Lines between numbered paragraphs that are headings, though neither a tag nor their type alone tells it."""

import re
from collections import Counter
from collections.abc import Collection, Sequence

from mailgate.importers import numbers_read, page_words, prose
from mailgate.importers.assemble import CAPTION, ORIGIN
from mailgate.importers.blocks import Block, Form
from mailgate.importers.list_levels import counts

_MAX_LINE = 100  # letters of a heading that only its place tells
_FEW = 2
_LEVEL = 7
_MOST = 0.6  # of the lines of one look that stand over a number
_Look = tuple[str, str, str]  # a tag, its class, its style
_APART: _Look = ("", "", "italic")  # of whatever tag and class
_LETTERED = re.compile(r"(?:[A-Z]|[IVX]{1,5})[.)]\s+\S")
_ENDS = tuple(".!:;…。！？؟।,")  # a heading may ask
_ENDS_OF_BOLD = tuple(end for end in _ENDS if end != ":")
_STOPS = tuple(".?!…。！？؟।")
_UNDERLINE = re.compile(r"text-decoration(?:-line)?\s*:[^;]*\bunderline", re.I)
_WIDE = 400  # letters of an element that holds more than a line
_CLOSING = ' \u00a0”’)"»“'


def settle(blocks: Sequence[Block], numbered: Collection[int]) -> bool:
    """Make lines that stand alone between a sentence and a numbered paragraph headings; return whether there are any.

    Their look may be in a style sheet that is not there. So the paragraphs of their class must be such lines, and most
    stand so, or the line is bold with a colon behind it, is italic or underlined, is all capitals, or begins with a
    letter, as `A. The facts` does. Several lines that end with a colon over a number introduce nothing else.
    """
    lines = [_is_line(block) for block in blocks]
    over = _over_numbers(blocks, lines, numbered)
    colons = _with_colons(blocks, numbered)
    if not any(lines) and not colons:
        return False
    first = min(numbered, default=len(blocks))
    such = _such_looks(blocks, lines, over) | _such_type(blocks, lines, over, first)
    lines = _without_notes(blocks, lines, over)
    for place in colons:
        blocks[place].form, blocks[place].level = Form.HEADING, _LEVEL
    made = [place for place in range(first + 1, len(blocks)) if _part(blocks, place, over, such, lines)]
    seen = {_look(blocks[place]) for place in made} & such
    apart = any(_is_set_apart(blocks[place]) for place in made)
    for place in range(first):
        looks_so = _look(blocks[place]) in seen or (apart and over[place] and _is_set_apart(blocks[place]))
        if lines[place] and looks_so:
            blocks[place].form, blocks[place].level = Form.HEADING, _LEVEL
    return bool(made or colons)


def _such_looks(blocks: Sequence[Block], lines: Sequence[bool], over: Sequence[bool]) -> set[_Look]:
    """Return the classes of which all paragraphs are lines over a text, and most over a number or with a letter."""
    looks: dict[_Look, list[tuple[bool, bool]]] = {}
    for place, block in enumerate(blocks):
        is_one = block.form is Form.HEADING  # told by its type, it speaks for those of its class
        leads = over[place] or _leads(blocks, place, lines)
        counts_so = over[place] or (leads and bool(_LETTERED.match(block.text)))
        looks.setdefault(_look(block), []).append((leads or is_one, counts_so or is_one))
    return {look for look, stands in looks.items() if any(look[1:]) and _are_such(stands)}


def _such_type(blocks: Sequence[Block], lines: Sequence[bool], over: Sequence[bool], first: int) -> set[_Look]:
    """Return the look of italic lines, where several are over numbers and the others over other text."""
    apart = [place for place in range(first, len(blocks)) if lines[place] and _is_set_apart(blocks[place])]
    stands = [(over[place] or _leads(blocks, place, lines), over[place]) for place in apart]
    return {_APART} if len(apart) > _FEW and _are_such(stands) else set()


def _without_notes(blocks: Sequence[Block], lines: Sequence[bool], over: Sequence[bool]) -> list[bool]:
    """Take out the lines below a table or an item whose look no line has that stands over a number below a sentence.

    `Figures in millions` says something of the table. Of lines without a class two must stand so.
    """
    below = [bool(place) and _is_below_other(blocks[place - 1], block) for place, block in enumerate(blocks)]
    stand: Counter[_Look] = Counter()
    for place in range(1, len(blocks)):
        block, above = blocks[place], blocks[place - 1]
        is_one = block.form is Form.HEADING or (lines[place] and over[place])
        if is_one and not below[place] and (above.form is Form.HEADING or _ends_sentence(above.text)):
            stand[_kind(block)] += 1
    kinds = {kind for kind, count in stand.items() if count >= _FEW or any(kind[1:])}
    return [
        is_line and not (is_below and _kind(block) not in kinds)
        for block, is_line, is_below in zip(blocks, lines, below, strict=True)
    ]


def _kind(block: Block) -> _Look:
    """Return the class and the style of a line, or else what type it is set in."""
    look = _look(block)
    if any(look[1:]):
        return look
    apart = "underlined" if _is_underlined(block) else "bold" if block.is_bold else "italic"
    return (apart if _is_set_apart(block) else "", "", "")


def _leads(blocks: Sequence[Block], place: int, lines: Sequence[bool]) -> bool:
    """Whether a line stands over a sentence."""
    if not lines[place] or place + 1 == len(blocks):
        return False
    below = blocks[place + 1]
    short = below.form is Form.TEXT and len(below.text) >= prose.SHORT_SENTENCE and below.text.endswith(_STOPS)
    return prose.is_prose(below) or (short and not below.link_share)


def _begins_with_first(block: Block) -> bool:
    """Whether a paragraph begins with 1 or 2.1: it may be a chapter's first, though no heading has parted them yet."""
    line = numbers_read.Line(text=block.text, lead=block.lead, label=block.label, ordinal=block.ordinal)
    return any(each.family != "roman" and each.parts[-1] == 1 for each in numbers_read.candidates(line))


def _over_numbers(blocks: Sequence[Block], lines: Sequence[bool], numbered: Collection[int]) -> list[bool]:
    """Return which lines stand over a numbered paragraph or a heading, or over another such line."""
    over = [False] * len(blocks)
    for place in reversed(range(len(blocks) - 1)):
        if place not in numbered and lines[place]:
            after = place + 1
            leads = after in numbered or blocks[after].form is Form.HEADING or over[after]
            over[place] = leads or _begins_with_first(blocks[after])
    return over


def _with_colons(blocks: Sequence[Block], numbered: Collection[int]) -> list[int]:
    """Return several short lines with a colon, each between a sentence and a number that goes on, as courts have them.

    A list that such a line introduces begins at 1.
    """
    found: list[int] = []
    for place in range(min(numbered, default=len(blocks)) + 1, len(blocks) - 1):
        block = blocks[place]
        may_be = block.form is Form.TEXT and block.own and not block.wraps and not block.soft
        short = len(block.text) <= _MAX_LINE and block.text.endswith((":", "：")) and not block.text[:1].islower()
        if may_be and short and place + 1 in numbered and place not in numbered:
            goes_on = not _begins_with_first(blocks[place + 1]) and _ends_sentence(blocks[place - 1].text)
            found += [place] if goes_on else []
    return found if len(found) >= _FEW else []


def _are_such(stands: Sequence[tuple[bool, bool]]) -> bool:
    """Whether paragraphs of one look are all lines over a text, and most of them over a number."""
    most = sum(is_over for _, is_over in stands) >= _MOST * len(stands)
    return len(stands) >= _FEW and most and all(leads for leads, _ in stands)


def _part(
    blocks: Sequence[Block], place: int, over: Sequence[bool], such: Collection[_Look], lines: Sequence[bool]
) -> bool:
    """Make a line behind the first number a heading, if it parts what is above it from what is below."""
    block, above = blocks[place], blocks[place - 1]
    if not lines[place]:
        return False
    is_apart = _is_set_apart(block)
    is_such = _look(block) in such or (is_apart and _APART in such)
    goes_on = above.text.endswith(";") and over[place] and (is_apart or is_such)  # resolutions have no other stop
    if above.form is not Form.HEADING and not goes_on and not _ends_text(above, block):
        return False
    looks_so = over[place] and (is_apart or _is_labelled(block.text))
    if looks_so or is_such or _opens_section(blocks, place):
        block.form, block.level = Form.HEADING, _LEVEL
    return block.form is Form.HEADING


def _opens_section(blocks: Sequence[Block], place: int) -> bool:
    """Whether a line is `THE FACTS` over prose or over `A. The gates`, or such a letter's line over prose below it.

    Courts begin a part with a few words that have no number.
    """
    text, below = blocks[place].text, blocks[place + 1] if place + 1 < len(blocks) else None
    if below is None or not _is_labelled(text):
        return False
    over_prose = prose.is_prose(below)
    if text.isupper():
        return over_prose or bool(_LETTERED.match(below.text))
    return over_prose and blocks[place - 1].form is Form.HEADING


def _is_line(block: Block) -> bool:
    if block.form is not Form.TEXT or not block.own or block.soft or len(block.text) > _MAX_LINE or block.link_share:
        return False
    is_apart = _is_set_apart(block)
    if block.wraps and not _is_between_items(block, is_apart=is_apart):
        return False
    ends = block.text.endswith(_ENDS_OF_BOLD if is_apart else _ENDS) or page_words.ADVERT.fullmatch(block.text)
    says_what_is_near = CAPTION.fullmatch(block.text) or ORIGIN.fullmatch(block.text)
    return not (ends or block.text[:1].islower() or says_what_is_near) and block.text[:1].isalnum()


def _is_between_items(block: Block, *, is_apart: bool) -> bool:
    """Whether a paragraph stands in a counting list and in no item; of old pages in the one before, without an end."""
    inmost = block.wraps[-1]
    if inmost.tag != "li":
        return inmost.tag == "ol"
    around = block.wraps[-2:-1]
    return is_apart and bool(around) and counts(around[0]) and block.element is not inmost


def _look(block: Block) -> _Look:
    return block.element.tag, block.element.get("class"), block.element.get("style")


def _ends_text(above: Block, block: Block) -> bool:
    """Whether a sentence ends above a block, or a table or a list that it is not in: its items may have no stop."""
    return _is_below_other(above, block) or _ends_sentence(above.text)


def _is_below_other(above: Block, block: Block) -> bool:
    """Whether a table ends above a block, or an item that has no stop."""
    return above.form is Form.TABLE or (_is_item_above(above, block) and not _ends_sentence(above.text))


def _is_item_above(above: Block, block: Block) -> bool:
    inside = any(wrap.tag == "li" for wrap in above.wraps) and len(above.wraps) > len(block.wraps)
    return inside and not above.text.endswith((";", ",", ":"))


def _ends_sentence(text: str) -> bool:
    return text.rstrip(_CLOSING).endswith(_STOPS) or text.endswith(("”", "»"))


def _is_set_apart(block: Block) -> bool:
    """Whether all words are bold, or all are italic, or underlined."""
    words = [run for run in block.runs if any(map(str.isalnum, run.text))]
    return block.is_bold or (bool(words) and all("em" in run.styles for run in words)) or _is_underlined(block)


def _is_underlined(block: Block) -> bool:
    said = "".join(block.text.split())
    if not 0 < len(block.text) <= _MAX_LINE or len(block.element.text(_WIDE)) >= _WIDE:
        return False
    lines = (each for each in block.element.walk() if each.tag == "u" or _UNDERLINE.search(each.get("style")))
    return any("".join(each.text().split()) == said for each in lines)


def _is_labelled(text: str) -> bool:
    return bool(_LETTERED.match(text)) or (text.isupper() and " " in text)

"""Which paragraphs of a page are headings in all but their tag: by their type, their class, and what they say."""

import re
from collections.abc import Collection, Sequence
from itertools import islice

from mailgate.importers import numbers_read, page_words, prose
from mailgate.importers.assemble import CAPTION
from mailgate.importers.blocks import Block, Form
from mailgate.importers.list_levels import counts

_MAX_BOLD_HEADING = 160
_MAX_LINE = 100  # letters of a heading that only its place tells
_FEW = 2
_LEVEL = 7
_Look = tuple[str, str, str]  # a tag, its class, its style
_PROSE, _MOST = 3, 0.6  # headings of a rank that are sentences, and their share
LABELLED = re.compile(r"(?:part|volume|book|chapter|annex|appendix|teil|kapitel|partie|chapitre)\s+\S+", re.IGNORECASE)
_HEAD_CLASS = re.compile(
    r"(?!.*(?:table|fig|box|cell|toc|page|foot|note|run|list|cover|half|after|below|under|no[-_]|has[-_]|with|job))"
    r"(?-i:(?:[\w-]{0,30}(?:[-_\d]|[a-z](?=[HTÜ])))?)(?:sub|cross|side)?"
    r"(?:head(?:ing|line)?|title|überschrift|titre)(?:[-_]?[a-d\d]{1,2})?",
    re.I,
)
_ALONE = re.compile(
    r"(?:part|volume|book|chapter|title|annex|appendix|schedule|teil|kapitel|abschnitt|anhang|partie|chapitre|titre|annexe)"
    r"\s+(?:[IVXLC]{1,7}|\d{1,3}|[A-Z]|one|two|three|four|five|six|seven|eight|nine|ten)\.?",
    re.I,
)
_CALLOUT = re.compile(  # what is printed over a box in the text
    r"(?:note|tip|hint|warning|caution|important|attention|danger|see also|hinweis|achtung|anmerkung|warnung|tipp|"
    r"wichtig|remarque|avertissement|astuce|nota|advertencia|atención|importante|attenzione|avviso|atenção|aviso|opmerking|"
    r"let op|waarschuwing|uwaga|nodyn|σημείωση|примечание|внимание|ملاحظة|注|注意)\s?[:：.]?",
    re.I,
)
_BOX = re.compile(
    r"(?:[a-z]+[-_])*(?:admonition(?:block)?|callout|note|tip|hint|warning|caution|important|attention|danger|alert|notice|seealso)"
    r"(?:[-_][a-z]+)*",
    re.I,
)
_ORIGIN = re.compile(
    r"(?:sources?|quellen?|fuentes?|fontes?|fonti|bron)\s?[:：]\s?\S.*", re.I
)  # below a table, in a box
_JUST_AROUND = 6  # elements
_LETTERED = re.compile(r"(?:[A-Z]|[IVX]{1,5})[.)]\s+\S")
_ENDS = tuple(".!:;…。！？؟।,")  # a heading may ask
_ENDS_OF_BOLD = tuple(end for end in _ENDS if end != ":")
_STOPS = tuple(".?!…。！？؟।")
_SENTENCES = re.compile(r"\w{3}[.?!…][”’)\"']?\s+[^\W\d_a-z]|[。！？](?=\w)")
_CLOSING = ' \u00a0”’)"»“'


def settle(blocks: list[Block]) -> list[Block]:
    """Turn short paragraphs that are all bold into headings: the deepest level there is.

    And headings that are sentences with numbers, or say only that what follows is a note, into paragraphs.
    """
    _take_down(blocks)
    for place, block in enumerate(blocks):
        following = blocks[place + 1] if place + 1 < len(blocks) else None
        if following is not None and _is_over_box(block, following):
            block.form, following.soft = Form.TEXT, True
            continue
        plain = block.form is Form.TEXT and not block.wraps and block.own and following is not None
        short = len(block.text) <= _MAX_BOLD_HEADING and not block.text.endswith((".", ":", ";", ",", "!"))
        asks = block.text.endswith("?") and _begins_with_number(block.text)  # a question of a list of them
        looks = (block.is_bold or _says_heading(block) or _sums_up(block, following)) and not numbers_read.is_number(
            block.text
        )
        if plain and short and looks and not (asks or CAPTION.fullmatch(block.text)):
            block.form, block.level = Form.HEADING, 1 if LABELLED.match(block.text) else 7
        elif plain and _ALONE.fullmatch(block.text):
            block.form, block.level = Form.HEADING, 1
    return blocks


def _take_down(blocks: Sequence[Block]) -> None:
    """Turn the headings of a rank that has numbers, and is prose, into paragraphs: offices number those by such styles.

    Prose says whole sentences, one below the other, or several of them; a heading that is one has its text below it.
    """
    ranks: dict[str, list[int]] = {}
    for place, block in enumerate(blocks):
        if block.form is Form.HEADING and not block.heads:
            ranks.setdefault(block.element.tag, []).append(place)
    found: set[int] = set()
    for rank in sorted(ranks, reverse=True):  # the deepest first: what introduces those is none over a text, either
        places = [place for place in ranks[rank] if _is_prose(blocks[place])]
        over = sum(_goes_on(blocks[place].text) or _is_over_no_text(blocks, place, found) for place in places)
        if len(places) >= max(_PROSE, _MOST * len(ranks[rank])) and over >= _MOST * len(places):
            found.update(places)
    for place in found:
        blocks[place].form, blocks[place].own = Form.TEXT, True


def _is_over_box(block: Block, following: Block) -> bool:
    """Whether a line says only `Note` or `Warning`, over a paragraph in the same box."""
    if not _CALLOUT.fullmatch(block.text) or following.form is not Form.TEXT:
        return False
    near = islice((block.element, *block.element.ancestors()), _JUST_AROUND)
    boxes = [each for each in near if any(map(_BOX.fullmatch, each.get("class").split()))]
    return any(each in boxes for each in (following.element, *following.element.ancestors()))


def _goes_on(text: str) -> bool:
    """Whether another sentence follows the first; a heading has one at most."""
    return _SENTENCES.search(text) is not None


def _is_over_no_text(blocks: Sequence[Block], place: int, prose: Collection[int]) -> bool:
    """Whether nothing stands below a heading but one of its rank or above, or what was found to be prose."""
    if place + 1 == len(blocks) or place + 1 in prose:
        return True
    below = blocks[place + 1]
    return below.form is Form.HEADING and below.element.tag <= blocks[place].element.tag


def _is_prose(block: Block) -> bool:
    """Whether a heading is a sentence, or an item of one, with a number or a letter before it."""
    has_number = bool(block.lead) or _begins_with_number(block.text)
    return has_number and block.text.endswith((*_STOPS, ";", ":", ",")) and " " in block.text


def class_of(style: str) -> str:
    """Return the name of an office's style as a class, where it is one of headings: `Side heading`."""
    name = re.sub(r"[^\w]+", "-", style).strip("-")
    return name if _HEAD_CLASS.fullmatch(name) else ""


def _says_heading(block: Block) -> bool:
    """Whether a paragraph's class says that it is a heading, as those of typesetting programs do."""
    return any(_HEAD_CLASS.fullmatch(name) for name in block.element.get("class").split())


def _sums_up(block: Block, following: Block | None) -> bool:
    """Whether a line, at which a page folds, stands over a numbered paragraph."""
    if block.element.tag != "summary" or following is None:
        return False
    return bool(following.lead) or _begins_with_number(following.text)


def _begins_with_number(text: str) -> bool:
    """Whether a line begins with a number that is no Roman one: those are chapters'."""
    return any(each.family != "roman" for each in numbers_read.candidates(numbers_read.Line(text=text)))


def _begins_with_first(block: Block) -> bool:
    """Whether a paragraph begins with 1 or 2.1: it may be a chapter's first, though no heading has parted them yet."""
    line = numbers_read.Line(text=block.text, lead=block.lead, label=block.label, ordinal=block.ordinal)
    return any(each.family != "roman" and each.parts[-1] == 1 for each in numbers_read.candidates(line))


def settle_between(blocks: Sequence[Block], numbered: Collection[int]) -> bool:
    """Make lines that stand alone between a sentence and a numbered paragraph headings; return whether there are any.

    Their look may be in a style sheet that is not there. So the paragraphs of their class must be such lines, and most
    stand so, or the line is bold with a colon behind it, is italic, is all capitals, or begins with a letter, as
    `A. The facts` does. Several lines that end with a colon over a number introduce nothing else.
    """
    lines = [_is_line(block) for block in blocks]
    over = _over_numbers(blocks, lines, numbered)
    colons = _with_colons(blocks, numbered)
    if not any(lines) and not colons:
        return False
    looks: dict[_Look, list[tuple[bool, bool]]] = {}
    for place, block in enumerate(blocks):
        is_one = block.form is Form.HEADING  # told by its type, it speaks for those of its class
        leads = over[place] or (lines[place] and place + 1 < len(blocks) and prose.is_prose(blocks[place + 1]))
        looks.setdefault(_look(block), []).append((leads or is_one, over[place] or is_one))
    such = {look for look, stands in looks.items() if any(look[1:]) and _are_such(stands)}
    first = min(numbered, default=len(blocks))
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
    if not lines[place] or not (above.form is Form.HEADING or _ends_text(above, block)):
        return False
    looks_so = over[place] and (_is_set_apart(block) or _is_labelled(block.text))
    if looks_so or _opens_section(blocks, place) or _look(block) in such:
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
    says_what_is_near = CAPTION.fullmatch(block.text) or _ORIGIN.fullmatch(block.text)
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
    return above.form is Form.TABLE or _is_item_above(above, block) or _ends_sentence(above.text)


def _is_item_above(above: Block, block: Block) -> bool:
    inside = any(wrap.tag == "li" for wrap in above.wraps) and len(above.wraps) > len(block.wraps)
    return inside and not above.text.endswith((";", ",", ":"))


def _ends_sentence(text: str) -> bool:
    return text.rstrip(_CLOSING).endswith(_STOPS) or text.endswith(("”", "»"))


def _is_set_apart(block: Block) -> bool:
    """Whether all words are bold, or all are italic."""
    words = [run for run in block.runs if any(map(str.isalnum, run.text))]
    return block.is_bold or (bool(words) and all("em" in run.styles for run in words))


def _is_labelled(text: str) -> bool:
    return bool(_LETTERED.match(text)) or (text.isupper() and " " in text)

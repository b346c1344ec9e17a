"""Which paragraphs of a page are headings in all but their tag: by their type, their class, and what they say."""

import re
from collections.abc import Collection, Sequence
from itertools import islice, pairwise

from mailgate.importers import numbers_read
from mailgate.importers.assemble import CAPTION
from mailgate.importers.blocks import Block, Form
from mailgate.importers.titled_boxes import CALLOUTS

_MAX_BOLD_HEADING = 160
_PROSE, _MOST = 3, 0.6  # headings of a rank that are sentences, and their share
LABELLED = re.compile(r"(?:part|volume|book|chapter|annex|appendix|teil|kapitel|partie|chapitre)\s+\S+", re.IGNORECASE)
_HEAD_CLASS = re.compile(
    r"(?!.*(?:table|fig|box|cell|toc|page|foot|note|run|list|cover|half|after|below|under|no[-_]|has[-_]|with|job))"
    r"(?-i:(?:[\w-]{0,30}(?:[-_\d]|[a-z](?=[HTÜ])))?)(?:sub|cross|side|unter|zwischen|inter|sous-?)?"
    r"(?:head(?:ing|line)?|title|titel|(?:ü|ue)berschrift|titre|t[ií]tulo|titolo|overskrift|otsikko|nag[lł][oó]wek|nadpis)"
    r"(?:[-_]?[a-d\d]{1,2})?",
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
_BOX = re.compile(rf"(?:[a-z]+[-_])*(?:{CALLOUTS})(?:[-_][a-z]+)*", re.I)
_JUST_AROUND = 6  # elements
_STOPS = tuple(".?!…。！？؟।")
_SENTENCES = re.compile(r"\w{3}[.?!…][”’)\"']?\s+[^\W\d_a-z]|[。！？](?=\w)")


def settle(blocks: list[Block]) -> list[Block]:
    """Turn short paragraphs that are all bold into headings: the deepest level there is.

    And headings that are sentences with numbers, or say only that what follows is a note, into paragraphs.
    """
    _take_down(blocks)
    folds = _folds(blocks)
    for place, block in enumerate(blocks):
        following = blocks[place + 1] if place + 1 < len(blocks) else None
        if following is not None and _is_over_box(block, following):
            block.form, following.soft = Form.TEXT, True
            continue
        plain = block.form is Form.TEXT and not block.wraps and block.own and following is not None
        short = len(block.text) <= _MAX_BOLD_HEADING and not block.text.endswith((".", ":", ";", ",", "!"))
        asks = block.text.endswith("?") and _begins_with_number(block.text)  # a question of a list of them
        looks = block.is_bold or _says_heading(block) or block in folds
        looks = looks and not numbers_read.is_number(block.text)
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


def _folds(blocks: Sequence[Block]) -> set[Block]:
    """Return the lines at which a page folds, over numbered paragraphs; where most do, also over others in the fold."""
    sums = [(block, below) for block, below in pairwise(blocks) if block.element.tag == "summary"]
    over = {block for block, below in sums if bool(below.lead) or _begins_with_number(below.text)}
    if len(over) < max(1, _MOST * len(sums)):
        return over
    return {block for block, below in sums if block.element.parent and below.element.is_in(block.element.parent)}


def _begins_with_number(text: str) -> bool:
    """Whether a line begins with a number that is no Roman one: those are chapters'."""
    return any(each.family != "roman" for each in numbers_read.candidates(numbers_read.Line(text=text)))

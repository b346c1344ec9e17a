"""Where an operator should look: what in an imported document is likely to be wrong."""

import re
from collections.abc import Sequence
from html import unescape
from itertools import pairwise

from store.documents import NewParagraph
from store.model import Kind

_MARK = re.compile(r'<sup class="note">([^<]*)</sup>')
_PARTS = re.compile(r"\d+")
_MARK_BEFORE = re.compile(r"\(?(?:[a-z]|[ivxl]{2,6})[.)]\s")  # of an item, or of a name that runs into the text
_AMONG_ITEMS = re.compile(r"[;,]\s(?:and|or|und|oder|et|ou|y|o|e|en|of)$")
_WHOLE = tuple(".?!:;…。”’\"')]—–-█")  # how what is blacked out ends, nobody knows


def doubts(paragraphs: Sequence[NewParagraph]) -> dict[int, list[str]]:
    """Return sentences for paragraphs, by their place."""
    found: dict[int, list[str]] = {}
    numbered = [(place, each) for place, each in enumerate(paragraphs) if each.number is not None]
    for (_, before), (place, each) in pairwise(numbered):
        if missing := _missing(before.number or "", each.number or ""):
            found.setdefault(place, []).append(f"{missing} is missing before this paragraph")
        if before.number == each.number:
            found.setdefault(place, []).append(f"the number {each.number} is printed twice")
    for place, each in enumerate(paragraphs):
        found.setdefault(place, []).extend(_of(each))
    return {place: said for place, said in found.items() if said}


def _missing(before: str, after: str) -> str:
    """Return the number that should stand between two of one kind, or an empty text."""
    first, second = ([int(part) for part in _PARTS.findall(number)] for number in (before, after))
    alike = _PARTS.sub("#", before) == _PARTS.sub("#", after) and first[:-1] == second[:-1]
    if not alike or not first or second[-1] <= first[-1] + 1:
        return ""
    stem = before[: before.rfind(str(first[-1]))]
    last = second[-1] - 1
    return f"{stem}{first[-1] + 1}" + (f" to {stem}{last}" if last > first[-1] + 1 else "")


def _of(paragraph: NewParagraph) -> list[str]:
    said = []
    text = paragraph.text
    is_text = paragraph.kind is Kind.PARAGRAPH
    if not text:
        said.append("has no text")
    elif text[0].islower() and is_text and paragraph.number is None and not _MARK_BEFORE.match(text):
        said.append("begins with a small letter: does it go on with the paragraph before?")
    is_whole = text.endswith(_WHOLE) or bool(_AMONG_ITEMS.search(text))
    if paragraph.pages is not None and text and is_text and not is_whole:
        said.append("ends without a full stop: does it go on?")
    told = {note.mark for note in paragraph.footnotes}
    marks = dict.fromkeys(unescape(mark) for mark in _MARK.findall(paragraph.html))
    return said + [f"its note {mark} has no text" for mark in marks if mark not in told]

"""The notes of a paragraph, tied to their marks in its text and back. Pure.

An importer leaves `<sup class="note">3</sup>` where a mark stood. Notes are told apart by their place and not by their
marks: a star may stand for two.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from renderer.excerpt import legal
from store.model import Html, Paragraph

MARKED = '<sup class="note">'
_MARK = re.compile(rf"{MARKED}([^<]*)</sup>")
_BETWEEN = "<sup>, </sup>"  # 1 and 2 side by side would be a 12
# About how a page is set where notes have room beside the text: characters in a line, and how high lines are.
_BESIDE, _TEXT = 23, 70
_LINE_BESIDE, _LINE = 2, 3
_ROOM_BELOW = 6


class Note(NamedTuple):
    """A note: its id, and that of its mark in the text; `back` is empty where the text does not have it."""

    mark: str
    text: str
    anchor: str
    back: str


def tied(paragraph: Paragraph) -> tuple[Html, tuple[Note, ...]]:
    """Return the HTML of a paragraph, in which marks lead to notes, and the notes, which lead back."""
    marks = [note.mark for note in paragraph.footnotes]
    waiting = list(range(len(marks)))
    if not marks or MARKED not in paragraph.html:
        return paragraph.html, _notes(paragraph, waiting)

    def link(found: re.Match[str]) -> str:
        place = next((place for place in waiting if _same(marks[place], found[1])), None)
        name = ""
        if place is None:  # the same note once more
            place = next((place for place, mark in enumerate(marks) if _same(mark, found[1])), None)
        else:
            waiting.remove(place)
            name = f' id="{_back(paragraph, place)}"'
        if place is None:
            return found[0]
        return f'{MARKED}<a role="doc-noteref"{name} href="#{_anchor(paragraph, place)}">{found[1]}</a></sup>'

    html = _MARK.sub(link, paragraph.html.replace(f"</sup>{MARKED}", f"</sup>{_BETWEEN}{MARKED}"))
    return Html(html), _notes(paragraph, waiting)


def are_long(paragraph: Paragraph) -> bool:
    """Whether the notes would go on far below the end of the text, were they set beside it."""
    lines = sum(len(note.text) // _BESIDE + 1 for note in paragraph.footnotes)
    return lines * _LINE_BESIDE > (len(paragraph.text) // _TEXT + 1) * _LINE + _ROOM_BELOW


def _notes(paragraph: Paragraph, without_mark: Sequence[int]) -> tuple[Note, ...]:
    return tuple(
        Note(
            mark=legal(note.mark),
            text=legal(note.text),
            anchor=_anchor(paragraph, place),
            back="" if place in without_mark else _back(paragraph, place),
        )
        for place, note in enumerate(paragraph.footnotes)
    )


def _same(mark: str, escaped: str) -> bool:
    return mark == escaped or mark == escaped.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _anchor(paragraph: Paragraph, place: int) -> str:
    return f"n-{paragraph.key}-{place + 1}"


def _back(paragraph: Paragraph, place: int) -> str:
    return f"r-{paragraph.key}-{place + 1}"

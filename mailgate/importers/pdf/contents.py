"""Tables of contents in a PDF: lines whose dots lead to a page, and what stands between such lines. Pure.

The title of a long entry takes two lines of which only the last has the dots, and of a full line nothing leads to the
page: by themselves such lines look like paragraphs.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from mailgate.importers.pdf.model import Line, Paragraph
from mailgate.importers.pdf.openings import is_contents

_FEW = 4  # lines whose dots lead to a page: fewer are no table of contents
_NEAR = 12  # paragraphs in which so many of them are
_BETWEEN = 6  # paragraphs, at most, between two of them
_LINES = 3  # of an entry
_LEADS = re.compile(r".*[^\W\d].*\D(?:\d{1,3}|[ivxl]{1,6})")


def is_entry(line: Line, found: Sequence[Paragraph]) -> bool:
    """Whether a line is one of a table of contents: by its dots, or by the page at its end and what it stands below."""
    if is_contents(line):
        return True
    if not found or not found[-1].contents or found[-1].lines[-1].page != line.page:
        return False
    return sum(each.contents for each in found[-_NEAR:]) >= _FEW and bool(_LEADS.fullmatch(line.text))


def take_in(found: Sequence[Paragraph]) -> None:
    """Say of what stands between the lines of a table of contents that it is part of it."""
    known = [place for place, paragraph in enumerate(found) if paragraph.contents]
    if len(known) < _FEW:
        return
    for before, after in pairwise(known):
        between = found[before + 1 : after]
        if len(between) <= _BETWEEN and all(map(_may_be_entry, between)):
            for paragraph in between:
                paragraph.contents = True


def _may_be_entry(paragraph: Paragraph) -> bool:
    """Whether this may name a section: a line, or a few that are no sentence."""
    lines = paragraph.lines
    if len(lines) > _LINES or any(line.rows for line in lines):
        return False
    return len(lines) == 1 or not lines[-1].text.endswith(".")

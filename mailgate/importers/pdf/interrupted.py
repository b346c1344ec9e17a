"""Paragraphs that a table, or a figure with its caption, parts at the end of a page: it stands amid them. Pure."""

from mailgate.importers.assemble import CAPTION
from mailgate.importers.pdf.model import Paragraph
from mailgate.importers.pdf.openings import END
from mailgate.importers.pdf.typography import Typography

_BETWEEN = 3  # paragraphs, at most, between the halves of another
_SMALLER = 0.93  # of the size of the text: captions
_INDENT = 0.6  # of the size of type
_SAME = 0.2  # points between sizes of type that are one


def join(found: list[Paragraph], usual: Typography) -> None:
    """Join what a table, or a figure with its caption, has parted at the end of a page: they come after it then."""
    for place, open_ in enumerate(found):
        after = place + 1
        while after < len(found) and after - place <= _BETWEEN and _is_between(found[after], open_, usual):
            after += 1
        if place + 1 < after < len(found) and _resumes(open_, found[after], usual):
            open_.lines += found.pop(after).lines


def _is_between(paragraph: Paragraph, open_: Paragraph, usual: Typography) -> bool:
    """Whether this may stand between the two halves of a paragraph: a table, or small type on the page that follows."""
    first = paragraph.lines[0]
    text = " ".join(each.text for each in paragraph.lines)
    is_small = first.size < _SMALLER * usual.body or bool(CAPTION.fullmatch(text))
    return first.page - open_.lines[-1].page in {0, 1} and (bool(first.rows) or is_small)


def _resumes(open_: Paragraph, paragraph: Paragraph, usual: Typography) -> bool:
    last, first = open_.lines[-1], paragraph.lines[0]
    if last.rows or first.rows or paragraph.bullet or paragraph.number or abs(last.size - first.size) > _SAME:
        return False
    is_full = last.x1 > usual.right(last) - 2 * last.size and not last.last_word.endswith(END)
    set_in = last.x0 - usual.margin(last) if len(open_.lines) > 1 else 0.0  # as all lines of a quote are
    as_before = abs(first.x0 - usual.margin(first) - set_in) < _INDENT * first.size
    return first.page - last.page in {0, 1} and is_full and as_before and last.size > _SMALLER * usual.body

"""The places of footnotes in the text: a mark that links to its note becomes the place of it."""

from mailgate.importers.note_signs import MAX_MARKS, MAX_SIBLINGS, become_note, mark_of
from mailgate.importers.runs import NOTE
from mailgate.importers.tree import BLOCKS, Element


def put(link: Element, index: int | None) -> None:
    """Make the mark the place of its note (or nothing), with its brackets and the sup around it."""
    holder = link
    for parent in link.ancestors():
        rest = "" if parent.tag in BLOCKS else parent.text(MAX_MARKS).replace(link.text(), "", 1)
        if parent.tag in BLOCKS or rest.strip(" \n\t\u00a0[](){},;［］（）〔〕"):
            break
        holder = parent
    if holder is link:
        _strip_brackets(link)
        become_note(link, index)
        return
    marks = [element for element in holder.walk() if element.tag in {"a", NOTE}]
    if sum(element.tag == "a" and mark_of(element.text()) is not None for element in marks) > 1:
        become_note(link, index)  # the last of several in one sup takes the sup away
        return
    become_note(link, index)
    holder.tag, holder.children = "span", [element for element in marks if element.tag == NOTE]


def _strip_brackets(mark: Element) -> None:
    """Take the brackets around a mark off the texts beside it, in whatever elements those are."""
    before, after = _beside(mark, -1), _beside(mark, 1)
    if before is None or after is None:
        return
    (left, at), (right, on) = before, after
    ends, begins = str(left.children[at]).rstrip(), str(right.children[on])
    if (ends[-1:], begins[:1]) in {("[", "]"), ("(", ")")}:
        left.children[at], right.children[on] = ends[:-1].rstrip(), begins[1:]


def _beside(mark: Element, step: int) -> tuple[Element, int] | None:
    """Return the text just before a mark in its block (just behind it, with step 1): its parent, and where in that."""
    holder = mark.parent
    node = mark
    while holder is not None and len(holder.children) <= MAX_SIBLINGS:
        at = next(place for place, child in enumerate(holder.children) if child is node) + step
        if 0 <= at < len(holder.children):
            return _outermost_text(holder, at, step)
        if holder.tag in BLOCKS:
            break
        node = holder
        holder = holder.parent
    return None


def _outermost_text(holder: Element, at: int, step: int) -> tuple[Element, int] | None:
    """Return the last text of what stands at a place (the first, with step 1)."""
    found = holder.children[at]
    while isinstance(found, Element):
        if not found.children or found.tag in BLOCKS:
            return None
        holder, at = found, 0 if step > 0 else len(found.children) - 1
        found = holder.children[at]
    return holder, at

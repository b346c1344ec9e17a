"""Links at the ends of paragraphs that lead to where they stand, or to the top of the page: none of the text."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from mailgate.importers.note_signs import block_of, mark_of
from mailgate.importers.tree import BLOCKS, HEADINGS, Element

_MAX_TEXT = 24  # letters of such a link
_NEAR = 20  # links
_LEAST = 3  # that say the same
_TOP = re.compile(r"#(?:_?top|page-?top|back-?to-?top|contents|toc|content|main|header)?", re.I)
_OPENS, _CLOSES = tuple("[("), tuple("])")
_ENDS = (*".?!:;…。！？؟।”’\"'|·", *_OPENS, *_CLOSES)  # before what is no word of the sentence


def take_out(body: Element) -> None:
    """Take such links out of a page, with brackets around them."""
    found: dict[str, list[Element]] = {}
    for link in body.walk():
        if link.tag == "a" and link.get("href").startswith("#"):
            text = " ".join(link.text(_MAX_TEXT).split())
            may_be = 0 < len(text) <= _MAX_TEXT and not _is_mark(text) and _leads_nowhere(link) and not _goes_on(link)
            if may_be and _ends_block(link) and not _is_in_sentence(link, text):
                found.setdefault(text, []).append(link)
    for links in found.values():
        for link in links if len(links) >= _LEAST else []:
            _strip_brackets(link)
            link.detach()


def _is_mark(text: str) -> bool:
    return mark_of(text) is not None and text not in {"§", "¶", "#"}


def _leads_nowhere(link: Element) -> bool:
    """Whether a link leads to the top, or to its own place."""
    href = link.get("href")
    return bool(_TOP.fullmatch(href)) or any(each.get("id") == href[1:] for each in (link, *link.ancestors()))


def _goes_on(link: Element) -> bool:
    """Whether the link before a link leads where it leads: together they are a heading, `Art. 5` and its name."""
    beside = (each for each in block_of(link).walk() if each.tag == "a" and each.order < link.order)
    return link.get("href") in {each.get("href") for each in islice(beside, _NEAR)}


def _is_in_sentence(link: Element, text: str) -> bool:
    """Whether the words of a link to `#` may be the last of a sentence or item: scripts open things at those."""
    block = block_of(link)
    if link.get("href") != "#" or block.tag in HEADINGS or not any(map(str.isalpha, text)):
        return False
    before = " ".join(block.text().split()).rstrip("".join(_CLOSES)).rstrip().removesuffix(text).rstrip()
    return not before.endswith(_ENDS)


def _ends_block(link: Element) -> bool:
    """Whether nothing but a closing bracket stands behind a link in its block, and words before it."""
    element = link
    for parent in link.ancestors():
        if any(map(_says, _up_to(element, reversed(parent.children)))):
            return False
        if parent.tag in BLOCKS:
            return any(not isinstance(child, str) or child.strip() for child in _up_to(element, parent.children))
        element = parent
    return False


def _up_to(element: Element, siblings: Iterable[Element | str]) -> Iterator[Element | str]:
    for child in siblings:
        if child is element:
            return
        yield child


def _says(node: Element | str) -> bool:
    text = (node if isinstance(node, str) else node.text(_MAX_TEXT)).strip()
    return bool(text) and text not in _CLOSES


def _strip_brackets(link: Element) -> None:
    siblings = link.parent.children if link.parent is not None else []
    place = next(at for at, child in enumerate(siblings) if child is link)
    before = siblings[place - 1] if place else ""
    after = siblings[place + 1] if place + 1 < len(siblings) else ""
    if isinstance(before, str) and isinstance(after, str) and before.rstrip().endswith(_OPENS) and after.strip():
        siblings[place - 1] = before.rstrip()[:-1]
        siblings[place + 1] = after.replace(after.strip()[0], "", 1)

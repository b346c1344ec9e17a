"""Numbers that a page's style sheet prints, or that stand in data attributes: labels(parser) → which, by node.

Of CSS only what numbering takes: `content` before an element, of strings, attributes and counters; how counters begin
and count on.
"""

import re
import sys
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from mailgate.importers import counting, numbers_read, style_sheets
from mailgate.importers.page_elements import HEADINGS

_MAX_RULES = 300  # that say something of numbers: the last of them
_MAX_RULE, _MAX_VALUE = 5_000, 300  # characters
_BEFORE = re.compile(r"::?before\s*$", re.I)
_ESCAPED = re.compile(r"\\([0-9a-f]{1,6})\s?", re.I)
_OF_PLACES = re.compile(r":(?:(?:first|last|only)-child|not)\b", re.I)  # told by a look at what is beside an element
_MAX_MATCHES = 2_000_000
_COUNTS = re.compile(r"([\w-]+)(?:\s+(-?\d{1,6}))?")
_PIECE = re.compile(
    r"\"([^\"]*)\"|'([^']*)'|attr\(\s*([\w-]+)\s*\)|"
    r"counters?\(\s*([\w-]+)\s*(?:,\s*(?:\"([^\"]*)\"|'([^']*)')\s*)?(?:,\s*([\w-]+)\s*)?\)",
    re.I,
)
_FORMS = {"lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A", "upper-latin": "A"} | {
    "lower-roman": "i",
    "upper-roman": "I",
}
_DATA = (
    *("data-number", "data-num", "data-no", "data-label", "data-para", "data-paragraph", "data-para-number"),
    *("data-paragraph-number", "data-paranum", "data-para-num"),
    _CONVERTED := "data-list-text",  # what a converter has read on paper; its counters are made to say the same
)


@dataclass(slots=True)
class _Said:
    """What the style sheet says of one element."""

    reset: list[tuple[str, int]] = field(default_factory=list)
    increment: list[tuple[str, int]] = field(default_factory=list)
    before: list[tuple[str, int]] = field(default_factory=list)  # counted on by what stands before it
    content: str = ""


def labels(parser: Any, styles: str) -> dict[int, str]:
    """Return the numbers that are printed and are in no text, by the identity of their nodes."""
    said = _said(parser, styles)
    found: dict[int, str] = {}
    counters: dict[str, list[tuple[int, int]]] = {}
    places: dict[int, int] = {}
    if said:
        for node, depth in _walk(parser.root):
            place = _place_in_list(node, places)
            text = _printed(said[node.mem_id], node, depth, counters) if node.mem_id in said else ""
            if text and text.rstrip(".)") != place:  # else it is a list like any other
                found[node.mem_id] = text
    for name in _DATA:
        for node in parser.css(f"[{name}]"):
            value = (node.attributes.get(name) or "").strip()
            first = next((child for child in node.iter()), None)
            heads = any(each is not None and each.tag in HEADINGS for each in (node, first))  # of its own machinery
            if not heads and numbers_read.is_number(value) and not (node.text() or "").lstrip().startswith(value):
                found[node.mem_id] = value if name == _CONVERTED else found.get(node.mem_id, value)
                if name == _CONVERTED and first is not None:
                    found.pop(first.mem_id, None)
    return found


def _place_in_list(node: Any, places: dict[int, int]) -> str:
    """Return the number that an item of a list has by its place, or an empty text. `places`: of the last, by list."""
    if node.tag != "li" or node.parent.tag != "ol":
        return ""
    before = places.get(node.parent.mem_id, counting.whole(node.parent.attributes.get("start") or "", 1) - 1)
    places[node.parent.mem_id] = before + 1
    return str(before + 1)


def _said(parser: Any, styles: str) -> dict[int, _Said]:
    found: dict[int, _Said] = {}
    matched = 0
    for selector, declared in deque(_of_numbers(styles), _MAX_RULES):
        before, said = bool(_BEFORE.search(selector)), _declared(declared)
        nodes = _matching(parser, _BEFORE.sub("", selector).strip()) if matched < _MAX_MATCHES else []
        matched += len(nodes)
        for node in nodes:
            _note(found.setdefault(node.mem_id, _Said()), said, before=before)
    for node in parser.css("[style*=counter-]"):
        _note(found.setdefault(node.mem_id, _Said()), _declared(node.attributes.get("style") or ""), before=False)
    return found


def _of_numbers(styles: str) -> Iterator[tuple[str, str]]:
    """Yield the rules that say something of numbers, a selector at a time."""
    for selectors, declared in style_sheets.rules(styles):
        if len(selectors) + len(declared) > _MAX_RULE:
            continue
        for selector in selectors.split(","):
            if "counter" in declared or ("attr(" in declared and _BEFORE.search(selector)):
                yield selector, declared


def _declared(text: str) -> dict[str, str]:
    said = (part.strip().split(":", 1) for part in text.split(";") if ":" in part)
    return {name.strip().lower(): value.strip()[:_MAX_VALUE] for name, value in said}


def _matching(parser: Any, selector: str) -> list[Any]:
    if not selector or "~" in selector or ":" in _OF_PLACES.sub("", selector):
        return []
    try:
        return list(parser.css(selector))
    except Exception:  # noqa: BLE001  a selector that the parser does not know
        return []


def _note(of: _Said, said: Mapping[str, str], *, before: bool) -> None:
    if "counter-reset" in said and not before:
        of.reset = _counts(said["counter-reset"], 0)
    if "counter-increment" in said:
        counts = _counts(said["counter-increment"], 1)
        if before:
            of.before = counts
        else:
            of.increment = counts
    if before and "content" in said:
        of.content = said["content"]


def _counts(value: str, usual: int) -> list[tuple[str, int]]:
    return [(name, int(by) if by else usual) for name, by in _COUNTS.findall(value) if name != "none"]


def _walk(root: Any) -> Iterator[tuple[Any, int]]:
    stack = [(root, 0)]
    while stack:
        node, depth = stack.pop()
        if node is None:
            continue
        if depth:
            stack.append((node.next, depth))
        if node.is_element_node:
            yield node, depth
            stack.append((node.child, depth + 1))


def _printed(said: _Said, node: Any, depth: int, counters: dict[str, list[tuple[int, int]]]) -> str:
    """Count as an element says, and return the number before it, or an empty text."""
    for scopes in counters.values():
        while scopes and scopes[-1][0] > depth:
            scopes.pop()
    for name, value in said.reset:
        scopes = counters.setdefault(name, [])
        if scopes and scopes[-1][0] == depth:
            scopes.pop()
        scopes.append((depth, value))
    for name, by in (*said.increment, *said.before):
        scopes = counters.setdefault(name, [])
        at, value = scopes.pop() if scopes else (depth, 0)
        scopes.append((at, value + by))
    text = "".join(_piece(piece, node, counters) for piece in _PIECE.finditer(said.content)).strip()
    return text if numbers_read.is_number(text) else ""


def _piece(piece: re.Match[str], node: Any, counters: Mapping[str, list[tuple[int, int]]]) -> str:
    one, other, attribute, name, separator, single, form = piece.groups()
    if attribute:
        return str(node.attributes.get(attribute) or "")
    if not name:
        return _ESCAPED.sub(_escaped, one or other or "")
    values = [value for _, value in counters.get(name, [])] or [0]
    whole = piece[0].lower().startswith("counters")
    shown = [counting.written(value, _FORMS.get(form or "", "1")) for value in (values if whole else values[-1:])]
    return (separator or single or "").join(shown)


def _escaped(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return "" if code > sys.maxunicode or 0xD800 <= code <= 0xDFFF else chr(code)

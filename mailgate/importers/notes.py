"""Footnotes: which are notes, which are their marks, and which belongs to which.

Judged by how they refer to each other. A mark is a short link (or a raised number) whose target stands further down;
a note begins with the same mark or links back. The notes are taken out of the tree, and each mark becomes an element
blocks.NOTE that carries the place of its note in the list of notes.
"""

import re
from dataclasses import dataclass, field
from itertools import islice

from mailgate.importers.blocks import NOTE
from mailgate.importers.tree import BLOCKS, HEADINGS, Element
from store.model import Footnote

_MARK = re.compile(
    r"[\[({]?\s*(?:(?:foot|end)?note|fn|ref)?\.?\s*(\d{1,4}[a-z]?|[*†‡§¶#]{1,4}|[a-z]{1,2}|[ivxl]{1,6})\s*[\])}]?[.,]?", re.I
)
_SYMBOLS = re.compile(r"[*†‡§¶#]{1,4}")
_BACK_LINK = re.compile(
    r"[\s\[(]*(?:[↩↑⇑⤴⏎^⬆↵\ufe0e\ufe0f]+|back(?: to .*)?|return(?: to .*)?|go (?:back )?to .*|jump up|top|ref(?:erence)?)?[\s\])]*",
    re.I,
)
_NOTE_CLASS = re.compile(r"(?:foot|end|side|margin)[-_]?notes?(?:[-_]?(?:text|body|content|inline))?|msofootnotetext", re.I)
_ZONE_CLASS = re.compile(r"(?:govuk-)?(?:foot|end)[-_]?notes(?:[-_]?(?:list|section|container))?", re.I)
_MARK_CLASS = re.compile(r"(?:foot|end)?[-_]?note[-_]?(?:ref|mark|reference|anchor|link)|fn[-_]?ref|noteref|mso\w+reference|reference", re.I)
_ZONE_HEADING = re.compile(r"(?:foot|end)?notes(?: and references)?|references|sources|fu(?:ß|ss)noten|anmerkungen|notes de bas de page", re.I)
_TAIL = re.compile(r"(?:\s*[↩↑⇑⤴⏎⬆↵^]\s*[\ufe0e\ufe0f]?\s*\d{0,2})+$")
_OWN_MARK = re.compile(
    r"[\[({]?\s*(?:(?:foot|end)?note\s*)?(\d{1,4}(?:[a-z](?![a-z]))?|[*†‡§¶#]{1,4}|[a-z]{1,2}(?![a-z])|[ivxl]{1,6}(?![a-z]))\s*[\])}]?\s*[.:)]?(?:\s+|(?=\D))", re.I
)
_BEFORE_POWER = re.compile(r"(?:\b|\d)(?:[kcdm]?m|ft|in|mi|yd|s|x|y|r|10)$")
# Bounds on how far one mark is followed, so that a hostile page costs no more than a long one.
_MAX_NOTE = 500  # elements in a note
_MAX_MARKS = 200  # letters in a sup that holds marks
_MAX_SIBLINGS = 2_000
_BLOCK_TAGS = frozenset({"li", "p", "div", "aside", "dd", "dt", "tr", "td", "section", "blockquote"})


@dataclass(slots=True)
class Page:
    """One file on its way through the importer: its name, its body, and what is known of its anchors."""

    name: str
    body: Element
    anchors: dict[str, Element] = field(default_factory=dict)


def take_out(pages: list[Page]) -> list[Footnote]:
    """Take the notes out of all pages; return them. Marks in the trees hold their places in this list."""
    for page in pages:
        page.anchors = _anchors(page.body)
    by_name = {page.name.rsplit("/", 1)[-1]: page for page in pages}
    notes: list[Footnote] = []
    for page in pages:
        _Linked(page, by_name, notes).run()
    for page in pages:
        _inline(page.body, notes)
        _unlinked(page.body, notes)
        _drop_zones(page.body)
    return notes


def _anchors(body: Element) -> dict[str, Element]:
    anchors: dict[str, Element] = {}
    for element in body.walk():
        for name in (element.get("id"), element.get("name") if element.tag == "a" else ""):
            if name:
                anchors.setdefault(name, element)
    return anchors


def _label(text: str) -> str | None:
    match = _MARK.fullmatch(" ".join(text.split())) if len(text) < 24 else None
    return match[1] if match else None


def _block_of(element: Element) -> Element:
    if element.tag in _BLOCK_TAGS:
        return element
    return next((parent for parent in element.ancestors() if parent.tag in BLOCKS), element)


def _is_raised(link: Element) -> bool:
    around = [link, *(parent for parent, _ in zip(link.ancestors(), range(3), strict=False) if parent.tag not in BLOCKS)]
    return (
        any(element.tag == "sup" for element in around)
        or any(isinstance(child, Element) and child.tag == "sup" for child in link.children)
        or any(_names_mark(element) for element in around)
    )


def _names_mark(element: Element) -> bool:
    roles = f"{element.get('role')} {element.get('epub:type')} {element.get('rel')}"
    return "noteref" in roles or "footnote" in roles.split() or any(
        _MARK_CLASS.fullmatch(name) for name in element.get("class").split()
    )


class _Linked:
    """Notes that their marks link to."""

    def __init__(self, page: Page, by_name: dict[str, Page], notes: list[Footnote]) -> None:
        self.page, self.by_name, self.notes = page, by_name, notes
        self.marks: list[tuple[Element, str, Element | None]] = []
        self.targets: set[Element] = set()
        self.bodies: dict[Element, Element | None] = {}

    def run(self) -> None:
        """Find the marks, read their notes, take both out."""
        links = [element for element in self.page.body.walk() if element.tag == "a" and "#" in element.get("href")]
        for link in links:
            target = self.page.anchors.get(link.get("href").rpartition("#")[2])
            if target is not None and _label(link.text()) is not None:
                self.targets.add(target)
        for link in links:
            self._judge(link)
        texts: dict[Element, int] = {}
        bodies = {target for _, _, target in self.marks if target is not None}
        for link, label, target in self.marks:
            if target is not None and target not in texts:
                texts[target] = len(self.notes)
                self.notes.append(Footnote(mark=label, text=_note_text(target, label)))
            _put_mark(link, texts.get(target) if target is not None else None)
        _remove_bodies(bodies)

    def _judge(self, link: Element) -> None:
        label = _label(link.text())
        if label is None:
            return
        name, _, fragment = link.get("href").partition("#")
        page = self.by_name.get(name.rsplit("/", 1)[-1]) if name else self.page
        target = page.anchors.get(fragment) if page is not None else None
        raised = _is_raised(link)
        if target is None or page is None:
            if raised and not any(_names_note(parent) for parent in link.ancestors()):
                self.marks.append((link, label, None))
            return
        own = page is self.page
        if own and (target.order <= link.order or _block_of(target) is _block_of(link)):
            return
        if not (raised or "[" in link.text() or _links_back(target, link) or _SYMBOLS.fullmatch(label)):
            return
        if target not in self.bodies:
            self.bodies[target] = _body_of(target, link if own else None, self.targets)
        body = self.bodies[target]
        if body is not None and not any(parent is body for parent in link.ancestors()):
            self.marks.append((link, label, body))


def _names_note(element: Element) -> bool:
    roles = f"{element.get('role')} {element.get('epub:type')}".split()
    if {"doc-footnote", "doc-endnote", "doc-endnotes", "footnote", "endnote", "footnotes", "endnotes"} & set(roles):
        return True
    return any(_NOTE_CLASS.fullmatch(name) or _ZONE_CLASS.fullmatch(name) for name in element.get("class").split())


def _links_back(target: Element, link: Element) -> bool:
    names = {link.get("id"), link.get("name")}
    around = [link, *(p for p, _ in zip(link.ancestors(), range(3), strict=False))]
    names |= {element.get("id") for element in around}
    names |= {child.get("id") or child.get("name") for child in link.walk()}
    beside = link.parent.children if link.parent is not None else []
    near = [child for child in beside if isinstance(child, Element) and child.tag == "a"] if len(beside) < 200 else []
    names |= {child.get("id") or child.get("name") for child in near}
    names.discard("")
    return any(
        element.tag == "a" and element.get("href").rpartition("#")[2] in names
        for element in islice(_block_of(target).walk(), _MAX_NOTE)
    )


def _body_of(target: Element, link: Element | None, targets: set[Element]) -> Element | None:
    """Return the whole note around, or just after, the target of a mark."""
    body = _block_of(target)
    if body.tag == "dt":
        return _next_block(body)
    if body.tag == "td" and body.parent is not None:
        body = body.parent
    if link is not None and any(parent is body for parent in link.ancestors()):
        return _next_block(target)
    parent = body.parent
    while parent is not None and parent.tag in {"li", "aside", "div", "dd"} and _is_sole(body, parent, link, targets):
        body, parent = parent, parent.parent
    if not body.text(_MAX_MARKS).strip():
        return _next_block(target) or _next_block(body)
    return body


def _is_sole(body: Element, parent: Element, link: Element | None, targets: set[Element]) -> bool:
    """Whether the parent holds this note alone, so that all of it is the note."""
    if link is not None and any(around is parent for around in link.ancestors()):
        return False
    mine = set(islice(body.walk(), _MAX_NOTE + 1))
    return len(mine) <= _MAX_NOTE and not any(
        element.tag in HEADINGS or (element not in mine and (element in targets or _starts_note(element)))
        for element in parent.walk()
    )


def _starts_note(element: Element) -> bool:
    return element.tag == "a" and "#" in element.get("href") and _label(element.text()) is not None or element.tag == "li"


def _next_block(element: Element) -> Element | None:
    siblings = [child for child in element.parent.children if isinstance(child, Element)] if element.parent else []
    after = siblings[siblings.index(element) + 1 :] if element in siblings else []
    found = after[0] if after else None
    return found if found is not None and found.tag in _BLOCK_TAGS and found.text().strip() else None


def _note_text(body: Element, label: str) -> str:
    """Return the text of a note without its own mark and without the links back."""
    parts: list[str] = []
    stack: list[Element | str] = [body]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            parts.append(item)
        elif not (item.tag == "a" and "#" in item.get("href") and _BACK_LINK.fullmatch(item.text())):
            apart = [" "] if item.tag in BLOCKS or item.tag == "br" else []
            stack.extend([*apart, *reversed(item.children), *apart])
    text = _TAIL.sub("", " ".join("".join(parts).split()))
    match = _OWN_MARK.match(text)
    return text[match.end() :] if match and match[1].lower() == label.lower() else text


def _put_mark(link: Element, index: int | None) -> None:
    """Make the mark the place of its note (or nothing), with its brackets and the sup around it."""
    holder = link
    for parent in link.ancestors():
        rest = "" if parent.tag in BLOCKS else parent.text(_MAX_MARKS).replace(link.text(), "", 1)
        if parent.tag in BLOCKS or rest.strip(" \n\t\u00a0[](){},;"):
            break
        holder = parent
    if holder is link:
        _strip_brackets(link)
        _become_note(link, index)
        return
    marks = [element for element in holder.walk() if element.tag in {"a", NOTE}]
    if sum(element.tag == "a" and _label(element.text()) is not None for element in marks) > 1:
        _become_note(link, index)  # the last of several in one sup takes the sup away
        return
    _become_note(link, index)
    holder.tag, holder.children = "span", [element for element in marks if element.tag == NOTE]


def _become_note(element: Element, index: int | None) -> None:
    element.tag, element.children = NOTE, []
    element.attributes = {} if index is None else {"index": str(index)}


def _strip_brackets(link: Element) -> None:
    if link.parent is None:
        return
    siblings = link.parent.children
    if len(siblings) > _MAX_SIBLINGS:
        return
    place = next(i for i, child in enumerate(siblings) if child is link)
    before = siblings[place - 1] if place else ""
    after = siblings[place + 1] if place + 1 < len(siblings) else ""
    if isinstance(before, str) and isinstance(after, str) and before.rstrip().endswith("[") and after.startswith("]"):
        siblings[place - 1], siblings[place + 1] = before.rstrip()[:-1], after[1:]


def _remove_bodies(bodies: set[Element]) -> None:
    """Take notes out, and with them a container that holds little else: its heading, notes nobody refers to."""
    parents: dict[Element, int] = {}
    for body in bodies:
        if body.parent is not None:
            parents[body.parent] = parents.get(body.parent, 0) + len("".join(body.text().split()))
    for parent, taken in parents.items():
        parent.children = [child for child in parent.children if child not in bodies]
        if parent.tag == "body" or any(element.tag in {NOTE, "main", "article"} for element in parent.walk()):
            continue
        if len("".join(parent.text().split())) <= taken:
            parent.detach()


def _inline(body: Element, notes: list[Footnote]) -> None:
    """Notes that stand in the text where they are referred to, told by what their element says of itself."""
    for element in list(body.walk()):
        inline = element.tag in {"span", "small", "aside", "div", "p", "note"} and _names_note(element)
        if not inline or element.parent is None or _names_zone(element) or len(element.text().strip()) < 6:
            continue
        if not any(isinstance(c, str) and c.strip() for c in element.parent.children) and element.has_block:
            continue
        mark = _mark_before(element)
        text = " ".join(element.text().split())
        match = re.match(r"[\[(]?(\d{1,4}|[*†‡§¶])[\])]?[.:]?\s+", text)
        label = mark or (match[1] if match else str(len(notes) + 1))
        notes.append(Footnote(mark=label, text=text[match.end() :] if match else text))
        _become_note(element, len(notes) - 1)


def _mark_before(element: Element) -> str | None:
    """Take out a raised number just before an inline note and return it."""
    before = _sibling_before(element)
    if isinstance(before, Element) and before.tag == "sup" and (label := _label(before.text())):
        _become_note(before, None)
        return label
    return None


def _sibling_before(element: Element) -> Element | str | None:
    siblings = element.parent.children if element.parent is not None else []
    place = next((i for i, child in enumerate(siblings[:_MAX_SIBLINGS]) if child is element), 0)
    return siblings[place - 1] if place else None


def _names_zone(element: Element) -> bool:
    roles = f"{element.get('role')} {element.get('epub:type')}".split()
    return bool({"doc-endnotes", "footnotes", "endnotes"} & set(roles)) or any(
        _ZONE_CLASS.fullmatch(name) for name in element.get("class").split()
    )


def _unlinked(body: Element, notes: list[Footnote]) -> None:
    """Raised numbers without links, and paragraphs further down that begin with the same."""
    sups = [element for element in body.walk() if element.tag == "sup" and _label(element.text()) and element.parent]
    if not sups:
        return
    found: list[tuple[str, Element]] = []
    in_zone = False
    for element in list(body.walk()):
        if element.tag in HEADINGS:
            in_zone = bool(_ZONE_HEADING.fullmatch(" ".join(element.text().split())))
        elif element.tag in {"p", "li", "div", "dd", "td"} and not element.has_block:
            if label := _note_label(element, in_zone=in_zone or any(map(_names_zone, element.ancestors()))):
                found.append((label, element))
    starts = {element for _, element in found}
    by_label: dict[str, list[Element]] = {}
    for label, element in found:
        by_label.setdefault(label, []).append(element)
    taken: dict[Element, int] = {}
    for sup in sups:
        if any(parent in starts for parent in sup.ancestors()) or _is_power(sup):
            continue
        label = _label(sup.text()) or ""
        note = next((element for element in by_label.get(label, ()) if element.order > sup.order), None)
        if note is None:
            continue
        if note not in taken:
            taken[note] = len(notes)
            notes.append(Footnote(mark=label, text=_note_text(note, label)))
        _become_note(sup, taken[note])
    _remove_bodies(set(taken))


def _is_power(sup: Element) -> bool:
    """Whether a raised number is an exponent: 40 m², 10³."""
    before = _sibling_before(sup)
    return isinstance(before, str) and bool(_BEFORE_POWER.search(before)) and sup.text().strip() in {"2", "3", "6", "9"}


def _note_label(element: Element, *, in_zone: bool) -> str | None:
    first = next((c for c in element.children if not isinstance(c, str) or c.strip()), None)
    if isinstance(first, Element) and first.tag == "sup":
        return _label(first.text())
    if not in_zone:
        return None
    if match := re.match(r"\s*[\[(]?(\d{1,4}|[*†‡§¶]{1,3})[\])]?[.:)]?\s", element.text()):
        return match[1]
    if element.tag == "li" and element.parent is not None and element.parent.tag == "ol":
        items = [child for child in element.parent.children if isinstance(child, Element) and child.tag == "li"]
        start = element.parent.get("start")
        return str(items.index(element) + (int(start) if start.isdecimal() else 1))
    return None


def _drop_zones(body: Element) -> None:
    """Drop what is left of lists of notes: notes that no mark refers to."""
    for element in list(body.walk()):
        if element.parent is not None and _names_zone(element) and not any(e.tag == NOTE for e in element.walk()):
            element.detach()

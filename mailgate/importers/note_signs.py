"""The signs that footnotes are told by: what a mark looks like, and what elements say of themselves."""

import re

from mailgate.importers.runs import NOTE
from mailgate.importers.tree import BLOCKS, Element

_MARK = re.compile(
    r"[\[({［（〔]?\s*(?:(?:foot|end)?note|fn|ref|注|註|주)?\.?\s*(\*?\d{1,4}[a-z]?|[*†‡§¶#]{1,4}|[a-z]{1,2}|[ivxl]{1,6})\s*[\])}/］）〕]?[.,]?",
    re.I,
)
_BACK_LINK = re.compile(
    r"[\s\[(]*(?:back(?: to .*)?|return(?: to .*)?|go (?:back )?to .*|jump (?:up|back).*|top|ref(?:erence)?)?\s*"
    r"[↩↑⇑⤴⏎^⬆↵▲△⇧\ufe0e\ufe0f]*[\s\])]*",
    re.I,
)
_NOTE_CLASS = re.compile(
    r"(?:[^\W_]*[-_])*(?:foot|end|side|margin)[-_]?notes?(?:[-_]+(?:text|body|content|inline|note|tooltip|popup))?|msofootnotetext|ltx_note",
    re.I,
)
_ZONE_CLASS = re.compile(
    r"(?:govuk-)?(?:foot|end)[-_]?notes(?:[-_]?(?:list|section|(?:reference[-_])?container|table))?", re.I
)
ZONE_HEADING = re.compile(
    r"(?:foot|end)?notes(?: and references)?|references|sources|(?:fu(?:ß|ss)|end|voet|eind)?noten|anmerkungen|"
    r"notes de (?:bas de page|fin)|note(?: a piè di pagina| di chiusura)?|"
    r"notas(?: (?:a|de) pie de página| de rodapé| finales| finais| de fim)?|(?:troed|ôl-?)?nodiadau|"
    r"przypisy(?: końcowe)?|(?:fot|fod|slutt?)?noter|(?:ala)?viitteet|примечания|сноски|"
    r"σημειώσεις|υποσημειώσεις|الهوامش|هوامش|注释|脚注|註釋|टिप्पणियाँ",
    re.I,
)
_MARK_CLASS = re.compile(
    r"(?:foot|end)?[-_]?note[-_]?(?:ref|mark|reference|anchor|link)|fn[-_]?ref|noteref|mso\w+reference|reference", re.I
)
_TAIL = re.compile(r"(?:\s*[↩↑⇑⤴⏎⬆↵▲△⇧^]\s*[\ufe0e\ufe0f]?\s*\d{0,2})+$")
_OWN_MARK = re.compile(
    r"[\[({［（〔]?\s*(?:(?:(?:foot|end)?note|注|註|주)\s*|[←↑]\s*)?(\*?\d{1,4}(?:[a-z](?![a-z]))?|[*†‡§¶#]{1,4}|[a-z]{1,2}(?![a-z])|"
    r"[ivxl]{1,6}(?![a-z]))\s*[\])}/］）〕]?\s*[.:)]?(?:\s+|(?=\D))",
    re.I,
)
# Bounds on how far one mark is followed, so that a hostile page costs no more than a long one.
MAX_NOTE = 500  # elements in a note
MAX_MARKS = 200  # letters in a sup that holds marks
MAX_SIBLINGS = 2_000
_MAX_MARK = 24  # letters
_MAX_STOP = 8  # letters and white space of an element that holds a full stop
NOTE_TAGS = frozenset({"li", "p", "div", "aside", "dl", "dd", "dt", "tr", "td", "table", "section", "blockquote"})


def mark_of(text: str) -> str | None:
    """Return the mark that a short text is, without brackets, or None."""
    said = " ".join(text.split()) if len(text) < MAX_MARKS else text
    match = _MARK.fullmatch(said) if len(said) < _MAX_MARK else None
    return match[1] if match else None


def block_of(element: Element) -> Element:
    """Return the block around an element, or the element where it is one."""
    if element.tag in NOTE_TAGS:
        return element
    return next((parent for parent in element.ancestors() if parent.tag in BLOCKS), element)


def names_mark(element: Element) -> bool:
    """Whether an element says that it is a mark."""
    roles = f"{element.get('role')} {element.get('epub:type')} {element.get('rel')}"
    return (
        "noteref" in roles
        or "footnote" in roles.split()
        or any(_MARK_CLASS.fullmatch(name) for name in element.get("class").split())
    )


def names_note(element: Element) -> bool:
    """Whether an element says that it is a note, or a list of notes."""
    roles = f"{element.get('role')} {element.get('epub:type')}".split()
    if {"doc-footnote", "doc-endnote", "doc-endnotes", "footnote", "endnote", "footnotes", "endnotes"} & set(roles):
        return True
    return any(_NOTE_CLASS.fullmatch(name) or _ZONE_CLASS.fullmatch(name) for name in element.get("class").split())


def names_zone(element: Element) -> bool:
    """Whether an element says that it is a list of notes."""
    roles = f"{element.get('role')} {element.get('epub:type')}".split()
    return bool({"doc-endnotes", "footnotes", "endnotes"} & set(roles)) or any(
        _ZONE_CLASS.fullmatch(name) for name in element.get("class").split()
    )


def note_text(body: Element, label: str) -> str:
    """Return the text of a note without its own mark and without the links back."""
    parts: list[str] = []
    stack: list[Element | str] = [body]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            parts.append(item)
        elif not _is_no_word(item, label, is_first=not "".join(parts).strip()):
            apart = [" "] if item.tag in BLOCKS or item.tag == "br" else []
            stack.extend([*apart, *reversed(item.children), *apart])
    text = _TAIL.sub("", " ".join("".join(parts).split())).removeprefix(". ")  # the stop behind a mark that is a link
    match = _OWN_MARK.match(text)
    return text[match.end() :] if match and match[1].lower() == label.lower() else text


def _is_no_word(element: Element, label: str, *, is_first: bool) -> bool:
    """Whether an element of a note is a link back, its own mark with one, or the full stop that LaTeX2HTML sets."""
    if element.tag == "pre":
        return element.text(_MAX_STOP).strip() == "."
    if element.tag != "a" or "#" not in element.get("href"):
        return False
    said = element.text(MAX_MARKS)
    return bool(_BACK_LINK.fullmatch(said)) or (is_first and said.strip() == label and not element.has_block)


def become_note(element: Element, index: int | None) -> None:
    """Make an element the place of a note; without an index it leaves nothing."""
    element.tag, element.children = NOTE, []
    element.attributes = {} if index is None else {"index": str(index)}


def remove_bodies(bodies: set[Element]) -> None:
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


def sibling_before(element: Element) -> Element | str | None:
    """Return what stands just before an element; None where there is nothing, or too much to look through."""
    siblings = element.parent.children if element.parent is not None else []
    if len(siblings) > MAX_SIBLINGS:
        return None
    place = next((i for i, child in enumerate(siblings) if child is element), 0)
    return siblings[place - 1] if place else None

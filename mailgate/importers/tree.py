"""HTML bytes → a small tree of our own, bounded. Every format becomes such a tree, and the rest is the same for all.

Lexbor parses; scripts, forms, comments and hidden elements stay behind. The limits stand before the parser as well,
because it becomes quadratic on documents that do nothing but nest.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from selectolax.lexbor import LexborHTMLParser

from mailgate.importers import first_look, generated, looks, page_elements, style_sheets
from mailgate.importers.outline import ImportRefusedError, Source

MAX_TAGS = 2_000_000
MAX_NESTING = 200
_MAX_OPEN = 2_000  # tags written open at one time: a sloppy page forgets some, a bomb has them all

# What readers of formats say of an element, in attributes that no page has.
LABEL = "-label"  # the number or letter that the format prints before it: Word's and Markdown's lists
DATA = "-data"  # a table that does more than place text
LINE = "-line"  # the line of a text that it begins in
PICTURE = "-picture"  # the tag of an image that is kept: `src` is the name it is kept by
PAGE = "-page"  # the tag of an element without text: from here on it is the page `number`

BLOCKS = frozenset(
    {
        *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details"),
        *("dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2"),
        *("h3", "h4", "h5", "h6", "header", "hgroup", "hr", "li", "main", "nav", "ol", "p", "pre", "section"),
        *("summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "menu"),
    }
)
HEADINGS = page_elements.HEADINGS
_OPENING = re.compile(
    rb"<(/?)(div|span|b|i|u|em|strong|font|small|big|blockquote|ul|ol|dl|table|section|article|sup|sub|center|main|"
    rb"aside|nav|header|footer|fieldset|form|figure|details|tt|code|s|strike|nobr|cite|q|pre|ins|del|mark|object)\b",
    re.IGNORECASE,
)
_MAX_ATTRIBUTES = 2_000
_LONG_TAG = re.compile(rb"<[A-Za-z][^<>]{8000,}")  # the parser compares each attribute of a tag with all before
_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}charset\s*=\s*["']?([A-Za-z0-9_.:-]{2,40})|<\?xml[^>]{0,100}encoding=["']([\w.-]+)""", re.I
)


@dataclass(slots=True, eq=False)
class Element:
    """A tag with what is in it. `order` counts in document order; `has_block` is true where a block is inside."""

    tag: str
    attributes: dict[str, str | None]
    parent: "Element | None" = None
    order: int = 0
    children: "list[Element | str]" = field(default_factory=list)
    has_block: bool = False

    def get(self, name: str) -> str:
        """Return an attribute, or an empty text."""
        return self.attributes.get(name) or ""

    def walk(self) -> "Iterator[Element]":
        """Yield this element and all below it, in document order. Lazily: a look at the first few costs no more."""
        yield self
        stack = [iter(self.children)]
        while stack:
            for child in stack[-1]:
                if isinstance(child, Element):
                    yield child
                    stack.append(iter(child.children))
                    break
            else:
                stack.pop()

    def text(self, limit: int | None = None) -> str:
        """Return all text below, as written; of a long one, with a limit, somewhat more than that many characters."""
        parts: list[str] = []
        length = 0
        stack = [iter(self.children)]
        while stack and (limit is None or length <= limit):
            for child in stack[-1]:
                if isinstance(child, Element):
                    stack.append(iter(child.children))
                    break
                parts.append(child)
                length += len(child)
                if limit is not None and length > limit:
                    break
            else:
                stack.pop()
        return "".join(parts)

    def ancestors(self) -> "Iterator[Element]":
        """Yield the elements around this one, from the inside out."""
        element = self.parent
        while element is not None:
            yield element
            element = element.parent

    def is_in(self, other: "Element") -> bool:
        """Whether this is another element, or stands somewhere in it."""
        return self is other or any(each is other for each in self.ancestors())

    def detach(self) -> None:
        """Take this element out of its parent."""
        if self.parent is not None:
            self.parent.children = [child for child in self.parent.children if child is not self]
            self.parent = None


class Said(NamedTuple):
    """A line of a file. `around`: it is printed around the text, as headers are, and does not count."""

    place: str
    text: str
    around: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """A file, or a chapter of it, as a tree. `is_site`: it is a page of a site, with the site's menus around it.

    `fetch` gets the bytes of an image by its address in the tree; None where the format has none.
    `says_headings`: a paragraph that is bold as a whole is none of its headings, because its reader has looked. `said`:
    the lines of the file, where the tree may not hold them all. `notices`: sentences for the operator.
    `says_title`: the title of the tree is what its author calls the report, not what a browser shows. `goes_on`: a
    program cut the chapter before in two here; what it begins with may belong to the last paragraph of that.
    """

    source: Source
    tree: "Tree"
    is_site: bool = False
    says_headings: bool = False
    says_title: bool = False
    goes_on: bool = False
    fetch: Callable[[str], bytes | None] | None = None
    said: tuple[Said, ...] = ()
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """A page: its body, the text of its title, the language it declares, and the program that it says made it."""

    body: Element
    title: str
    language: str
    generator: str = ""


def grow(children: "Iterable[Element | str]", parent: Element) -> None:
    """Put elements that a reader made below a parent, and count them all in document order."""
    for child in children:
        parent.children.append(child)
        if isinstance(child, Element):
            child.parent = parent
    for order, element in enumerate(parent.walk()):
        element.order = order
        for child in element.children:
            if isinstance(child, Element):
                child.parent = element
                if child.tag in BLOCKS:
                    _note_block(element)


def parse(raw: bytes, name: str, styles: str = "") -> Tree:
    """Return the tree of a page. `styles`: the style sheets that it links to.

    Raises ImportRefusedError, naming the file, where it has more than MAX_TAGS tags or nests deeper than MAX_NESTING.
    """
    _refuse_bombs(raw, name)
    parser = LexborHTMLParser(_decoded(raw))
    title = parser.css_first("head > title")
    root = parser.root
    language = (root.attributes.get("lang") or root.attributes.get("xml:lang") or "") if root is not None else ""
    body = Element("body", {})
    if parser.body is not None:
        said = style_sheets.together(styles, (node.text() or "" for node in parser.css("style")))
        is_tracked = parser.css_first("del") is not None and parser.css_first("ins") is not None
        _copy(parser.body, body, name, _Around(generated.labels(parser, said), looks.of(said), is_tracked=is_tracked))
    generator = parser.css_first("meta[name=generator i]")
    return Tree(
        body=body,
        title=" ".join(title.text().split()) if title is not None else "",
        language=language.strip(),
        generator=(generator.attributes.get("content") or "") if generator is not None else "",
    )


def _refuse_bombs(raw: bytes, name: str) -> None:
    if raw.count(b"<") > MAX_TAGS:
        raise ImportRefusedError(f"{name}: more than {MAX_TAGS:,} tags")
    if any(len(match[0].split(None, _MAX_ATTRIBUTES)) > _MAX_ATTRIBUTES for match in _LONG_TAG.finditer(raw)):
        raise ImportRefusedError(f"{name}: a tag has more than {_MAX_ATTRIBUTES:,} attributes")
    depth = 0
    for match in _OPENING.finditer(raw):
        depth = max(0, depth - 1) if match[1] else depth + 1
        if depth > _MAX_OPEN:
            raise ImportRefusedError(f"{name}: nested deeper than {MAX_NESTING} elements")


def _decoded(raw: bytes) -> str:
    if (text := first_look.utf_16(raw)) is not None:
        return text
    declared = _CHARSET.search(raw[:4096])
    name = (declared[1] or declared[2]).decode("ascii", "replace").lower() if declared else ""
    # Browsers read these three as Windows-1252, and the pages were made with browsers.
    aliases = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252"}
    for encoding in ("utf-8-sig", aliases.get(name, name), "cp1252"):
        try:
            return raw.decode(encoding)
        except (LookupError, UnicodeDecodeError, ValueError):
            continue
    return raw.decode("cp1252", "replace")


class _Around(NamedTuple):
    """What is known of a page's elements from elsewhere: numbers by their node, and what its classes look like.

    `is_tracked`: it shows what was put in and what was taken out; it is read as accepted.
    """

    labels: dict[int, str]
    looks: looks.Looks
    is_tracked: bool


def _copy(source: Any, target: Element, name: str, around: "_Around") -> None:
    """Copy what is below a node of the parser. Without recursion: the depth is what is being judged."""
    order = 0
    stack: list[tuple[Any, Element, int]] = [(source.child, target, 1)]
    while stack:
        node, parent, depth = stack.pop()
        if node is None:
            continue
        stack.append((node.next, parent, depth))
        if node.is_text_node:
            parent.children.append(node.text_content or "")
        elif node.is_element_node and not (
            page_elements.is_left_behind(node) or (around.is_tracked and node.tag == "del")
        ):
            if depth > MAX_NESTING:
                raise ImportRefusedError(f"{name}: nested deeper than {MAX_NESTING} elements")
            order += 1
            element = Element(page_elements.tag(node, around.looks), node.attributes, parent, order)
            if around.labels and node.mem_id in around.labels:
                element.attributes[LABEL] = around.labels[node.mem_id]
            if looks.is_one(element.tag, element.get("class"), around.looks.bold):
                element.attributes["style"] = f"{element.get('style')};font-weight:bold"
            if element.tag == "a" and looks.is_one("a", element.get("class"), around.looks.raised):
                element.attributes["style"] = f"{element.get('style')};vertical-align:super"
            parent.children.append(element)
            if element.tag in BLOCKS:
                _note_block(parent)
            stack.append((node.child, element, depth + 1))


def _note_block(element: Element | None) -> None:
    while element is not None and not element.has_block:
        element.has_block = True
        element = element.parent

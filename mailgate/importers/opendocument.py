"""OpenDocument texts (.odt, .fodt is not read) → a tree: headings, lists with their numbers, notes, tables."""

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from mailgate.importers import symbol_letters
from mailgate.importers.archive import Archive, attribute, child, local, text_at, titled
from mailgate.importers.opendocument_styles import Lists, Styles
from mailgate.importers.outline import ImportRefusedError, Progress, Source
from mailgate.importers.tree import LABEL, PAGE, Element, Leaf, Tree, grow

_LEFT_OUT = frozenset(
    {
        *("tracked-changes", "table-of-content", "illustration-index", "table-index", "alphabetical-index", "forms"),
        *("sequence-decls", "annotation", "annotation-end", "bibliography", "user-index", "object-index"),
        *("variable-decls", "user-field-decls", "note", "ruby-text", "hidden-text", "hidden-paragraph"),
    }
)
_SHAPES = frozenset({"custom-shape", "rect", "ellipse", "circle", "polygon", "path", "caption", "connector", "g"})
_THROUGH = frozenset({"section", "index-body", "text-box", "frame", "list-header", "group", *_SHAPES})
_LETTERS = frozenset({"mi", "mn", "mo", "mtext"})  # of a formula
Node = Element | str
_STEPS = 3  # the archive, the text, and what is made of it


def read(source: Source, progress: Progress) -> list[Leaf]:
    """Read an OpenDocument text. Raises ImportRefusedError where it is none, or a bomb."""
    archive = Archive(source.path, source.name)
    if b"encryption-data" in (archive.read("META-INF/manifest.xml") or b""):
        raise ImportRefusedError(f"{source.name}: is protected with a password")
    content = archive.xml("content.xml")
    text = child(content, "body", "text")
    if content is None or text is None:
        raise ImportRefusedError(f"{source.name}: is no OpenDocument text")
    progress(1, _STEPS)
    roots = [root for root in (archive.xml("styles.xml"), content) if root is not None]
    body = Element("body", {})
    writer = _Writer(Styles(roots), archive)
    grow([*writer.blocks(text), *writer.notes], body)
    progress(2, _STEPS)
    meta = archive.xml("meta.xml")
    language = writer.styles.language or text_at(meta, "language")
    made = Tree(body=body, title=titled(text_at(meta, "title"), source), language=language)
    return [Leaf(source=source, tree=made, says_title=not writer.has_title, fetch=archive.read)]


class _Writer:
    """Goes through a document once, in order, because numbers count."""

    def __init__(self, styles: Styles, archive: Archive) -> None:
        self.styles = styles
        self.archive = archive
        self.lists = Lists(styles)
        self.notes: list[Element] = []
        self.page = 1
        self.has_title = False

    def blocks(self, element: ET.Element) -> Iterator[Element]:
        """Yield what is in a container."""
        for each in filter(self._is_printed, element):
            tag = local(each)
            if tag == "h":
                yield self._heading(each)
            elif tag == "p":
                yield self._paragraph(each)
            elif tag == "list":
                yield self._list(each, self.lists.begin(each), 1)
            elif tag == "numbered-paragraph":
                yield from self._numbered(each)
            elif tag == "table":
                yield self._table(each)
            elif tag == "soft-page-break":
                yield self._page_break()
            elif tag == "image":
                yield _image(each, element)
            elif tag in _THROUGH:
                yield from self.blocks(each)

    def _is_printed(self, element: ET.Element) -> bool:
        style = attribute(element, "style-name")
        is_left_out = self.styles.is_hidden(style) or self.styles.is_contents(style)
        return attribute(element, "display") != "none" and not is_left_out

    def _heading(self, element: ET.Element) -> Element:
        level = attribute(element, "outline-level")
        depth = int(level) if level.isdecimal() else 1
        label = self.lists.heading_label(element, depth)
        attributes: dict[str, str | None] = {LABEL: label} if label else {}
        return Element(f"h{min(depth, 6)}", attributes, children=list(self._inline(element)))

    def _paragraph(self, element: ET.Element, *, is_listed: bool = False) -> Element:
        style = attribute(element, "style-name")
        if self.styles.is_title(style):
            self.has_title = True
            return Element("h1", {}, children=list(self._inline(element)))
        label = "" if is_listed else self.lists.style_label(style)  # an item has the number of its list
        attributes: dict[str, str | None] = {LABEL: label} if label else {}
        if said := self.styles.heading_class(style):
            attributes["class"] = said
        if depth := self.styles.heading_level(style):  # files that were converted have such headings
            return Element(f"h{min(depth, 6)}", attributes, children=list(self._inline(element)))
        paragraph = Element("p", attributes, children=self._styled(style, list(self._inline(element))))
        return Element("blockquote", {}, children=[paragraph]) if self.styles.is_quote(style) else paragraph

    def _numbered(self, element: ET.Element) -> Iterator[Element]:
        """Yield a paragraph that is an item of a list without a list around it."""
        level = attribute(element, "level")
        label = self.lists.label(element, int(level) if level.isdecimal() else 1)
        for each in self.blocks(element):
            each.attributes = {**each.attributes, LABEL: label or each.get(LABEL)}
            yield each

    def _list(self, element: ET.Element, name: str, level: int) -> Element:
        form = self.lists.form(name, level)
        made = Element("ol" if form else "ul", {"type": form} if form not in {"", "1"} else {})
        for item in element:
            if local(item) not in {"list-item", "list-header"}:
                continue
            first = next((local(each) for each in item if local(each) != "soft-page-break"), "")
            entry = Element("li", {})
            if local(item) == "list-item" and first in {"p", "h"} and form:
                label, value = self.lists.count(name, level, attribute(item, "start-value"))
                entry.attributes = {LABEL: label, "value": str(value)}
            for each in item:
                if local(each) == "list":
                    entry.children.append(self._list(each, attribute(each, "style-name") or name, level + 1))
                elif local(each) == "p":
                    entry.children.append(self._paragraph(each, is_listed=True))
                else:
                    wrapped = ET.Element("item")
                    wrapped.append(each)
                    entry.children += self.blocks(wrapped)
            made.children.append(entry)
        return made

    def _table(self, element: ET.Element) -> Element:
        table = Element("table", {})
        for row in element.iter():
            if local(row) != "table-row":
                continue
            entry = Element("tr", {})
            for cell in row:
                if local(cell) == "table-cell":
                    names = (("colspan", "number-columns-spanned"), ("rowspan", "number-rows-spanned"))
                    spans = {name: attribute(cell, long) for name, long in names}
                    attributes: dict[str, str | None] = {n: span for n, span in spans.items() if span not in {"", "1"}}
                    entry.children.append(Element("td", attributes, children=list(self.blocks(cell))))
            table.children.append(entry)
        return table

    def _page_break(self) -> Element:
        self.page += 1
        return Element(PAGE, {"number": str(self.page)})

    def _inline(self, element: ET.Element) -> Iterator[Node]:
        yield element.text or ""
        for each in element:
            yield from self._one(each)
            yield each.tail or ""

    def _one(self, each: ET.Element) -> Iterator[Node]:
        tag = local(each)
        if tag == "note":
            if text_at(each, "note-body").strip():
                yield self._note(each)
        elif tag in {"tab", "s"}:
            yield " " * max(1, min(int(attribute(each, "c") or 1), 20))
        elif tag == "line-break":
            yield Element("br", {})
        elif tag == "soft-page-break":
            yield self._page_break()
        elif tag == "span" and self._is_printed(each):
            yield from self._styled(attribute(each, "style-name"), self._letters(each))
        elif tag == "frame" and (formula := self._formula(each)):
            yield formula
        elif tag == "frame" or tag in _SHAPES:
            yield from self.blocks(each)
        elif tag not in _LEFT_OUT | {"span"}:
            yield from self._inline(each)

    def _letters(self, span: ET.Element) -> list[Node]:
        nodes = list(self._inline(span))
        if not self.styles.is_symbol(attribute(span, "style-name")):
            return nodes
        return [symbol_letters.read(node) if isinstance(node, str) else node for node in nodes]

    def _formula(self, frame: ET.Element) -> str:
        """Return the letters of a formula, which is a file of its own or stands in its frame; else an empty text."""
        held = child(frame, "object")
        root = child(held, "math")
        if root is None and (name := attribute(held, "href").removeprefix("./").rstrip("/")):
            root = self.archive.xml(f"{name}/content.xml")
        if root is None or local(root) != "math":
            return ""
        return "".join(each.text or "" for each in root.iter() if local(each) in _LETTERS)

    def _styled(self, style: str, nodes: list[Node]) -> list[Node]:
        for tag in self.styles.tags(style):
            nodes = [Element(tag, {}, children=nodes)]
        return nodes

    def _note(self, element: ET.Element) -> Element:
        name = f"note-{len(self.notes) + 1}"
        mark = text_at(element, "note-citation")
        note = Element("p", {"id": name})
        self.notes.append(note)
        for place, each in enumerate(list(body) if (body := child(element, "note-body")) is not None else []):
            note.children += [*([" "] if place else []), *self._inline(each)]
        return Element("sup", {}, children=[Element("a", {"href": f"#{name}"}, children=[mark])])


def _image(image: ET.Element, frame: ET.Element) -> Element:
    """Return an image; what it shows in words stands in the frame around it."""
    alternative = text_at(frame, "desc") or text_at(frame, "title")
    return Element("img", {"src": attribute(image, "href").removeprefix("./"), "alt": alternative})

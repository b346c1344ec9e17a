"""The tags of a PDF → its pieces and notes, as its maker calls them. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from mailgate.importers.pdf import markers
from mailgate.importers.pdf.footnotes import Note
from mailgate.importers.pdf.model import Line, Page, Word
from mailgate.importers.pdf.pieces import Piece

_NOTES = frozenset({"Note", "FENote"})
_HEADINGS = {"H": "h2", "Title": "h1", **{f"H{level}": f"h{level}" for level in range(1, 7)}}
_TEXTS = frozenset({"P", "Caption", "TOCI", "BibEntry", "Code", *_HEADINGS})
_BLOCKS = frozenset({*_TEXTS, "L", "LI", "LBody", "Table", "BlockQuote", "TOC", "Figure"})
_GROUPS = frozenset({"Document", "DocumentFragment", "Part", "Sect", "Div", "Art", "NonStruct", "Private", "Aside"})
Words = list[Word]


@dataclass(slots=True, eq=False)
class Node:
    """A tag over all its pages: what is in it, by place."""

    kind: str
    inside: "dict[int, Node | Words]" = field(default_factory=dict)
    blocks: bool | None = None

    @property
    def parts(self) -> "list[Node | Words]":
        """What is in it, in order."""
        return [self.inside[place] for place in sorted(self.inside)]

    @property
    def has_blocks(self) -> bool:
        """Whether a paragraph, a list or the like is below it."""
        if self.blocks is None:
            self.blocks = any(
                part.kind not in _NOTES and (part.kind in _BLOCKS or part.has_blocks)
                for part in self.parts
                if isinstance(part, Node)
            )
        return self.blocks

    @property
    def words(self) -> Words:
        """All its words."""
        return [word for part in self.parts for word in (part.words if isinstance(part, Node) else part)]


def root_of(pages: Sequence[Page]) -> Node:
    """Return the tags of all pages as one tree."""
    root = Node("Document")
    found: dict[tuple[int, ...], Node] = {(): root}
    for page in pages:
        words: dict[int, Words] = {}
        for word in page.words:
            words.setdefault(word.content, []).append(word)
        for tag in page.tags:
            node = found.get(tag.path)
            if node is None:
                node = found[tag.path] = Node(tag.kind)
                found[tag.path[:-1]].inside[tag.path[-1]] = node
            for place, content in tag.contents:
                node.inside[place] = words.get(content, [])
    return root


class Reader:
    """Makes pieces of nodes; notes are put aside, and so is what is printed before items and notes: `labels`."""

    def __init__(self, home: Mapping[Word, Line]) -> None:
        self._home = home
        self.notes: list[Note] = []
        self.labels: Words = []

    def pieces(self, node: Node, tag: str) -> Iterator[Piece]:
        """Yield what is in a node; text that is directly in it gets this tag."""
        run: Words = []
        for part in node.parts:
            if isinstance(part, Node) and (_is_block(part) or part.kind == "Div" or (not tag and part.kind in _GROUPS)):
                yield from self._text(run, tag)
                yield from self._piece(part)
                run = []
            else:
                run += self._words(part)
        yield from self._text(run, tag)

    def _text(self, words: Words, tag: str) -> Iterator[Piece]:
        if lines := self._lines(words):
            yield Piece(tag or "p", lines)

    def _piece(self, node: Node) -> Iterator[Piece]:
        if node.kind == "L":
            yield from self._list(node)
        elif node.kind == "Table":
            yield from self._table(node)
        elif node.kind == "BlockQuote":
            yield Piece("blockquote", parts=list(self.pieces(node, "" if node.has_blocks else "p")))
        elif node.kind == "TOCI":
            yield from self._text(node.words, "toc")
        else:
            yield from self.pieces(node, _HEADINGS.get(node.kind, "" if node.kind in _GROUPS else "p"))

    def _words(self, part: "Node | Words") -> Words:
        """Return the words of a part without those of notes in it."""
        if not isinstance(part, Node):
            return part
        if part.kind in _NOTES:
            return self._note(part.words)
        return [] if part.kind == "Artifact" else [word for each in part.parts for word in self._words(each)]

    def _note(self, words: Words) -> Words:
        """Put a note aside; return what stands before it in the text, where that is in its tag too: its mark."""
        inside = [word for word in words if word in self._home]
        again = [word for word in inside[1:3] if word.text == inside[0].text]
        before, rest = (inside[:1], inside[1:]) if again else ([], inside)
        mark = rest[0].text.strip("[]().:") if rest else ""
        self._label(rest[:1])
        lines = self._lines(rest[1:])
        if lines:
            self.notes.append(Note(mark, self._home[rest[0]].page, lines, is_far=True))
        return before

    def _label(self, words: Words) -> None:
        for word in words:
            word.labels = True
        self.labels += words

    def _lines(self, words: Words) -> list[Line]:
        """Return words as the lines that they stand in."""
        lines: list[Line] = []
        home: Line | None = None
        for word in words:
            if word not in self._home:
                continue
            if self._home[word] is not home:
                home = self._home[word]
                lines.append(Line([], home.page, home.left, home.right))
            lines[-1].words.append(word)
        for line in lines:
            line.words.sort(key=lambda word: word.x0)
        return lines

    def _list(self, node: Node) -> Iterator[Piece]:
        items = [part for part in node.parts if isinstance(part, Node) and part.kind == "LI"]
        found = [item for each in items for item in self._item(each)]
        yield from (self.pieces(node, "") if not items else _listed(found))

    def _item(self, node: Node) -> Iterator[Piece]:
        label = self._lines(
            [w for part in node.parts if isinstance(part, Node) and part.kind == "Lbl" for w in part.words]
        )
        rest = Node("LI", {p: e for p, e in node.inside.items() if not (isinstance(e, Node) and e.kind == "Lbl")})
        parts = list(self.pieces(rest, "p"))
        if parts and parts[0].tag in _HEADINGS.values():
            parts[0].lines = [*label, *parts[0].lines]  # a heading with a number
            yield from parts
            return
        self._label([word for line in label for word in line.words])
        item = Piece("li", label=" ".join(line.text for line in label))
        if parts and parts[0].tag == "p":
            item.lines = parts.pop(0).lines
        item.parts = parts
        if item.lines and not label and (mark := markers.marker(item.lines[0])):
            self._label(item.lines[0].words[:1])
            item.label, item.lines[0] = mark, item.lines[0].without_first()
        if item.lines or item.parts:
            yield item

    def _table(self, node: Node) -> Iterator[Piece]:
        rows: list[list[list[Line]]] = []
        for part in _below(node, "TR"):
            cells = [each for each in part.parts if isinstance(each, Node) and each.kind in {"TH", "TD"}]
            rows.append([self._once(self._lines(self._words(cell))) for cell in cells])
        words = [word for row in rows for cell in row for line in cell for word in line.words]
        for caption in _below(node, "Caption"):
            yield from self._text(self._words(caption), "p")
        if not words:
            return
        home = self._home[words[0]]
        whole = Line(words, home.page, home.left, home.right)
        whole.rows = rows
        yield Piece("table", [whole])

    def _once(self, lines: list[Line]) -> list[Line]:
        """Return the lines of a cell without those that say it again on the next pages, as heads of tables do."""
        first = [line.text for line in lines if line.page == lines[0].page]
        again = len(lines) > len(first) and [line.text for line in lines] == first * (len(lines) // len(first))
        for line in lines[len(first) :] if again else ():
            self._label(line.words)
        return lines[: len(first)] if again else lines


def _is_block(node: Node) -> bool:
    return node.kind not in _NOTES and (node.kind in _BLOCKS or node.has_blocks)


def _below(node: Node, kind: str) -> Iterator[Node]:
    for part in node.parts:
        if isinstance(part, Node):
            if part.kind == kind:
                yield part
            elif part.kind != "Table":
                yield from _below(part, kind)


def _listed(found: Sequence[Piece]) -> Iterator[Piece]:
    """Yield items as a list; what is none, as it is."""
    items = [piece for piece in found if piece.tag == "li"]
    if len(items) < len(found):
        yield from (Piece("ul", parts=[piece]) if piece.tag == "li" else piece for piece in found)
    elif items:
        how = markers.kind([item.label for item in items])
        for item in items:
            item.label = item.label if how else ""
        yield Piece("ol" if how else "ul", parts=items, label=how)

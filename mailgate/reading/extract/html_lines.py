"""Lines of an HTML body, as a mail program would show them, and what it marked as quote, signature or boundary. Pure.

Lexbor parses what `html_bounds` lets through; one walk over its tree, without recursion, gathers the lines. What an
element is says `html_parts` by its names and `html_style` by its looks; the words are left to `cut`.
"""

import html as html_escapes
import re
from dataclasses import dataclass, field, replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from mailgate.reading.extract import html_bounds
from mailgate.reading.extract.html_elements import (
    BLOCKS,
    INVISIBLE,
    SPACED,
    emoji,
    is_close,
    is_outlook_rule,
    numbering,
    shown_as,
)
from mailgate.reading.extract.html_inline import Inline
from mailgate.reading.extract.html_parts import Attributes, Part, is_boundary, part_of
from mailgate.reading.extract.html_shown import (
    COLONS,
    heads_a_mail,
    with_header_blocks,
    with_last_quote,
    with_signs,
    without_doubtful_quote,
)
from mailgate.reading.extract.html_style import PLAIN, colour_of, style_of
from mailgate.reading.extract.lines import LINES_LIMIT, Line, Role

_NODES_LIMIT = 300_000  # more than a body of the length that is looked at has
_LOOKS_LIMIT = 20  # how often what is below an element is searched before it is entered

_HEADER_LINES = 8
_HEAD_LENGTH = 600  # characters of a header block above the mail that was answered, at most
_MARKUP = re.compile(r"<[a-zA-Z/!]")
_SPACE = re.compile(r"[ \t\n\r\f]+")
_ASKED = re.compile(r"@|\d\D+\d")


def split(html: str) -> list[Line]:
    """Return the lines of an HTML body."""
    if not _MARKUP.search(html):
        return [
            with_signs(Line(row)) for row in html_escapes.unescape(html).replace("\xa0", " ").split("\n", LINES_LIMIT)
        ]
    sound, rest = html_bounds.parted(html)
    root = LexborHTMLParser(sound).body
    lines = _Walk().lines(root) if root is not None else []
    if rest:
        last = lines[-1] if lines else Line("")
        rows = html_escapes.unescape(html_bounds.without_tags(rest)).split("\n", LINES_LIMIT)
        lines += [Line(row, depth=last.depth, role=last.role) for row in rows]
    return with_header_blocks([with_signs(line) for line in lines])


@dataclass(slots=True)
class _Wrapper:
    """The state of an element that holds an attribution and quotes: whether a quote has begun in it."""

    quoted: bool = False


@dataclass(frozen=True, slots=True)
class _Context:
    """What an open element changes for all that is in it."""

    depth: int = 0
    role: Role = Role.ORDINARY
    inline: tuple[str, ...] = ()
    preformatted: bool = False
    wrapper: _Wrapper | None = None
    items: list[int] | None = None  # the number of the last item of an ordered list; empty in another list
    colour: str = ""


@dataclass(slots=True)
class _Walk:
    """Goes through the tree once, in document order, and gathers lines."""

    out: list[Line] = field(default_factory=list)
    is_sure: bool = False  # something is quoted by more than the name of its element
    rules: list[int] = field(default_factory=list)  # where lines across the page stand
    bare: int | None = None  # where the last quotation begins that no mail program marked
    inline: Inline = field(default_factory=Inline)
    colours: set[str] = field(default_factory=set)  # of what is in the line so far
    context: _Context = field(default_factory=_Context)
    attributes: Attributes = field(default_factory=dict)  # of the element that was visited last
    looks: int = 0

    def lines(self, root: LexborNode) -> list[Line]:
        """Return the lines below this element."""
        stack: list[tuple[LexborNode, str, bool, _Context]] = []
        node: LexborNode | None = root.child
        seen = 0
        while seen < _NODES_LIMIT and len(self.out) < LINES_LIMIT:
            if node is None:
                if not stack:
                    break
                closed, tag, spaced, before = stack.pop()
                self._leave(tag, spaced=spaced)
                self.context = before
                node = closed.next
                continue
            seen += 1
            child = self._visit(node)
            if child is None:
                node = node.next
                continue
            before = self.context
            tag = shown_as(node, node.tag or "", self.attributes)
            stack.append((node, tag, self._enter(node, tag), before))
            node = child
        self._break()
        for rule in self.rules:
            if heads_a_mail(self.out[rule + 1 : rule + _HEADER_LINES]):
                self.out[rule] = Line("", role=Role.BOUNDARY, depth=self.out[rule].depth)
        if not self.is_sure:
            self.out = without_doubtful_quote(self.out)
        return self.out if self.bare is None else with_last_quote(self.out, self.bare)

    def _visit(self, node: LexborNode) -> LexborNode | None:
        """Take in what this node is by itself; return its first child where there is more to see in it."""
        tag = node.tag
        if tag == "-text":
            self._text(node.text_content or "")
            return None
        if tag is None or tag in INVISIBLE:
            return None
        if tag[0] in "-!":
            if tag == "-comment" and is_boundary(node.comment_content or ""):
                self._boundary()
            return None
        child = node.child
        if child is None or tag in ("hr", "br", "img"):
            self._empty(node, tag)
            return None
        self.attributes = node.attributes
        return child if not self.attributes or self._is_seen(node, tag, self.attributes) else None

    def _is_seen(self, node: LexborNode, tag: str, attributes: Attributes) -> bool:
        """Whether what is in the element is to be gone through: it is not hidden, and not the bullet of an item."""
        style = style_of(attributes.get("style"))
        if style.numbering:
            self.inline.bullet = numbering(node.text())
            return False
        return not (style.hidden or "hidden" in attributes or part_of(tag, attributes) is Part.HIDDEN)

    def _empty(self, node: LexborNode, tag: str) -> None:
        if tag == "br":
            self._break(force=True)
        if tag in BLOCKS:
            self._break()
        attributes = node.attributes
        part = part_of(tag, attributes) if attributes else None
        if part is Part.BOUNDARY or (tag == "hr" and is_outlook_rule(attributes)):
            self._boundary()
        elif part is Part.SIGNATURE_BEGINS:
            self.out.append(Line("-- ", depth=self.context.depth))
        elif tag == "hr":
            self.rules.append(len(self.out))
            self.out.append(Line("", role=self.context.role, depth=self.context.depth))
        elif tag == "img":
            self._text(emoji(attributes.get("alt") or ""))

    def _enter(self, node: LexborNode, tag: str) -> bool:
        """Change the context to that inside the element; return whether a space follows it."""
        now, attributes = self.context, self.attributes
        style = style_of(attributes.get("style")) if attributes else PLAIN
        if tag in BLOCKS:
            self._break()
        depth, role, wrapper = self._whose(node, tag, attributes)
        inline = self.inline.changed(now.inline, tag, style)
        preformatted = tag == "pre" or (now.preformatted if style.preformatted is None else style.preformatted)
        items = self._items(tag, attributes)
        said = style.colour or colour_of(attributes.get("color") or "" if tag == "font" else "")
        colour = said if said and tag != "a" else now.colour
        self.context = _Context(depth, role, inline, preformatted, wrapper, items, colour)
        return tag in SPACED and not style.close and not is_close(attributes)

    def _items(self, tag: str, attributes: Attributes) -> list[int] | None:
        items = self.context.items
        if tag == "li":
            if items:
                items[0] += 1
            self.inline.bullet = f"{items[0]}. " if items else "- "
        elif tag == "ol":
            start = attributes.get("start") or ""
            return [int(start) - 1 if start.isdecimal() and len(start) < 6 else 0]
        elif tag in ("ul", "dir", "menu"):
            return []
        return items

    def _whose(self, node: LexborNode, tag: str, attributes: Attributes) -> tuple[int, Role, _Wrapper | None]:
        """Return depth, role and wrapper inside the element: what the mail program says of whose it is."""
        now = self.context
        part = part_of(tag, attributes)
        if tag == "blockquote":
            return self._blockquote(attributes, part)
        style = style_of(attributes.get("style")) if attributes else PLAIN
        if part is Part.BOUNDARY or (style.rule and tag in ("div", "td", "p") and self._heads_a_mail(node)):
            self._boundary()
        elif part is Part.QUOTE or (style.bar and tag == "div"):
            self.is_sure |= part is not Part.QUOTE
            return now.depth + 1, Role.ORDINARY, None
        elif part is Part.WRAPPER and not now.depth:
            return self._wrapped(node)
        elif part is Part.ATTRIBUTION:
            # In a wrapper it is cut with its quote, however many lines it has.
            return (now.depth + 1, now.role, None) if now.wrapper else (now.depth, Role.ATTRIBUTION, now.wrapper)
        elif part is Part.SIGNATURE and now.role is Role.ORDINARY:
            return now.depth, Role.SIGNATURE, now.wrapper
        return now.depth, now.role, now.wrapper

    def _blockquote(self, attributes: Attributes, part: Part | None) -> tuple[int, Role, _Wrapper | None]:
        """A quote of the mail program is another's; any other the author's own, unless an attribution stands above."""
        now = self.context
        if now.wrapper is not None:
            now.wrapper.quoted = True
        if now.depth or now.wrapper or self._is_marked(attributes, part) or self._is_introduced():
            self.is_sure = True
            return now.depth + 1, Role.ORDINARY, None
        self.bare = None if attributes else len(self.out)
        return now.depth, Role.OWN_QUOTE, None

    def _is_marked(self, attributes: Attributes, part: Part | None) -> bool:
        """Whether the mail program says that it quotes here. Gmail has one mark for that and for authors who quote."""
        if attributes.get("class") == "gmail_quote" and "type" not in attributes:
            return self.is_sure
        marked = " ".join(attributes.get(name) or "" for name in ("type", "class", "cite")).lower()
        is_named = part in (Part.QUOTE, Part.WRAPPER) or "cite" in marked or "quote" in marked or "mid:" in marked
        return is_named or style_of(attributes.get("style")).bar

    def _is_introduced(self) -> bool:
        """Whether the line above ends in a colon and has an address or a date in it."""
        for line in reversed(self.out[-4:]):
            if not line.is_blank:
                return line.text.rstrip()[-1] in COLONS and _ASKED.search(line.text) is not None
        return False

    def _heads_a_mail(self, node: LexborNode) -> bool:
        """Whether there are labels in what stands below a rule."""
        self.looks += 1
        words = node.text()[:_HEAD_LENGTH] if self.looks <= _LOOKS_LIMIT else ""
        return self.looks > _LOOKS_LIMIT or sum(map(words.count, COLONS)) > 1

    def _wrapped(self, node: LexborNode) -> tuple[int, Role, _Wrapper | None]:
        now = self.context
        self.looks += 1
        if self.looks > _LOOKS_LIMIT:
            return now.depth + 1, Role.ORDINARY, None
        attribution = node.css_first(".gmail_attr, .gmail_quote_attribution")
        if node.css_first("blockquote") is not None:
            return now.depth, now.role, _Wrapper(quoted=attribution is not None)
        return (now.depth, now.role, None) if attribution is None else (now.depth + 1, Role.ORDINARY, None)

    def _leave(self, tag: str, *, spaced: bool) -> None:
        if tag in BLOCKS:
            self._break()
            if spaced and self.out and self.out[-1].text:
                self.out.append(Line("", depth=self.context.depth, role=self.context.role))
        elif tag in ("td", "th"):
            self._text(" ")

    def _text(self, text: str) -> None:
        now = self.context
        if not text.isspace():
            self.colours.add(now.colour)
        if not now.preformatted:
            self.inline.add(_SPACE.sub(" ", text), now.inline)
            return
        *rows, last = text.split("\n")
        for row in rows:
            self.inline.add(row, now.inline, preformatted=True)
            self._break(force=True)
        self.inline.add(last, now.inline, preformatted=True)

    def _boundary(self) -> None:
        self._break()
        self.out.append(Line("", role=Role.BOUNDARY, depth=self.context.depth))

    def _break(self, *, force: bool = False) -> None:
        now = self.context
        introduces = now.wrapper is not None and not now.wrapper.quoted
        if line := self.inline.line(now.depth + introduces, now.role, force=force):
            if len(self.colours) == 1 and (colour := min(self.colours)) not in ("", "black"):
                line = replace(line, colour=colour)
            self.colours.clear()
            self.out.append(line)

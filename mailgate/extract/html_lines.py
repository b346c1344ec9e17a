"""Lines of an HTML body: what the mail program marked as quote, signature or boundary. Pure, no recursion.

Lexbor parses; before it, a count of open tags turns documents of absurd nesting into text, because parsers are not
linear in nesting.
"""

import html as html_escapes
import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from mailgate.extract.lines import LINES_LIMIT, Line, Role

NESTING_LIMIT = 200
NODES_LIMIT = 60_000

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})")
_ANY_TAG = re.compile(r"<[^<>]{0,2000}>")
_SPACE = re.compile(r"[ \t\n\r\f]+")
_NO_NESTING = frozenset(
    {
        "br",
        "p",
        "li",
        "img",
        "hr",
        "meta",
        "input",
        "link",
        "td",
        "tr",
        "th",
        "col",
        "option",
        "dt",
        "dd",
        "base",
        "wbr",
    }
)
_FORMATTING = frozenset(
    {"a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"}
)
_INVISIBLE = frozenset(
    {"head", "script", "style", "title", "template", "noscript", "textarea", "svg", "math", "iframe", "object"}
    | {"select", "button", "noembed", "noframes", "xmp", "audio", "video", "canvas", "plaintext", "map"}
)
_BLOCKS = frozenset(
    {"div", "p", "li", "ul", "ol", "table", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "center", "address", "dl"}
    | {"dt", "dd", "blockquote", "section", "article", "header", "footer", "tbody", "form", "fieldset", "hr", "main"}
)
_SPACED = frozenset(["p", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "blockquote", "dl", "table"])
_INLINE = {"b": "strong", "strong": "strong", "i": "em", "em": "em"}

# What mail programs call the parts of an answer: words in class or id -> role.
_CONTAINERS = frozenset(
    {"yahoo_quoted", "protonmail_quote", "zmail_extra", "tutanota_quote", "gmail_extra_quote", "qt", "ydpquoted"}
    | {"mimestream_quote", "front-quote", "mail-quote-collapse"}
)
_BOUNDARIES = frozenset(
    {
        "divrplyfwdmsg",
        "appendonsend",
        "olk_src_body_section",
        "x_divrplyfwdmsg",
        "mail-editor-reference-message-container",
    }
    | {"reply-intro", "zwchr", "x_appendonsend", "stopspelling", "replysplit"}
)
_SIGNATURES = frozenset(
    {
        "gmail_signature",
        "moz-signature",
        "signature",
        "x_signature",
        "ms-outlook-mobile-signature",
        "applemailsignature",
    }
    | {"protonmail_signature_block", "gmail_signature_prefix", "x_ms-outlook-mobile-signature", "tutanota_signature"}
    | {"ymail_android_signature", "mobile_signature", "x_gmail_signature", "iphone_signature", "yahoo_signature"}
)
_ATTRIBUTIONS = frozenset(["gmail_attr", "moz-cite-prefix", "x_gmail_attr", "protonmail_attr", "wisestamp_attr"])


def split(html: str) -> list[Line]:
    """Return the lines of an HTML body."""
    if _is_absurd(html):
        return [Line(row) for row in html_escapes.unescape(_ANY_TAG.sub(" ", html)).split("\n", LINES_LIMIT)]
    root = LexborHTMLParser(html).body
    return _Walk().lines(root) if root is not None else []


def _is_absurd(html: str) -> bool:
    depth = formatting = 0
    for closing, name in _TAG.findall(html):
        tag = name.lower()
        if tag in _NO_NESTING:
            continue
        step = -1 if closing else 1
        depth = max(0, depth + step)
        if tag in _FORMATTING:
            formatting = max(0, formatting + step)
        if depth > NESTING_LIMIT or formatting > NESTING_LIMIT // 2:
            return True
    return False


@dataclass(slots=True)
class _Context:
    """What an open element changes for all that is in it."""

    depth: int = 0
    role: Role = Role.ORDINARY
    inline: tuple[str, ...] = ()
    preformatted: bool = False


@dataclass(slots=True)
class _Walk:
    """Goes through the tree once, in document order, and gathers lines."""

    out: list[Line] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    marks: list[tuple[int, str]] = field(default_factory=list)
    length: int = 0
    open_inline: tuple[str, ...] = ()
    context: _Context = field(default_factory=_Context)

    def lines(self, root: LexborNode) -> list[Line]:
        """Return the lines below this element."""
        stack: list[tuple[LexborNode, _Context]] = []
        node: LexborNode | None = root.child
        seen = 0
        while seen < NODES_LIMIT and len(self.out) < LINES_LIMIT:
            if node is None:
                if not stack:
                    break
                closed, before = stack.pop()
                self._leave(closed.tag or "")
                self.context = before
                node = closed.next
                continue
            seen += 1
            child = self._visit(node)
            if child is None:
                node = node.next
                continue
            stack.append((node, self.context))
            self.context = self._enter(node)
            node = child
        self._break()
        return self.out

    def _visit(self, node: LexborNode) -> LexborNode | None:
        """Take in what this node is by itself; return its first child where there is more to see in it."""
        tag = node.tag
        if tag == "-text":
            self._add(node.text_content or "")
            return None
        if tag == "br":
            self._break(force=True)
            return None
        if tag is None or tag in _INVISIBLE or tag[0] in "-!":
            return None
        child = node.child
        if child is None or tag == "hr":
            self._empty(node, tag)
            return None
        return None if _is_hidden(node) else child

    def _empty(self, node: LexborNode, tag: str) -> None:
        if tag in _BLOCKS:
            self._break()
        if _names(node) & _BOUNDARIES:
            self.out.append(Line("", role=Role.BOUNDARY))
        elif tag == "hr":
            self.out.append(Line("", role=self.context.role, depth=self.context.depth))

    def _enter(self, node: LexborNode) -> _Context:
        tag, now = node.tag or "", self.context
        depth, role, inline = now.depth, now.role, now.inline
        if tag in _INLINE:
            name = _INLINE[tag]
            inline = inline if name in inline else (*inline, name)
        if tag not in _BLOCKS and tag not in ("span", "font", "a"):
            return _Context(depth, role, inline, now.preformatted)
        attributes = node.attributes
        if tag in _BLOCKS:
            self._break()
        if tag == "blockquote":
            depth, role = _quote(attributes, depth, role)
        if attributes:
            depth, role = self._named(node, depth, role)
        return _Context(depth, role, inline, now.preformatted or tag == "pre")

    def _named(self, node: LexborNode, depth: int, role: Role) -> tuple[int, Role]:
        names = _names(node)
        if names & _BOUNDARIES or _is_outlook_rule(node):
            self.out.append(Line("", role=Role.BOUNDARY))
        elif names & _CONTAINERS:
            return depth + 1, Role.ORDINARY
        elif names & _ATTRIBUTIONS:
            return depth, Role.ATTRIBUTION
        elif names & _SIGNATURES and role is Role.ORDINARY:
            return depth, Role.SIGNATURE
        return depth, role

    def _leave(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._break()
            if tag in _SPACED and self.out and self.out[-1].text:
                self.out.append(Line("", depth=self.context.depth, role=self.context.role))
        elif tag in ("td", "th"):
            self._add(" ")

    def _add(self, text: str) -> None:
        if self.context.preformatted and "\n" in text:
            rows = text.split("\n")
            for row in rows[:-1]:
                self._add(row)
                self._break(force=True)
            text = rows[-1]
        elif not self.context.preformatted:
            text = _SPACE.sub(" ", text)
        text = text.replace("\xa0", " ")
        if not self.text:
            text = text if self.context.preformatted else text.lstrip(" ")
        elif text[:1] == " " and self.text[-1][-1:] == " ":
            text = text[1:]
        if not text:
            return
        self._switch(self.context.inline)
        self.text.append(text)
        self.length += len(text)

    def _switch(self, inline: tuple[str, ...]) -> None:
        if inline == self.open_inline:
            return
        shared = 0
        for before, after in zip(self.open_inline, inline, strict=False):
            if before != after:
                break
            shared += 1
        self.marks.extend((self.length, f"</{name}>") for name in reversed(self.open_inline[shared:]))
        self.marks.extend((self.length, f"<{name}>") for name in inline[shared:])
        self.open_inline = inline

    def _break(self, *, force: bool = False) -> None:
        if not self.text and not force:
            return
        self._switch(())
        text = "".join(self.text).rstrip(" ")
        marks = tuple((min(at, len(text)), tag) for at, tag in self.marks)
        self.out.append(Line(text, depth=self.context.depth, marks=marks, role=self.context.role))
        self.text, self.marks, self.length = [], [], 0


def _names(node: LexborNode) -> set[str]:
    attributes = node.attributes
    if not attributes:
        return set()
    joined = f"{attributes.get('class') or ''} {attributes.get('id') or ''} {attributes.get('name') or ''}"
    return set(joined.lower().split()) if joined != "  " else set()


def _quote(attributes: dict[str, str | None], depth: int, role: Role) -> tuple[int, Role]:
    """A blockquote of the mail program is quoted text; any other is the author's own, until its words say otherwise."""
    marked = f"{attributes.get('type') or ''} {attributes.get('class') or ''} {attributes.get('cite') or ''}".lower()
    style = (attributes.get("style") or "").lower().replace(" ", "")
    if any(word in marked for word in ("cite", "quote", "mid:")) or "border-left:" in style.replace(
        "border-left:none", ""
    ):
        return depth + 1, Role.ORDINARY
    return (depth + 1, role) if depth else (depth, Role.OWN_QUOTE)


def _is_outlook_rule(node: LexborNode) -> bool:
    """Outlook's line above the mail that was answered: a div with nothing but a top border, a header block in it."""
    style = (node.attributes.get("style") or "").lower().replace(" ", "")
    return node.tag == "div" and "border:none;border-top:solid#" in style and "padding:3" in style


def _is_hidden(node: LexborNode) -> bool:
    style = node.attributes.get("style")
    if not style or ("isplay" not in style and "idden" not in style):
        return False
    bare = style.lower().replace(" ", "")
    return "display:none" in bare or "visibility:hidden" in bare

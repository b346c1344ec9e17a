"""Markdown → a tree: CommonMark with tables and footnotes.

HTML in it is let through, because all of it goes the way of an HTML report: its tree is bounded, and only what a
report may hold is kept.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from mailgate.importers import pictures, tree
from mailgate.importers.outline import Progress, Source
from mailgate.importers.plain_text import decoded
from mailgate.importers.tree import LABEL, LINE, Leaf, Tree

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"---\r?\n(.*?\r?\n)(?:---|\.\.\.)[ \t]*(?:\r?\n|$)", re.S)
_FIELD = re.compile(r"""(title|lang|language)\s*:\s*(["']?)(.*?)\2\s*""", re.I)
_ATTRIBUTES = re.compile(r"\s*\{[#.][^{}]*\}\s*$")
_LINED = frozenset({"paragraph_open", "heading_open", "list_item_open", "table_open", "blockquote_open", "fence"})


def read(source: Source, _: Progress) -> list[Leaf]:
    """Read a Markdown file. Raises ImportRefusedError where it is a bomb."""
    text = decoded(source.path.read_bytes())
    fields: dict[str, str] = {}
    lines = 0
    if front := _FRONT_MATTER.match(text):
        fields = {m[1].lower(): m[3] for line in front[1].splitlines() if (m := _FIELD.fullmatch(line.rstrip()))}
        lines, text = front[0].count("\n"), text[front.end() :]
    parsed = tree.parse(to_html(text, skipped=lines).encode(), source.name)
    language = fields.get("lang") or fields.get("language") or ""
    made = Tree(body=parsed.body, title=fields.get("title", ""), language=language)
    return [Leaf(source=source, tree=made, fetch=pictures.beside(source))]


def to_html(text: str, *, skipped: int = 0) -> str:
    """Return Markdown as HTML that says of each block its line, and of each item of a list its number as written."""
    parser = _parser()
    tokens = parser.parse(text)
    for place, token in enumerate(tokens):
        if token.map is not None and token.type in _LINED:
            token.attrSet(LINE, str(token.map[0] + 1 + skipped))
        if token.type == "heading_open":
            _strip_attributes(tokens[place + 1])
    for items in _ordered(tokens):
        written = [item.info for item in items]
        if len(set(written)) == len(written):  # `1.` before every item counts by itself
            for item in items:
                item.attrSet(LABEL, f"{item.info}{item.markup}")
    return str(parser.renderer.render(tokens, parser.options, {}))


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).use(footnote_plugin)


def _strip_attributes(inline: "Token") -> None:
    """Take pandoc's `{#anchor .class}` off a heading."""
    last = inline.children[-1] if inline.children else None
    if last is not None and last.type == "text":
        last.content = _ATTRIBUTES.sub("", last.content)


def _ordered(tokens: "Sequence[Token]") -> "list[list[Token]]":
    """Return the items of each ordered list."""
    lists: list[list[Token]] = []
    open_: list[list[Token]] = []
    for token in tokens:
        if token.type in {"ordered_list_open", "bullet_list_open"}:
            open_.append([])
        elif token.type == "list_item_open" and token.info:
            open_[-1].append(token)
        elif token.type in {"ordered_list_close", "bullet_list_close"}:
            lists.append(open_.pop())
    return [items for items in lists if items]

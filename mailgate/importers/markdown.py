"""Markdown → a tree: CommonMark with tables, and the notes, spans, definitions and divisions of pandoc and its kin.

HTML in it is let through, because all of it goes the way of an HTML report: its tree is bounded, and only what a
report may hold is kept.
"""

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.subscript import sub_plugin
from mdit_py_plugins.superscript import superscript_plugin

from mailgate.importers import (
    markdown_callouts,
    markdown_lists,
    markdown_notes,
    markdown_programs,
    markdown_remarks,
    markdown_sites,
    markdown_source,
    pictures,
    tree,
)
from mailgate.importers.markdown_html import markdown_in_html
from mailgate.importers.outline import ImportRefusedError, Progress, Source
from mailgate.importers.plain_text import decoded
from mailgate.importers.tree import LABEL, LINE, Leaf, Tree

if TYPE_CHECKING:
    from markdown_it.renderer import RendererProtocol
    from markdown_it.token import Token
    from markdown_it.utils import EnvType, OptionsDict

_FRONT_MATTER = re.compile(r"(---|\+\+\+)\n(.*?\n)(?:\1|\.\.\.)[ \t]*(?:\n|$)", re.S)  # YAML, TOML
_FIELD = re.compile(r"""(title|lang|language)\s*[:=]\s*(["']?)(.*?)\2\s*""", re.I)
_TITLE_BLOCK = re.compile(r"%[ \t]+(.+)\n(?:%.*\n){0,2}")  # pandoc's: title, authors, date
_METADATA = re.compile(r"(?:[A-Za-z][\w ]{0,40}:[ \t]+\S.*\n(?:[ \t]+\S.*\n)*){1,40}[ \t]*\n")  # MultiMarkdown's
_CLASS = re.compile(r"(?<=\.)[\w-]+")
_DIVISION_TITLE = re.compile(r"(?:\{[^}]*\}|[\w-]+)?\s*(?:\[(?P<bracketed>.+)\]|(?P<bare>[^{}\[\]]+))?(?:\{[^}]*\})?")
_BOX = "admonition"  # the class of a division with a title
_LINED = frozenset(
    {
        *("paragraph_open", "heading_open", "list_item_open", "table_open", "blockquote_open", "fence"),
        "container__open",  # of a division
    }
)
_DASHES = re.compile(r"(?<=[^-\s])(---?)(?!-)|(?:(?<=\s)|^)(---?)(?![-A-Za-z])")  # typed; no `--option` of a program
_ROLE = re.compile(r"(?<![\w`])\{([\w:-]{1,30})\}$")  # MyST's {name}`text <target>`, over the end of a line too
_ROLE_LONG_FORM = re.compile(r"(?<=\S)\s*\([^()]{1,300}\)$")  # {abbr}`HTML (the language of pages)`
_ROLE_TARGET = re.compile(r"(?<=\S)\s*<[^<>]{1,300}>$")
_MAX_NESTING = 60  # of tokens: lists in lists of 30 levels
_DEEP = re.compile(
    rf"^(?:[ \t]{{{4 * _MAX_NESTING},}}|(?:[-*+>][ \t]*){{{2 * _MAX_NESTING},}})(?:[-*+>]|\d{{1,9}}[.)])[ \t]", re.M
)
_STEPS = (  # to what the parser knows
    *(markdown_remarks.without, markdown_callouts.as_boxes, markdown_lists.set_in),
    *(markdown_notes.with_signs, markdown_sites.plain, markdown_source.plain),
)
_MAX_OPEN = 10_000  # brackets in a paragraph: the parser looks for the end of each


def read(source: Source, _: Progress) -> list[Leaf]:
    """Read a Markdown file. Raises ImportRefusedError where it is a bomb."""
    text = decoded(source.path.read_bytes())
    if _DEEP.search(text):  # before anything else: all that follows goes through such lines again and again
        raise ImportRefusedError(f"{source.name}: nested deeper than {_MAX_NESTING} lists and quotes")
    fields, begins = _head(text)
    settled = markdown_programs.without_unshown(text[begins:], text[:begins])
    for step in _STEPS:
        settled = step(settled)
    tokens = _tokens(settled, _extended(), source.name)
    html = _rendered(tokens, _extended(), skipped=text.count("\n", 0, begins))
    parsed = tree.parse(html.encode(), source.name)
    language = fields.get("lang") or fields.get("language") or ""
    made = Tree(body=parsed.body, title=fields.get("title", ""), language=language)
    return [Leaf(source=source, tree=made, says_title=True, fetch=pictures.beside(source))]


def _head(text: str) -> tuple[dict[str, str], int]:
    """Return what a file says of itself before its text, and where that begins."""
    front, block = _FRONT_MATTER.match(text), _TITLE_BLOCK.match(text)
    typed = front or _METADATA.match(text)
    lines = (typed[2] if front else typed[0]).splitlines() if typed else []
    fields = {m[1].lower(): m[3] for line in lines if (m := _FIELD.fullmatch(line.rstrip()))}
    if typed and (front or "title" in fields):
        return fields, typed.end()
    return ({"title": block[1].strip()}, block.end()) if block else ({}, 0)


def to_html(text: str, name: str) -> str:
    """Return CommonMark as HTML that says of each block its line, and of each item of a list its number as written.

    Raises ImportRefusedError, naming the place, where it nests too deep.
    """
    tokens = _commonmark().parse(text)
    _refuse_depth(tokens, name)
    return _rendered(tokens, _commonmark(), skipped=0)


def _tokens(text: str, parser: MarkdownIt, name: str) -> "list[Token]":
    if any(each.count("[") > _MAX_OPEN for each in text.split("\n\n")):
        raise ImportRefusedError(f"{name}: a paragraph has more than {_MAX_OPEN:,} brackets")
    tokens = parser.parse(text)
    for token in tokens:
        _show_roles(token.children or ())
    for child in (each for token in tokens for each in token.children or () if each.type == "text"):
        child.content = _DASHES.sub(lambda match: "–" if len(match[0]) == 2 else "—", child.content)
    _refuse_depth(tokens, name)
    return tokens


def _show_roles(inline: "Sequence[Token]") -> None:
    for before, shown in pairwise(inline):
        match = _ROLE.search(before.content[-40:]) if before.type == "text" and shown.type == "code_inline" else None
        if match:
            before.content = before.content.removesuffix(match[0])
            hidden = _ROLE_LONG_FORM if match[1] in {"abbr", "abbreviation"} else _ROLE_TARGET
            shown.type, shown.content = "text", hidden.sub("", shown.content)


def _refuse_depth(tokens: "Sequence[Token]", name: str) -> None:
    if any(token.level >= _MAX_NESTING - 1 for token in tokens):  # the parser leaves out what stands deeper
        raise ImportRefusedError(f"{name}: nested deeper than {_MAX_NESTING} lists and quotes")


def _rendered(tokens: "Sequence[Token]", parser: MarkdownIt, *, skipped: int) -> str:
    for token in tokens:
        if token.map is not None and token.type in _LINED:
            token.attrSet(LINE, str(token.map[0] + 1 + skipped))
    for items in _ordered(tokens):
        written = [item.info for item in items]
        if len(set(written)) == len(written):  # `1.` before every item counts by itself
            for item in items:
                item.attrSet(LABEL, f"{item.info}{item.markup}")
    return str(parser.renderer.render(tokens, parser.options, {}))


@cache
def _commonmark() -> MarkdownIt:
    options = {"html": True, "maxNesting": _MAX_NESTING}
    return MarkdownIt("commonmark", options).enable(["table", "strikethrough"]).use(footnote_plugin)


@cache
def _extended() -> MarkdownIt:
    """Return the parser of reports. Text that is set in is text: reports hold no code."""
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": _MAX_NESTING})
    parser.enable(["table", "strikethrough"]).disable("code")
    parser.use(footnote_plugin).use(deflist_plugin).use(superscript_plugin).use(sub_plugin).use(
        attrs_plugin, after=(), spans=True
    )
    parser.use(markdown_in_html).add_render_rule("footnote_anchor_name", _name_of_note)
    parser.add_render_rule("footnote_caption", _mark_of_note)
    return parser.use(container_plugin, "", validate=_opens_division, render=_division)


def _name_of_note(
    _: "RendererProtocol", tokens: "Sequence[Token]", place: int, _options: "OptionsDict", _env: "EnvType"
) -> str:
    """Return the end of a note's anchor, so that it is none that the text has for itself, as `fn1`."""
    return f"-of-mark-{tokens[place].meta['id'] + 1}"


def _mark_of_note(
    _: "RendererProtocol", tokens: "Sequence[Token]", place: int, _options: "OptionsDict", _env: "EnvType"
) -> str:
    """Return the same mark each time that a note is named."""
    return f"[{tokens[place].meta['id'] + 1}]"


def _opens_division(info: str, _: str) -> bool:
    return bool(info.strip())


def _division(
    _: "RendererProtocol", tokens: "Sequence[Token]", place: int, _options: "OptionsDict", _env: "EnvType"
) -> str:
    """Return the tag of a division: its classes, and its title if it has one as a heading of the lowest rank."""
    token = tokens[place]
    if token.nesting < 0:
        return "</div>\n"
    info = token.info.strip()
    match = _DIVISION_TITLE.fullmatch(info)
    title = (match["bracketed"] or match["bare"] or "").strip() if match else ""
    classes = [*_CLASS.findall(info.partition("}")[0]), *([_BOX] if title else [])]
    heading = f'<h6 {LINE}="{token.attrGet(LINE)}">{_extended().renderInline(title)}</h6>\n' if title else ""
    return f'<div class="{" ".join(classes)}">\n{heading}'


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

"""Elements of HTML that say that Markdown stands in them (`<div markdown="1">`, `<figure markdown>`): a rule for the
parser.

CommonMark reads Markdown in an element only below an empty line; Python-Markdown and kramdown, which know the
attribute, need none.
"""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

_NAMES = "article|aside|blockquote|center|details|dd|div|dl|dt|figcaption|figure|footer|header|p|section|summary"
_OPENING = re.compile(
    rf"(<(?P<name>{_NAMES})(?=\s)(?P<attributes>[^<>]*)>)(?:(?P<text>.+)(?P<end></(?P=name)>))?\s*", re.I
)
_SAYS_SO = re.compile(r"\smarkdown(?:=(?![\"']?0)|\s|$)")
_CLOSING = re.compile(rf"</(?:{_NAMES})>\s*", re.I)
_FOUND = "markdown_in_html"  # whether the text has such an element
_LONG = 2_000  # letters of a line that is looked through


def markdown_in_html(parser: "MarkdownIt") -> None:
    """Let the parser read on as Markdown behind the tag of such an element, and behind its end."""
    parser.block.ruler.before(
        "html_block", "markdown_in_html", _element, {"alt": ["paragraph", "reference", "blockquote"]}
    )


def _element(state: "StateBlock", start: int, _: int, silent: bool) -> bool:  # noqa: FBT001
    begin, end = state.bMarks[start] + state.tShift[start], state.eMarks[start]
    line = state.src[begin:end] if end - begin < _LONG else ""
    opening = _OPENING.fullmatch(line)
    says_so = opening is not None and _SAYS_SO.search(opening["attributes"]) is not None
    if not says_so and not (state.env.get(_FOUND) and _CLOSING.fullmatch(line)):
        return False
    if not silent:
        state.env[_FOUND] = True
        state.line = start + 1
        _push(state, "html_block", opening[1] if opening else line, start)
        if opening and opening["text"]:
            _push(state, "inline", opening["text"].strip(), start)
            _push(state, "html_block", opening["end"], start)
    return True


def _push(state: "StateBlock", kind: str, content: str, line: int) -> None:
    token = state.push(kind, "", 0)
    token.map = [line, line + 1]
    token.content = content
    token.children = []

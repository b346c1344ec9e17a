"""A comment's five tags as plain text for letters: what a moderator reads is what a page would show. Pure, linear."""

import html
import re
from functools import lru_cache

from store.model import Html

WIDTH = 72
_TAG = re.compile(r"</?(em|strong|blockquote|p|br)>")
_BEFORE = re.compile(r"[> ]*")
_MARKS = {"em": "_", "strong": "*"}


@lru_cache(maxsize=256)  # the commenter's letter and each moderator's show the same words
def render(words: Html, *, width: int = WIDTH) -> str:
    """Return the text with _emphasis_, *strong words*, and "> " before quoted lines, wrapped at `width` columns."""
    blocks: list[tuple[int, list[str]]] = [(0, [""])]
    depth = end = 0
    for tag in _TAG.finditer(words):
        blocks[-1][1][-1] += words[end : tag.start()]
        end = tag.end()
        name = tag[1]
        if name in _MARKS:
            blocks[-1][1][-1] += _MARKS[name]
        elif name == "br":
            blocks[-1][1].append("")
        else:
            if name == "blockquote":
                depth = max(0, depth + (-1 if tag[0].startswith("</") else 1))
            blocks.append((depth, [""]))
    blocks[-1][1][-1] += words[end:]
    return "\n\n".join(filter(None, (_block(depth, lines, width) for depth, lines in blocks)))


def wrap(text: str, *, width: int = WIDTH) -> str:
    """Return one paragraph of text wrapped; a word that is too long (an address, a link) keeps its line."""
    rest, room = " ".join(text.split()), max(1, width)
    lines, start = [], 0
    while len(rest) - start > room:  # a step for each line, not for each word
        end = rest.rfind(" ", start, start + room + 1)
        if end < 0:
            end = rest.find(" ", start)
        if end < 0:
            break
        lines.append(rest[start:end])
        start = end + 1
    return "\n".join([*lines, rest[start:]])


def fit(text: str, *, width: int = WIDTH) -> str:
    """Return a text with every line that is too long wrapped, each part indented or quoted as the line was."""
    return "\n".join(line if len(line) <= width else _fitted(line, width) for line in text.split("\n"))


def _fitted(line: str, width: int) -> str:
    before = _BEFORE.match(line)
    prefix = before[0] if before else ""
    return "\n".join(prefix + part for part in wrap(line[len(prefix) :], width=width - len(prefix)).split("\n"))


def quote(text: str) -> str:
    """Return the lines with "> " before each."""
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def _block(depth: int, lines: list[str], width: int) -> str:
    text = "\n".join(wrap(html.unescape(line), width=width - 2 * depth) for line in lines).strip("\n")
    if not text:
        return ""
    return "\n".join("> " * depth + line for line in text.split("\n"))

"""What MyST (Sphinx, Jupyter Book) and Obsidian write beyond CommonMark → what pandoc's readers know. Line for line."""

import re

_DIRECTIVE = re.compile(r"(?P<indent>\s*)(?P<fence>`{3,}|~{3,}|:{3,})\s*\{(?P<name>[\w:-]+)\}[ \t]*(?P<title>.*?)\s*")
_OPTION = re.compile(r"\s*(?::[\w-]+:(?:\s.*)?)")
# Directives whose contents are no text of the report, and those whose contents are text as any other.
_MACHINERY = frozenset({"toctree", "tableofcontents", "contents", "index", "bibliography", "only", "raw", "sectnum"})
_TEXT = frozenset(
    {
        *("note", "tip", "hint", "important", "warning", "caution", "attention", "danger", "error", "seealso"),
        *("admonition", "topic", "sidebar", "margin", "aside", "dropdown", "card", "highlights", "div", "exercise"),
        *("epigraph", "pull-quote", "blockquote", "compound", "container", "rst-class", "proof", "solution"),
    }
)
_QUOTES = frozenset({"epigraph", "pull-quote", "blockquote", "highlights"})
_TITLED = frozenset({"admonition", "topic", "sidebar", "dropdown", "card"})
_TARGET = re.compile(r"\([\w.:/ -]{1,100}\)=\s*")
_COMMENT = re.compile(r"%(?:\s.*)?")
_ROLE = re.compile(r"(?<![\w`])\{[\w:-]{1,30}\}`([^`<]{1,300}?)\s*(?:<[^<>`]{1,300}>)?`")
_WIKI = re.compile(r"(!?)\[\[(?!\d+\]\])([^\[\]|\n]{1,200}?)(?:\\?\|([^\[\]\n]{1,200}))?\]\](?!\()")
# Obsidian's, at the end of a paragraph: ` ^a1b2c3`.
_ANCHOR = re.compile(r"(?:^|(?<=\S)\s)\s*\^[A-Za-z][\w-]{0,40}\s*$|(?<=\S)\s\^[0-9a-f]{6}\s*$")
_HIGHLIGHT = re.compile(r"(?<![=\w])==(?=[^\s=])([^=\n]{1,500}?)(?<=\S)==(?![=\w])")
_REMARK = re.compile(r"%%.*?%%")
_LONG = 2_000  # letters of a line that is looked through


def settle(lines: list[str]) -> list[str]:
    """Return as many lines without directives, targets, comments, roles and links of a wiki."""
    written = list(lines)
    place = 0
    while place < len(written):
        match = _DIRECTIVE.fullmatch(written[place]) if len(written[place]) < _LONG else None
        if match is None or match["name"] not in _MACHINERY | _TEXT:
            place += 1
            continue
        end = _end(written, place, match["fence"])
        if match["name"] in _MACHINERY:
            written[place : end + 1] = [""] * (min(end, len(written) - 1) - place + 1)
        else:
            _open(written, place, end, match)
        place += 1
    return written


def _end(lines: list[str], begin: int, fence: str) -> int:
    """Return the line that closes a fence, or the number of lines."""
    for place in range(begin + 1, len(lines)):
        line = lines[place].strip()
        if line.startswith(fence) and set(line) == {fence[0]}:
            return place
    return len(lines)


def _open(lines: list[str], begin: int, end: int, match: re.Match[str]) -> None:
    """Make text of what stands in a directive: a title is a heading, options are none of it."""
    title = match["title"] if match["name"] in _TITLED else ""
    lines[begin] = f"{match['indent']}###### {title}" if title else ""
    if end < len(lines):
        lines[end] = ""
    place = begin + 1
    while place < end and _OPTION.fullmatch(lines[place]):
        lines[place] = ""
        place += 1
    for at in range(place, end):
        if match["name"] in _QUOTES:
            lines[at] = f"{match['indent']}> {lines[at].strip()}"


def line(text: str, *, begins: bool) -> str:
    """Return a line of text without such signs. `begins`: no text stands in the line before it."""
    if len(text) > _LONG:
        return text
    if begins and (_TARGET.fullmatch(text) or _COMMENT.fullmatch(text)):
        return ""
    text = _ROLE.sub(r"\1", _HIGHLIGHT.sub(r"\1", _REMARK.sub("", text)))
    return _ANCHOR.sub("", _WIKI.sub(_link, text))


def _link(match: re.Match[str]) -> str:
    """Return what a link of a wiki shows; what it shows as a picture or a part of another page is none of the text."""
    return "" if match[1] else (match[3] or match[2])

"""What MyST (Sphinx, Jupyter Book) and Obsidian write beyond CommonMark → what pandoc's readers know. Line for line."""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from mailgate.importers.markdown_fences import Ends
from mailgate.importers.markdown_tables import listed

_DIRECTIVE = re.compile(r"(?P<indent>\s*)(?P<fence>`{3,}|~{3,}|:{3,})\s*\{(?P<name>[\w:-]+)\}[ \t]*(?P<title>.*?)\s*")
_OPTION = re.compile(r"\s*(?::[\w-]+:(?:\s.*)?)")
# Directives whose contents are no text of the report, and those whose contents are text as any other.
_MACHINERY = frozenset({"toctree", "tableofcontents", "contents", "index", "bibliography", "only", "raw", "sectnum"})
_TEXT = frozenset(
    {
        *("note", "tip", "hint", "important", "warning", "caution", "attention", "danger", "error", "seealso"),
        *("admonition", "topic", "sidebar", "margin", "aside", "dropdown", "card", "highlights", "div", "exercise"),
        *("figure", "list-table", "table", "prf:theorem", "prf:proof", "prf:definition", "prf:remark", "prf:example"),
        *("epigraph", "pull-quote", "blockquote", "compound", "container", "rst-class", "proof", "solution"),
    }
)
_QUOTES = frozenset({"epigraph", "pull-quote", "blockquote", "highlights"})
_TITLED = frozenset({"admonition", "topic", "sidebar", "dropdown", "card"})
_SHOWN = {"figure": "![]({})", "list-table": "{}", "table": "{}"}  # a picture, a caption
_TARGET = re.compile(r"\([\w.:/ -]{1,100}\)=\s*")
_COMMENT = re.compile(r"%(?:\s.*)?")
_WIKI = re.compile(r"(!?)\[\[(?!\d+\]\]|_?(?:toc|TOC)_?\]\])([^\[\]|\n]{1,200}?)(?:\\?\|([^\[\]\n]{1,200}))?\]\](?!\()")
# Obsidian's, at the end of a paragraph: ` ^a1b2c3`.
_ANCHOR = re.compile(r"(?:^|(?<=\S)\s)\s*\^[A-Za-z][\w-]{0,40}\s*$|(?<=\S)\s\^[0-9a-f]{6}\s*$")
_HIGHLIGHT = re.compile(r"(?<![=\w])==(?=[^\s=])([^=\n]{1,500}?)(?<=\S)==(?![=\w])")
_REMARK = re.compile(r"(?<![\w%])%%(?!%)(?:(?!%%).)*%%(?![\w%])")
# CriticMarkup: {++put in++}, {--taken out--}, {~~this~>by that~~}, {==marked==}, {>>said of it<<}. Read as accepted.
_CRITIC = re.compile(
    r"\{\+\+([^{}]*)\+\+\}|\{--[^{}]*--\}|\{~~[^{}]*~>([^{}]*)~~\}|\{==([^{}]*)==\}|\{>>[^{}]*<<\}",
)
# pandoc's: a place without words, and the words of a link in a style of their own.
_PLACE = re.compile(r"\[\]\{[#.][^{}\n]{1,200}\}")
_STYLED_LINK = re.compile(r"\[\[([^\[\]\n]{1,500})\]\{[^{}\n]{1,200}\}\](?=\()")
_CODE = re.compile(r"\s*(?P<fence>`{3,}(?!.*`)|~{3,})")
_RAW = re.compile(r"\s*(?:`{3,}|~{3,})\s*\{=(\w+)\}\s*")  # pandoc's, of one format that it writes
_RAW_SPAN = re.compile(r"(?<!`)(`{1,3})(?!`)([^`\n]{1,500})\1\{=(\w+)\}")
_PAGES = frozenset({"html", "html4", "html5"})
# Programs of R Markdown and Quarto that the report does not show.
_PROGRAM = re.compile(r"\s*`{3,}\s*\{[A-Za-z]\w*\b([^{}]*)\}\s*")
_UNSHOWN = re.compile(r"\b(?:echo|include)\s*=\s*F(?:ALSE)?\b")
_UNSHOWN_LINE = re.compile(r"\s*#\|\s*(?:echo|include):\s*(?:false|no)\s*")
_HEADING = re.compile(r"#{1,6}\s")
_CONTENTS = re.compile(r"\{:\s*toc\b[^{}]*\}\s*")  # kramdown's, below the item of a list that it takes the place of
_ITEM = re.compile(r"(?:[-*+]|\d{1,2}\.)\s\s*\S.*")
_CODE_SPAN = re.compile(r"(?<![`\\])(`{1,9})(?!`)[^\n]{1,500}?(?<!`)\1(?!`)")
_PICTURE = re.compile(r"[^#|<>]{1,180}\.(?:png|jpe?g|gif|webp|svg|bmp|tiff?|avif)", re.I)
_SIZE = re.compile(r"\d{1,5}(?:x\d{1,5})?")
_NUMBERED = re.compile(r" {0,3}(\d{1,3}(?:\.\d{1,3}){0,4})([.)])[ \t]+(\S.{0,120}?[^\s.,:;!])\s*")
_UNDERLINE = re.compile(r"={3,}|-{3,}")
_LONGER = 20
_LONG = 2_000  # letters of a line that is looked through


def settle(lines: list[str]) -> list[str]:
    """Return as many lines without directives, targets, comments, roles and links of a wiki."""
    settled = _without_directives(lines)
    _take_underlined(settled)
    for place, (above, below) in enumerate(pairwise(settled)):
        if _CONTENTS.fullmatch(below[:_LONG]) and _ITEM.fullmatch(above[:_LONG]):
            settled[place : place + 2] = ["", ""]
    if any(_directive(line) or (len(line) < _LONG and _TARGET.fullmatch(line)) for line in lines):
        _drop_comments(settled)
    return settled


def _take_underlined(lines: list[str]) -> None:
    """Make `1. Costs` over a line of `=` or `-` a heading, as the first Markdown did: CommonMark sees an item there."""
    fence = ""
    for place, line in enumerate(lines[:-1]):
        if code := _CODE.match(line[:_LONG]):
            fence = "" if code["fence"][:3] == fence else fence or code["fence"][:3]
        under = lines[place + 1].rstrip()
        is_one = not fence and (not place or not lines[place - 1].strip()) and len(line) < _LONG
        match = _NUMBERED.fullmatch(line) if is_one and _UNDERLINE.fullmatch(under[:_LONG]) else None
        if match and len(under) <= len(line) + _LONGER:  # below the row of a table it is longer
            lines[place : place + 2] = [f"{'#' if under[0] == '=' else '##'} {match[1]}\\{match[2]} {match[3]}", ""]


def _without_directives(lines: list[str]) -> list[str]:
    written = list(lines)
    ends = Ends(written)
    place = 0
    while place < len(written):
        match = _directive(written[place])
        code = _CODE.match(written[place][:_LONG])
        fence = match["fence"] if match else code["fence"] if code else ""
        end = ends.take(place, fence) if fence else None
        if end is None and code:
            return written  # the rest is code
        if end is not None and match is None:
            _drop_unshown(written, place, end)
            place = end
        elif end is not None and match is not None and match["name"] in _MACHINERY:
            written[place : end + 1] = [""] * (end + 1 - place)
        elif end is not None and match is not None:
            _open(written, place, end, match)
        place += 1
    return written


def _drop_unshown(lines: list[str], begin: int, end: int) -> None:
    """Take out code that is none of the report: for another format than pages, or a program that is not shown."""
    raw, program = (sign.fullmatch(lines[begin][:_LONG]) for sign in (_RAW, _PROGRAM))
    options = [line for line in lines[begin + 1 : end] if line.lstrip().startswith("#|")]
    if raw and raw[1] in _PAGES:
        lines[begin] = lines[end] = ""
    elif raw or (program and (_UNSHOWN.search(program[1]) or any(map(_UNSHOWN_LINE.fullmatch, options)))):
        lines[begin : end + 1] = [""] * (end + 1 - begin)
    elif program:
        for place in range(begin + 1, begin + 1 + len(options)):
            lines[place] = "" if lines[place].lstrip().startswith("#|") else lines[place]


def _directive(line: str) -> re.Match[str] | None:
    match = _DIRECTIVE.fullmatch(line) if len(line) < _LONG else None
    return match if match and match["name"] in _MACHINERY | _TEXT else None


def _drop_comments(lines: list[str]) -> None:
    """Empty the comments of MyST in a text that shows another sign of it.

    A comment stands by itself: with text below it, it is a percentage at the start of a paragraph or a table.
    """
    for first, last in _remarks(lines):
        below = lines[last] if last < len(lines) else ""
        if _parts(below) or _HEADING.match(below) or _CODE.match(below[:_LONG]):
            lines[first:last] = [""] * (last - first)


def _parts(line: str) -> bool:
    """Whether a line stands between paragraphs and is of none."""
    return not line.strip() or (len(line) < _LONG and _TARGET.fullmatch(line) is not None)


def _remarks(lines: list[str]) -> Iterator[tuple[int, int]]:
    """Yield from where to where lines that begin with % stand at the start of a paragraph, outside of code."""
    fence, place = "", 0
    while place < len(lines):
        code = _CODE.match(lines[place][:_LONG])
        if code and (not fence or (code["fence"].startswith(fence) and lines[place].strip() == code["fence"])):
            fence = "" if fence else code["fence"]
        end = place
        while end < len(lines) and not fence and len(lines[end]) < _LONG and _COMMENT.fullmatch(lines[end]):
            end += 1
        if end > place and (not place or _parts(lines[place - 1])):
            yield place, end
        place = max(end, place + 1)


def _open(lines: list[str], begin: int, end: int, match: re.Match[str]) -> None:
    """Make text of what stands in a directive: options are none of it, one with a title is a division."""
    title = match["title"] if match["name"] in _TITLED else ""
    lines[begin], lines[end] = titled(title, match["indent"]) if title else ("", "")
    if match["title"] and match["name"] in _SHOWN:
        lines[begin] = f"{match['indent']}{_SHOWN[match['name']].format(match['title'])}"
    place = begin + 1
    while place < end and _OPTION.fullmatch(lines[place]):
        lines[place] = ""
        place += 1
    if match["name"] == "list-table" and (drawn := listed(lines[place:end], match["title"])):
        room = ["", *drawn] if len(drawn) < end - begin else drawn
        if len(room) <= end + 1 - begin:
            lines[begin : end + 1] = [*room, *[""] * (end + 1 - begin - len(room))]
        return
    if match["name"] in _QUOTES:
        for at in range(place, end):
            lines[at] = f"{match['indent']}> {lines[at].strip()}"


def titled(title: str, indent: str) -> tuple[str, str]:
    """Return the lines around a box with a title: a division's, as pandoc writes it."""
    return f"{indent}::: {{.admonition}} [{title}]", f"{indent}:::"


def line(text: str, *, begins: bool) -> str:
    """Return a line of text without such signs. `begins`: no text stands in the line before it."""
    if len(text) > _LONG:
        return text
    if begins and (_TARGET.fullmatch(text) or text.strip() == "\\"):  # a line's end that pandoc writes alone
        return ""
    if "`{=" in text:
        text = _RAW_SPAN.sub(lambda match: match[2] if match[3] in _PAGES else "", text)
    return _ANCHOR.sub("", outside_code(text, _without_signs))


def outside_code(text: str, change: Callable[[str], str]) -> str:
    """Change what stands in a line beside its code: a sign in that is what the text is about."""
    changed: list[str] = []
    done = 0
    for span in _CODE_SPAN.finditer(text):
        changed += [change(text[done : span.start()]), span[0]]
        done = span.end()
    return "".join([*changed, change(text[done:])])


def _without_signs(text: str) -> str:
    settled = text
    if "{" in text:
        settled = _CRITIC.sub(lambda match: "".join(each or "" for each in match.groups()), text)
        settled = _STYLED_LINK.sub(r"[\1]", _PLACE.sub("", settled))
    return _WIKI.sub(_link, _HIGHLIGHT.sub(r"\1", _REMARK.sub("", settled)))


def _link(match: re.Match[str]) -> str:
    """Return what a link of a wiki shows, a picture too; what it shows of another page is none of the text."""
    target, shown = match[2].strip(), match[3] or ""
    if not match[1]:
        return shown or match[2]
    if not _PICTURE.fullmatch(target):
        return ""
    return f"![{'' if _SIZE.fullmatch(shown) else shown}](<{target}>)"

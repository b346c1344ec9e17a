"""What generators of sites write for themselves (MkDocs, Docusaurus, GitBook, HackMD, GOV.UK) → Markdown. Line for
line, and pure.
"""

import re

from mailgate.importers.markdown_fences import Ends
from mailgate.importers.markdown_flavours import outside_code
from mailgate.importers.markdown_source import fenced

_SET_IN_TAB = re.compile(r"(\s*)===[!+]?[ \t]+\"(.+)\"[ \t]*")  # MkDocs': its contents stand four spaces in
_TAB_TAG = re.compile(r"\s*<(?:TabItem|Tab)\b(?P<attributes>[^<>]*)>\s*")
_TAB_END = re.compile(
    r"\s*(?:<(?:/(?:Tabs|TabItem|Tab)|Tabs\b[^<>]*)>|\{%\s*(?:tabs|endtabs?)\s*%\}|\{\{[<%]\s*(?:tabs\b[^{}]*|/tabs?\s*)[>%]\}\})\s*"
)
_TAB_UNFINISHED = re.compile(r"\s*<(?:Tabs|TabItem|Tab)(?:\s[^<>]*)?")
_TAB_FENCE = re.compile(r"(\s*)(:{3,}|`{3,}|~{3,})\s*\{(?:tab-set|tab-item|tabbed)\}[ \t]*(.*)")  # Sphinx's
_OPTION = re.compile(r"\s*:[\w-]+:(?:\s.*)?")
_ANCHOR_ABOVE = re.compile(r"(?:<a\s+(?:id|name)=\"[^\"<>]{1,100}\">\s*</a>)+(?=#{1,6}\s)")  # mammoth's
_LABEL = re.compile(r"\b(?:label|title)=\{?([\"'])(.+?)\1")
_VALUE = re.compile(r"\bvalue=\{?([\"'])(.+?)\1")
_TAB_SIGN = re.compile(r"\s*\{(?:%|\{[<%])\s*tab\s+(?:\w+=)?\"([^\"{}]+)\"[^{}]*[%>]\}{1,2}\s*")  # GitBook's, Hugo's
_ICON = re.compile(r"[ \t]?:(?:material|octicons|fontawesome|simple)-[a-z0-9-]{1,60}:(?:\{[^{}]{0,80}\})?")
_BOX = re.compile(r"((?:[-*+]|\d{1,9}[.)])\s+)\[([ xX])\](?=\s)")  # of a list of tasks
_SAID_BY = re.compile(r"\[(name|time|color)=([^\[\]\n]{1,100})\]")  # HackMD's, in a quote
_REMARK = re.compile(r"(?:\^(?=\S)([^^]+)\^|%(?=[^\W\d_])([^%]+[^\s\d%])%)\s*")  # govspeak's: information, a warning
_STEP = re.compile(r"s(\d{1,2}\.\s)(?=\S)")
_SIGN = re.compile(  # govspeak's; other words than the name of a file tell what a picture shows, and stay
    r"\$(?:CTA|EndLegislativeList|LegislativeList|[ACDEIP])\s*|\{(?:stacked-)?barchart[\w -]*\}\s*|"
    r"\[Image:[^\[\],;:]+\.(?i:png|jpe?g|gif|webp|svg|bmp|tiff?|avif)\s*\]\s*"
)
_LONG = 2_000  # letters of a line that is looked through
_TAG_LINES = 8  # of a tag that is written over several
_PARTED = "<br><br>"  # into paragraphs


def plain(text: str) -> str:
    """Return the text without such signs, with as many lines."""
    lines = text.split("\n")
    fence = ""
    ends = Ends(lines)
    for place in range(len(lines)):
        tab = None if fence else _TAB_FENCE.fullmatch(lines[place][:_LONG].rstrip())
        if tab and (end := ends.take(place, tab[2])):
            _take_fence(lines, place, end, tab)
        fence, is_code = fenced(lines[place], fence)
        if not is_code and len(lines[place]) < _LONG:
            _open_tab(lines, place)
            lines[place] = _line(lines, place)
    return "\n".join(lines)


def _open_tab(lines: list[str], place: int) -> None:
    """Make a line of the title of a tab that begins here, and text as any other of what stands in it."""
    if _TAB_UNFINISHED.fullmatch(lines[place]):
        _close_tag(lines, place)
    line = lines[place]
    if set_in := _SET_IN_TAB.fullmatch(line):
        _set_out(lines, place, set_in[1])
        _entitle(lines, place, set_in[1] + set_in[2])
    elif sign := _TAB_SIGN.fullmatch(line):
        _entitle(lines, place, sign[1])
    elif tag := _TAB_TAG.fullmatch(line):
        said = _LABEL.search(tag["attributes"]) or _VALUE.search(tag["attributes"])
        lines[place] = ""
        if said:
            _entitle(lines, place, said[2])
    elif _TAB_END.fullmatch(line):
        lines[place] = ""


def _take_fence(lines: list[str], place: int, end: int, tab: re.Match[str]) -> None:
    """Take away the fence around a tab, and its options; its title is a line."""
    lines[place] = lines[end] = ""
    at = place + 1
    while _OPTION.fullmatch(lines[at][:_LONG]):
        lines[at] = ""
        at += 1
    if tab[3]:
        _entitle(lines, place, tab[1] + tab[3])


def _close_tag(lines: list[str], place: int) -> None:
    """Write a tag that goes on over several lines on its first."""
    for end in range(place + 1, min(place + _TAG_LINES, len(lines))):
        if "<" in lines[end]:
            return
        if ">" in lines[end]:
            lines[place] = " ".join(line.strip() for line in lines[place : end + 1])
            lines[place + 1 : end + 1] = [""] * (end - place)
            return


def _set_out(lines: list[str], place: int, indent: str) -> None:
    inside = re.compile(rf"{indent}(?: {{4}}|\t)")
    for at in range(place + 1, len(lines)):
        if lines[at].strip() and not inside.match(lines[at]):
            return
        lines[at] = inside.sub(indent, lines[at], count=1)


def _entitle(lines: list[str], place: int, title: str) -> None:
    """Put a title before the text: as a term that this defines, where both are words, else as a paragraph."""
    ahead = range(place + 1, len(lines))
    text = next((at for at in ahead if lines[at].strip()), None)
    lines[place] = title
    first = "" if text is None else lines[text].lstrip()
    if text is not None and first[0].isalpha() and "|" not in first and not title.strip()[0].isdigit():
        indent = title[: len(title) - len(title.lstrip())]
        lines[text] = f"{indent}:   {first}"
        if text > place + 1:
            lines[place], lines[text - 1] = "", title
            return
    elif text == place + 1:
        lines[place] += _PARTED
    if place and lines[place - 1].strip():
        lines[place - 1] += _PARTED


def _line(lines: list[str], place: int) -> str:
    line = lines[place]
    if _SIGN.fullmatch(line):
        return ""
    if _stands_alone(lines, place) and (remark := _REMARK.fullmatch(line)):
        return remark[1] or remark[2]
    line = _ANCHOR_ABOVE.sub("", line, count=1) if _ANCHOR_ABOVE.match(line) else line
    line = _STEP.sub(r"\1", line, count=1) if _STEP.match(line) else line
    line = _BOX.sub(lambda box: box[1] + ("☐" if box[2] == " " else "☒"), line, count=1)
    if line.lstrip().startswith(">"):
        line = _SAID_BY.sub(lambda sign: "" if sign[1] == "color" else sign[2], line)
    return outside_code(line, lambda part: _ICON.sub("", part)) if ":" in line else line


def _stands_alone(lines: list[str], place: int) -> bool:
    around = lines[max(place - 1, 0) : place], lines[place + 1 : place + 2]
    return not any(line.strip() for side in around for line in side)

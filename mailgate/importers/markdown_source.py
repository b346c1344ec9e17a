"""What pandoc, MkDocs, Docusaurus, kramdown, MyST and Obsidian write beyond CommonMark → CommonMark. Line for
line, and pure.

A line stays in its place, so that what is said of lines later is true of the file. Signs inside the text (notes, spans,
definitions, and the fences of divisions) are the parser's.
"""

import re
from itertools import groupby

from mailgate.importers import markdown_flavours, text_breaks
from mailgate.importers.markdown_tables import table_at

_FENCE = re.compile(r"\s*(`{3,}|~{3,})")
_DIVISION = re.compile(r"(\s*):{3,}[ \t]*([^:\s].*?)?[ \t]*:*[ \t]*")
_ADMONITION = re.compile(r"(\s*)(?:!!!|\?\?\?\+?)[ \t]+[\w -]+?(?:[ \t]+\"(.*)\")?[ \t]*")
_EXAMPLE = re.compile(r"(\s*)\(@([\w-]*)\)(?=\s)")
_NAMED_EXAMPLE = re.compile(r"\(@([\w-]+)\)")
_HASH = re.compile(r"(\s*)#\.(?=\s)")
_ITEM = re.compile(r"\s*(?:\((?:[A-Za-z]{1,4}|\d{1,4})\)\s|(?:[a-z]|[ivx]{2,4})\)\s|[a-z]\.\s\s)")
_MARKER = re.compile(r"(\s*)(?:[-*+]|\d{1,9}[.)]|#\.|:|\[\^[^\]]+\]:)(?:\s|$)")
_SET_IN = re.compile(r" {4}|\t| {1,3}\t")
_VERSE = re.compile(r"\s*\|(?:\s([^|]*))?")
_ATTRIBUTE = r"\{:?\s*(?:[#.][\w:.-]+|[\w:-]+=(?:\"[^\"{}]*\"|[^\s{}\"]+)|-)(?:\s[^{}]*)?\}"
_ATTRIBUTES = re.compile(
    rf"(?:^\s*|(?<!\s)\s+){_ATTRIBUTE}\s*$|(?<=[)`*_]){_ATTRIBUTE}"
)  # {#anchor .class name="value"}
_NOT_TEXT = re.compile(  # the last parts the pages of a PDF file that a program read
    r"\s*(?:\[\[?_?toc_?\]?\]|\{:[^{}]*\}|(?:import|export)\s.*\sfrom\s+['\"].*['\"];?|"
    r"\\(?:tableofcontents|newpage|pagebreak)|\*\[[^\[\]]{1,60}\]:\s.*|\{\d{1,5}\}-{20,})\s*",  # *[EU]: an abbreviation
    re.I,
)
# What a site's generator takes for itself: Hugo's {{< name >}} and {{% name %}}, Liquid's {% name %}.
_GENERATOR = re.compile(r"\{\{<[^{}]{0,500}>\}\}|\{\{%[^{}]{0,500}%\}\}|\{%[^{}]{0,500}%\}")
_ITEM_NUMBER = re.compile(r"([ ]{0,3})(\d{1,9})([.)])(?=\s|$)")
_NO_TEXT_ABOVE = re.compile(r"\s*(?:#{1,6}\s|[<|:>]|[-*_=]{3,}\s*$|$)|.*\|\s*$")
_YEAR = 1000  # no list begins there: what a list shows before an item is none of its text
_SKIPPED = 2  # how far the next item of a list may be from the one before, in the middle of a sentence
_SENTENCE_END = (".", "?", "!", ":", ";")  # behind which a number begins a paragraph: those between were withdrawn
_ALERT = re.compile(r"(\s*>\s*)\[!\w[\w-]{0,40}\][+-]?\s*")
_CAPTION = re.compile(r"^\s*(?:Table)?:[ \t]+(?=\S)")
_HARD_SPACE = re.compile(r"(?<!\\)\\ (?=\S)")  # pandoc's
_BULLET = re.compile(r"(\s*)[•●▪◦‣·∙]\s+(?=\S)")  # pasted from an office
# `**4. **The` and `**4.**The`, as word processors write them: CommonMark sees no signs of strong words there.
_LOOSE = re.compile(
    r"(\s{0,3}(?:#{1,6} )?)(\*\*|__)(?![*_])[ \u00a0]*"
    r"((?:[^\W\d_a-z][^*_\n\d]{0,40})?\d{1,4}(?:\.\d{1,4}){0,5}\\?[.):]{0,2})"
    r"(?:[ \u00a0]+|(?<=[.):]))\2[ \u00a0]*(?=[^\s*_])"
)
_HARD_BREAK = "  "
_PARTED = "<br><br>"  # into paragraphs
_CODE = 4  # spaces behind the one that follows a number: its text begins with code, and not further in
_LONG = 500  # letters: no line that is a sign alone
_LONGEST_FENCE = 60  # colons of the outermost division


def plain(text: str) -> str:
    """Return the text in CommonMark, with as many lines."""
    lines = _lists_set_out(_numbered(_nested(_set_out(_wrapped(markdown_flavours.settle(text.split("\n")))))))
    done: list[str] = []
    fence = ""
    below_table = False
    lettered = _lettered(lines)
    while len(done) < len(lines):
        line = lines[len(done)]
        fence, is_code = fenced(line, fence)
        drawn = None if is_code else table_at(lines, len(done))
        if is_code or drawn is not None:
            done += [line] if drawn is None else drawn
            below_table = drawn is not None
            continue
        verse = _VERSE.fullmatch(line)
        if below_table:
            line = _CAPTION.sub("", line, count=1)
        below_table = ("|" in line and verse is None) or (below_table and not line.strip())
        if len(done) in lettered:
            done[-1] += _PARTED
        elif done and done[-1].strip() and (verse or _ITEM.match(line)):
            done[-1] += _HARD_BREAK  # verses, and (a) and (b) below each other, keep their lines
        begins = not done or not done[-1].strip()
        done.append((verse[1] or "") if verse else _line(markdown_flavours.line(line, begins=begins)))
    return "\n".join(done)


def _lettered(lines: list[str]) -> set[int]:
    """Return the lines with text above them that begin with (a), (b), (c), where they count from the first on."""
    found: set[int] = set()
    for is_text, group in groupby(range(len(lines)), key=lambda place: bool(lines[place].strip())):
        places = list(group)
        if is_text:
            found |= {places[at] for at in text_breaks.lettered([lines[place] for place in places]) if at}
    return found


def fenced(line: str, fence: str) -> tuple[str, bool]:
    """Return the fence that is open after this line, and whether the line is code or a fence."""
    match = _FENCE.match(line)
    if not fence:
        return (match[1], True) if match else ("", False)
    return ("" if match and match[1].startswith(fence) and line.strip() == match[1] else fence), True


def _sign(sign: re.Pattern[str], line: str) -> re.Match[str] | None:
    return sign.fullmatch(line) if len(line) < _LONG else None


def _line(line: str) -> str:
    if _sign(_NOT_TEXT, line):
        return ""
    if _sign(_DIVISION, line):
        return line
    line = markdown_flavours.outside_code(line, _without_generators)
    line = _LOOSE.sub(r"\1\2\3\2 ", line, count=1) if _LOOSE.match(line[:_LONG]) else line
    line = _BULLET.sub(r"\1- ", line, count=1) if _BULLET.match(line) else line
    return _ATTRIBUTES.sub("", _ALERT.sub(r"\1", _HASH.sub(r"\g<1>1.", line)))


def _without_generators(text: str) -> str:
    return _HARD_SPACE.sub("\u00a0", _GENERATOR.sub("", text))


def _set_out(lines: list[str]) -> list[str]:
    """Set the contents of admonitions, which stand four spaces in, out again; one with a title becomes a division."""
    written = list(lines)
    for place, line in enumerate(written):
        match = _sign(_ADMONITION, line)
        if match is None:
            continue
        end, inside = place + 1, re.compile(rf"{match[1]}(?: {{4}}|\t)|\s*$")
        while end < len(written) and inside.match(written[end]):
            end += 1
        if not any(each.strip() for each in written[place + 1 : end]):
            continue
        for at in range(place + 1, end):
            written[at] = inside.sub(match[1], written[at], count=1) if written[at].strip() else ""
        written[place] = f"{match[1]}###### {match[2]}" if match[2] else ""
        if match[2] and not written[end - 1]:  # else there is no line that could end it
            written[place], written[end - 1] = markdown_flavours.titled(match[2], match[1])
    return written


def without_years(text: str) -> str:
    """Return a text in which a paragraph that begins with a year is no item of a list, and keeps it."""
    lines = text.split("\n")
    return "\n".join(
        _escaped(line, match) if (match := _ITEM_NUMBER.match(line)) and _begins_with_year(lines, place) else line
        for place, line in enumerate(lines)
    )


def _begins_with_year(lines: list[str], place: int) -> bool:
    """Whether a line begins with a year; years line by line that follow each other are a list."""
    own, *around = [
        int(match[2]) if 0 <= at < len(lines) and (match := _ITEM_NUMBER.match(lines[at])) else 0
        for at in (place, place - 1, place + 1)
    ]
    return own >= _YEAR and around[0] != own - 1 and around[1] != own + 1


def _escaped(line: str, number: re.Match[str]) -> str:
    return f"{line[: number.end(2)]}\\{line[number.end(2) :]}"


def _wrapped(lines: list[str]) -> list[str]:
    """Escape the numbers that only happen to begin a line of a paragraph: `in March` `1990. The board`.

    CommonMark takes any number there for the next item of a list, whatever the item before it says.
    """
    written = list(lines)
    fence, last, above = "", dict[str, int](), ""
    for place, line in enumerate(lines):
        fence, is_code = fenced(line, fence)
        match = None if is_code else _ITEM_NUMBER.match(line)
        if match:
            before, number = last.get(match[1]), int(match[2])
            is_next = before is not None and 0 < number - before <= _SKIPPED
            if not is_next and _begins_with_year(lines, place):
                written[place] = _escaped(line, match)
                above = line
                continue
            follows = before is None or number <= 1 or is_next
            follows = follows or (number > (before or 0) and above.rstrip().endswith(_SENTENCE_END))
            if follows or _NO_TEXT_ABOVE.match(above[:_LONG]):
                last = {indent: count for indent, count in last.items() if len(indent) < len(match[1])}
                last[match[1]] = number
            else:
                written[place] = _escaped(line, match)
        above = "" if is_code else line
    return written


def _lists_set_out(lines: list[str]) -> list[str]:
    """Set out the lists that stand four spaces in below what is no item: `**4.** text`, `(@) text`; or below an item
    whose text begins further in: `11.  text`.

    CommonMark calls them code; the numbers of a report are not always a list's, and four spaces were once enough.
    """
    written = list(lines)
    fence, holds, taken, before = "", 0, "", ""
    for place, line in enumerate(lines):
        fence, is_code = fenced(line, fence)
        if is_code or not line.strip():
            before = ""
            continue
        set_in = _SET_IN.match(line)
        if set_in and not (holds and _indent(line) >= holds):
            marker = _MARKER.match(line)
            taken = marker[1] if marker and not before and not taken else taken
            written[place] = line.removeprefix(taken) if taken else line
        elif not set_in:
            taken = ""
            holds = _text_begins(line) or (holds if before else 0)
        before = line
    return written


def _text_begins(line: str) -> int:
    """Return how far in at least what belongs to an item stands; 0 where the line begins none."""
    marker = _MARKER.match(line)
    if marker is None or not _ITEM_NUMBER.match(line):
        return int(marker is not None)
    head, whole = line[: marker.end()].expandtabs(4), line.expandtabs(4)
    room = len(whole) - len(head) - len(whole[len(head) :].lstrip())
    return len(head) + (room if room < _CODE else 0)


def _indent(line: str) -> int:
    wide = line.expandtabs(4)
    return len(wide) - len(wide.lstrip())


def _nested(lines: list[str]) -> list[str]:
    """Make the fences of outer divisions longer than those inside, whatever they were; drop those that close none."""
    written = list(lines)
    open_: list[tuple[int, str]] = []
    fence = ""
    for place, line in enumerate(lines):
        fence, is_code = fenced(line, fence)
        match = None if is_code else _sign(_DIVISION, line)
        if match is None:
            continue
        if match[2]:
            open_.append((place, f"{match[1]}{{}} {match[2]}"))
        elif open_:
            began, opening = open_.pop()
            colons = ":" * max(3, _LONGEST_FENCE - len(open_))
            written[began], written[place] = opening.replace("{}", colons, 1), match[1] + colons
        else:
            written[place] = ""
    return written


def _numbered(lines: list[str]) -> list[str]:
    """Give the examples of pandoc, (@) and (@name), their numbers, also where others name them."""
    names: dict[str, int] = {}
    written = list(lines)
    number = 0
    for place, line in enumerate(lines):
        if match := _EXAMPLE.match(line):
            number += 1
            names.setdefault(match[2], number)
            written[place] = f"{match[1]}({number}){line[match.end() :]}"
    if not number:
        return lines
    return [_NAMED_EXAMPLE.sub(lambda m: f"({names[m[1]]})" if m[1] in names else m[0], line) for line in written]

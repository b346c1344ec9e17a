"""Programs of R Markdown and Quarto in a report that shows none of them: no text. Line for line, and pure."""

import re

from mailgate.importers.markdown_source import fenced

_NO_ECHO = re.compile(r"^execute:[ \t]*\n(?:[ \t].*\n)*?[ \t]+echo:[ \t]*(?:false|no)\b", re.M | re.I)  # Quarto's
_SET = re.compile(r"opts_chunk\$set\((?:[^()]|\([^()]{0,200}\)){0,500}?\becho\s*=\s*F(?:ALSE)?\b")  # knitr's
_PROGRAM = re.compile(r"\s*`{3,}\s*\{[A-Za-z]\w*\b(?P<options>[^{}]*)\}\s*")
_ECHO = re.compile(r"\becho\s*=\s*T(?:RUE)?\b")
_ECHO_LINE = re.compile(r"\s*#\|\s*echo:\s*(?:true|yes|fenced)\s*")
_LONG = 2_000  # letters of a line that is looked through


def without_unshown(text: str, head: str) -> str:
    """Return a text without its programs, but for those that say themselves that they are shown, where it, or what the
    file says of itself, says that none is.
    """
    if not _NO_ECHO.search(head) and not _SET.search(text):
        return text
    lines = text.split("\n")
    fence, begin = "", 0
    for place, line in enumerate(lines):
        before = fence
        fence, _ = fenced(line, fence)
        if fence and not before:
            begin = place
        if before and not fence and _is_unshown(lines[begin : place + 1]):
            lines[begin : place + 1] = [""] * (place + 1 - begin)
    return "\n".join(lines)


def _is_unshown(program: list[str]) -> bool:
    match = _PROGRAM.fullmatch(program[0]) if len(program[0]) < _LONG else None
    return match is not None and not (_ECHO.search(match["options"]) or any(map(_ECHO_LINE.fullmatch, program)))

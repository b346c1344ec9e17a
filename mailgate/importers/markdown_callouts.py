"""Obsidian's call-outs with a title, which are quotes by their signs → divisions, as other flavours have. Pure."""

import re

from mailgate.importers.markdown_flavours import titled
from mailgate.importers.markdown_source import fenced

_TITLED = re.compile(r"(\s*)> ?\[![\w-]{1,30}\][+-]?[ \t]+(\S.{0,159})")
_QUOTED = re.compile(r"(\s*)> ?")


def as_boxes(text: str) -> str:
    """Return the text, with as many lines, in which a call-out with a title over a text is a division."""
    lines = text.split("\n")
    fence, open_until = "", 0
    for place, line in enumerate(lines):
        fence, is_code = fenced(line, fence)
        match = None if is_code or place < open_until else _TITLED.fullmatch(line)
        if match is None:
            continue
        end = next((at for at in range(place + 1, len(lines)) if not lines[at].startswith(f"{match[1]}>")), len(lines))
        if end == len(lines) or lines[end].strip():  # no line is there that could end it
            open_until = end
        elif end - place > 1:
            lines[place], lines[end] = titled(match[2].strip(), match[1])
            for at in range(place + 1, end):
                lines[at] = _QUOTED.sub(r"\1", lines[at], count=1)
    return "\n".join(lines)

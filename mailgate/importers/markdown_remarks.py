"""What authors write for themselves into Markdown, as generators of sites let them: none of the text. Pure."""

import re

from mailgate.importers.markdown_source import fenced

# Liquid's, kramdown's, two of Hugo's, and MDX's; not in a span of code.
_BEGINS = re.compile(
    r"(?<!`)(?:(?P<liquid>\{%-?\s?comment\s?-?%\})|(?P<kramdown>\{::comment\})|"
    r"(?P<named>\{\{[<%]\s?comment\s?[>%]\}\})|(?P<hugo>\{\{-?\s?/\*)|(?P<mdx>\{/\*))"
)
_ENDS = {
    "liquid": re.compile(r"\{%-?\s?endcomment\s?-?%\}"),
    "kramdown": re.compile(r"\{:/(?:comment)?\}"),
    "named": re.compile(r"\{\{[<%]\s?/comment\s?[>%]\}\}"),
    "hugo": re.compile(r"\*/\s?-?\}\}"),
    "mdx": re.compile(r"\*/\}"),
}


def without(text: str) -> str:
    """Return the text, with as many lines, without remarks. One that does not end is text; code stays as it is."""
    lines = text.split("\n")
    last = {kind: at for at, line in enumerate(lines) for kind, end in _ENDS.items() if end.search(line)}
    if not last:
        return text
    written: list[str] = []
    fence, kind = "", ""
    for place, line in enumerate(lines):
        fence, is_code = (fence, False) if kind else fenced(line, fence)
        rest, kind = (line, kind) if is_code else _rest(line, kind, {each for each, at in last.items() if at > place})
        written.append(rest)
    return "\n".join(written)


def _rest(line: str, kind: str, ending: set[str]) -> tuple[str, str]:
    """Return what of a line is no remark, and the kind of the remark that is open before and behind it, if any.

    `ending`: the kinds that end in a later line.
    """
    rest, at = "", 0
    while True:
        match = _ENDS[kind].search(line, at) if kind else _BEGINS.search(line, at)
        if kind and match is None:
            return rest, kind
        name = match.lastgroup or "" if match else ""
        if match is None or (not kind and name not in ending and _ENDS[name].search(line, match.end()) is None):
            return rest + line[at:], ""
        rest += "" if kind else line[at : match.start()]
        kind, at = "" if kind else name, match.end()

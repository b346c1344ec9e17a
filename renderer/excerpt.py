"""Short forms of long texts, and texts fit for XML. Pure."""

import re

# XML 1.0, production Char: neither an entity nor CDATA can carry the others. HTML calls them errors, too.
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MARGIN = 32  # characters
_NONCHARACTERS = re.compile("[\u007f-\u009f\ufdd0-\ufdef]")


def legal(text: str) -> str:
    """Take away what neither XML nor HTML may hold: controls, lone surrogates, non-characters."""
    if text.isascii() and text.isprintable():
        return text
    return _NONCHARACTERS.sub("", _ILLEGAL.sub("", text))


def one_line(text: str) -> str:
    """Make one line of a text: every run of white space becomes one space."""
    return " ".join(text.split())


def shortened(text: str, characters: int) -> str:
    """Return one line of at most `characters` characters: whole words where there are any, then an ellipsis."""
    line = one_line(text[: characters + _MARGIN])
    if len(line) <= characters:  # that was all, or there are long runs of white space
        line = one_line(text[: characters * 4])
    if len(line) <= characters:
        return line
    cut = line[: characters - 1]
    if line[characters - 1] != " ":
        head, space, _ = cut.rpartition(" ")
        cut = head if space and len(head) > characters // 2 else cut
    return cut.rstrip(" ,;:.–—-") + "…"

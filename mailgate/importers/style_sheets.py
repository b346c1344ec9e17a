"""The style sheets of a page: those that it links to, and the rules in them that hold on a screen."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

MAX_STYLES = 400_000  # characters of all sheets of a page
_MAX_SHEETS = 20
_HEAD = 20_000  # octets in which a page links to its sheets
_LINK = re.compile(rb"<link\b[^>]{0,600}?\bhref\s*=\s*[\"']?([^\"'>\s?#]{1,300}\.css)(?=[\"'>\s?#])", re.I)
_BRACES = re.compile(r"([{}])")
_ON_SCREENS = re.compile(
    r"@(?:supports|layer|container)\b|@media\b(?:.*,)?\s*(?:(?:only\s+)?(?:screen|all)\b|not\s+print\b|\(|$)",
    re.I | re.S,
)
_NARROW = re.compile(r"@media\b.*\bmax-(?:device-)?width", re.I | re.S)  # on small screens alone
_APART = "\0"  # between sheets: what one leaves open ends with it
Rules = tuple[tuple[str, str], ...]


def linked(raw: bytes, fetch: Callable[[str], bytes | None]) -> str:
    """Return the sheets that a page links to; `fetch` gets one by its address."""
    links = [each.decode("utf-8", "replace") for each in _LINK.findall(raw[:_HEAD])][:_MAX_SHEETS]
    sheets = (fetch(link) or b"" for link in links)
    return _APART.join(sheet[:MAX_STYLES].decode("utf-8", "replace") for sheet in sheets)[:MAX_STYLES]


def together(of_links: str, own: Iterable[str]) -> str:
    """Return all sheets of a page as one; those that stand in the page itself come last, and are cut off last."""
    last = _APART.join(own)[: MAX_STYLES - 1]
    return f"{of_links[: MAX_STYLES - 1 - len(last)]}{_APART}{last}"


@lru_cache(maxsize=4)  # the pages of a site share theirs
def rules(styles: str) -> Rules:
    """Return the selectors and the declarations of the rules that hold on a screen."""
    sheets = styles[:MAX_STYLES].split(_APART)
    return tuple(rule for sheet in sheets for rule in _rules(_without_comments(sheet)))


def _without_comments(styles: str) -> str:
    """Return a sheet without comments; one that is not closed goes to the end."""
    kept, end = [], 0
    while (begin := styles.find("/*", end)) >= 0:
        kept.append(styles[end:begin])
        end = styles.find("*/", begin + 2) + 2
        if end < 2:
            return "".join(kept)
    return "".join([*kept, styles[end:]])


def _rules(styles: str) -> Iterator[tuple[str, str]]:
    opened: list[tuple[str, bool]] = []  # what stands before each open brace, and whether what is in it may hold
    text = ""
    for part in _BRACES.split(styles):
        holds = not opened or opened[-1][1]
        if part == "{":
            before = text.rpartition(";")[2].strip()
            opened.append((before, holds and (before[:1] != "@" or _is_on_screens(before))))
        elif part == "}" and opened:
            selectors, _ = opened.pop()
            if holds and selectors[:1] != "@":
                yield selectors, text
        text = part


def _is_on_screens(condition: str) -> bool:
    return bool(_ON_SCREENS.match(condition)) and not _NARROW.match(condition)

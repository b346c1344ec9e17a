"""Which classes a page's style sheet sets in bold type. Of CSS only rules for a class alone, or for a tag with one."""

import re
from collections.abc import Iterator
from functools import lru_cache

_MAX_STYLES = 400_000  # characters
_BRACES = re.compile(r"([{}])")
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.I)
_ONE_CLASS = re.compile(r"([a-z][a-z0-9]*)?\.([\w-]+)", re.I)
_ON_SCREENS = re.compile(
    r"@(?:supports|layer|container)\b|@media\b(?:.*,)?\s*(?:(?:only\s+)?(?:screen|all)\b|not\s+print\b|\(|$)",
    re.I | re.S,
)
Names = frozenset[tuple[str, str]]


@lru_cache(maxsize=4)  # the pages of a site share theirs
def bold(styles: str) -> Names:
    """Return the classes in bold type, each with the tag that it must be on, or an empty text."""
    found: set[tuple[str, str]] = set()
    for selectors, declared in _rules(_without_comments(styles[:_MAX_STYLES])):
        if _BOLD.search(declared):
            matches = (_ONE_CLASS.fullmatch(each.strip()) for each in selectors.split(","))
            found |= {((match[1] or "").lower(), match[2]) for match in matches if match}
    return frozenset(found)


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
    """Yield the selectors and the declarations of the rules that hold on a screen."""
    opened: list[tuple[str, bool]] = []  # what stands before each open brace, and whether what is in it may hold
    text = ""
    for part in _BRACES.split(styles):
        holds = not opened or opened[-1][1]
        if part == "{":
            before = text.rpartition(";")[2].strip()
            opened.append((before, holds and (before[:1] != "@" or bool(_ON_SCREENS.match(before)))))
        elif part == "}" and opened:
            selectors, _ = opened.pop()
            if holds and selectors[:1] != "@":
                yield selectors, text
        text = part


def is_bold(tag: str, classes: str, names: Names) -> bool:
    """Whether an element with these classes is set in bold type."""
    return any(("", each) in names or (tag, each) in names for each in classes.split())

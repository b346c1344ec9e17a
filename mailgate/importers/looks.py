"""Which classes a page's style sheet sets in bold type. Of CSS only rules for a class alone, or for a tag with one."""

import re
from functools import lru_cache

from mailgate.importers import style_sheets

_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.I)
_ONE_CLASS = re.compile(r"([a-z][a-z0-9]*)?\.([\w-]+)", re.I)
Names = frozenset[tuple[str, str]]


@lru_cache(maxsize=4)  # the pages of a site share theirs
def bold(styles: str) -> Names:
    """Return the classes in bold type, each with the tag that it must be on, or an empty text."""
    found: set[tuple[str, str]] = set()
    for selectors, declared in style_sheets.rules(styles):
        if _BOLD.search(declared):
            matches = (_ONE_CLASS.fullmatch(each.strip()) for each in selectors.split(","))
            found |= {((match[1] or "").lower(), match[2]) for match in matches if match}
    return frozenset(found)


def is_bold(tag: str, classes: str, names: Names) -> bool:
    """Whether an element with these classes is set in bold type."""
    return any(("", each) in names or (tag, each) in names for each in classes.split())

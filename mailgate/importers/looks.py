"""Which classes a page's style sheet sets in bold type. Of CSS only rules for a class alone, or for a tag with one."""

import re

_MAX_STYLES = 400_000  # characters
_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_RULE = re.compile(r"([^{}]{1,2000})\{([^{}]{0,5000})\}")
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.I)
_ONE_CLASS = re.compile(r"([a-z][a-z0-9]*)?\.([\w-]+)", re.I)
Names = frozenset[tuple[str, str]]


def bold(styles: str) -> Names:
    """Return the classes in bold type, each with the tag that it must be on, or an empty text."""
    found: set[tuple[str, str]] = set()
    for selectors, declared in _RULE.findall(_COMMENT.sub("", styles[:_MAX_STYLES])):
        if _BOLD.search(declared):
            matches = (_ONE_CLASS.fullmatch(each.strip()) for each in selectors.split(","))
            found |= {((match[1] or "").lower(), match[2]) for match in matches if match}
    return frozenset(found)


def is_bold(tag: str, classes: str, names: Names) -> bool:
    """Whether an element with these classes is set in bold type."""
    return any(("", each) in names or (tag, each) in names for each in classes.split())

"""How much of an HTML body may be given to a parser: parsers are not linear in nesting and in attributes. Pure, linear.

A letter of an honest program passes whole. Of others the beginning is parsed, and the rest is taken as text, so that
the words before an attack are read as they were meant.
"""

import re

NESTING_LIMIT = 1_000
_FORMATTING_LIMIT = 100
_REOPENED_LIMIT = 300_000  # elements that a parser would make anew to reopen formatting that was never closed
_TAG_LIMIT = 16 * 1024

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})")
_LONG_TAG = re.compile(rf"<([a-zA-Z][a-zA-Z0-9]{{0,15}})[^<>]{{{_TAG_LIMIT},}}>?")
_ANY_TAG = re.compile(r"<[^<>]{0,2000}>")
_NO_NESTING, _FORMATTING = (
    frozenset(names.split())
    for names in (
        "br p li img hr meta input link td tr th tbody thead tfoot col colgroup option dt dd base wbr area",
        "a b big code em font i nobr s small strike strong tt u",
    )
)


def parted(html: str) -> tuple[str, str]:
    """Return what is to be parsed, and the rest."""
    if len(html) > _TAG_LIMIT:
        html = _LONG_TAG.sub(r"<\1>", html)  # a picture inside its own tag; the time of parsing grows with its square
    end = _end(html)
    return html[:end], html[end:]


def without_tags(html: str) -> str:
    """Return what stands between the tags, not yet unescaped."""
    return _ANY_TAG.sub(" ", html)


def _end(html: str) -> int:
    """Return where too many elements are open."""
    depth = formatting = reopened = 0
    open_by_name: dict[str, int] = {}
    for match in _TAG.finditer(html):
        closing, name = match.groups()
        tag = name.lower()
        if tag in _NO_NESTING:
            reopened += formatting
        else:
            is_open = open_by_name.get(tag, 0)
            if closing and not is_open:
                continue  # closes nothing
            step = -1 if closing else 1
            open_by_name[tag] = is_open + step
            depth += step
            if tag in _FORMATTING:
                formatting += step
            elif not closing:
                reopened += formatting
        if depth > NESTING_LIMIT or formatting > _FORMATTING_LIMIT or reopened > _REOPENED_LIMIT:
            return match.start()
    return len(html)

"""The inline content of a block as runs: text in one style, marks of notes, page breaks and pictures."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from mailgate.importers.numbers_read import names_remark
from mailgate.importers.symbol_letters import BULLETS, OF_OFFICES
from mailgate.importers.tree import BLOCKS, PAGE, PICTURE, Element

BREAK = "\x0b"  # a line break inside a block: white space to everything but the HTML writer
NOTE = "-note"  # the tag of the element that stands where a footnote's mark was

INVISIBLE = str.maketrans("", "", "\u00ad\u200b\ufeff\u2060")  # what says only where a line may end

_STYLES = {
    **dict.fromkeys(("b", "strong"), "strong"),
    **dict.fromkeys(("i", "em", "cite", "dfn", "var"), "em"),
    **dict.fromkeys(("code", "tt", "kbd", "samp"), "code"),
    "sup": "sup",
    "sub": "sub",
    "a": "a",
    "q": "q",
}
_TYPE = frozenset({"strong", "em"})  # of these, what goes on into the blocks in an element
_PERMALINKS = frozenset({"¶", "#", "🔗", "⚓"})
_BOLD = re.compile(r"font-weight:\s*(bold|[6-9]00)", re.IGNORECASE)
_BOLD_CLASS = re.compile(r"(?:^|[\s_-])bold$", re.IGNORECASE)
_SIGNS = re.compile(r"font-family:\s*[\"']?(?:wing|web)dings", re.I)
_FEW_LINES = 250  # letters
_SHORT = 40  # letters in which a number is looked for
_NUMBER_AFTER_BREAK = re.compile(
    r"\s*[\[(]?(?:\d{1,4}(?:\.\d{1,4})*|\d{1,2}[–-]\d{1,3})(?:[.)\]]*\s|[.)\]](?=[^\W\d_a-zß-öø-ÿα-ωά-ώа-яё]))"
)

_BULLET_AFTER_BREAK = re.compile(rf"\s*[{BULLETS}{OF_OFFICES}]\s*[^\W_]")


class Run(NamedTuple):
    """Text in one style, or the place of a footnote's mark (`note`: its place among the report's notes).

    `page`: a page begins here. `picture`: it is one.
    """

    text: str
    styles: tuple[str, ...] = ()
    note: int | None = None
    page: str = ""
    picture: Element | None = None


def plain(runs: Iterable[Run]) -> str:
    """Return the text of runs on one line with single spaces; marks of notes leave nothing."""
    return " ".join("".join(run.text for run in runs).split())


def without(runs: Sequence[Run], letters: int) -> list[Run]:
    """Take so many characters, spaces not counted, off the front; marks of notes and pictures among them stay."""
    marks: list[Run] = []
    for place, run in enumerate(runs):
        taken = 0
        while taken < len(run.text) and (letters or run.text[taken].isspace()):
            letters -= not run.text[taken].isspace()
            taken += 1
        if run.note is not None or run.picture is not None:
            marks.append(run)
        elif run.text[taken:]:
            return [*marks, run._replace(text=run.text[taken:]), *runs[place + 1 :]]
    return marks


def flatten(nodes: Sequence[Element | str], around: Element | None = None) -> list[Run]:
    """Return the inline content of a block as runs; `around`: the block, where all its type may be bold."""
    runs: list[Run] = []
    begun = False  # a word was found
    styles = _styles_around(around) if around is not None else ()
    stack: list[tuple[Element | str, tuple[str, ...]]] = [(node, styles) for node in reversed(nodes)]
    while stack:
        node, styles = stack.pop()
        if isinstance(node, str):
            runs.append(Run(node.translate(INVISIBLE), styles))
            begun = begun or bool(runs[-1].text.strip())
        elif node.tag == "br":
            runs.append(Run(BREAK, styles))
        elif node.tag == PAGE:
            runs.append(Run("", styles, page=node.get("number")))
        elif node.tag == PICTURE:
            runs.append(Run("", styles, picture=node))
        elif node.tag == NOTE:
            if node.get("index"):
                runs.append(Run("", styles, int(node.get("index"))))
        elif node.tag == "a" and node.text(4).strip() in _PERMALINKS:
            continue
        elif sign := _sign_of_item(node, is_first=not begun):
            runs.append(Run(sign, styles))
            begun = True
        else:
            inside = _with_style(node, styles)
            stack.extend((child, inside) for child in reversed(node.children))
    return runs


def _styles_around(block: Element) -> tuple[str, ...]:
    """Return the styles that a block gets from what is around it: old programs write `<B><P>…</P></B>`.

    What is around more than a few lines is a tag that nobody ended.
    """
    outside = takewhile(lambda each: each.tag not in BLOCKS, block.ancestors())
    styles: tuple[str, ...] = ()
    for each in [each for each in outside if _STYLES.get(each.tag) in _TYPE]:
        styles = _with_style(each, styles) if len(each.text(_FEW_LINES)) <= _FEW_LINES else styles
    bold = _BOLD.search(block.get("style")) and "strong" not in styles
    return (*styles, "strong") if bold else styles


def _sign_of_item(node: Element, *, is_first: bool) -> str:
    """Return the sign before an item where Word has set it: a letter in a font of signs is one, as `§` in Wingdings."""
    style = node.get("style").lower()
    is_one = len("".join(node.text(_SHORT).split())) == 1
    if "mso-list" in style and not any(map(str.isdigit, node.text())):
        return "• " if is_one else node.text()
    drawn = is_first and is_one and _SIGNS.search(f"{style};font-family:{node.get('face')}")
    return "• " if drawn else ""


def _with_style(node: Element, styles: tuple[str, ...]) -> tuple[str, ...]:
    bold = _BOLD.search(node.get("style")) or _BOLD_CLASS.search(node.get("class"))
    style = _STYLES.get(node.tag) or ("strong" if bold else None)
    if style == "a" and (not node.get("href") or _is_number_of_its_place(node)):
        return styles
    if style is None or style in styles or (style == "q" and node.text().lstrip()[:1] in "“\"'‘«„"):
        return styles
    return (*styles, style)


def _is_number_of_its_place(link: Element) -> bool:
    """Whether a link names the place where it stands, as the number of a paragraph does that others may link to."""
    name = link.get("href").rpartition("#")[2]
    around = (link, *link.ancestors()) if name and any(map(str.isdigit, link.text(_SHORT))) else ()
    return any(name in {each.get("id"), each.get("name")} for each in around)


def split(runs: list[Run]) -> Iterator[tuple[list[Run], bool]]:
    """Cut at empty lines (two breaks), at items behind a bullet, and softly at a number after one break."""
    current: list[Run] = []
    breaks, soft = 0, False
    for place, run in enumerate(runs):
        if run.text == BREAK:
            breaks += 1
        elif run.text.strip() or run.note is not None or run.picture is not None:
            begins = "".join(r.text for r in runs[place : place + 4])[:40] if breaks == 1 else ""
            numbered = _NUMBER_AFTER_BREAK.match(begins) or names_remark(begins)
            is_item = breaks == 1 and _BULLET_AFTER_BREAK.match(begins) is not None
            if (breaks >= 2 or numbered or is_item) and plain(current):
                yield current, soft
                current, soft = [], breaks == 1 and not is_item
            breaks = 0
        current.append(run)
    yield current, soft


def link_share(runs: Sequence[Run]) -> float:
    """Return what share of the letters is in links."""
    letters = sum(len(run.text.strip()) for run in runs)
    return sum(len(run.text.strip()) for run in runs if "a" in run.styles) / letters if letters else 0.0


def links_of(runs: Sequence[Run]) -> int:
    """Return how many links there are."""
    linked = ["a" in run.styles for run in runs if run.text.strip()]
    return sum(is_link and not before for before, is_link in zip([False, *linked], linked, strict=False))

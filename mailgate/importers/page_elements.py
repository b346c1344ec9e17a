"""What an element of a page is, and which ones are none of its text."""

import re
from itertools import islice
from typing import Any

from mailgate.importers import looks

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_DROPPED = frozenset(
    {
        *("script", "style", "template", "noscript", "head", "svg", "math", "iframe", "object", "embed"),
        *("audio", "video", "canvas", "button", "input", "select", "textarea", "option", "link", "meta"),
        *("title", "base", "map", "area", "col", "colgroup", "nav"),
    }
)
_AROUND = frozenset({"navigation", "search", "banner", "toolbar"})  # roles
_UNTIL_FOUND = "until-found"  # hidden until a reader opens or searches it
_SET_APART = frozenset({"aside", "blockquote", "figure"})  # words of the text once more, if they are not to be read out
_HIDING_CLASS = re.compile(  # of the frameworks that sites are made with: read out, and not shown
    r"(?:[a-z\d]+[-_]+)*(?:visually-?hidden|hidden-visually|sr-only|sr-text|show-for-sr|screen-reader(?:-text|-only)?|screen-only|"
    r"element-invisible|wb-inv|off-?screen|assistive-text|a11y-hidden|accessible-text|link-target)",
    re.I,
)
_SHOWN_IF_FOCUSED = re.compile(r"not-sr-only|not-visually-hidden")
_OF_SIGNS = re.compile(r"material-(?:icons|symbols)(?:-[a-z]+)?|glyphicon", re.I)  # their text is the name of a picture
_EDIT = re.compile(r"mw-editsection|edit-?link", re.I)
_COMMENTS = frozenset(  # of the page's readers
    {"disqus_thread", "comment-list", "commentlist", "comments-area", "comments-wrapper", "wp-block-comments"}
)
_MAY_BE_COMMENTS = frozenset({"comments", "respond"})  # or a section of that name
_COMMENT = "#commentform, .comment-form, .comment-list, .commentlist, .comment, [id^=comment-], [name=comment]"
_COUNT_OF_COMMENTS = re.compile(r"(?:[a-z]+[-_])*comments?[-_]?(?:icon[-_]?)?(?:box|count(?:er)?|icon|bubble)", re.I)
_BREADCRUMBS = re.compile(r"(?:[a-z]+[-_]+)*breadcrumbs?(?:[-_]+[a-z]+)*", re.I)  # a site's way to a page
# Of the pages of a printed edition: what the classes of their numbers say, and what these say themselves.
_PAGE_NAMES = re.compile(r"(?:[a-z]+[-_])?page[-_]?(?:num(?:ber)?|no|break|inline|mark(?:er)?)s?", re.I)
_PAGE = re.compile(
    r"\s*[\[({]?\s*(?:(?:printed\s+)?(?:pg?|page|s|seite)\b\.?\s*)?(?:\d{1,6}|[ivxlc]{1,7})\s*[\])}]?\s*", re.I
)
_INLINE = frozenset({"a", "span", "small", "sup", "strong"})
_SIGN_UP = re.compile(r"(?<![a-z])(?:subscri(?:be|ption)|newsletter|sign-?up)(?![a-z])", re.I)
_SENT = re.compile(r"\b(?:subscribe|newsletter|sign up|briefing|bulletin|digest|inbox|mailing list|updates)\b", re.I)
_BOXES = frozenset({"div", "section", "aside"})
_FEW_INSIDE = 6  # elements
_BOTH = 2  # sides of a button
_WORD_BEFORE, _WORD_AFTER = re.compile(r"[^\W\d_],?\s+$"), re.compile(r",?\s+[^\W\d_]|[.;:](?:\s|$)")
_FEW_WORDS = 300  # letters of a form
_NEAR = 30  # nodes from the beginning of a heading


def tag(node: Any, known: looks.Looks) -> str:
    """Return what an element is; one that says that it is a heading is one."""
    tag_name: str = looks.of_span(node, known) if node.tag == "span" else node.tag
    if tag_name in HEADINGS or node.attributes.get("role") != "heading":
        return tag_name
    level = node.attributes.get("aria-level") or ""
    return f"h{min(max(int(level), 1), 6)}" if re.fullmatch(r"\d{1,2}", level) else "h2"


def is_left_behind(node: Any) -> bool:
    """Whether an element is none of a page's text: it is dropped, hidden, around it, or said by the page's readers."""
    if node.tag in _DROPPED:
        return not (node.tag == "button" and (_is_heading(node) or _is_in_sentence(node)))
    attributes = node.attributes
    if not attributes:
        return _is_field(node)
    is_around = attributes.get("role") in _AROUND
    if is_around or attributes.get("hidden", _UNTIL_FOUND) != _UNTIL_FOUND or _is_field(node):
        return True
    style = (attributes.get("style") or "").replace(" ", "").lower()
    hidden = "display:none" in style or "visibility:hidden" in style
    apart = node.tag in _SET_APART and attributes.get("aria-hidden") == "true"
    hidden = hidden or (apart and node.css_first("figcaption") is None)
    classes = (attributes.get("class") or "").split()
    names = {attributes.get("id") or "", *classes}
    if node.tag == "span" and any(map(_PAGE_NAMES.fullmatch, classes)) and _PAGE.fullmatch(node.text() or ""):
        return True
    counts = node.tag in _INLINE and any(map(_COUNT_OF_COMMENTS.fullmatch, classes))
    if counts or _holds_comments(node, names) or any(map(_BREADCRUMBS.fullmatch, names)):
        return True
    return hidden or _hides(node, classes)


def _holds_comments(node: Any, names: set[str]) -> bool:
    """Whether an element holds what readers of the page said, or the form to say more; not a section `Comments`."""
    if not _MAY_BE_COMMENTS.isdisjoint(names):
        return not (node.text() or "").strip() or node.css_first(_COMMENT) is not None
    return not _COMMENTS.isdisjoint(names)


def _is_field(form: Any) -> bool:
    """Whether a form, or a box, is a field to search or sign up with, and no more: no question, nor all of a page."""
    if form.tag in _BOXES and _is_over_field(form):
        return True
    if form.tag != "form" and not _SIGN_UP.search(form.attributes.get("class") or ""):
        return False
    fields = form.css_first("input[type=email], input[type=search]") is not None and form.css_first("textarea") is None
    return fields and len(said := form.text() or "") <= _FEW_WORDS and "?" not in said


def _is_over_field(box: Any) -> bool:
    """Whether a box is a heading that asks to sign up, and a form with such a field."""
    inside = list(islice(box.iter(), _FEW_INSIDE))
    heads = [each for each in inside if each.tag in HEADINGS]
    forms = [each for each in inside if each.tag == "form"]
    others = {each.tag for each in inside} - HEADINGS - {"form", "p", "img"}
    if len(heads) != 1 or len(forms) != 1 or others or len(inside) == _FEW_INSIDE or not _is_field(forms[0]):
        return False
    if forms[0].css_first("input[type=email]") is None:
        return False
    said, classes = box.text() or "", box.attributes.get("class") or ""
    return len(said) <= _FEW_WORDS and bool(_SIGN_UP.search(classes) or _SENT.search(said))


def _hides(node: Any, classes: list[str]) -> bool:
    """Whether a class says that an element is not shown, is a sign drawn for its name, or is a wiki's link to edit."""
    if any(map(_SHOWN_IF_FOCUSED.fullmatch, classes)):
        return False
    signs = _OF_SIGNS, *([_EDIT] if node.tag in _INLINE else [])
    return any(pattern.fullmatch(name) for pattern in (_HIDING_CLASS, *signs) for name in classes)


def _is_heading(node: Any) -> bool:
    """Whether an element is all that a heading says: of a section that opens at a click."""
    for around in (node.parent, node.parent.parent):
        near = _near(around) if around is not None and around.tag in HEADINGS else []
        if any(each.mem_id == node.mem_id for each in near):
            return _said(near) == _said(_near(node))
    return False


def _is_in_sentence(node: Any) -> bool:
    """Whether a button stands between words, as one does that explains a term."""
    before, after = node.prev, node.next
    texts = [each.text_content or "" for each in (before, after) if each is not None and each.is_text_node]
    between = len(texts) == _BOTH and bool(_WORD_BEFORE.search(texts[0])) and bool(_WORD_AFTER.match(texts[1]))
    return between and any(map(str.isalpha, node.text() or ""))


def _near(node: Any) -> list[Any]:
    return list(islice(node.traverse(include_text=True), _NEAR))


def _said(nodes: list[Any]) -> str:
    text = "".join(each.text_content or "" for each in nodes if each.is_text_node)
    return "".join(text.split())

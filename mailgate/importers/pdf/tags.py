"""The tags of a PDF's page: what its maker says each part of it is.

Beside `letters` and `drawings` the only module here that knows PDFium.
"""

import ctypes
from collections.abc import Iterable, Iterator
from typing import Any

from mailgate.importers.pdf.model import Page, Tag

_MOST = 20_000  # tags on one page
_WIDEST = 50_000  # parts of one tag
_DEEPEST = 60


def on_page(file: Any, page: Any, raw: Any) -> Iterator[Tag]:
    """Yield the tags of a page, each after the one that it is in; none of a file that does not say it is tagged."""
    if not raw.FPDFCatalog_IsTagged(file.raw):
        return
    tree = raw.FPDF_StructTree_GetForPage(page.raw)
    if not tree:
        return
    try:
        count = min(raw.FPDF_StructTree_CountChildren(tree), _WIDEST)
        stack: list[tuple[Any, tuple[int, ...]]] = [
            (child, (place,))
            for place in range(count)
            if (child := raw.FPDF_StructTree_GetChildAtIndex(tree, place)) is not None
        ]
        yield from _below(stack, raw)
    finally:
        raw.FPDF_StructTree_Close(tree)


def alternatives(pages: Iterable[Page]) -> dict[str, str]:
    """Return what tags say of pictures for those who cannot see them, by the names of the pictures."""
    found: dict[str, str] = {}
    for page in pages:
        figures = [tag for tag in page.tags if tag.alt]
        for drawn in page.drawn:
            inside = (tag for tag in page.tags if drawn.content in (content for _, content in tag.contents))
            paths = [tag.path for tag in inside]
            for tag in figures:
                if any(path[: len(tag.path)] == tag.path for path in paths):
                    found[drawn.name] = tag.alt
    return found


def _below(stack: list[tuple[Any, tuple[int, ...]]], raw: Any) -> Iterator[Tag]:
    seen = 0
    while stack and seen < _MOST:
        tag, path = stack.pop()
        seen += 1
        contents: list[tuple[int, int]] = []
        for place in range(min(raw.FPDF_StructElement_CountChildren(tag), _WIDEST)):
            content = raw.FPDF_StructElement_GetChildMarkedContentID(tag, place)
            if content >= 0:
                contents.append((place, content))
            elif len(path) < _DEEPEST and (child := raw.FPDF_StructElement_GetChildAtIndex(tag, place)):
                stack.append((child, (*path, place)))
        kind = _said(raw.FPDF_StructElement_GetType, tag)
        alt = _said(raw.FPDF_StructElement_GetAltText, tag) if kind == "Figure" else ""
        yield Tag(kind, path, tuple(contents), alt)


def _said(get: Any, tag: Any) -> str:
    """Return a text that PDFium gives in UTF-16, with a null at its end."""
    length = get(tag, None, 0)
    if length <= 2 or length > 10_000:
        return ""
    buffer = ctypes.create_string_buffer(length)
    get(tag, buffer, length)
    return buffer.raw[: length - 2].decode("utf-16-le", "replace")

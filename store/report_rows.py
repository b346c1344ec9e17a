"""Documents and paragraphs as the database has them: a row, in the order of its table's columns, as a value.

Rows are taken apart by place: by name takes three times as long.
"""

import json
from collections.abc import Sequence
from typing import Any

from store.model import Document, Footnote, Kind, Paragraph, Place
from store.schema import paragraphs

_WIDTH = len(paragraphs.c)
_KINDS = {kind.value: kind for kind in Kind}


def document_of(row: Sequence[Any]) -> Document:
    """Return a row of the documents' table as what it is."""
    document_id, slug, title, language, edition, key_depth, imported_at, closes_at, removed_at = row
    return Document(
        id=document_id,
        slug=slug,
        title=title,
        language=language,
        edition=edition,
        imported_at=imported_at,
        closes_at=closes_at,
        removed_at=removed_at,
        key_depth=key_depth,
    )


def place_of(row: Sequence[Any]) -> Place:
    """Return a row of the paragraphs' table, with its document's columns after it, as what it is."""
    return Place(document=document_of(row[_WIDTH:]), paragraph=paragraph_of(row))


def paragraph_of(row: Sequence[Any]) -> Paragraph:
    """Return a row of the paragraphs' table as what it is; what other columns follow is not looked at."""
    paragraph_id, document_id, section_id, position, key, number, kind, *rest = row[:_WIDTH]
    text, html, footnotes, pages, source, fingerprint_ = rest
    return Paragraph(
        id=paragraph_id,
        document_id=document_id,
        section_id=section_id,
        position=position,
        key=key,
        number=number,
        kind=_KINDS[kind],
        text=text,
        html=html,
        footnotes=tuple(Footnote(**note) for note in json.loads(footnotes)) if footnotes != "[]" else (),
        pages=pages,
        source=source,
        fingerprint=fingerprint_,
    )

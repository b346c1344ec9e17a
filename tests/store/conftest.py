"""A small report and a comment on it."""

from datetime import datetime

import pytest

from store.comments import Comments, NewComment
from store.documents import Documents, NewDocument, NewParagraph, NewSection
from store.engine import Store
from store.model import Comment, Document, Footnote, Html, Kind, Revision
from store.sealed import Box


def revision(words: str = "The date is wrong.", name: str = "Ann Reader") -> Revision:
    return Revision(name=name, html=Html(f"<p>{words}</p>"), text=words, removed="> quoted")


@pytest.fixture
def document(store: Store, now: datetime) -> Document:
    paragraphs = tuple(
        NewParagraph(
            key=str(number),
            number=f"{number}.",
            kind=Kind.PARAGRAPH,
            text=f"Paragraph {number}.",
            html=Html(f"<p>Paragraph {number}.</p>"),
            section=0 if number < 3 else 1,
            footnotes=(Footnote(mark="1", text="A note."),) if number == 2 else (),
        )
        for number in range(1, 5)
    )
    sections = (NewSection(level=1, heading="Part One"), NewSection(level=2, heading="The River", parent=0))
    new = NewDocument(
        slug="flood-report", title="The Flood", language="en", sections=sections, paragraphs=paragraphs, key_depth=0
    )
    with store.write() as connection:
        Documents(connection).add(new, at=now)
        found = Documents(connection).get("flood-report")
    assert found is not None
    return found


@pytest.fixture
def comment(store: Store, box: Box, document: Document, now: datetime) -> Comment:
    with store.write() as connection:
        address = Documents(connection).address("flood-report", "2")
        assert address is not None
        new = NewComment(
            public_id="abcdefghij",
            document_id=address.document.id,
            paragraph_id=address.paragraph_id,
            author="ann@reader.example",
            message_id="<1@reader.example>",
            revision=revision(),
            received_at=now,
        )
        comments = Comments(connection, box)
        return comments.get(comments.add(new).id)

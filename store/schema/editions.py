"""What earlier editions said, and what became of their paragraphs."""

from sqlalchemy import Column, ForeignKey, Integer, String, Table, Text

from store.schema.columns import Id, UtcTime, metadata, row_id

# The earlier ones; the present one stands in `documents`.
editions = Table(
    "editions",
    metadata,
    Column("document_id", Id, ForeignKey("documents.id"), primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("title", String(500), nullable=False),
    Column("imported_at", UtcTime, nullable=False),
)

# A paragraph that has left the report keeps its row, at a position below -1: no place in the present edition.
gone = Table(
    "gone",
    metadata,
    Column("paragraph_id", Id, ForeignKey("paragraphs.id"), primary_key=True, autoincrement=False),
    Column("edition", Integer, nullable=False),  # the first one without it
    Column("heir_id", Id, ForeignKey("paragraphs.id"), nullable=True),  # what it was merged into
)

# A paragraph that holds a part of what another said before an edition, on which the comments are.
splits = Table(
    "splits",
    metadata,
    Column("paragraph_id", Id, ForeignKey("paragraphs.id"), primary_key=True, autoincrement=False),
    Column("was_id", Id, ForeignKey("paragraphs.id"), nullable=False, index=True),
    Column("edition", Integer, nullable=False),  # the first one that has it apart
)

# A paragraph's number and text as they were until an edition changed one of them.
wordings = Table(
    "wordings",
    metadata,
    row_id(),
    Column("paragraph_id", Id, ForeignKey("paragraphs.id"), nullable=False, index=True),
    Column("edition", Integer, nullable=False),  # the last one that had it
    Column("number", String(64), nullable=True),
    Column("text", Text, nullable=False),
)

# The comments that were made on an earlier wording.
made_on = Table(
    "made_on",
    metadata,
    Column("comment_id", Id, ForeignKey("comments.id"), primary_key=True, autoincrement=False),
    Column("wording_id", Id, ForeignKey("wordings.id"), nullable=False, index=True),
    Column("stands", Integer, nullable=True),  # the edition in which its author let it stand
)

# The comments whose authors are to be asked whether they stand, as an edition has changed their paragraph.
restated = Table(
    "restated",
    metadata,
    Column("comment_id", Id, ForeignKey("comments.id"), primary_key=True, autoincrement=False),
    Column("wording_id", Id, ForeignKey("wordings.id"), nullable=True),  # NULL: the paragraph was left out
)

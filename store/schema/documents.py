"""Reports: documents, their sections and paragraphs."""

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, String, Table, Text, UniqueConstraint

from store.schema.columns import Id, UtcTime, metadata, row_id

documents = Table(
    "documents",
    metadata,
    row_id(),
    Column("slug", String(24), nullable=False, unique=True),
    Column("title", String(500), nullable=False),
    Column("language", String(35), nullable=False),
    Column("edition", Integer, nullable=False),
    Column("key_depth", Integer, nullable=False),
    Column("imported_at", UtcTime, nullable=False),
    Column("closes_at", UtcTime, nullable=True),
    Column("removed_at", UtcTime, nullable=True),  # its rows stay: its name is not used again
)

sections = Table(
    "sections",
    metadata,
    row_id(),
    Column("document_id", Id, ForeignKey("documents.id"), nullable=False),
    Column("parent_id", Id, ForeignKey("sections.id"), nullable=True),
    Column("position", Integer, nullable=False),
    Column("level", Integer, nullable=False),
    Column("heading", Text, nullable=False),
    Column("key", String(64), nullable=False, server_default=""),
    Index("ix_sections_document_id_key", "document_id", "key", unique=True),
    Index("ix_sections_document_id_position", "document_id", "position"),
)

paragraphs = Table(
    "paragraphs",
    metadata,
    row_id(),
    Column("document_id", Id, ForeignKey("documents.id"), nullable=False),
    Column("section_id", Id, ForeignKey("sections.id"), nullable=True),
    Column("position", Integer, nullable=False),
    Column("key", String(16), nullable=False),
    Column("number", String(64), nullable=True),
    Column("kind", String(16), nullable=False),
    Column("text", Text, nullable=False),
    Column("html", Text, nullable=False),
    Column("footnotes", Text, nullable=False),  # a JSON list of {mark, text}
    Column("pages", String(64), nullable=True),
    Column("source", String(500), nullable=False),
    Column("fingerprint", String(64), nullable=False),
    UniqueConstraint("document_id", "key"),
    Index("ix_paragraphs_document_id_position", "document_id", "position"),
    Index("ix_paragraphs_section_id", "section_id"),
)

# Of all editions; a name is made of what the picture holds.
pictures = Table(
    "pictures",
    metadata,
    Column("document_id", Id, ForeignKey("documents.id"), primary_key=True, autoincrement=False),
    Column("name", String(40), primary_key=True),
    Column("data", LargeBinary, nullable=False),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
)

# Counted where a decision is written, so that a page of contents need not count a million comments.
counts = Table(
    "counts",
    metadata,
    Column("paragraph_id", Id, ForeignKey("paragraphs.id"), primary_key=True, autoincrement=False),
    Column("approved", Integer, nullable=False),
)

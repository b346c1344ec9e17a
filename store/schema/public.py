"""What the public can check and follow: receipts of comments, who is told of new ones, and reports of abuse."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, LargeBinary, String, Table

from store.schema.columns import HASH, Id, UtcTime, metadata, row_id

receipts = Table(
    "receipts",
    metadata,
    Column("comment_id", Id, ForeignKey("comments.id"), primary_key=True, autoincrement=False),
    Column("document_id", Id, ForeignKey("documents.id"), nullable=False),
    Column("hash", HASH, nullable=False),  # SHA-256 of the receipt's number; published
    Column("state", String(16), nullable=False),
    Column("reason", String(24), nullable=False),  # a word of store.receipts.REASONS; empty: not rejected
    Column("confirmed", BigInteger, nullable=False),  # seconds since 1970
    Column("waited", Integer, nullable=True),  # seconds until a moderator first decided
    # Each answers one question of the page from the index alone, also for a million comments.
    Index("ix_receipts_document_id_hash_state", "document_id", "hash", "state"),
    Index("ix_receipts_document_id_state_reason", "document_id", "state", "reason"),
    Index("ix_receipts_document_id_waited", "document_id", "waited"),
)

subscriptions = Table(
    "subscriptions",
    metadata,
    row_id(),
    Column("person_hash", HASH, nullable=False, index=True),
    Column("person", LargeBinary, nullable=False),  # sealed address
    Column("document_id", Id, ForeignKey("documents.id"), nullable=False),
    Column("paragraph_id", Id, ForeignKey("paragraphs.id"), nullable=True),  # NULL: the whole document
    Column("created_at", UtcTime, nullable=False),
    Column("confirmed_at", UtcTime, nullable=True),
    Column("seen_at", UtcTime, nullable=True),  # comments approved until then are told
    Column("told_at", UtcTime, nullable=True, index=True),
)

reports = Table(
    "reports",
    metadata,
    row_id(),
    Column("comment_id", Id, ForeignKey("comments.id"), nullable=False, index=True),
    Column("reporter_hash", HASH, nullable=False),
    Column("folded_hash", HASH, nullable=False),  # what the limit counts by
    Column("reporter", LargeBinary, nullable=False),  # sealed address
    Column("words", LargeBinary, nullable=False),  # sealed
    Column("state", String(16), nullable=False),  # store.model.ReportState
    Column("created_at", UtcTime, nullable=False),
    Column("closed_at", UtcTime, nullable=True),
    Index("ix_reports_folded_hash_created_at", "folded_hash", "created_at"),
    Index("ix_reports_state_created_at", "state", "created_at"),
)

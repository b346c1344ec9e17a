"""The three queues: mails that came, letters to send, pages to write."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, LargeBinary, String, Table, UniqueConstraint, text

from store.schema.columns import HASH, Id, UtcTime, metadata, queue, row_id, waiting

# A mail is its spool row while due_at is set, and its record afterwards.
mails = Table(
    "mails",
    metadata,
    row_id(),
    Column("hash", HASH, nullable=False, unique=True),
    Column("received_at", UtcTime, nullable=False),
    Column("envelope", LargeBinary, nullable=True),  # sealed JSON of store.spool.Envelope
    Column("raw", LargeBinary, nullable=True),  # sealed, the bytes as they came
    Column("result", String(16), nullable=True),  # store.spool.Result; NULL: not yet read
    Column("reason", String(200), nullable=False, server_default=text("''")),
    Column("facts", LargeBinary, nullable=True),  # sealed JSON: from, subject, message_id, text
    Column("document_id", Id, ForeignKey("documents.id"), nullable=True),
    Column("paragraph_id", Id, ForeignKey("paragraphs.id"), nullable=True),
    Column("comment_id", Id, ForeignKey("comments.id"), nullable=True),
    Column("deferrals", Integer, nullable=False, server_default=text("0")),  # for want of an answer of the DNS
    *queue(),
    Index(
        "ix_mails_received_at",  # of those that are kept
        "received_at",
        sqlite_where=text("raw IS NOT NULL"),
        postgresql_where=text("raw IS NOT NULL"),
    ),
    waiting("mails"),
)

outbox = Table(
    "outbox",
    metadata,
    row_id(),
    Column("message_id", String(200), nullable=False, unique=True),
    Column("bounce_hash", HASH, nullable=False, unique=True),  # SHA-256 of the token in the envelope sender
    Column("recipient_hash", HASH, nullable=False, index=True),
    Column("envelope", LargeBinary, nullable=True),  # sealed JSON: sender and recipient
    Column("body", LargeBinary, nullable=True),  # sealed message; NULL once sent
    Column("comment_id", Id, ForeignKey("comments.id"), nullable=True, index=True),
    Column("created_at", UtcTime, nullable=False),
    Column("sent_at", UtcTime, nullable=True),
    Column("failed_at", UtcTime, nullable=True),
    Column("returned_at", UtcTime, nullable=True),  # a delivery report said that it did not arrive
    Column("is_lost", Boolean, nullable=True),  # and that it never will
    Column("last_error", String(200), nullable=False, server_default=text("''")),
    *queue(),
    waiting("outbox"),
)

# What has to be written again. `version` is the fence: work asked for meanwhile is done again.
rebuild = Table(
    "rebuild",
    metadata,
    row_id(),
    Column("part", String(16), nullable=False),
    Column("target_id", Id, nullable=False),
    Column("version", Integer, nullable=False),
    *queue(),
    UniqueConstraint("part", "target_id"),
    waiting("rebuild"),
)

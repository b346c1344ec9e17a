"""Comments, their texts, what was decided on them, and the chain of that."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, LargeBinary, String, Table, Text, false, text

from store.schema.columns import HASH, Id, UtcTime, metadata, row_id

comments = Table(
    "comments",
    metadata,
    row_id(),
    Column("public_id", String(16), nullable=False, unique=True),
    Column("paragraph_id", Id, ForeignKey("paragraphs.id"), nullable=False),
    Column("commenter_id", Id, ForeignKey("commenters.id"), nullable=False),
    Column("state", String(16), nullable=False),
    Column("received_at", UtcTime, nullable=False),
    Column("approved_at", UtcTime, nullable=True),  # first time; set for ever, so that a stub can answer
    Column("message_id", LargeBinary, nullable=True),  # sealed: it may hold an address
    Column("body_hash", HASH, nullable=False),  # keyed hash of the cleaned text, to see a comment sent twice
    Column("revision", Integer, nullable=False),  # the position of the present one
    Column("answers", String(16), ForeignKey("comments.public_id"), nullable=True),  # the comment it answers in public
    Column("proposed", Integer, nullable=True),  # the position of a correction that waits for a moderator
    Column("corrected_at", UtcTime, nullable=True),
    Column("hidden_at", UtcTime, nullable=True),  # by reports, until a moderator has decided
    Column("is_official", Boolean, nullable=False, server_default=false()),  # it speaks for the owner of the report
    Column("proof", String(16), nullable=True),  # how the author's domain spoke for the mail that brought it
    Index("ix_comments_commenter_id_paragraph_id", "commenter_id", "paragraph_id"),
    Index("ix_comments_state_received_at", "state", "received_at"),
    Index("ix_comments_state_approved_at_id", "state", "approved_at", "id"),  # the newest, for feeds
    Index(
        "ix_comments_proposed",
        "proposed",
        sqlite_where=text("proposed IS NOT NULL"),
        postgresql_where=text("proposed IS NOT NULL"),
    ),
    # A paragraph's comments in the order they stand in, with all that has to be known to list them: thousands of them
    # are read in one stretch, and the rows of those alone that a page shows.
    Index(
        "ix_comments_listed",
        *("paragraph_id", "approved_at", "id", "state", "hidden_at", "public_id", "answers"),
        sqlite_where=text("approved_at IS NOT NULL"),
        postgresql_where=text("approved_at IS NOT NULL"),
    ),
    Index(
        "ix_comments_official",
        "approved_at",
        sqlite_where=text("is_official = 1"),
        postgresql_where=text("is_official"),
    ),
)

revisions = Table(
    "revisions",
    metadata,
    Column("comment_id", Id, ForeignKey("comments.id"), primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("created_at", UtcTime, nullable=False),
    Column("name", String(80), nullable=False),
    Column("html", Text, nullable=False),
    Column("unpublished", LargeBinary, nullable=True),  # sealed: name and html, which are empty until a page shows them
    Column("text_hash", HASH, nullable=False),
    Column("text", LargeBinary, nullable=True),  # sealed: own words, unmasked
    Column("removed", LargeBinary, nullable=True),  # sealed: what was cut from the mail
    Column("is_proposal", Boolean, nullable=True),  # a correction that no moderator has approved (yet)
)

decisions = Table(
    "decisions",
    metadata,
    row_id(),
    Column("comment_id", Id, ForeignKey("comments.id"), nullable=False, index=True),
    Column("revision", Integer, nullable=False),
    Column("event", String(16), nullable=False),
    Column("before", String(16), nullable=False),
    Column("after", String(16), nullable=False),
    Column("reason", String(1000), nullable=False),
    Column("moderator_id", Id, ForeignKey("moderators.id"), nullable=True),
    Column("decided_at", UtcTime, nullable=False),
)

# The decisions of a document in a chain (store.chain). Rows are only added; a salt alone may be taken away.
log = Table(
    "log",
    metadata,
    Column("document_id", Id, ForeignKey("documents.id"), primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("decision_id", Id, ForeignKey("decisions.id"), nullable=False, unique=True),
    Column("salt", LargeBinary, nullable=True),
    Column("content", HASH, nullable=False),
    Column("hash", HASH, nullable=False),
)

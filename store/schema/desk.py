"""Who decides on what and when they hear of it, what they have been asked, and whom they trust."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, UniqueConstraint, text

from store.schema.columns import Id, UtcTime, metadata, queue, row_id, waiting

trusts = Table(
    "trusts",
    metadata,
    Column("commenter_id", Id, ForeignKey("commenters.id"), primary_key=True, autoincrement=False),
    Column("document_id", Id, ForeignKey("documents.id"), primary_key=True, autoincrement=False),
    Column("moderator_id", Id, ForeignKey("moderators.id"), nullable=True),
    Column("given_at", UtcTime, nullable=False),
)

# A moderator without any decides on everything. A section is kept as a paragraph in it: that has a key for ever.
assignments = Table(
    "assignments",
    metadata,
    row_id(),
    Column("moderator_id", Id, ForeignKey("moderators.id"), nullable=False, index=True),
    Column("document_id", Id, ForeignKey("documents.id"), nullable=False),
    Column("paragraph_id", Id, ForeignKey("paragraphs.id"), nullable=True),
)

# How often a moderator hears of a document; without a row as the moderator hears of all.
rhythms = Table(
    "rhythms",
    metadata,
    Column("moderator_id", Id, ForeignKey("moderators.id"), primary_key=True, autoincrement=False),
    Column("document_id", Id, ForeignKey("documents.id"), primary_key=True, autoincrement=False),
    Column("rhythm", String(16), nullable=False),
)

# What a moderator is to be told of a comment, and when. One row for each pair, while the comment waits or news are due.
notices = Table(
    "notices",
    metadata,
    row_id(),
    Column("moderator_id", Id, ForeignKey("moderators.id"), nullable=False),
    Column("comment_id", Id, ForeignKey("comments.id"), nullable=False, index=True),
    Column("news", String(16), nullable=False),
    Column("asked_at", UtcTime, nullable=True),  # when they were first shown it
    Column("reminders", Integer, nullable=False, server_default=text("0")),
    *queue(),
    UniqueConstraint("moderator_id", "comment_id"),
    Index("ix_notices_moderator_id_asked_at", "moderator_id", "asked_at"),
    waiting("notices"),
)

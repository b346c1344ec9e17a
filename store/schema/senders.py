"""What keeps us from writing to strangers too often."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Table, text

from store.schema.columns import HASH, Id, UtcTime, metadata

# A question to an author: it waits while look_at is set, and is open from sent_at until its comment is answered.
challenges = Table(
    "challenges",
    metadata,
    Column("comment_id", Id, ForeignKey("comments.id"), primary_key=True, autoincrement=False),
    Column("folded_hash", HASH, nullable=False, index=True),  # of the author's address
    Column("client_hash", HASH, nullable=True),
    Column("signer_hash", HASH, nullable=True),
    Column("is_preferred", Boolean, nullable=False),
    Column("look_at", UtcTime, nullable=True),
    Column("sent_at", UtcTime, nullable=True),
    Index(
        "ix_challenges_look_at",
        "look_at",
        sqlite_where=text("look_at IS NOT NULL"),
        postgresql_where=text("look_at IS NOT NULL"),
    ),
)

# How often something happened, by the keyed hash of what it was: a row for each ten minutes, until it counts no more.
tallies = Table(
    "tallies",
    metadata,
    Column("key", HASH, primary_key=True),
    Column("tick", Integer, primary_key=True, autoincrement=False),
    Column("until", Integer, nullable=False, index=True),
    Column("number", Integer, nullable=False),
)

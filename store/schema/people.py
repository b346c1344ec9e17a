"""People, and what our letters allow them."""

from sqlalchemy import Boolean, Column, ForeignKey, Integer, LargeBinary, String, Table

from store.schema.columns import HASH, Id, UtcTime, metadata, row_id

commenters = Table(
    "commenters",
    metadata,
    row_id(),
    Column("address", LargeBinary, nullable=True),  # sealed
    Column("address_hash", HASH, nullable=False, unique=True),
    Column("folded_hash", HASH, nullable=False, index=True),
    Column("domain_hash", HASH, nullable=False, index=True),
    Column("first_seen_at", UtcTime, nullable=False),
)

moderators = Table(
    "moderators",
    metadata,
    row_id(),
    Column("address", LargeBinary, nullable=False),  # sealed
    Column("address_hash", HASH, nullable=False, unique=True),
    Column("added_at", UtcTime, nullable=False),
    Column("removed_at", UtcTime, nullable=True),
    Column("rhythm", String(16), nullable=False, server_default="immediately"),  # store.team.Rhythm
    Column("quiet_from", Integer, nullable=True),  # hours of the site's day in which nothing is sent to them
    Column("quiet_until", Integer, nullable=True),
    Column("is_proved", Boolean, nullable=True),  # whether their mail passes DMARC; NULL: not known yet
)

# From these they may answer as well. Letters go to the address above.
moderator_addresses = Table(
    "moderator_addresses",
    metadata,
    Column("address_hash", HASH, primary_key=True),
    Column("address", LargeBinary, nullable=False),  # sealed
    Column("moderator_id", Id, ForeignKey("moderators.id"), nullable=False, index=True),
)

suppressions = Table(
    "suppressions",
    metadata,
    Column("address_hash", HASH, primary_key=True),
    Column("reason", String(200), nullable=False),
    Column("created_at", UtcTime, nullable=False),
)

grants = Table(
    "grants",
    metadata,
    Column("digest", HASH, primary_key=True),  # SHA-256 of the token
    Column("purpose", String(16), nullable=False),
    Column("person_hash", HASH, nullable=False, index=True),
    Column("person", LargeBinary, nullable=False),  # sealed address
    Column("expires_at", UtcTime, nullable=True),
    Column("revoked_at", UtcTime, nullable=True),
    Column("is_hinted", Boolean, nullable=False),
    Column("subject_id", Id, nullable=True),  # the subscription it is about, where it is about one
)

grant_items = Table(
    "grant_items",
    metadata,
    Column("digest", HASH, ForeignKey("grants.digest"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("comment_id", Id, ForeignKey("comments.id"), nullable=False, index=True),
    Column("text_hash", HASH, nullable=False),
    Column("state", String(16), nullable=False),
)

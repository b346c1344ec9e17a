"""The tables. Names of constraints follow a convention, so that a migration can speak of them on both databases.

Sealed columns (LargeBinary, named in store.sealed.SEALED) hold AES-GCM blobs; `*_hash` columns hold keyed hashes
of what they name, to look it up by. A queue is a table with due_at, leased_until and attempts (see store.queue).
"""

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)

CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=CONVENTION)


class UtcTime(TypeDecorator[datetime]):
    """An aware time, kept as UTC: SQLite forgets the zone, so it is taken off and put on here."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive times: they mean something else on every machine."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        utc = value.astimezone(UTC)
        return utc if dialect.name == "postgresql" else utc.replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Give every time its zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


# SQLite counts rows itself only in a column of type INTEGER; PostgreSQL wants room for more than 2^31 of them.
Id = BigInteger().with_variant(Integer, "sqlite")
HASH = LargeBinary(32)


def _id() -> Column[int]:
    return Column("id", Id, primary_key=True, autoincrement=True)


def _queue() -> tuple[Column[datetime], Column[datetime], Column[int]]:
    return (
        Column("due_at", UtcTime, nullable=True),
        Column("leased_until", UtcTime, nullable=True),
        Column("attempts", Integer, nullable=False, server_default=text("0")),
    )


def _waiting(table: str) -> Index:
    waiting = text("due_at IS NOT NULL")
    return Index(f"ix_{table}_due_at", "due_at", sqlite_where=waiting, postgresql_where=waiting)


documents = Table(
    "documents",
    metadata,
    _id(),
    Column("slug", String(24), nullable=False, unique=True),
    Column("title", String(500), nullable=False),
    Column("language", String(35), nullable=False),
    Column("edition", Integer, nullable=False),
    Column("key_depth", Integer, nullable=False),
    Column("imported_at", UtcTime, nullable=False),
    Column("closes_at", UtcTime, nullable=True),
)

sections = Table(
    "sections",
    metadata,
    _id(),
    Column("document_id", Id, ForeignKey("documents.id"), nullable=False),
    Column("parent_id", Id, ForeignKey("sections.id"), nullable=True),
    Column("position", Integer, nullable=False),
    Column("level", Integer, nullable=False),
    Column("heading", Text, nullable=False),
    Index("ix_sections_document_id_position", "document_id", "position"),
)

paragraphs = Table(
    "paragraphs",
    metadata,
    _id(),
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
)

# Counted where a decision is written, so that a page of contents need not count a million comments.
counts = Table(
    "counts",
    metadata,
    Column("paragraph_id", Id, ForeignKey("paragraphs.id"), primary_key=True, autoincrement=False),
    Column("approved", Integer, nullable=False),
)

# A mail is its spool row while due_at is set, and its record afterwards.
mails = Table(
    "mails",
    metadata,
    _id(),
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
    *_queue(),
    _waiting("mails"),
)

commenters = Table(
    "commenters",
    metadata,
    _id(),
    Column("address", LargeBinary, nullable=True),  # sealed
    Column("address_hash", HASH, nullable=False, unique=True),
    Column("folded_hash", HASH, nullable=False, index=True),
    Column("domain_hash", HASH, nullable=False, index=True),
    Column("first_seen_at", UtcTime, nullable=False),
)

moderators = Table(
    "moderators",
    metadata,
    _id(),
    Column("address", LargeBinary, nullable=False),  # sealed
    Column("address_hash", HASH, nullable=False, unique=True),
    Column("added_at", UtcTime, nullable=False),
    Column("removed_at", UtcTime, nullable=True),
)

comments = Table(
    "comments",
    metadata,
    _id(),
    Column("public_id", String(16), nullable=False, unique=True),
    Column("paragraph_id", Id, ForeignKey("paragraphs.id"), nullable=False),
    Column("commenter_id", Id, ForeignKey("commenters.id"), nullable=False),
    Column("state", String(16), nullable=False),
    Column("received_at", UtcTime, nullable=False),
    Column("approved_at", UtcTime, nullable=True),  # first time; set for ever, so that a stub can answer
    Column("message_id", LargeBinary, nullable=True),  # sealed: it may hold an address
    Column("body_hash", HASH, nullable=False),  # keyed hash of the cleaned text, to see a comment sent twice
    Column("revision", Integer, nullable=False),  # the position of the present one
    Index("ix_comments_commenter_id_paragraph_id", "commenter_id", "paragraph_id"),
    Index("ix_comments_state_received_at", "state", "received_at"),
    Index("ix_comments_state_approved_at_id", "state", "approved_at", "id"),  # the newest, for feeds
    Index(
        "ix_comments_published",
        "paragraph_id",
        "id",
        sqlite_where=text("approved_at IS NOT NULL"),
        postgresql_where=text("approved_at IS NOT NULL"),
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
    Column("text_hash", HASH, nullable=False),
    Column("text", LargeBinary, nullable=True),  # sealed: own words, unmasked
    Column("removed", LargeBinary, nullable=True),  # sealed: what was cut from the mail
)

decisions = Table(
    "decisions",
    metadata,
    _id(),
    Column("comment_id", Id, ForeignKey("comments.id"), nullable=False, index=True),
    Column("revision", Integer, nullable=False),
    Column("event", String(16), nullable=False),
    Column("before", String(16), nullable=False),
    Column("after", String(16), nullable=False),
    Column("reason", String(1000), nullable=False),
    Column("moderator_id", Id, ForeignKey("moderators.id"), nullable=True),
    Column("decided_at", UtcTime, nullable=False),
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

suppressions = Table(
    "suppressions",
    metadata,
    Column("address_hash", HASH, primary_key=True),
    Column("reason", String(200), nullable=False),
    Column("created_at", UtcTime, nullable=False),
)

outbox = Table(
    "outbox",
    metadata,
    _id(),
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
    *_queue(),
    _waiting("outbox"),
)

# What has to be written again. `version` is the fence: work asked for meanwhile is done again.
rebuild = Table(
    "rebuild",
    metadata,
    _id(),
    Column("part", String(16), nullable=False),
    Column("target_id", Id, nullable=False),
    Column("version", Integer, nullable=False),
    *_queue(),
    UniqueConstraint("part", "target_id"),
    _waiting("rebuild"),
)

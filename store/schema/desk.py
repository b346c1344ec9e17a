"""What moderators have said of people."""

from sqlalchemy import Column, ForeignKey, Table

from store.schema.columns import Id, UtcTime, metadata

trusts = Table(
    "trusts",
    metadata,
    Column("commenter_id", Id, ForeignKey("commenters.id"), primary_key=True, autoincrement=False),
    Column("document_id", Id, ForeignKey("documents.id"), primary_key=True, autoincrement=False),
    Column("moderator_id", Id, ForeignKey("moderators.id"), nullable=True),
    Column("given_at", UtcTime, nullable=False),
)

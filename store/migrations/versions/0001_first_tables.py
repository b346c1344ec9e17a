"""The first tables: documents, comments, the people who write and decide, and the three queues."""

import sqlalchemy as sa
from alembic import op

from store import schema

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make every table."""
    op.create_table(
        "commenters",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("address", sa.LargeBinary(), nullable=True),
        sa.Column("address_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("folded_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("domain_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("first_seen_at", schema.UtcTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commenters")),
        sa.UniqueConstraint("address_hash", name=op.f("uq_commenters_address_hash")),
    )
    op.create_index(op.f("ix_commenters_domain_hash"), "commenters", ["domain_hash"], unique=False)
    op.create_index(op.f("ix_commenters_folded_hash"), "commenters", ["folded_hash"], unique=False)
    op.create_table(
        "documents",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("slug", sa.String(length=24), nullable=False),
        sa.Column("title", sa.String(length=500), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("key_depth", sa.Integer(), nullable=False),
        sa.Column("imported_at", schema.UtcTime(timezone=True), nullable=False),
        sa.Column("closes_at", schema.UtcTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
        sa.UniqueConstraint("slug", name=op.f("uq_documents_slug")),
    )
    op.create_table(
        "grants",
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("purpose", sa.String(length=16), nullable=False),
        sa.Column("person_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("person", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", schema.UtcTime(timezone=True), nullable=True),
        sa.Column("revoked_at", schema.UtcTime(timezone=True), nullable=True),
        sa.Column("is_hinted", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_grants")),
    )
    op.create_index(op.f("ix_grants_person_hash"), "grants", ["person_hash"], unique=False)
    op.create_table(
        "moderators",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("address", sa.LargeBinary(), nullable=False),
        sa.Column("address_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("added_at", schema.UtcTime(timezone=True), nullable=False),
        sa.Column("removed_at", schema.UtcTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderators")),
        sa.UniqueConstraint("address_hash", name=op.f("uq_moderators_address_hash")),
    )
    op.create_table(
        "rebuild",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("part", sa.String(length=16), nullable=False),
        sa.Column("target_id", ID, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("due_at", schema.UtcTime(timezone=True), nullable=True),
        sa.Column("leased_until", schema.UtcTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rebuild")),
        sa.UniqueConstraint("part", "target_id", name=op.f("uq_rebuild_part_target_id")),
    )
    op.create_index(
        "ix_rebuild_due_at",
        "rebuild",
        ["due_at"],
        unique=False,
        sqlite_where=sa.text("due_at IS NOT NULL"),
        postgresql_where=sa.text("due_at IS NOT NULL"),
    )
    op.create_table(
        "suppressions",
        sa.Column("address_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("created_at", schema.UtcTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("address_hash", name=op.f("pk_suppressions")),
    )
    op.create_table(
        "sections",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("document_id", ID, nullable=False),
        sa.Column("parent_id", ID, nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("heading", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_sections_document_id")),
        sa.ForeignKeyConstraint(["parent_id"], ["sections.id"], name=op.f("fk_sections_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sections")),
    )
    op.create_index("ix_sections_document_id_position", "sections", ["document_id", "position"], unique=False)
    op.create_table(
        "paragraphs",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("document_id", ID, nullable=False),
        sa.Column("section_id", ID, nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=16), nullable=False),
        sa.Column("number", sa.String(length=64), nullable=True),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("footnotes", sa.Text(), nullable=False),
        sa.Column("pages", sa.String(length=64), nullable=True),
        sa.Column("source", sa.String(length=500), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_paragraphs_document_id")),
        sa.ForeignKeyConstraint(["section_id"], ["sections.id"], name=op.f("fk_paragraphs_section_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paragraphs")),
        sa.UniqueConstraint("document_id", "key", name=op.f("uq_paragraphs_document_id_key")),
    )
    op.create_index("ix_paragraphs_document_id_position", "paragraphs", ["document_id", "position"], unique=False)
    op.create_table(
        "comments",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("paragraph_id", ID, nullable=False),
        sa.Column("commenter_id", ID, nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("received_at", schema.UtcTime(timezone=True), nullable=False),
        sa.Column("approved_at", schema.UtcTime(timezone=True), nullable=True),
        sa.Column("message_id", sa.LargeBinary(), nullable=True),
        sa.Column("body_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["commenter_id"], ["commenters.id"], name=op.f("fk_comments_commenter_id")),
        sa.ForeignKeyConstraint(["paragraph_id"], ["paragraphs.id"], name=op.f("fk_comments_paragraph_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comments")),
        sa.UniqueConstraint("public_id", name=op.f("uq_comments_public_id")),
    )
    op.create_index("ix_comments_commenter_id_paragraph_id", "comments", ["commenter_id", "paragraph_id"], unique=False)
    op.create_index(
        "ix_comments_published",
        "comments",
        ["paragraph_id", "id"],
        unique=False,
        sqlite_where=sa.text("approved_at IS NOT NULL"),
        postgresql_where=sa.text("approved_at IS NOT NULL"),
    )
    op.create_index("ix_comments_state_approved_at_id", "comments", ["state", "approved_at", "id"], unique=False)
    op.create_index("ix_comments_state_received_at", "comments", ["state", "received_at"], unique=False)
    op.create_table(
        "counts",
        sa.Column("paragraph_id", ID, autoincrement=False, nullable=False),
        sa.Column("approved", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["paragraph_id"], ["paragraphs.id"], name=op.f("fk_counts_paragraph_id")),
        sa.PrimaryKeyConstraint("paragraph_id", name=op.f("pk_counts")),
    )
    op.create_table(
        "decisions",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("comment_id", ID, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("event", sa.String(length=16), nullable=False),
        sa.Column("before", sa.String(length=16), nullable=False),
        sa.Column("after", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("moderator_id", ID, nullable=True),
        sa.Column("decided_at", schema.UtcTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["comment_id"], ["comments.id"], name=op.f("fk_decisions_comment_id")),
        sa.ForeignKeyConstraint(["moderator_id"], ["moderators.id"], name=op.f("fk_decisions_moderator_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
    )
    op.create_index(op.f("ix_decisions_comment_id"), "decisions", ["comment_id"], unique=False)
    op.create_table(
        "grant_items",
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("comment_id", ID, nullable=False),
        sa.Column("text_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["comment_id"], ["comments.id"], name=op.f("fk_grant_items_comment_id")),
        sa.ForeignKeyConstraint(["digest"], ["grants.digest"], name=op.f("fk_grant_items_digest")),
        sa.PrimaryKeyConstraint("digest", "position", name=op.f("pk_grant_items")),
    )
    op.create_index(op.f("ix_grant_items_comment_id"), "grant_items", ["comment_id"], unique=False)
    op.create_table(
        "mails",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("received_at", schema.UtcTime(timezone=True), nullable=False),
        sa.Column("envelope", sa.LargeBinary(), nullable=True),
        sa.Column("raw", sa.LargeBinary(), nullable=True),
        sa.Column("result", sa.String(length=16), nullable=True),
        sa.Column("reason", sa.String(length=200), server_default=sa.text("''"), nullable=False),
        sa.Column("facts", sa.LargeBinary(), nullable=True),
        sa.Column("document_id", ID, nullable=True),
        sa.Column("paragraph_id", ID, nullable=True),
        sa.Column("comment_id", ID, nullable=True),
        sa.Column("due_at", schema.UtcTime(timezone=True), nullable=True),
        sa.Column("leased_until", schema.UtcTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.ForeignKeyConstraint(["comment_id"], ["comments.id"], name=op.f("fk_mails_comment_id")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_mails_document_id")),
        sa.ForeignKeyConstraint(["paragraph_id"], ["paragraphs.id"], name=op.f("fk_mails_paragraph_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mails")),
        sa.UniqueConstraint("hash", name=op.f("uq_mails_hash")),
    )
    op.create_index(
        "ix_mails_due_at",
        "mails",
        ["due_at"],
        unique=False,
        sqlite_where=sa.text("due_at IS NOT NULL"),
        postgresql_where=sa.text("due_at IS NOT NULL"),
    )
    op.create_table(
        "outbox",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("message_id", sa.String(length=200), nullable=False),
        sa.Column("bounce_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("recipient_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("envelope", sa.LargeBinary(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("comment_id", ID, nullable=True),
        sa.Column("created_at", schema.UtcTime(timezone=True), nullable=False),
        sa.Column("sent_at", schema.UtcTime(timezone=True), nullable=True),
        sa.Column("failed_at", schema.UtcTime(timezone=True), nullable=True),
        sa.Column("returned_at", schema.UtcTime(timezone=True), nullable=True),
        sa.Column("is_lost", sa.Boolean(), nullable=True),
        sa.Column("last_error", sa.String(length=200), server_default=sa.text("''"), nullable=False),
        sa.Column("due_at", schema.UtcTime(timezone=True), nullable=True),
        sa.Column("leased_until", schema.UtcTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.ForeignKeyConstraint(["comment_id"], ["comments.id"], name=op.f("fk_outbox_comment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("bounce_hash", name=op.f("uq_outbox_bounce_hash")),
        sa.UniqueConstraint("message_id", name=op.f("uq_outbox_message_id")),
    )
    op.create_index(op.f("ix_outbox_comment_id"), "outbox", ["comment_id"], unique=False)
    op.create_index(
        "ix_outbox_due_at",
        "outbox",
        ["due_at"],
        unique=False,
        sqlite_where=sa.text("due_at IS NOT NULL"),
        postgresql_where=sa.text("due_at IS NOT NULL"),
    )
    op.create_index(op.f("ix_outbox_recipient_hash"), "outbox", ["recipient_hash"], unique=False)
    op.create_table(
        "revisions",
        sa.Column("comment_id", ID, autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", schema.UtcTime(timezone=True), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("text_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=True),
        sa.Column("removed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["comment_id"], ["comments.id"], name=op.f("fk_revisions_comment_id")),
        sa.PrimaryKeyConstraint("comment_id", "position", name=op.f("pk_revisions")),
    )

"""What the public can do beyond a comment: answer one, and check what became of it."""

import sqlalchemy as sa
from alembic import op

from store import schema

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add it; what is there stays as it is."""
    answered = sa.ForeignKey("comments.public_id", name="fk_comments_answers")
    op.add_column("comments", sa.Column("answers", sa.String(16), answered, nullable=True), inline_references=True)
    op.add_column("comments", sa.Column("proposed", sa.Integer(), nullable=True))
    op.add_column("comments", sa.Column("corrected_at", schema.UtcTime(timezone=True), nullable=True))
    op.add_column("comments", sa.Column("hidden_at", schema.UtcTime(timezone=True), nullable=True))
    op.add_column("revisions", sa.Column("is_proposal", sa.Boolean(), nullable=True))
    op.add_column("grants", sa.Column("subject_id", ID, nullable=True))
    op.create_table(
        "receipts",
        sa.Column("comment_id", ID, autoincrement=False, nullable=False),
        sa.Column("document_id", ID, nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.String(length=24), nullable=False),
        sa.Column("confirmed", sa.BigInteger(), nullable=False),
        sa.Column("waited", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["comment_id"], ["comments.id"], name=op.f("fk_receipts_comment_id")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_receipts_document_id")),
        sa.PrimaryKeyConstraint("comment_id", name=op.f("pk_receipts")),
    )
    for columns in (("hash", "state"), ("state", "reason"), ("waited",)):
        name = "_".join(("ix_receipts_document_id", *columns))
        op.create_index(op.f(name), "receipts", ["document_id", *columns], unique=False)
    op.create_table(
        "subscriptions",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("person_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("person", sa.LargeBinary(), nullable=False),
        sa.Column("document_id", ID, nullable=False),
        sa.Column("paragraph_id", ID, nullable=True),
        sa.Column("created_at", schema.UtcTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", schema.UtcTime(timezone=True), nullable=True),
        sa.Column("seen_at", schema.UtcTime(timezone=True), nullable=True),
        sa.Column("told_at", schema.UtcTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_subscriptions_document_id")),
        sa.ForeignKeyConstraint(["paragraph_id"], ["paragraphs.id"], name=op.f("fk_subscriptions_paragraph_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscriptions")),
    )
    for column in ("person_hash", "told_at"):
        op.create_index(op.f(f"ix_subscriptions_{column}"), "subscriptions", [column], unique=False)
    op.create_table(
        "reports",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("comment_id", ID, nullable=False),
        sa.Column("reporter_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("folded_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("reporter", sa.LargeBinary(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("created_at", schema.UtcTime(timezone=True), nullable=False),
        sa.Column("closed_at", schema.UtcTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["comment_id"], ["comments.id"], name=op.f("fk_reports_comment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports")),
    )
    for columns in (("comment_id",), ("folded_hash", "created_at"), ("state", "created_at")):
        op.create_index(op.f("_".join(("ix_reports", *columns))), "reports", [*columns], unique=False)

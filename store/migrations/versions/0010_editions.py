"""Later editions: what was said before, and what is no longer there."""

import sqlalchemy as sa
from alembic import op

from store import schema

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the tables; every document is in its first edition."""
    op.create_table(
        "editions",
        sa.Column("document_id", ID, autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(length=500), nullable=False),
        sa.Column("imported_at", schema.UtcTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_editions_document_id")),
        sa.PrimaryKeyConstraint("document_id", "number", name=op.f("pk_editions")),
    )
    op.create_table(
        "gone",
        sa.Column("paragraph_id", ID, autoincrement=False, nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("heir_id", ID, nullable=True),
        sa.ForeignKeyConstraint(["paragraph_id"], ["paragraphs.id"], name=op.f("fk_gone_paragraph_id")),
        sa.ForeignKeyConstraint(["heir_id"], ["paragraphs.id"], name=op.f("fk_gone_heir_id")),
        sa.PrimaryKeyConstraint("paragraph_id", name=op.f("pk_gone")),
    )
    op.create_table(
        "wordings",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("paragraph_id", ID, nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=64), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["paragraph_id"], ["paragraphs.id"], name=op.f("fk_wordings_paragraph_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wordings")),
    )
    op.create_index(op.f("ix_wordings_paragraph_id"), "wordings", ["paragraph_id"])
    op.create_table(
        "made_on",
        sa.Column("comment_id", ID, autoincrement=False, nullable=False),
        sa.Column("wording_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["comment_id"], ["comments.id"], name=op.f("fk_made_on_comment_id")),
        sa.ForeignKeyConstraint(["wording_id"], ["wordings.id"], name=op.f("fk_made_on_wording_id")),
        sa.PrimaryKeyConstraint("comment_id", name=op.f("pk_made_on")),
    )
    op.create_index(op.f("ix_made_on_wording_id"), "made_on", ["wording_id"])

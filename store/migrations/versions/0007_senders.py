"""What keeps us from writing to strangers too often: questions that wait, and tallies."""

import sqlalchemy as sa
from alembic import op

from store import schema

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make both tables. What is unconfirmed now was asked about already, and need not be counted."""
    op.create_table(
        "challenges",
        sa.Column("comment_id", ID, autoincrement=False, nullable=False),
        sa.Column("folded_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("client_hash", sa.LargeBinary(length=32), nullable=True),
        sa.Column("signer_hash", sa.LargeBinary(length=32), nullable=True),
        sa.Column("is_preferred", sa.Boolean(), nullable=False),
        sa.Column("look_at", schema.UtcTime(timezone=True), nullable=True),
        sa.Column("sent_at", schema.UtcTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["comment_id"], ["comments.id"], name=op.f("fk_challenges_comment_id")),
        sa.PrimaryKeyConstraint("comment_id", name=op.f("pk_challenges")),
    )
    op.create_index(op.f("ix_challenges_folded_hash"), "challenges", ["folded_hash"], unique=False)
    waits = sa.text("look_at IS NOT NULL")
    op.create_index(
        "ix_challenges_look_at", "challenges", ["look_at"], unique=False, sqlite_where=waits, postgresql_where=waits
    )
    op.create_table(
        "tallies",
        sa.Column("key", sa.LargeBinary(length=32), nullable=False),
        sa.Column("tick", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("until", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", "tick", name=op.f("pk_tallies")),
    )
    op.create_index(op.f("ix_tallies_until"), "tallies", ["until"], unique=False)

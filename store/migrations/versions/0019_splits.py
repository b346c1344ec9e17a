"""Which paragraph a part of another became, in which edition."""

import sqlalchemy as sa
from alembic import op

from store.schema.columns import Id

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add where it is kept. Of editions before this step it is not known."""
    op.create_table(
        "splits",
        sa.Column("paragraph_id", Id, autoincrement=False, nullable=False),
        sa.Column("was_id", Id, nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["paragraph_id"], ["paragraphs.id"], name=op.f("fk_splits_paragraph_id_paragraphs")),
        sa.ForeignKeyConstraint(["was_id"], ["paragraphs.id"], name=op.f("fk_splits_was_id_paragraphs")),
        sa.PrimaryKeyConstraint("paragraph_id", name=op.f("pk_splits")),
    )
    op.create_index(op.f("ix_splits_was_id"), "splits", ["was_id"])

"""Commenters are asked whether their comment stands when an edition changes its paragraph."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add whom to ask, and what they said; nobody was asked."""
    op.create_table(
        "restated",
        sa.Column("comment_id", ID, autoincrement=False, nullable=False),
        sa.Column("wording_id", ID, nullable=True),
        sa.ForeignKeyConstraint(["comment_id"], ["comments.id"], name=op.f("fk_restated_comment_id")),
        sa.ForeignKeyConstraint(["wording_id"], ["wordings.id"], name=op.f("fk_restated_wording_id")),
        sa.PrimaryKeyConstraint("comment_id", name=op.f("pk_restated")),
    )
    op.add_column("made_on", sa.Column("stands", sa.Integer(), nullable=True))

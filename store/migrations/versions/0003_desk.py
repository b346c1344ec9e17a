"""The log: decisions in a chain for each document."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the log. What was decided before is not in it: nothing can prove any more that it is as it was."""
    op.create_table(
        "log",
        sa.Column("document_id", ID, autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("decision_id", ID, nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("content", sa.LargeBinary(length=32), nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name=op.f("fk_log_decision_id")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_log_document_id")),
        sa.PrimaryKeyConstraint("document_id", "position", name=op.f("pk_log")),
        sa.UniqueConstraint("decision_id", name=op.f("uq_log_decision_id")),
    )

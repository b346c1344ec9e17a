"""A moderator may have several addresses to answer from."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of those beside the one that letters go to."""
    op.create_table(
        "moderator_addresses",
        sa.Column("address_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("address", sa.LargeBinary(), nullable=False),
        sa.Column("moderator_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["moderator_id"], ["moderators.id"], name=op.f("fk_moderator_addresses_moderator_id")),
        sa.PrimaryKeyConstraint("address_hash", name=op.f("pk_moderator_addresses")),
    )
    op.create_index(op.f("ix_moderator_addresses_moderator_id"), "moderator_addresses", ["moderator_id"])

"""What moderators can say beyond yes and no: trust a person, answer for the owner of the report."""

import sqlalchemy as sa
from alembic import op

from store import schema

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add it; what is there stays as it is."""
    op.add_column("comments", sa.Column("is_official", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "trusts",
        sa.Column("commenter_id", ID, autoincrement=False, nullable=False),
        sa.Column("document_id", ID, autoincrement=False, nullable=False),
        sa.Column("moderator_id", ID, nullable=True),
        sa.Column("given_at", schema.UtcTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["commenter_id"], ["commenters.id"], name=op.f("fk_trusts_commenter_id")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_trusts_document_id")),
        sa.ForeignKeyConstraint(["moderator_id"], ["moderators.id"], name=op.f("fk_trusts_moderator_id")),
        sa.PrimaryKeyConstraint("commenter_id", "document_id", name=op.f("pk_trusts")),
    )

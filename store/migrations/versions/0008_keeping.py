"""Mails that are kept are found by their age."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the index."""
    kept = sa.text("raw IS NOT NULL")
    op.create_index(
        "ix_mails_received_at", "mails", ["received_at"], unique=False, sqlite_where=kept, postgresql_where=kept
    )

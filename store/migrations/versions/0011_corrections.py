"""Corrections that nobody is asked about are found without reading every comment."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the index."""
    waits = sa.text("proposed IS NOT NULL")
    op.create_index("ix_comments_proposed", "comments", ["proposed"], sqlite_where=waits, postgresql_where=waits)

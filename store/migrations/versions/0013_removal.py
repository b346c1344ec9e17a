"""Documents can be removed."""

import sqlalchemy as sa
from alembic import op

from store import schema

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add when a document was removed; none was."""
    op.add_column("documents", sa.Column("removed_at", schema.UtcTime(timezone=True), nullable=True))

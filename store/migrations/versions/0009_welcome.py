"""Whether a moderator's mail proves who wrote it."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column: of nobody it is known yet."""
    op.add_column("moderators", sa.Column("is_proved", sa.Boolean(), nullable=True))

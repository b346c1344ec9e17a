"""How often a mail waited for the DNS, and how the author of a comment was proved."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add both columns."""
    op.add_column("mails", sa.Column("deferrals", sa.Integer(), server_default=sa.text("0"), nullable=False))
    op.add_column("comments", sa.Column("proof", sa.String(length=16), nullable=True))

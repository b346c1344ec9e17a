"""Name and words of a comment are sealed until they are published."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add where they are kept. What waits already stays as it is: no step has the data key."""
    op.add_column("revisions", sa.Column("unpublished", sa.LargeBinary(), nullable=True))

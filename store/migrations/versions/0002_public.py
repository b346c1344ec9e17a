"""What the public can do beyond a comment: answer one."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add it; what is there stays as it is."""
    answered = sa.ForeignKey("comments.public_id", name="fk_comments_answers")
    op.add_column("comments", sa.Column("answers", sa.String(16), answered, nullable=True), inline_references=True)

"""What is published is found without reading what is not shown: in order, by section, and what is official."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

SHOWN = sa.text("approved_at IS NOT NULL")
LISTED = ["paragraph_id", "approved_at", "id", "state", "hidden_at", "public_id", "answers"]


def upgrade() -> None:
    """Put other indexes in the place of one."""
    op.drop_index("ix_comments_published", "comments")
    op.create_index("ix_comments_listed", "comments", LISTED, sqlite_where=SHOWN, postgresql_where=SHOWN)
    op.create_index(
        "ix_comments_official",
        "comments",
        ["approved_at"],
        sqlite_where=sa.text("is_official = 1"),
        postgresql_where=sa.text("is_official"),
    )
    op.create_index("ix_paragraphs_section_id", "paragraphs", ["section_id"])

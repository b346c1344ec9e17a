"""Sections have keys: those there are keep the number by which their pages were found."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column, and that a key is given once in a document."""
    op.add_column("sections", sa.Column("key", sa.String(length=64), server_default="", nullable=False))
    op.execute("UPDATE sections SET key = CAST(position + 1 AS VARCHAR(64))")
    op.create_index("ix_sections_document_id_key", "sections", ["document_id", "key"], unique=True)

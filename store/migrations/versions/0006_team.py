"""A team: who decides on what, how often each hears of it, and what each is to be told."""

import sqlalchemy as sa
from alembic import op

from store import schema

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = schema.UtcTime(timezone=True)


def upgrade() -> None:
    """Add it; everybody who decides now decides on everything and hears of it at once."""
    op.add_column("moderators", sa.Column("rhythm", sa.String(16), nullable=False, server_default="immediately"))
    op.add_column("moderators", sa.Column("quiet_from", sa.Integer(), nullable=True))
    op.add_column("moderators", sa.Column("quiet_until", sa.Integer(), nullable=True))
    op.create_table(
        "assignments",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("moderator_id", ID, nullable=False),
        sa.Column("document_id", ID, nullable=False),
        sa.Column("paragraph_id", ID, nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_assignments_document_id")),
        sa.ForeignKeyConstraint(["moderator_id"], ["moderators.id"], name=op.f("fk_assignments_moderator_id")),
        sa.ForeignKeyConstraint(["paragraph_id"], ["paragraphs.id"], name=op.f("fk_assignments_paragraph_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignments")),
    )
    op.create_index(op.f("ix_assignments_moderator_id"), "assignments", ["moderator_id"], unique=False)
    op.create_table(
        "rhythms",
        sa.Column("moderator_id", ID, autoincrement=False, nullable=False),
        sa.Column("document_id", ID, autoincrement=False, nullable=False),
        sa.Column("rhythm", sa.String(16), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_rhythms_document_id")),
        sa.ForeignKeyConstraint(["moderator_id"], ["moderators.id"], name=op.f("fk_rhythms_moderator_id")),
        sa.PrimaryKeyConstraint("moderator_id", "document_id", name=op.f("pk_rhythms")),
    )
    op.create_table(
        "notices",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("moderator_id", ID, nullable=False),
        sa.Column("comment_id", ID, nullable=False),
        sa.Column("news", sa.String(16), nullable=False),
        sa.Column("asked_at", TIME, nullable=True),
        sa.Column("reminders", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.Column("due_at", TIME, nullable=True),
        sa.Column("leased_until", TIME, nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.ForeignKeyConstraint(["comment_id"], ["comments.id"], name=op.f("fk_notices_comment_id")),
        sa.ForeignKeyConstraint(["moderator_id"], ["moderators.id"], name=op.f("fk_notices_moderator_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
        sa.UniqueConstraint("moderator_id", "comment_id", name=op.f("uq_notices_moderator_id_comment_id")),
    )
    op.create_index(op.f("ix_notices_comment_id"), "notices", ["comment_id"], unique=False)
    op.create_index("ix_notices_moderator_id_asked_at", "notices", ["moderator_id", "asked_at"], unique=False)
    due = sa.text("due_at IS NOT NULL")
    op.create_index("ix_notices_due_at", "notices", ["due_at"], unique=False, sqlite_where=due, postgresql_where=due)

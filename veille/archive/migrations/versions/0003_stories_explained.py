"""Why an item is in its story, and what persons decided of two items."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "items", sa.Column("story_reason", sa.String(), nullable=False, server_default="")
    )
    op.create_table(
        "story_decisions",
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("together", sa.Boolean(), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=False),
        sa.Column("applied", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["first_id"], ["items.id"]),
        sa.ForeignKeyConstraint(["second_id"], ["items.id"]),
        sa.PrimaryKeyConstraint("first_id", "second_id"),
    )

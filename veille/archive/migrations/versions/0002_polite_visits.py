"""What visits learn: rhythm and new address of a source, rules of sites, last state of pages."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for column in (
        sa.Column("address", sa.String(), nullable=False, server_default=""),
        sa.Column("new", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("pace", sa.Float(), nullable=True),
        sa.Column("empty_since", sa.DateTime(), nullable=True),
        sa.Column("cursor", sa.String(), nullable=False, server_default=""),
    ):
        op.add_column("sources", column)
    op.create_table(
        "hosts",
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("robots", sa.String(), nullable=False),
        sa.Column("reserved", sa.JSON(), nullable=False),
        sa.Column("read_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("origin"),
    )
    op.create_table(
        "snapshots",
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("taken_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"]),
        sa.PrimaryKeyConstraint("source_id"),
    )
    op.create_table(
        "article_visits",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("read_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"]),
        sa.PrimaryKeyConstraint("item_id"),
    )

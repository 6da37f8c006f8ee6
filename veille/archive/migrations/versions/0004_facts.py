"""What an item tells besides its themes: places, event, jobs, amount, stakes."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "classifications", sa.Column("facts", sa.JSON(), nullable=False, server_default="{}")
    )

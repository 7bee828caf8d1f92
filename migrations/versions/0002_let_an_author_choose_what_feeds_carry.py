"""Let an author choose what the feeds carry.

Revision: 0002
Follows: 0001
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# What feeds did before there was a choice.
COLUMNS: dict[str, tuple[Any, Any]] = {
    "feed_items": (sa.Integer(), sa.text("20")),
    "feed_full_text": (sa.Boolean(), sa.true()),
    "feed_shows_grade": (sa.Boolean(), sa.false()),
}


def upgrade() -> None:
    with op.batch_alter_table("site", schema=None) as batch_op:
        for name, (kind, before) in COLUMNS.items():
            batch_op.add_column(
                sa.Column(name, kind, nullable=False, server_default=before)
            )
        batch_op.create_check_constraint("feed_items", "feed_items BETWEEN 1 AND 100")
    with op.batch_alter_table("site", schema=None) as batch_op:
        for name, (kind, _) in COLUMNS.items():
            batch_op.alter_column(name, existing_type=kind, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("site", schema=None) as batch_op:
        batch_op.drop_constraint("feed_items", type_="check")
        for name in reversed(COLUMNS):
            batch_op.drop_column(name)

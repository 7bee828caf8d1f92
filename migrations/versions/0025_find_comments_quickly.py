"""Find comments quickly.

The queue counts and lists what can be decided about, so its index leaves out the rest.

Revision: 0025
Follows: 0024
"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

TO_DECIDE = sa.text("withdrawn_at IS NULL")
COLUMNS = ["status", "submitted_at", "id"]


def upgrade() -> None:
    op.drop_index("ix_comment_queue", "comment")
    op.create_index(
        "ix_comment_queue",
        "comment",
        COLUMNS,
        sqlite_where=TO_DECIDE,
        postgresql_where=TO_DECIDE,
    )
    op.create_index("ix_decision_account_id", "decision", ["account_id"])


def downgrade() -> None:
    op.drop_index("ix_decision_account_id", "decision")
    op.drop_index("ix_comment_queue", "comment")
    op.create_index("ix_comment_queue", "comment", COLUMNS)

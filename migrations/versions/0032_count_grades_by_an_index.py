"""Count grades, and find second looks, by an index instead of in every review.

Both are asked of the whole archive after each change that readers can see.

Revision: 0032
Follows: 0031
"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

SHOWN = sa.text("status = 'published' AND deleted_at IS NULL")
INDEXES = {
    "ix_review_graded": ["grade_id", "published_at", "status", "deleted_at"],
    "ix_review_looks": [
        *("work_id", "published_at", "id", "grade_id", "status", "deleted_at"),
    ],
}


def upgrade() -> None:
    for name, columns in INDEXES.items():
        op.create_index(
            name, "review", columns, sqlite_where=SHOWN, postgresql_where=SHOWN
        )


def downgrade() -> None:
    for name in INDEXES:
        op.drop_index(name, "review")

"""Count comments without reading reviews.

Revision: 0016
Follows: 0015
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

SHOWN = sa.text("status = 'published' AND deleted_at IS NULL")


def upgrade() -> None:
    op.create_index(
        "ix_review_comment_count",
        "review",
        ["published_at", "comment_count"],
        sqlite_where=SHOWN,
        postgresql_where=SHOWN,
    )


def downgrade() -> None:
    op.drop_index("ix_review_comment_count", "review")

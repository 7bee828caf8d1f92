"""Find when comments close next without reading every review.

It is asked after each change that readers can see; few reviews have such a time.

Revision: 0031
Follows: 0030
"""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

GIVEN = sa.text("comments_close_at IS NOT NULL")


def upgrade() -> None:
    op.create_index(
        "ix_review_closing",
        "review",
        ["comments_close_at"],
        sqlite_where=GIVEN,
        postgresql_where=GIVEN,
    )


def downgrade() -> None:
    op.drop_index("ix_review_closing", "review")

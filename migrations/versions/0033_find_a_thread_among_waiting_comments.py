"""Find what is answered in a thread by an index, however much waits beside it.

Revision: 0033
Follows: 0032
"""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

ANSWERS = sa.text("parent_id IS NOT NULL")


def upgrade() -> None:
    op.create_index(
        "ix_comment_answered",
        "comment",
        ["review_id", "parent_id"],
        sqlite_where=ANSWERS,
        postgresql_where=ANSWERS,
    )


def downgrade() -> None:
    op.drop_index("ix_comment_answered", "comment")

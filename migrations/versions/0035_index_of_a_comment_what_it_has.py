"""Index the account, the grade and the parent of those comments that have one.

Most have none of them, and whoever posts one waits for each index that it is put into.

Revision: 0035
Follows: 0034
"""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

COLUMNS = ("account_id", "grade_id", "parent_id")


def upgrade() -> None:
    for column in COLUMNS:
        op.drop_index(f"ix_comment_{column}", "comment")
        given = sa.text(f"{column} IS NOT NULL")
        op.create_index(
            f"ix_comment_{column}",
            "comment",
            [column],
            sqlite_where=given,
            postgresql_where=given,
        )


def downgrade() -> None:
    for column in COLUMNS:
        op.drop_index(f"ix_comment_{column}", "comment")
        op.create_index(f"ix_comment_{column}", "comment", [column])

"""Widen the indexes by which the archive is counted, so that they tell all it asks.

Menus of the archive are counted after each change that readers can see.

Revision: 0034
Follows: 0033
"""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

SHOWN = sa.text("status = 'published' AND deleted_at IS NULL")
LOOKS = ("work_id", "published_at", "id", "grade_id")
STATE = ("status", "deleted_at")


def upgrade() -> None:
    put_shown("ix_review_shown", "published_at", "id", *STATE, "work_id", "grade_id")
    put_shown("ix_review_comment_count", "published_at", "comment_count", *STATE)
    put_shown("ix_review_graded", "grade_id", "published_at", *STATE, "work_id")
    put_shown("ix_review_looks", *LOOKS, *STATE, "updated_at")
    put_country_name("name", "work_id")
    op.create_index("ix_work_kind", "work", ["kind", "id"])


def downgrade() -> None:
    op.drop_index("ix_work_kind", "work")
    put_shown("ix_review_shown", "published_at", "id", *STATE)
    put_shown("ix_review_comment_count", "published_at", "comment_count")
    put_shown("ix_review_graded", "grade_id", "published_at", *STATE)
    put_shown("ix_review_looks", *LOOKS, *STATE)
    put_country_name("name")


def put_shown(name: str, *columns: str) -> None:
    op.drop_index(name, "review")
    op.create_index(
        name, "review", list(columns), sqlite_where=SHOWN, postgresql_where=SHOWN
    )


def put_country_name(*columns: str) -> None:
    op.drop_index("ix_work_country_name", "work_country")
    op.create_index("ix_work_country_name", "work_country", list(columns))

"""Count what is read.

Revision: 0023
Follows: 0022
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

TABLES = ("read_count", "feed_count", "search_count", "stats_rules")


def upgrade() -> None:
    op.create_table(
        "read_count",
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=100), nullable=False),
        sa.Column("reads", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["review_id"],
            ["review.id"],
            name=op.f("fk_read_count_review_id_review"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "review_id", "day", "source", name=op.f("pk_read_count")
        ),
    )
    op.create_table(
        "feed_count",
        sa.Column("feed", sa.String(length=200), nullable=False),
        sa.Column("service", sa.String(length=40), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("readers", sa.Integer(), nullable=False),
        sa.Column("seen", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("feed", "service", "day", name=op.f("pk_feed_count")),
    )
    op.create_table(
        "search_count",
        sa.Column("words", sa.String(length=60), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("found", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("words", "day", name=op.f("pk_search_count")),
    )
    for table in ("read_count", "feed_count", "search_count"):
        op.create_index(op.f(f"ix_{table}_day"), table, ["day"])
    rules = op.create_table(
        "stats_rules",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("days_kept", sa.Integer(), server_default="365", nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_stats_rules_single")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stats_rules")),
    )
    op.bulk_insert(rules, [{"id": 1}])


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)

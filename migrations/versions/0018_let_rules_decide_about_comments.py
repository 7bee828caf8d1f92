"""Let rules decide about comments.

Whether comments are open becomes a mode, of the site and perhaps of a review. What
was closed stays closed; elsewhere everything goes on waiting for somebody to read it.

Columns come and go without a rebuild of their tables, which are the largest.

Revision: 0018
Follows: 0017
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

MODES = "'hold_all', 'hold_first', 'rules', 'open', 'closed'"
OLD_WATCHED, NEW_WATCHED = "comments_open", "comment_mode, comments_close_at"


def upgrade() -> None:
    make_tables()
    add_to_comments()
    op.execute(
        "ALTER TABLE site ADD COLUMN comment_mode VARCHAR(20) DEFAULT 'hold_all'"
        f" NOT NULL CONSTRAINT ck_site_commentmode CHECK (comment_mode IN ({MODES}))"
    )
    op.execute("UPDATE site SET comment_mode = 'closed' WHERE NOT comments_open")
    op.execute("ALTER TABLE site DROP COLUMN comments_open")
    add("site", sa.Column("comments_close_after", sa.Integer(), server_default="0"))
    op.execute(
        "ALTER TABLE review ADD COLUMN comment_mode VARCHAR(20)"
        f" CONSTRAINT ck_review_commentmode CHECK (comment_mode IN ({MODES}))"
    )
    close_at = sa.Column("comments_close_at", sa.DateTime(timezone=True), nullable=True)
    op.add_column("review", close_at)
    op.execute("UPDATE review SET comment_mode = 'closed' WHERE NOT comments_open")
    watch_instead(OLD_WATCHED, NEW_WATCHED)
    op.execute("ALTER TABLE review DROP COLUMN comments_open")


def add(table: str, column: sa.Column[object]) -> None:
    column.nullable = False
    op.add_column(table, column)


def add_to_comments() -> None:
    add("comment", sa.Column("email_hash", sa.String(64), server_default=sa.text("''")))
    add("comment", sa.Column("body_key", sa.String(32), server_default=sa.text("''")))
    op.execute(
        "ALTER TABLE comment ADD COLUMN taught VARCHAR(20)"
        " CONSTRAINT ck_comment_lesson CHECK (taught IN ('spam', 'good'))"
    )
    op.create_index("ix_comment_email_hash", "comment", ["email_hash"])
    op.create_index("ix_comment_recent", "comment", ["submitted_at"])
    op.create_index("ix_comment_twins", "comment", ["body_key", "submitted_at"])
    add("decision", sa.Column("is_by_rules", sa.Boolean(), server_default=sa.false()))


def make_tables() -> None:
    op.create_table(
        "comment_reason",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["comment_id"],
            ["comment.id"],
            name=op.f("fk_comment_reason_comment_id_comment"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment_reason")),
    )
    op.create_index("ix_comment_reason_comment_id", "comment_reason", ["comment_id"])
    rules = op.create_table(
        "comment_rules",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        *(
            sa.Column(name, sa.Integer(), server_default=usual, nullable=False)
            for name, usual in (
                ("most_links", "2"),
                ("trust_after", "1"),
                ("flood_count", "60"),
            )
        ),
        *(
            sa.Column(name, sa.Boolean(), server_default=sa.true(), nullable=False)
            for name in ("uses_filter", "holds_imitators")
        ),
        sa.Column("flood_until", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("id = 1", name=op.f("ck_comment_rules_single")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment_rules")),
    )
    op.bulk_insert(rules, [{"id": 1}])
    make_block_list()
    make_filter()


def make_block_list() -> None:
    op.create_table(
        "comment_block",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "word",
                "domain",
                "email",
                "sender",
                name="blockkind",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("value", sa.String(length=254), nullable=False),
        sa.Column("label", sa.String(length=254), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment_block")),
        sa.UniqueConstraint("kind", "value", name=op.f("uq_comment_block_kind")),
    )
    op.create_index("ix_comment_block_value", "comment_block", ["value"])


def make_filter() -> None:
    corpus = op.create_table(
        "filter_corpus",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("spam", sa.Integer(), nullable=False),
        sa.Column("good", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_filter_corpus_single")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_filter_corpus")),
    )
    op.bulk_insert(corpus, [{"id": 1, "spam": 0, "good": 0}])
    op.create_table(
        "filter_token",
        sa.Column("token", sa.String(length=80), nullable=False),
        sa.Column("spam", sa.Integer(), nullable=False),
        sa.Column("good", sa.Integer(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_filter_token")),
    )
    op.create_index("ix_filter_token_age", "filter_token", ["seen_at"])


def watch_instead(before: str, after: str) -> None:
    """Let the trigger that watches reviews look at other columns."""
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        query = "SELECT sql FROM sqlite_master WHERE name = 'watch_review_update'"
        drop = "DROP TRIGGER watch_review_update"
    else:
        query = (
            "SELECT pg_get_triggerdef(oid) FROM pg_trigger"
            " WHERE tgname = 'watch_review_update'"
        )
        drop = "DROP TRIGGER watch_review_update ON review"
    definition = str(connection.exec_driver_sql(query).scalar_one())
    connection.exec_driver_sql(drop)
    connection.exec_driver_sql(definition.replace(before, after))


def downgrade() -> None:
    for table in ("site", "review"):
        add(table, sa.Column("comments_open", sa.Boolean(), server_default=sa.true()))
        op.execute(
            f"UPDATE {table} SET comments_open = false WHERE comment_mode = 'closed'"
        )
    watch_instead(NEW_WATCHED, OLD_WATCHED)
    for table, columns in {
        "site": ("comment_mode", "comments_close_after"),
        "review": ("comment_mode", "comments_close_at"),
        "decision": ("is_by_rules",),
    }.items():
        for column in columns:
            op.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
    for index in ("twins", "recent", "email_hash"):
        op.drop_index(f"ix_comment_{index}", "comment")
    for name in ("taught", "body_key", "email_hash"):
        op.execute(f"ALTER TABLE comment DROP COLUMN {name}")
    for table in (
        "comment_reason",
        "comment_rules",
        "comment_block",
        "filter_token",
        "filter_corpus",
    ):
        op.drop_table(table)

"""Keep lists of reviews, and count their changes for the page cache.

Whatever changes an entry touches its list as well, so the triggers watch lists only.

Revision: 0019
Follows: 0018
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

ROWS = {"insert": ("NEW",), "update": ("NEW", "OLD"), "delete": ("OLD",)}


def upgrade() -> None:
    op.create_table(
        "review_list",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("is_ranked", sa.Boolean(), nullable=False),
        sa.Column("renderer_version", sa.Integer(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("intro", sa.Text(), nullable=False),
        sa.Column("intro_html", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_list")),
        sa.UniqueConstraint("slug", name=op.f("uq_review_list_slug")),
        sa.UniqueConstraint("uuid", name=op.f("uq_review_list_uuid")),
    )
    op.create_table(
        "former_list_slug",
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("list_id", sa.Integer(), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=False),
        belonging("former_list_slug", "list_id", "review_list"),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_former_list_slug")),
    )
    op.create_index(
        op.f("ix_former_list_slug_list_id"), "former_list_slug", ["list_id"]
    )
    op.create_table(
        "list_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("list_id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("note_html", sa.Text(), nullable=False),
        belonging("list_entry", "list_id", "review_list"),
        belonging("list_entry", "review_id", "review"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_list_entry")),
        sa.UniqueConstraint("list_id", "review_id", name="uq_list_entry_review"),
    )
    op.create_index("ix_list_entry_review", "list_entry", ["review_id"])
    watch = watch_on_sqlite if is_sqlite() else watch_on_postgresql
    for event, rows in ROWS.items():
        watch(event, " OR ".join(f"{row}.published_at IS NOT NULL" for row in rows))


def belonging(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column],
        [f"{target}.id"],
        name=op.f(f"fk_{table}_{column}_{target}"),
        ondelete="CASCADE",
    )


def is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def watch_on_sqlite(event: str, condition: str) -> None:
    op.execute(
        f"CREATE TRIGGER watch_review_list_{event} AFTER {event.upper()}"
        f" ON review_list WHEN {condition} BEGIN"
        " UPDATE freshness SET changed = changed + 1 WHERE scope = '';"
        " INSERT INTO freshness (scope, changed) VALUES ('reviews',"
        " (SELECT changed FROM freshness WHERE scope = ''))"
        " ON CONFLICT (scope) DO UPDATE SET changed = excluded.changed; END"
    )


def watch_on_postgresql(event: str, condition: str) -> None:
    op.execute(
        f"CREATE FUNCTION watch_review_list_{event}() RETURNS trigger AS $$ BEGIN"
        f" IF {condition} THEN PERFORM note_change('reviews'); END IF; RETURN NULL;"
        " END $$ LANGUAGE plpgsql"
    )
    op.execute(
        f"CREATE TRIGGER watch_review_list_{event} AFTER {event.upper()}"
        f" ON review_list FOR EACH ROW EXECUTE FUNCTION watch_review_list_{event}()"
    )


def downgrade() -> None:
    op.drop_table("list_entry")
    op.drop_table("former_list_slug")
    op.drop_table("review_list")
    if not is_sqlite():
        for event in ROWS:
            op.execute(f"DROP FUNCTION watch_review_list_{event}()")

"""Keep standing pages, and count their changes for the page cache.

Revision: 0008
Follows: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

LIVING = sa.text("deleted_at IS NULL")
ROWS = {"insert": ("NEW",), "update": ("NEW", "OLD"), "delete": ("OLD",)}


def upgrade() -> None:
    op.create_table(
        "page",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("dek", sa.String(length=300), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "published",
                name="pagestatus",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("in_menu", sa.Boolean(), nullable=False),
        sa.Column("in_footer", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("renderer_version", sa.Integer(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("body_html", sa.Text(), nullable=False),
        sa.Column("notes_html", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "status <> 'published' OR published_at IS NOT NULL",
            name=op.f("ck_page_published_has_time"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_page")),
    )
    op.create_index(
        "uq_page_slug",
        "page",
        ["slug"],
        unique=True,
        sqlite_where=LIVING,
        postgresql_where=LIVING,
    )
    op.create_table(
        "former_page_slug",
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["page_id"],
            ["page.id"],
            name=op.f("fk_former_page_slug_page_id_page"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_former_page_slug")),
    )
    op.create_index(
        op.f("ix_former_page_slug_page_id"), "former_page_slug", ["page_id"]
    )
    watch = watch_on_sqlite if is_sqlite() else watch_on_postgresql
    for event, rows in ROWS.items():
        watch(event, " OR ".join(f"{row}.status = 'published'" for row in rows))


def is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def watch_on_sqlite(event: str, condition: str) -> None:
    op.execute(
        f"CREATE TRIGGER watch_page_{event} AFTER {event.upper()} ON page"
        f" WHEN {condition} BEGIN"
        " UPDATE freshness SET changed = changed + 1 WHERE scope = '';"
        " INSERT INTO freshness (scope, changed) VALUES ('reviews',"
        " (SELECT changed FROM freshness WHERE scope = ''))"
        " ON CONFLICT (scope) DO UPDATE SET changed = excluded.changed; END"
    )


def watch_on_postgresql(event: str, condition: str) -> None:
    op.execute(
        f"CREATE FUNCTION watch_page_{event}() RETURNS trigger AS $$ BEGIN"
        f" IF {condition} THEN PERFORM note_change('reviews'); END IF; RETURN NULL;"
        " END $$ LANGUAGE plpgsql"
    )
    op.execute(
        f"CREATE TRIGGER watch_page_{event} AFTER {event.upper()} ON page"
        f" FOR EACH ROW EXECUTE FUNCTION watch_page_{event}()"
    )


def downgrade() -> None:
    op.drop_table("former_page_slug")
    op.drop_table("page")
    if not is_sqlite():
        for event in ROWS:
            op.execute(f"DROP FUNCTION watch_page_{event}()")

"""Keep pins, embargoes, and where reviews were published first.

Pins change the front page, so triggers count them for the page cache; whoever notes an
origin touches its review, and nobody sees an embargo.

Revision: 0027
Follows: 0026
"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

ROWS = {"insert": "NEW", "update": "NEW", "delete": "OLD"}
SHOWN = (
    "EXISTS (SELECT 1 FROM review"
    " WHERE review.id = {row}.review_id AND review.status = 'published')"
)


def upgrade() -> None:
    op.create_table(
        "origin",
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("outlet", sa.String(length=120), nullable=False),
        sa.Column("link", sa.String(length=500), nullable=False),
        *keys_of("origin"),
    )
    op.create_table(
        "embargo",
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        *keys_of("embargo"),
    )
    op.create_table(
        "pin",
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("pinned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        *keys_of("pin"),
    )
    op.create_index(op.f("ix_pin_until"), "pin", ["until"])
    watch = watch_on_sqlite if is_sqlite() else watch_on_postgresql
    for event, row in ROWS.items():
        watch(event, SHOWN.format(row=row))


def keys_of(table: str) -> tuple[sa.Constraint, sa.Constraint]:
    belonging = sa.ForeignKeyConstraint(
        ["review_id"],
        ["review.id"],
        name=op.f(f"fk_{table}_review_id_review"),
        ondelete="CASCADE",
    )
    return belonging, sa.PrimaryKeyConstraint("review_id", name=op.f(f"pk_{table}"))


def is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def watch_on_sqlite(event: str, condition: str) -> None:
    op.execute(
        f"CREATE TRIGGER watch_pin_{event} AFTER {event.upper()} ON pin"
        f" WHEN {condition} BEGIN"
        " UPDATE freshness SET changed = changed + 1 WHERE scope = '';"
        " INSERT INTO freshness (scope, changed) VALUES ('reviews',"
        " (SELECT changed FROM freshness WHERE scope = ''))"
        " ON CONFLICT (scope) DO UPDATE SET changed = excluded.changed; END"
    )


def watch_on_postgresql(event: str, condition: str) -> None:
    op.execute(
        f"CREATE FUNCTION watch_pin_{event}() RETURNS trigger AS $$ BEGIN"
        f" IF {condition} THEN PERFORM note_change('reviews'); END IF; RETURN NULL;"
        " END $$ LANGUAGE plpgsql"
    )
    op.execute(
        f"CREATE TRIGGER watch_pin_{event} AFTER {event.upper()} ON pin"
        f" FOR EACH ROW EXECUTE FUNCTION watch_pin_{event}()"
    )


def downgrade() -> None:
    op.drop_table("pin")
    op.drop_table("embargo")
    op.drop_table("origin")
    if not is_sqlite():
        for event in ROWS:
            op.execute(f"DROP FUNCTION watch_pin_{event}()")

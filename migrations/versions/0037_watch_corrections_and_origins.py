"""Watch corrections, and where reviews were published first.

The desk touches the review with each of them; whoever changes them by SQL did not, and
its page stayed as it was.

Revision: 0037
Follows: 0036
"""

from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

TABLES = ("correction", "origin")
ROWS = {"insert": "NEW", "update": "NEW", "delete": "OLD"}
SHOWN = (
    "EXISTS (SELECT 1 FROM review"
    " WHERE review.id = {row}.review_id AND review.status = 'published')"
)


def upgrade() -> None:
    watch = watch_on_sqlite if is_sqlite() else watch_on_postgresql
    for table in TABLES:
        for event, row in ROWS.items():
            watch(table, event, SHOWN.format(row=row))


def downgrade() -> None:
    for table in TABLES:
        for event in ROWS:
            name = f"watch_{table}_{event}"
            if is_sqlite():
                op.execute(f"DROP TRIGGER {name}")
            else:
                op.execute(f"DROP TRIGGER {name} ON {table}")
                op.execute(f"DROP FUNCTION {name}()")


def is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def watch_on_sqlite(table: str, event: str, condition: str) -> None:
    op.execute(
        f"CREATE TRIGGER watch_{table}_{event} AFTER {event.upper()} ON {table}"
        f" WHEN {condition} BEGIN"
        " UPDATE freshness SET changed = changed + 1 WHERE scope = '';"
        " INSERT INTO freshness (scope, changed) VALUES ('reviews',"
        " (SELECT changed FROM freshness WHERE scope = ''))"
        " ON CONFLICT (scope) DO UPDATE SET changed = excluded.changed; END"
    )


def watch_on_postgresql(table: str, event: str, condition: str) -> None:
    op.execute(
        f"CREATE FUNCTION watch_{table}_{event}() RETURNS trigger AS $$ BEGIN"
        f" IF {condition} THEN PERFORM note_change('reviews'); END IF; RETURN NULL;"
        " END $$ LANGUAGE plpgsql"
    )
    op.execute(
        f"CREATE TRIGGER watch_{table}_{event} AFTER {event.upper()} ON {table}"
        f" FOR EACH ROW EXECUTE FUNCTION watch_{table}_{event}()"
    )

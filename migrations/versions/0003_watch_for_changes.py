"""Watch for changes of what readers see.

Triggers count the changes by scope for the page cache; ``reviewblog.freshness`` says
what a scope is. A later migration that rebuilds a table on SQLite does so inside
``reviewblog.schema.triggers_set_aside``; tests/test_freshness.py looks for them.

Revision: 0003
Follows: 0002
"""

from collections.abc import Iterator
from typing import NamedTuple

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

REVIEWS = "'reviews'"
SHOWN_REVIEW = "{row}.status = 'published'"
SHOWN_WORK = (
    "EXISTS (SELECT 1 FROM review"
    " WHERE review.work_id = {row}.%s AND review.status = 'published')"
)
SHOWN_TAGGING = (
    "EXISTS (SELECT 1 FROM review"
    " WHERE review.id = {row}.review_id AND review.status = 'published')"
)
SHOWN_COMMENT = "{row}.status IN ('approved', 'deleted')"
# Not comment_count: a comment is its own change and touches fewer pages.
REVIEW_COLUMNS = (
    "slug, work_id, author_id, grade_id, title, dek, body_html, notes_html,"
    " status, published_at, updated_at, deleted_at, comments_open"
)


class Watched(NamedTuple):
    """A table, which of its changes count, and the scopes that they change."""

    table: str
    condition: str
    events: str = "insert update delete"
    columns: str = ""
    scopes: tuple[str, ...] = (REVIEWS,)


WATCHED = (
    Watched("review", SHOWN_REVIEW, columns=REVIEW_COLUMNS),
    Watched("work", SHOWN_WORK % "id", events="update"),
    Watched("credit", SHOWN_WORK % "work_id"),
    Watched("work_country", SHOWN_WORK % "work_id"),
    Watched("review_tag", SHOWN_TAGGING, events="insert delete"),
    Watched("person", "1 = 1", events="update"),
    Watched("tag", "1 = 1", events="update"),
    Watched("grade", "1 = 1", events="update"),
    Watched("grade_scale", "1 = 1", events="insert update"),
    Watched("site", "1 = 1", events="update"),
    Watched("account", "1 = 1", events="update", columns="display_name"),
    Watched(
        "comment",
        SHOWN_COMMENT,
        scopes=("'comments'", "'comments-' || {row}.review_id"),
    ),
)


class Trigger(NamedTuple):
    """One trigger to be, in words that both dialects share."""

    name: str
    table: str
    event: str
    condition: str
    scopes: tuple[str, ...]


def triggers() -> Iterator[Trigger]:
    """Spell out one trigger for each event of each table."""
    for watched in WATCHED:
        for event in watched.events.split():
            rows = {"insert": ("NEW",), "update": ("NEW", "OLD"), "delete": ("OLD",)}
            condition = " OR ".join(
                watched.condition.format(row=row) for row in rows[event]
            )
            of = f" OF {watched.columns}" if watched.columns else ""
            yield Trigger(
                name=f"watch_{watched.table}_{event}",
                table=watched.table,
                event=event.upper() + (of if event == "update" else ""),
                condition=condition,
                scopes=tuple(
                    scope.format(row=rows[event][0]) for scope in watched.scopes
                ),
            )


def upgrade() -> None:
    freshness = op.create_table(
        "freshness",
        sa.Column("scope", sa.String(length=40), nullable=False),
        sa.Column("changed", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("scope", name=op.f("pk_freshness")),
    )
    op.create_index(op.f("ix_freshness_changed"), "freshness", ["changed"])
    op.bulk_insert(freshness, [{"scope": "", "changed": 1}])
    if op.get_bind().dialect.name == "sqlite":
        watch_on_sqlite()
    else:
        watch_on_postgresql()


def watch_on_sqlite() -> None:
    for trigger in triggers():
        statements = " ".join(  # every part is a constant of this module
            "UPDATE freshness SET changed = changed + 1 WHERE scope = '';"
            f" INSERT INTO freshness (scope, changed) VALUES ({scope},"
            " (SELECT changed FROM freshness WHERE scope = ''))"
            " ON CONFLICT (scope) DO UPDATE SET changed = excluded.changed;"
            for scope in trigger.scopes
        )
        op.execute(
            f"CREATE TRIGGER {trigger.name} AFTER {trigger.event} ON {trigger.table}"
            f" WHEN {trigger.condition} BEGIN {statements} END"
        )


def watch_on_postgresql() -> None:
    # Updating the one counter first makes concurrent changes wait for each other,
    # so that the numbers become visible in their order.
    op.execute(
        """
        CREATE FUNCTION note_change(changed_scope text) RETURNS void AS $$
        DECLARE number bigint;
        BEGIN
            UPDATE freshness SET changed = changed + 1 WHERE scope = ''
            RETURNING changed INTO number;
            INSERT INTO freshness (scope, changed) VALUES (changed_scope, number)
            ON CONFLICT (scope) DO UPDATE SET changed = excluded.changed;
        END $$ LANGUAGE plpgsql
        """
    )
    for trigger in triggers():
        notes = " ".join(f"PERFORM note_change({scope});" for scope in trigger.scopes)
        op.execute(
            f"CREATE FUNCTION {trigger.name}() RETURNS trigger AS $$ BEGIN"
            f" IF {trigger.condition} THEN {notes} END IF; RETURN NULL;"
            " END $$ LANGUAGE plpgsql"
        )
        op.execute(
            f"CREATE TRIGGER {trigger.name} AFTER {trigger.event} ON {trigger.table}"
            f" FOR EACH ROW EXECUTE FUNCTION {trigger.name}()"
        )


def downgrade() -> None:
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for trigger in triggers():
        if is_sqlite:
            op.execute(f"DROP TRIGGER IF EXISTS {trigger.name}")
        else:
            op.execute(f"DROP TRIGGER {trigger.name} ON {trigger.table}")
            op.execute(f"DROP FUNCTION {trigger.name}()")
    if not is_sqlite:
        op.execute("DROP FUNCTION note_change(text)")
    op.drop_index(op.f("ix_freshness_changed"), "freshness")
    op.drop_table("freshness")

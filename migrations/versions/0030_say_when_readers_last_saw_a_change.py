"""Say when readers last saw a change, so that pages can be dated.

The triggers that count changes stay as they are; one more on what they count keeps
the time.

Revision: 0030
Follows: 0029
"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

# As SQLAlchemy writes times on SQLite.
NOW_ON_SQLITE = "strftime('%Y-%m-%d %H:%M:%f000', 'now')"


def upgrade() -> None:
    op.add_column(
        "freshness", sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True)
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"UPDATE freshness SET changed_at = {NOW_ON_SQLITE}")
        for event in ("INSERT", "UPDATE OF changed"):
            op.execute(
                f"CREATE TRIGGER date_freshness_{event.split()[0].lower()}"
                f" AFTER {event} ON freshness WHEN NEW.scope <> '' BEGIN"
                f" UPDATE freshness SET changed_at = {NOW_ON_SQLITE}"
                " WHERE scope = NEW.scope; END"
            )
    else:
        op.execute("UPDATE freshness SET changed_at = clock_timestamp()")
        op.execute(
            "CREATE FUNCTION date_freshness() RETURNS trigger AS $$ BEGIN"
            " NEW.changed_at := clock_timestamp(); RETURN NEW; END $$ LANGUAGE plpgsql"
        )
        op.execute(
            "CREATE TRIGGER date_freshness BEFORE INSERT OR UPDATE ON freshness"
            " FOR EACH ROW WHEN (NEW.scope <> '') EXECUTE FUNCTION date_freshness()"
        )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER date_freshness_insert")
        op.execute("DROP TRIGGER date_freshness_update")
    else:
        op.execute("DROP TRIGGER date_freshness ON freshness")
        op.execute("DROP FUNCTION date_freshness()")
    op.drop_column("freshness", "changed_at")

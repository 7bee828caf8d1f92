"""Date the last change of all, too.

A restored database may count to the number that another one had come to; by its date
it is told from that.

Revision: 0036
Follows: 0035
"""

from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

# As SQLAlchemy writes times on SQLite.
NOW_ON_SQLITE = "strftime('%Y-%m-%d %H:%M:%f000', 'now')"
BUT_THE_COUNTER = "WHEN (NEW.scope <> '')"


def upgrade() -> None:
    put_triggers("")


def downgrade() -> None:
    put_triggers(BUT_THE_COUNTER)
    op.execute("UPDATE freshness SET changed_at = NULL WHERE scope = ''")


def put_triggers(when: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        for event in ("INSERT", "UPDATE OF changed"):
            name = f"date_freshness_{event.split()[0].lower()}"
            op.execute(f"DROP TRIGGER {name}")
            op.execute(
                f"CREATE TRIGGER {name} AFTER {event} ON freshness {when} BEGIN"
                f" UPDATE freshness SET changed_at = {NOW_ON_SQLITE}"
                " WHERE scope = NEW.scope; END"
            )
    else:
        op.execute("DROP TRIGGER date_freshness ON freshness")
        op.execute(
            "CREATE TRIGGER date_freshness BEFORE INSERT OR UPDATE ON freshness"
            f" FOR EACH ROW {when} EXECUTE FUNCTION date_freshness()"
        )

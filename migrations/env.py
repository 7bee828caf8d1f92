"""How Alembic reaches the database: the engine comes from reviewblog.schema."""

from typing import Any, Literal

from alembic import context
from sqlalchemy import Connection, text

import reviewblog.accounts.models
import reviewblog.activity
import reviewblog.comments.akismet.models
import reviewblog.comments.canned
import reviewblog.comments.correspondents
import reviewblog.comments.models
import reviewblog.comments.screening.models
import reviewblog.errands
import reviewblog.freshness
import reviewblog.mail.models
import reviewblog.media.models
import reviewblog.redirects.models
import reviewblog.reviews.corrections
import reviewblog.reviews.list_models
import reviewblog.reviews.mentions
import reviewblog.reviews.models
import reviewblog.reviews.private_links
import reviewblog.reviews.publication_models
import reviewblog.reviews.revisions
import reviewblog.search.models
import reviewblog.site.models
import reviewblog.standing.models
import reviewblog.stats.models
import reviewblog.works.models  # noqa: F401 -- each import registers its tables
from reviewblog.db import Base, UtcDateTime, lock_for_writing

# The number of our lock, any that no other program is likely to take.
UPGRADE = 1_967_120_716


def is_ours(name: str | None, _kind: str, _parents: object) -> bool:
    """Leave full-text tables, columns and indexes to the migrations that made them."""
    return not (name and "_fts" in name)


def render(kind: str, item: Any, _context: object) -> str | Literal[False]:  # noqa: ANN401 -- Alembic's
    """Write our own column type as what it is to the database."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def migrate(connection: Connection) -> None:
    """Run in one transaction: a migration that is killed leaves no trace."""
    is_sqlite = connection.dialect.name == "sqlite"
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=is_sqlite,
        transactional_ddl=True,
        compare_server_default=True,
        include_name=is_ours,
        render_item=render,
    )
    with context.begin_transaction():
        context.run_migrations()
        if is_sqlite:
            orphans = connection.execute(text("PRAGMA foreign_key_check")).all()
            if orphans:
                raise RuntimeError(f"migration would orphan rows: {orphans[0]}")


engine = context.config.attributes["engine"]
with engine.connect() as connection:
    if connection.dialect.name == "sqlite":
        # Rebuilding a table drops the old one, which cascades to its children
        # while foreign keys are on; the pragma is ignored inside a transaction.
        driver = connection.connection.driver_connection
        driver.execute("PRAGMA foreign_keys = OFF")
        try:
            with connection.begin():
                lock_for_writing(connection)
                migrate(connection)
        finally:
            driver.execute("PRAGMA foreign_keys = ON")
    else:
        # Servers that start together on one database: who comes second finds it done.
        connection.execute(text(f"SELECT pg_advisory_xact_lock({UPGRADE})"))
        migrate(connection)
        connection.commit()

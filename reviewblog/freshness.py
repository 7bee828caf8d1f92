"""When what readers see last changed, by scope; the page cache asks at every request.

Triggers in the database keep it (see the migration ``watch_for_changes``): they run
in the very transaction of a change, whoever makes it, so no code path can forget.
Scopes are ``reviews`` (anything on any public page but comments), ``comments`` (any
public comment) and ``comments-<review id>``.
"""

import sqlite3
import threading
import weakref
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from sqlalchemy import BigInteger, ColumnElement, Engine, String, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from reviewblog.commits import CommitMark
from reviewblog.db import Base

# One row counts all changes; its update is what puts concurrent changes in order.
COUNTER = ""
QUESTION = "SELECT changed, changed_at FROM freshness WHERE scope = ''"
# The number of the last change, and when it was made as the driver has it: a restored
# database may count to the same number again.
Last = tuple[int, object]
NOTHING: Last = (0, None)


class Freshness(Base):
    """The number of the last change within one scope, and when it was made.

    The time is that of the change and not of its commit, a moment later.
    """

    __tablename__ = "freshness"

    scope: Mapped[str] = mapped_column(String(40), primary_key=True)
    changed: Mapped[int] = mapped_column(BigInteger, index=True)
    changed_at: Mapped[datetime | None]


class Counter(Protocol):
    """Reads which change was the last, as cheaply as the database allows."""

    def __call__(self) -> Last:
        """Return the number and the date of the last committed change."""

    def let_go(self) -> None:
        """Close what is open; it opens again where it is needed."""


def counter_of(engine: Engine) -> Counter:
    """Choose the cheapest exact way to read the counter of this database."""
    if engine.dialect.name == "sqlite" and engine.url.database:
        return SqliteCounter(engine.url.database)
    return SharedCounter(engine)


class SqliteCounter:
    """Read only what was committed since; mostly that is nothing.

    Each thread has a connection of its own, and asks by it in a few microseconds.
    """

    def __init__(self, path: str) -> None:
        """Remember the file; connections open where they are first needed."""
        self._path = path
        self._known: tuple[bytes, Last] = b"", NOTHING
        self.let_go()

    def __call__(self) -> Last:
        """Return the number and the date of the last committed change.

        Raises:
            sqlite3.Error: the database is not there.
        """
        mark = self._read_mark()
        known_mark, known = self._known
        if mark == known_mark and mark:
            return known
        last = self._ask()
        # Read before: what is committed in between is asked for the next time.
        self._known = mark, last
        return last

    def let_go(self) -> None:
        """Close the connections, which go with what holds them."""
        self._local = threading.local()
        self._commits: CommitMark | None = None
        self._read_mark: Callable[[], bytes] = self._begin
        self._known = b"", NOTHING

    def _begin(self) -> bytes:
        self._commits = CommitMark(self._path)
        self._read_mark = self._commits.read
        return self._read_mark()

    def _ask(self) -> Last:
        try:
            cursor = self._local.cursor
        except AttributeError:
            uri = f"file:{self._path}?mode=ro"
            connection = sqlite3.connect(uri, uri=True, isolation_level=None)
            # Kept as well: making one takes a third as long as asking.
            cursor = self._local.cursor = connection.cursor()
        cursor.execute(QUESTION)
        last: Last = cursor.fetchone()
        return last


class SharedCounter:
    """Read through one connection per thread, by a statement that is prepared.

    Going through the pool and SQLAlchemy takes six times as long.
    """

    def __init__(self, engine: Engine) -> None:
        """Remember the database; connections open where they are first needed."""
        self._engine = engine
        self._local = threading.local()

    def __call__(self) -> Last:
        """Return the number and the date of the last committed change.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: the database is not there.
        """
        kept: _Line | None = getattr(self._local, "line", None)
        if kept is not None:
            # What is left where the server has been started anew is no use.
            with suppress(self._engine.dialect.loaded_dbapi.Error):
                return kept.ask()
        line = self._local.line = _Line(self._engine)
        return line.ask()

    def let_go(self) -> None:
        """Close the connections, which go with what holds them."""
        self._local = threading.local()


class _Line:
    """A connection that asks one question, again and again."""

    def __init__(self, engine: Engine) -> None:
        self._connection = engine.connect()
        # SQLAlchemy asks first: what the pool has kept may be as dead as the last line,
        # and then it says so as our callers expect, and lets all of the pool go.
        with self._connection.begin():
            self._connection.exec_driver_sql(QUESTION)
        # It stays open: the pool has to do without it from now on.
        self._connection.detach()
        driver: Any = self._connection.connection.dbapi_connection
        driver.autocommit = True
        self._cursor = driver.cursor()
        weakref.finalize(self, driver.close)

    def ask(self) -> Last:
        last: Last = self._cursor.execute(QUESTION, prepare=True).fetchone()
        return last


class Change(NamedTuple):
    """The last change within one scope."""

    scope: str
    number: int
    at: datetime | None


def changes_since(
    engine: Engine, counter: int, seen: Iterable[Change] = ()
) -> Sequence[Change]:
    """List the last change of each scope that has changed after a number.

    The scopes of changes that were seen before are listed whatever became of them.
    """
    of_seen = Freshness.scope.in_([each.scope for each in seen])
    return _list_changes(engine, or_(Freshness.changed > counter, of_seen))


def changes_after(engine: Engine, moment: datetime) -> Sequence[Change]:
    """List the last change of each scope that has changed at a time or later."""
    return _list_changes(engine, Freshness.changed_at >= moment)


def _list_changes(engine: Engine, which: ColumnElement[bool]) -> Sequence[Change]:
    query = select(Freshness.scope, Freshness.changed, Freshness.changed_at).where(
        which, Freshness.scope != COUNTER
    )
    with engine.connect() as connection:
        return [Change(*row) for row in connection.execute(query)]

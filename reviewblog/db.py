"""The declarative base, its column types, and the one way to end a transaction."""

import logging
import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import Enum
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeVarTuple

from sqlalchemy import (
    CompoundSelect,
    Connection,
    CursorResult,
    DateTime,
    Dialect,
    Engine,
    MetaData,
    PoolProxiedConnection,
    Select,
    String,
    TypeDecorator,
    event,
)
from sqlalchemy import Enum as EnumType
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import DeclarativeBase, Session, registry

from reviewblog.db_failures import is_lost_race
from reviewblog.errors import BusyError

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql, sqlite

    Insert = sqlite.Insert | postgresql.Insert

Ts = TypeVarTuple("Ts")

log = logging.getLogger(__name__)

# Long enough for a writer to wait out a backup, short enough for a reader.
BUSY_TIMEOUT_MS = 10_000
# In seconds: less than a short transaction takes, and more where somebody is at longer
# work, such as an import.
LOOK_AGAIN_AFTER = 0.0005
LONG_WORK = 0.1
LOOK_LESS_OFTEN_AFTER = 0.005
RETRY_SECONDS = 10
AT_ONCE = (
    "Somebody stored something that touches this at the same moment. Please send it "
    "again."
)
BUSY = (
    "The site is busy with something longer, and nothing can be stored meanwhile. "
    "Please send it again in a moment."
)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC timestamp, also on SQLite, which forgets time zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | None:
        """Refuse naive times rather than guess where they came from."""
        if value is not None and value.tzinfo is None:
            raise ValueError(f"naive datetime: {value!r}")
        return value and value.astimezone(UTC)

    def process_result_value(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | None:
        """Give back what SQLite dropped."""
        if value is not None and value.tzinfo is None:
            return value.replace(tzinfo=UTC)
        return value and value.astimezone(UTC)


def enum_type(of: type[Enum], name: str | None = None) -> EnumType:
    """Store an enum by value, CHECKed; the constraint is named after the enum.

    A table with two columns of one enum has to name its constraints.
    """
    return EnumType(
        of,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=20,
        values_callable=lambda members: [member.value for member in members],
    )


def sort_key_type(length: int) -> String:
    """Hold what was folded for sorting, compared letter by letter on every database.

    PostgreSQL would go by the language it was installed with, which may pass over
    spaces, and files "Da Vinci" where SQLite does not.
    """
    by_letters = String(length, collation="C")
    return String(length).with_variant(by_letters, "postgresql")


class Base(DeclarativeBase):
    """Every table's parent: named constraints, UTC times, enums stored by value."""

    # The map sits on the registry: Flask-SQLAlchemy derives its own class from this
    # one, and SQLAlchemy refuses a map that is inherited beside a registry.
    registry = registry(
        metadata=MetaData(
            naming_convention={
                "ix": "ix_%(column_0_label)s",
                "uq": "uq_%(table_name)s_%(column_0_name)s",
                "ck": "ck_%(table_name)s_%(constraint_name)s",
                "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
                "pk": "pk_%(table_name)s",
            }
        ),
        type_annotation_map={
            datetime: UtcDateTime,
            Enum: enum_type(Enum),
        },
    )


@contextmanager
def transaction(session: Session) -> Iterator[Session]:
    """Commit on the way out; undo everything if anything was raised.

    Raises:
        BusyError: another writer has had the lock for so long that this one gave up,
            or has stored at the same moment what cannot be there twice.
    """
    try:
        begin_writing(session)
        yield session
        session.commit()
    except BaseException as error:
        session.rollback()
        if isinstance(error, DBAPIError) and is_lost_race(error):
            log.warning("somebody else was quicker: %s", error.orig)
            raise BusyError(AT_ONCE, retry_after=1) from error
        raise


def begin_writing(session: Session) -> None:
    """Begin a transaction that may change something.

    Whatever was read before is let go first: on SQLite a transaction that began
    as a reader and then writes fails at once when somebody else wrote in between,
    so a writer takes the lock at its beginning.

    Raises:
        BusyError: another writer has had that for so long that this one gave up.
    """
    session.rollback()
    lock_for_writing(session.connection(execution_options={"is_writing": True}))


def ask(
    session: Session,
    query: Select[*Ts] | CompoundSelect[*Ts],
    values: Mapping[str, Any],
) -> CursorResult[*Ts]:
    """Answer a query for plain values that was put together beforehand.

    Lists are long and shown to everybody: with what the session does to load objects,
    a row costs several times as much.
    """
    session.flush()
    return session.connection().execute(query, values)


def insert_into(session: Session, model: type[DeclarativeBase]) -> "Insert":
    """Begin an insert that may go on ON CONFLICT, in the words of the database.

    Its dialect has been loaded already; the other's takes longer than all the rest.
    """
    dialect = import_module(f"sqlalchemy.dialects.{session.get_bind().dialect.name}")
    insert: Insert = dialect.insert(model)
    return insert


def is_writing(session: Session) -> bool:
    """Tell whether the session is within a transaction that may change something."""
    return bool(session.connection().get_execution_options().get("is_writing"))


def configure_engine(engine: Engine) -> None:
    """Give SQLite the manners of a server, and other databases the partial indexes.

    Models say ``sqlite_where`` alone: naming another dialect loads it with them.
    """
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_pragmas)
        # Not by the event "begin": where one listens, SQLAlchemy asks for listeners at
        # each step of each statement, which is a twelfth of the work for a comment.
        engine.dialect.do_begin = _begin  # type: ignore[method-assign, assignment]
        return
    for table in Base.metadata.tables.values():
        for index in table.indexes:
            where = index.dialect_options["sqlite"]["where"]
            index.dialect_options[engine.dialect.name]["where"] = where


def _set_pragmas(connection: Any, _record: object) -> None:  # noqa: ANN401 -- the driver's
    # The driver would begin transactions late and only for some statements, which
    # loses updates without an error; _begin does it instead.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    # An acknowledged write must survive a power cut, not only a crash.
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.close()


def _begin(connection: PoolProxiedConnection) -> None:
    driver: Any = connection.dbapi_connection
    driver.execute("BEGIN")


def lock_for_writing(connection: Connection) -> None:
    """Take SQLite's one lock of writers for a transaction that has asked nothing yet.

    SQLite would do so itself, but sleeps the longer the longer it has waited: where
    several write, the lock is free for most of the time that they all sleep.

    Raises:
        BusyError: somebody else has had it all the time.
    """
    if connection.dialect.name != "sqlite":
        return
    driver: Any = connection.connection.dbapi_connection
    # Whoever has begun as a reader cannot be sure to become a writer.
    driver.execute("ROLLBACK")
    driver.execute("PRAGMA busy_timeout = 0")
    began = time.monotonic()
    try:
        while (waited := time.monotonic() - began) < BUSY_TIMEOUT_MS / 1000:
            try:
                driver.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                    raise
                is_long = waited > LONG_WORK
                time.sleep(LOOK_LESS_OFTEN_AFTER if is_long else LOOK_AGAIN_AFTER)
            else:
                return
        raise BusyError(BUSY, retry_after=RETRY_SECONDS)
    finally:
        driver.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")

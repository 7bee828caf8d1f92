"""Transactions: nothing lost between two writers, nothing kept of a failure."""

import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import Engine, create_engine, select, text
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import Session
from sqlalchemy.schema import CreateIndex

from reviewblog.db import (
    BUSY_TIMEOUT_MS,
    LOOK_AGAIN_AFTER,
    LOOK_LESS_OFTEN_AFTER,
    Base,
    configure_engine,
    lock_for_writing,
    transaction,
)
from reviewblog.errors import BusyError
from reviewblog.extensions import db
from reviewblog.site.defaults import get_site
from reviewblog.site.models import Site
from reviewblog.works.models import Person
from tests.databases import Emptied, engine_for
from tests.factories import make_person


def test_writers_wait_for_each_other_and_lose_nothing(database_url: str) -> None:
    with engine_for(database_url) as engine:

        def add_one(_: int) -> None:
            with Session(engine) as session, transaction(session):
                locked = select(Site).with_for_update()
                site = session.scalars(locked).one()
                site.reviews_per_page += 1

        with ThreadPoolExecutor(8) as pool:
            list(pool.map(add_one, range(40)))

        with Session(engine) as session:
            assert get_site(session).reviews_per_page == 20 + 40


def test_a_failed_transaction_leaves_nothing_behind(session: Session) -> None:
    def fail() -> None:
        with transaction(session):
            get_site(session).title = "Never"
            session.flush()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()

    assert get_site(session).title == "Reviews"


def test_times_come_back_aware_and_in_utc(session: Session) -> None:
    noon_in_berlin = datetime(2026, 7, 1, 12, tzinfo=timezone(timedelta(hours=2)))

    person = make_person(session, created_at=noon_in_berlin)

    session.expire_all()
    assert person.created_at == datetime(2026, 7, 1, 10, tzinfo=UTC)
    assert person.created_at.tzinfo == UTC


def test_naive_times_are_refused(session: Session) -> None:
    with pytest.raises(StatementError, match="naive"):
        make_person(session, created_at=datetime(2026, 7, 1, 12))  # noqa: DTZ001


def test_sqlite_is_durable_and_checks_its_references(tmp_path: object) -> None:
    engine = create_engine(f"sqlite:///{tmp_path}/x.sqlite")
    configure_engine(engine)

    with engine.connect() as connection:
        pragmas = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "foreign_keys", "synchronous")
        }
    engine.dispose()

    assert pragmas == {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 2}


def test_postgresql_is_given_the_partial_indexes(app: Flask) -> None:
    """Their condition is said once, since to name another dialect is to load it."""
    engine = create_engine("postgresql+psycopg://")
    configure_engine(engine)
    partial = [
        index
        for table in Base.metadata.tables.values()
        for index in table.indexes
        if index.dialect_options["sqlite"]["where"] is not None
    ]

    made = [str(CreateIndex(index).compile(engine)) for index in partial]

    assert len(made) > 5
    assert all(" WHERE " in each for each in made)


@pytest.fixture
def held(tmp_path: Path) -> Iterator[tuple[Engine, sqlite3.Connection]]:
    """A database on SQLite, and a connection that is writing to it."""
    engine = create_engine(f"sqlite:///{tmp_path}/x.sqlite")
    configure_engine(engine)
    with closing(sqlite3.connect(tmp_path / "x.sqlite", isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("CREATE TABLE kept (id)")
        other.execute("BEGIN IMMEDIATE")
        yield engine, other
    engine.dispose()


@pytest.fixture
def free(
    held: tuple[Engine, sqlite3.Connection],
) -> tuple[Engine, sqlite3.Connection]:
    """The same, where nobody is writing."""
    held[1].rollback()
    return held


def test_a_writer_looks_for_the_lock_again_at_once(
    held: tuple[Engine, sqlite3.Connection], monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, other = held
    slept: list[float] = []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        if len(slept) == 3:
            other.rollback()

    monkeypatch.setattr(time, "sleep", sleep)
    with Session(engine) as session, transaction(session):
        patience = session.scalar(text("PRAGMA busy_timeout"))

    assert slept == [LOOK_AGAIN_AFTER] * 3
    # Whatever else may have to wait, for a checkpoint or a recovery, still does.
    assert patience == BUSY_TIMEOUT_MS


def test_a_writer_looks_less_often_while_somebody_is_at_long_work(
    held: tuple[Engine, sqlite3.Connection], monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, other = held
    now = 0.0
    slept: list[float] = []

    def sleep(seconds: float) -> None:
        nonlocal now
        now += seconds
        slept.append(seconds)
        if now > 1:
            other.rollback()

    monkeypatch.setattr(time, "sleep", sleep)
    monkeypatch.setattr(time, "monotonic", lambda: now)
    with Session(engine) as session, transaction(session):
        pass

    assert set(slept[:200]) == {LOOK_AGAIN_AFTER}
    assert set(slept[-150:]) == {LOOK_LESS_OFTEN_AFTER}


def test_a_writer_gives_up_in_the_end(
    held: tuple[Engine, sqlite3.Connection], monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, _ = held
    monkeypatch.setattr("reviewblog.db.BUSY_TIMEOUT_MS", 20)

    with (
        pytest.raises(BusyError, match="busy with something longer") as refusal,
        Session(engine) as session,
        transaction(session),
    ):
        pass

    assert refusal.value.retry_after > 0
    assert engine.pool.checkedout() == 0  # type: ignore[attr-defined]  # a QueuePool


def test_whoever_gave_up_may_begin_again(
    held: tuple[Engine, sqlite3.Connection], monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, other = held
    monkeypatch.setattr("reviewblog.db.BUSY_TIMEOUT_MS", 20)
    with Session(engine) as session:
        with pytest.raises(BusyError), transaction(session):
            pass
        other.rollback()

        with transaction(session):
            session.execute(text("INSERT INTO kept VALUES (1)"))

    assert other.execute("SELECT count(*) FROM kept").fetchone() == (1,)


def test_whoever_begins_anew_keeps_nothing_unfinished(
    free: tuple[Engine, sqlite3.Connection],
) -> None:
    engine, other = free
    with engine.connect() as connection:
        connection.execute(text("INSERT INTO kept VALUES (1)"))
        lock_for_writing(connection)
        connection.commit()

    assert other.execute("SELECT count(*) FROM kept").fetchone() == (0,)


def test_a_reader_sees_one_moment_until_they_let_go(
    free: tuple[Engine, sqlite3.Connection],
) -> None:
    engine, other = free
    count = text("SELECT count(*) FROM kept")
    with Session(engine) as session:
        before = session.scalar(count)
        other.execute("INSERT INTO kept VALUES (1)")
        meanwhile = session.scalar(count)
        session.rollback()

        assert (before, meanwhile, session.scalar(count)) == (0, 0, 1)


def test_whoever_comes_next_is_given_the_connection_that_was_used_last(
    app: Flask,
) -> None:
    with app.app_context():
        first, second = db.engine.connect(), db.engine.connect()
        used_last = second.connection.dbapi_connection
        first.close()
        second.close()

        with db.engine.connect() as following:
            assert following.connection.dbapi_connection is used_last


def test_who_waits_for_each_other_is_told_to_send_it_again(
    postgresql_database: Emptied,
) -> None:
    meeting = Barrier(2)
    with engine_for(postgresql_database.empty()) as engine:
        with Session(engine) as session:
            people = [make_person(session).id for _ in range(2)]

        def lock_both(order: int) -> Exception | None:
            first, second = people[::order]
            try:
                with Session(engine) as session, transaction(session):
                    for number in (first, second):
                        one = select(Person.id).where(Person.id == number)
                        session.execute(one.with_for_update())
                        if number == first:
                            meeting.wait(20)
            except BusyError as error:
                return error
            return None

        with ThreadPoolExecutor(2) as two:
            told = list(two.map(lock_both, (1, -1)))

    assert [type(each) for each in told if each] == [BusyError]

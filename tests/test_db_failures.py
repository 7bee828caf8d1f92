"""Whose fault it is when a database does not do what it was asked."""

from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.pool import QueuePool

from reviewblog.db_failures import is_out_of_reach
from tests.databases import engine_for


def refusal_of(connection: Connection, statement: str) -> Exception:
    with pytest.raises(DBAPIError) as refused:
        connection.execute(text(statement))
    return refused.value


def test_a_full_disk_is_out_of_order(tmp_path: Path) -> None:
    with engine_for(f"sqlite:///{tmp_path / 'x'}") as engine, engine.connect() as full:
        full.execute(text("CREATE TABLE note (words)"))
        full.execute(text("PRAGMA max_page_count = 2"))

        refusal = refusal_of(full, "INSERT INTO note VALUES (zeroblob(100000))")

    assert is_out_of_reach(refusal)


def test_a_server_that_hangs_up_is_out_of_reach(postgres_server: str) -> None:
    with engine_for(postgres_server) as engine, engine.connect() as cut:
        refusal = refusal_of(cut, "SELECT pg_terminate_backend(pg_backend_pid())")

    assert is_out_of_reach(refusal)


def test_a_pool_without_a_free_connection_is_out_of_reach(database_url: str) -> None:
    narrow = create_engine(
        database_url, poolclass=QueuePool, pool_size=1, max_overflow=0, pool_timeout=0.1
    )
    with closing(narrow.connect()), pytest.raises(PoolTimeoutError) as refused:
        narrow.connect()
    narrow.dispose()

    assert is_out_of_reach(refused.value)


def test_a_wrong_question_is_answered_and_so_is_a_broken_rule(
    database_url: str,
) -> None:
    with engine_for(database_url) as engine:
        for statement in ("SELEC 1", "INSERT INTO site (id) VALUES (1)"):
            with engine.connect() as connection:
                assert not is_out_of_reach(refusal_of(connection, statement))

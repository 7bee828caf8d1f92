"""A commit is noticed at once, whoever made it, and nothing else is taken for one."""

import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from reviewblog.commits import CommitMark


@pytest.fixture
def path(tmp_path: Path) -> str:
    path = tmp_path / "site.sqlite"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE film (title TEXT)")
    return str(path)


@pytest.fixture
def writer(path: str) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        yield connection


ADD = "INSERT INTO film VALUES ('Playtime')"


def elsewhere(path: str, *statements: str) -> None:
    """Have another process do something with the database and end."""
    program = (
        "import sqlite3, sys\n"
        "connection = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "for statement in sys.argv[2:]: connection.execute(statement).fetchall()\n"
        "connection.close()\n"
    )
    subprocess.run([sys.executable, "-c", program, path, *statements], check=True)


def test_every_commit_is_noticed(path: str, writer: sqlite3.Connection) -> None:
    mark, marks = CommitMark(path), set()

    for _ in range(200):
        writer.execute(ADD)
        marks.add(mark.read())

    assert len(marks) == 200


def test_what_is_not_committed_is_not_noticed(
    path: str, writer: sqlite3.Connection
) -> None:
    writer.execute(ADD)
    mark = CommitMark(path)
    before = mark.read()

    writer.execute("BEGIN IMMEDIATE")
    writer.execute(ADD)
    begun = mark.read()
    writer.execute("ROLLBACK")
    writer.execute("SELECT * FROM film").fetchall()

    assert before == begun == mark.read()


def test_commits_of_other_processes_are_noticed(path: str) -> None:
    mark = CommitMark(path)

    marks = [mark.read()]
    for _ in range(3):
        elsewhere(path, ADD)
        marks.append(mark.read())

    assert len(set(marks)) == len(marks)


@pytest.mark.parametrize("how", ["PASSIVE", "FULL", "RESTART", "TRUNCATE"])
def test_commits_are_noticed_after_the_log_began_anew(path: str, how: str) -> None:
    mark = CommitMark(path)
    seen = set()

    for _ in range(3):
        elsewhere(path, ADD, f"PRAGMA wal_checkpoint({how})")
        seen.add(mark.read())

    assert len(seen) == 3


def test_the_last_of_the_others_does_not_take_the_mark_along(
    path: str, writer: sqlite3.Connection
) -> None:
    mark = CommitMark(path)
    writer.execute(ADD)
    before = mark.read()
    writer.close()

    elsewhere(path, ADD)

    assert mark.read() != before


def test_a_second_mark_leaves_the_locks_of_the_first_alone(
    path: str, writer: sqlite3.Connection
) -> None:
    """A file that is closed would take away the locks of the whole process."""
    CommitMark(path)
    writer.execute("BEGIN IMMEDIATE")
    writer.execute(ADD)
    for _ in range(3):
        CommitMark(path).read()

    with pytest.raises(subprocess.CalledProcessError):
        elsewhere(path, "PRAGMA busy_timeout = 0", ADD)
    writer.execute("COMMIT")


def test_marks_are_read_by_many_threads(path: str) -> None:
    mark = CommitMark(path)
    elsewhere(path, ADD)
    seen: list[bytes] = []

    threads = [
        threading.Thread(target=lambda: seen.append(mark.read())) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert set(seen) == {mark.read()}


def test_a_database_without_a_log_has_no_mark(tmp_path: Path) -> None:
    path = tmp_path / "plain.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE film (title TEXT)")

    assert CommitMark(str(path)).read() == b""


def test_a_database_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError):
        CommitMark(str(tmp_path / "none.sqlite"))

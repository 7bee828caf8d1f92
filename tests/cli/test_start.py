"""What a start does and loads: what is loaded costs time and memory of every site."""

import subprocess
import sys
from pathlib import Path
from subprocess import PIPE, STDOUT

import pytest
from click import Context

from reviewblog.cli import main
from tests.servers import PROGRAM, environment

# Said by a process of its own, because this one has loaded it all.
SERVE = """
import sys
from reviewblog.cli import load_command
from reviewblog.config import Settings
load_command("serve")
from reviewblog.app import create_app
app = create_app(Settings.load())
"""
QUEUE = """
from reviewblog.jobs import job_queue
from reviewblog.errands import Errand
job_queue(app).soon(Errand.SHOW_LIFE)
job_queue(app).close()
assert "huey.storage" in sys.modules
"""
TELL = "print(*sys.modules)"


def loaded_by(folder: Path, *lines: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", "".join(lines)],
        cwd=folder,
        env=environment({"INSTANCE_PATH": str(folder)}),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return set(done.stdout.split())


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_servers_that_start_together_make_one_database(
    request: pytest.FixtureRequest, tmp_path: Path, kind: str
) -> None:
    settings = {"INSTANCE_PATH": str(tmp_path)}
    if kind == "postgresql":
        url: str = request.getfixturevalue("empty_postgres_database")
        settings["DATABASE_URL"] = url
    env = environment(settings)

    starts = [
        subprocess.Popen(
            [PROGRAM, "check"], env=env, stdout=PIPE, stderr=STDOUT, text=True
        )
        for _ in range(3)
    ]
    said = [start.communicate(timeout=60)[0] for start in starts]

    assert [start.returncode for start in starts] == [0, 0, 0], said


def test_readers_do_not_wait_for_what_they_do_not_need(tmp_path: Path) -> None:
    rare = {"PIL", "alembic", "bleach", "email_validator", "huey", "slugify"}
    rare |= {"markdown_it", "mdit_py_plugins"}

    assert loaded_by(tmp_path, SERVE, TELL) & rare == set()


def test_a_site_on_sqlite_loads_nothing_of_another_database(tmp_path: Path) -> None:
    others = {"psycopg", "redis", "sqlalchemy.dialects.postgresql"}

    loaded = loaded_by(tmp_path, SERVE, TELL)

    assert "sqlalchemy.dialects.sqlite" in loaded
    assert loaded & others == set()


def test_a_queue_in_a_file_loads_no_client_of_another(tmp_path: Path) -> None:
    clients = {"psycopg", "redis", "cysqlite"}

    assert loaded_by(tmp_path, SERVE, QUEUE, TELL) & clients == set()


def test_a_name_that_is_no_command_is_none() -> None:
    assert main.get_command(Context(main), "nonsense") is None

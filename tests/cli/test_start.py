"""What a start loads: everything that is loaded costs time and memory of every site."""

import subprocess
import sys
from pathlib import Path

from click import Context

from reviewblog.cli import main
from tests.servers import environment

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

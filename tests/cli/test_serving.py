"""``reviewblog serve`` as an operator starts it: a process in an empty folder."""

import subprocess
from http import HTTPStatus
from pathlib import Path

import pytest

from tests.servers import PROGRAM, environment, free_port, serving

pytestmark = pytest.mark.slow


def test_serve_makes_a_site_in_an_empty_folder(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        page = server.get("/")

        assert page.status == HTTPStatus.OK
        assert {path.name for path in (tmp_path / "instance").iterdir()} >= {
            "reviewblog.sqlite",
            "secret_key",
        }
        assert server.setup_link().startswith(f"{server.address}/setup?token=")


def test_a_killed_server_leaves_nothing_in_the_way_of_the_next(tmp_path: Path) -> None:
    port = free_port()
    with serving(tmp_path, port=port) as server:
        server.process.kill()
        server.process.wait()

    with serving(tmp_path, port=port) as server:
        assert server.get("/readyz").status == HTTPStatus.OK


def test_a_second_server_at_the_same_address_says_why_it_ends(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        port = server.address.rpartition(":")[2]
        second = subprocess.run(
            [PROGRAM, "serve", "--port", port],
            cwd=tmp_path,
            env=environment({}),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

        assert second.returncode == 1
        assert second.stderr.startswith(
            f"Error: cannot serve on 127.0.0.1, port {port}"
        )
        assert second.stderr.count("\n") == 1
        assert server.get("/readyz").status == HTTPStatus.OK

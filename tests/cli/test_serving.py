"""``reviewblog serve`` as an operator starts it: a process in an empty folder."""

from http import HTTPStatus
from pathlib import Path

import pytest

from tests.servers import free_port, serving

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

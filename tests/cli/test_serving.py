"""``reviewblog serve`` as an operator starts it: a process in an empty folder."""

import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from sqlalchemy import text

from reviewblog.app import create_app
from reviewblog.cli.preparation import prepare
from reviewblog.cli.serving import HEADER_SECONDS, THREADS_PER_WORKER, share_memory
from reviewblog.config import Settings
from tests.databases import engine_for
from tests.servers import PROGRAM, Server, environment, free_port, serving

pytestmark = pytest.mark.slow

BODY = b"name=Odile&body=You+are+too+kind."
HEAD = (
    b"POST /reviews/nowhere/comments HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n"
) % len(BODY)
# For a page that nobody has asked for yet, and everybody would wait for.
ASKING = b"GET /reviews/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 10\r\n\r\n"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with serving(tmp_path, options=("--workers", "1", "--no-jobs")) as server:
        yield server


def connect(server: Server) -> socket.socket:
    parts = urlsplit(server.address)
    return socket.create_connection((parts.hostname or "", parts.port or 0), timeout=20)


def read_all(connection: socket.socket) -> bytes:
    answer = b""
    while more := connection.recv(65536):
        answer += more
    return answer


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


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_what_has_begun_is_finished_when_it_is_told_to_stop(
    server: Server, how: signal.Signals
) -> None:
    with connect(server) as slow:
        slow.sendall(HEAD + BODY[:10])
        time.sleep(0.5)

        server.process.send_signal(how)
        time.sleep(0.5)
        slow.sendall(BODY[10:])

        assert read_all(slow).startswith(b"HTTP/1.1 404 ")
    assert server.process.wait(timeout=20) == 0


@pytest.mark.parametrize("begun", [HEAD + BODY[:10], ASKING], ids=["form", "page"])
def test_who_sends_and_never_ends_keeps_nobody_from_reading(
    server: Server, begun: bytes
) -> None:
    with ExitStack() as slow:
        for _ in range(2 * THREADS_PER_WORKER):
            slow.enter_context(connect(server)).sendall(begun)
        time.sleep(0.5)

        for path in ("/", "/reviews/", "/healthz", "/reviews/"):
            assert server.get(path).status == HTTPStatus.OK


def test_no_connection_is_on_both_sides_of_a_fork(
    tmp_path: Path, empty_postgres_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Copying pages to files asks for the number of changes after each commit."""
    monkeypatch.setattr("gc.freeze", lambda: None)
    url = empty_postgres_database
    mirror = str(tmp_path / "mirror")
    app = create_app(
        Settings.in_folder(
            tmp_path, database_url=url, secret_key="s" * 40, page_mirror=mirror
        )
    )
    prepare(app, tell=str)

    share_memory(app)

    others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
    with engine_for(url) as engine, engine.connect() as connection:
        assert connection.scalar(text(f"{others} AND pid <> pg_backend_pid()")) == 0


def test_one_connection_serves_many_requests(server: Server) -> None:
    parts = urlsplit(server.address)
    connection = HTTPConnection(parts.hostname or "", parts.port, timeout=20)
    connection.connect()
    first = connection.sock

    for _ in range(3):
        connection.request("GET", "/healthz")
        assert connection.getresponse().read() == b"ok\n"

    assert connection.sock is first
    connection.close()


def test_headers_that_never_end_are_cut_off(server: Server) -> None:
    with connect(server) as slow:
        slow.settimeout(HEADER_SECONDS + 20)
        slow.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n")

        assert read_all(slow) == b""


def test_headers_that_are_too_large_are_refused(server: Server) -> None:
    with connect(server) as large:
        large.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"x" * 500_000)

        assert read_all(large).startswith(b"HTTP/1.1 431 ")


def test_requests_are_noted_where_that_is_wanted(tmp_path: Path) -> None:
    settings = {"ACCESS_LOG": "on", "LOG_FORMAT": "json"}

    with serving(tmp_path, settings=settings) as server:
        server.get("/?page=1")
        lines = server.log.read_text().splitlines()

    noted = [json.loads(line) for line in lines if line.startswith("{")]
    assert {"path": "/", "status": 200, "method": "GET"}.items() <= noted[-1].items()


def test_a_worker_that_dies_is_replaced(server: Server) -> None:
    children = Path(f"/proc/{server.process.pid}/task").glob("*/children")
    [worker] = [int(pid) for file in children for pid in file.read_text().split()]

    os.kill(worker, signal.SIGKILL)

    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            assert server.get("/readyz").status == HTTPStatus.OK
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(server.log.read_text())

"""Real server processes for tests, started as README says and always ended."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPResponse
from pathlib import Path
from threading import Thread
from urllib.error import URLError
from urllib.request import urlopen
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask
from werkzeug.serving import make_server
from werkzeug.test import run_wsgi_app

PROGRAM = Path(sys.executable).with_name("reviewblog")
PATIENCE_SECONDS = 60.0


@dataclass
class Server:
    """A running program, where it answers, and what it has said."""

    process: subprocess.Popen[bytes]
    address: str
    log: Path

    def get(self, path: str) -> HTTPResponse:
        """Fetch a page; an error status raises HTTPError."""
        response: HTTPResponse = urlopen(f"{self.address}{path}", timeout=20)
        return response

    def setup_link(self) -> str:
        """Return the one-time address that the program printed."""
        found = re.search(r"http\S+/setup\?token=\S+", self.log.read_text())
        assert found, self.log.read_text()
        return found.group()


@contextmanager
def serving(
    folder: Path,
    command: str = "serve",
    *,
    port: int = 0,
    settings: Mapping[str, str] | None = None,
    options: Sequence[str] = (),
) -> Iterator[Server]:
    """Run the program in a folder until the block ends."""
    port = port or free_port()
    log = folder / f"{command}-{port}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [PROGRAM, command, "--port", str(port), *options],
            cwd=folder,
            env=environment(settings or {}),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    server = Server(process, f"http://127.0.0.1:{port}", log)
    try:
        wait_until_ready(server)
        yield server
    finally:
        process.terminate()
        process.wait(timeout=20)


@contextmanager
def answering(app: Flask) -> Iterator[str]:
    """Answer from this process, at the address given, until the block ends."""
    server = make_server("127.0.0.1", 0, in_one_piece(app), threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def in_one_piece(app: Flask) -> WSGIApplication:
    """Close each answer before it is sent.

    Werkzeug's server (3.1) leaves it open, and its file, when a browser hangs up.
    """

    def answer(
        environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        body, status, headers = run_wsgi_app(app, environ, buffered=True)
        start_response(status, list(headers))
        return body

    return answer


def environment(settings: Mapping[str, str]) -> dict[str, str]:
    """Return our environment with these settings and no others."""
    inherited = {k: v for k, v in os.environ.items() if not k.startswith("REVIEWBLOG_")}
    return inherited | {f"REVIEWBLOG_{name}": text for name, text in settings.items()}


def wait_until_ready(server: Server) -> None:
    """Wait until the program answers; fail with its log when it has ended."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            server.get("/readyz").read()
        except (URLError, ConnectionError):
            assert server.process.poll() is None, server.log.read_text()
            assert time.monotonic() < deadline, server.log.read_text()
            time.sleep(0.05)
        else:
            return


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port

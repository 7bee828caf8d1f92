"""Akismet as it documents itself, on a port of this machine."""

import http.server
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import parse_qs

KEY = "0123456789ab"
THANKS = b"Thanks for making the web a better place."


class Service(http.server.ThreadingHTTPServer):
    """Answers as it is told to, and notes what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.status = 200
        self.answer = b"false"
        self.headers: dict[str, str] = {}
        self.delay = 0.0
        super().__init__(("127.0.0.1", 0), _Ear)

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    @property
    def verbs(self) -> list[str]:
        return [verb for verb, _ in self.asked]


class _Ear(http.server.BaseHTTPRequestHandler):
    server: Service

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        fields = {name: values[0] for name, values in parse_qs(body).items()}
        verb = self.path.removeprefix("/1.1/")
        self.server.asked.append((verb, fields))
        time.sleep(self.server.delay)
        is_check = verb == "comment-check"
        self.send_response(self.server.status)
        for name, text in self.server.headers.items():
            self.send_header(name, text)
        self.end_headers()
        self.wfile.write(self.server.answer if is_check else THANKS)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served() -> Iterator[Service]:
    """Serve for as long as the block lasts."""
    with Service() as service:
        threading.Thread(target=service.serve_forever, daemon=True).start()
        yield service
        service.shutdown()

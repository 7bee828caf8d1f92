"""Readers first: whoever sends something slowly does not keep others from reading.

The server takes headers and hands out answers by itself, however slow a line is, but a
body is read by the thread that answers it. Somebody who begins to send one and never
ends would hold that thread for ever, and a few of them all threads. So one thread of
each process is left to those who send nothing, and what is sent as a whole at once, as
forms are, makes way before anything is done with it.

Waiting for room takes a thread as well, perhaps the very one that is left to readers:
once somebody has waited for long, others do not until there is room again.
"""

import threading
import time
from collections.abc import Iterable
from http import HTTPStatus
from io import BytesIO
from typing import IO, TYPE_CHECKING

from flask import Flask

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

BUSY = b"Too much is being sent at this moment. Please try again in a minute.\n"
STATUS = HTTPStatus.SERVICE_UNAVAILABLE
# A form that is not there after so long is on a slow line.
WAIT_SECONDS = 0.5
# Forms that are there make way sooner.
MOMENT_SECONDS = 0.1
CHUNK_BYTES = 64 * 1024


def init_app(app: Flask, threads: int) -> None:
    """Leave one of so many threads to readers; a single one cannot be left."""
    if threads > 1:
        small = app.config["MAX_CONTENT_LENGTH"] or 0
        app.wsgi_app = ReadersFirst(app.wsgi_app, threads - 1, small)  # type: ignore[method-assign]


class ReadersFirst:
    """Reads so many bodies at a time, and refuses more before reading them."""

    def __init__(self, wsgi_app: "WSGIApplication", most: int, small: int) -> None:
        """Stand in front of an application; ``small`` bodies fit into memory."""
        self._wsgi_app = wsgi_app
        self._free = threading.Semaphore(most)
        self._small = small
        self._is_slow = False

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Let through what has no body; others when there is room."""
        if not _has_body(environ):
            return self._wsgi_app(environ, start_response)
        if not self._finds_room():
            headers = [
                ("Content-Type", "text/plain; charset=utf-8"),
                ("Content-Length", str(len(BUSY))),
                ("Retry-After", "60"),
                ("Cache-Control", "no-store"),
            ]
            start_response(f"{STATUS.value} {STATUS.phrase}", headers)
            return [BUSY]
        length = _length_of(environ)
        if 0 < length <= self._small:
            try:
                environ["wsgi.input"] = _collected(environ["wsgi.input"], length)
            finally:
                self._free.release()
            return self._wsgi_app(environ, start_response)
        try:
            return self._wsgi_app(environ, start_response)
        finally:
            self._free.release()

    def _finds_room(self) -> bool:
        if self._free.acquire(blocking=False):
            self._is_slow = False
            return True
        if self._is_slow:
            return False
        began = time.monotonic()
        has_room = self._free.acquire(timeout=WAIT_SECONDS)
        self._is_slow = time.monotonic() - began > MOMENT_SECONDS
        return has_room


def _has_body(environ: "WSGIEnvironment") -> bool:
    length = environ.get("CONTENT_LENGTH")
    return bool(length and length != "0") or "HTTP_TRANSFER_ENCODING" in environ


def _length_of(environ: "WSGIEnvironment") -> int:
    length: str = environ.get("CONTENT_LENGTH") or ""
    return int(length) if length.isascii() and length.isdigit() else 0


def _collected(stream: IO[bytes], length: int) -> IO[bytes]:
    """Read a body; what ends too early is left for the application to refuse."""
    parts = []
    while length > 0 and (part := stream.read(min(length, CHUNK_BYTES))):
        parts.append(part)
        length -= len(part)
    return BytesIO(b"".join(parts))

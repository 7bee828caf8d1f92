"""Readers first: whoever sends something slowly does not keep others from reading.

The server takes headers and hands out answers by itself, however slow a line is, but a
form is read by the thread that answers it. Somebody who begins to send one and never
ends would hold that thread for ever, and a few of them all threads. So one thread of
each process is left to those who send nothing.
"""

import threading
from collections.abc import Iterable
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Flask

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

BUSY = b"Too much is being sent at this moment. Please try again in a minute.\n"
STATUS = HTTPStatus.SERVICE_UNAVAILABLE


def keep_room(app: Flask, threads: int) -> None:
    """Leave one of so many threads to readers; a single one cannot be left."""
    if threads > 1:
        app.wsgi_app = ReadersFirst(app.wsgi_app, threads - 1)  # type: ignore[method-assign]


class ReadersFirst:
    """Takes so many bodies at a time, and refuses more before reading them."""

    def __init__(self, wsgi_app: "WSGIApplication", most: int) -> None:
        """Stand in front of an application."""
        self._wsgi_app = wsgi_app
        self._free = threading.Semaphore(most)

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Let through what has no body; others if there is room."""
        if not _has_body(environ):
            return self._wsgi_app(environ, start_response)
        if not self._free.acquire(blocking=False):
            headers = [
                ("Content-Type", "text/plain; charset=utf-8"),
                ("Content-Length", str(len(BUSY))),
                ("Retry-After", "60"),
                ("Cache-Control", "no-store"),
            ]
            start_response(f"{STATUS.value} {STATUS.phrase}", headers)
            return [BUSY]
        try:
            return self._wsgi_app(environ, start_response)
        finally:
            self._free.release()


def _has_body(environ: "WSGIEnvironment") -> bool:
    length = environ.get("CONTENT_LENGTH")
    return bool(length and length != "0") or "HTTP_TRANSFER_ENCODING" in environ

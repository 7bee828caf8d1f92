"""One line for each request, where the operator wants them (``ACCESS_LOG``).

Written as everything else is that the program says, text or JSON. It has the address
of who asked, found behind trusted proxies, and no query: words that were searched for
and keys that came by mail are nobody's business but the reader's.
"""

import logging
import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from flask import Flask

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

# Below these the address itself is a key.
SECRET_PATHS = (
    "/comments/decide/",
    "/comments/mail/confirm/",
    "/comments/mail/stop/",
    "/comments/own/",
    "/preview/",
)
HIDDEN = "…"


def init_app(app: Flask, switch: str) -> None:
    """Stand in front of everything that answers, if switched on."""
    if switch == "on":
        app.wsgi_app = AccessLog(app.wsgi_app, app.logger)  # type: ignore[method-assign]


class AccessLog:
    """Notes what was asked, how it was answered and how long that took."""

    def __init__(self, wsgi_app: "WSGIApplication", log: logging.Logger) -> None:
        """Stand in front of an application."""
        self._wsgi_app = wsgi_app
        self._log = log

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer as the application does, and say so."""
        began = time.perf_counter()
        answer = {"status": 500, "bytes": 0}

        def listen(
            status: str,
            headers: list[tuple[str, str]],
            exc_info: Any = None,  # noqa: ANN401 -- PEP 3333's
        ) -> Callable[[bytes], object]:
            length = dict(headers).get("Content-Length", "0")
            answer.update(status=int(status[:3]), bytes=int(length))
            return start_response(status, headers, exc_info)

        try:
            return self._wsgi_app(environ, listen)
        finally:
            took = (time.perf_counter() - began) * 1000
            self._note(environ, answer | {"ms": round(took, 1)})

    def _note(self, environ: "WSGIEnvironment", answer: dict[str, int | float]) -> None:
        asked = {
            "address": environ.get("REMOTE_ADDR", ""),
            "method": environ["REQUEST_METHOD"],
            "path": _without_key(environ.get("PATH_INFO", "")),
        }
        line = " ".join(map(str, (*asked.values(), *answer.values())))
        self._log.info("%s", line, extra={"access": asked | answer})


def _without_key(path: str) -> str:
    for secret in SECRET_PATHS:
        if path.startswith(secret):
            return secret + HIDDEN
    return path

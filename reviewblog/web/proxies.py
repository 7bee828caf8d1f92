"""Believe ``X-Forwarded-For`` and ``-Proto`` only where a trusted proxy wrote them."""

from collections.abc import Iterable, Sequence
from ipaddress import ip_address
from typing import TYPE_CHECKING

from flask import Flask

from reviewblog.config import Network

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


def init_app(app: Flask, trusted: Sequence[Network]) -> None:
    """Wrap the application when the operator named proxies."""
    if trusted:
        app.wsgi_app = TrustedProxies(app.wsgi_app, trusted)  # type: ignore[method-assign]


class TrustedProxies:
    """Find the reader's address behind a chain of proxies.

    Each proxy appends the address it saw, so the chain is read from the right and
    the first address that is no proxy of ours is the reader. Whatever stands left
    of it was sent by the reader and proves nothing.
    """

    def __init__(self, wsgi_app: "WSGIApplication", trusted: Sequence[Network]) -> None:
        """Remember whom to believe."""
        self._wsgi_app = wsgi_app
        self._trusted = trusted

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Correct the environment and pass the request on."""
        if self._is_trusted(environ.get("REMOTE_ADDR", "")):
            environ["REMOTE_ADDR"] = self._reader(environ)
            scheme = environ.get("HTTP_X_FORWARDED_PROTO", "").split(",")[-1].strip()
            if scheme in {"http", "https"}:
                environ["wsgi.url_scheme"] = scheme
        return self._wsgi_app(environ, start_response)

    def _reader(self, environ: "WSGIEnvironment") -> str:
        hops = environ.get("HTTP_X_FORWARDED_FOR", "").split(",")
        for hop in reversed([hop.strip() for hop in hops]):
            if not self._is_trusted(hop):
                return hop if _is_address(hop) else str(environ["REMOTE_ADDR"])
        return str(environ["REMOTE_ADDR"])

    def _is_trusted(self, address: str) -> bool:
        return _is_address(address) and any(
            ip_address(address) in network for network in self._trusted
        )


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True

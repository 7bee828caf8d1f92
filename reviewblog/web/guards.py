"""Turn away requests that another site made a browser send.

Every surface is covered, also the comment form, which is part of a page shared by
all readers and so can carry no token of a session. Browsers say where a request
comes from: ``Sec-Fetch-Site`` (W3C Fetch Metadata), ``Origin`` (RFC 6454) before
that. Programs that send neither carry no cookies of a victim.
"""

from http import HTTPStatus
from urllib.parse import urlsplit

from flask import Flask, Request, abort, current_app, request
from werkzeug.routing import RequestRedirect

from reviewblog.config import Settings

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def init_app(app: Flask) -> None:
    """Look at every request before anything else does."""
    app.before_request(refuse_impossible_path)
    app.before_request(refuse_cross_site)
    app.before_request(redirect_within_site)


def refuse_impossible_path() -> None:
    """Answer 404 to a path with a NUL byte, which PostgreSQL cannot even compare."""
    if "\0" in request.path:
        abort(HTTPStatus.NOT_FOUND)


def refuse_cross_site() -> None:
    """Answer 403 to a change that was started from somebody else's page."""
    if request.method not in SAFE_METHODS and is_cross_site(request):
        abort(HTTPStatus.FORBIDDEN)


def redirect_within_site() -> None:
    """Let the router's redirects name a path alone.

    It would repeat whatever host and scheme the request came with: any host at all,
    and ``http`` behind a proxy that took ``https`` and was not named to us.
    """
    redirection = request.routing_exception
    if isinstance(redirection, RequestRedirect):
        _, _, _, path = redirection.new_url.split("/", 3)
        redirection.new_url = f"/{path.lstrip('/')}"


def is_cross_site(request: Request) -> bool:
    """Tell whether a browser says that another site caused this request."""
    fetch_site = request.headers.get("Sec-Fetch-Site")
    if fetch_site:
        return fetch_site not in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    return origin is not None and _host_of(origin) not in _own_hosts(request)


def is_own_page(request: Request) -> bool:
    """Tell whether a browser says that one of our own pages caused this request."""
    said = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    return any(said) and said[0] != "none" and not is_cross_site(request)


def _host_of(origin: str) -> str:
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""


def _own_hosts(request: Request) -> set[str]:
    settings: Settings = current_app.config["SETTINGS"]
    return {urlsplit(settings.site_url).netloc, request.host}

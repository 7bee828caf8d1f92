"""What every shared page tells the caches in front of it.

Browsers ask each time and mostly hear 304, so nobody sees an old page; a content
network may keep pages by the scopes in ``Surrogate-Key`` and drop them by those, and
has its own lifetime (RFC 9213), because only it can be told of changes.
"""

from http import HTTPStatus

from flask import Flask, Response, g, request

SHARED_BLUEPRINTS = frozenset({"feeds", "public"})
EVERYTHING = ("reviews", "comments")


def init_app(app: Flask) -> None:
    """Mark the pages that everybody may share."""
    app.after_request(mark_shared)


def shows(*scopes: str) -> None:
    """Narrow down what the page of this request depends on.

    The scopes are those of ``reviewblog.freshness``; without a word from its view a
    page depends on everything that readers see.
    """
    g.scopes = scopes


def mark_shared(response: Response) -> Response:
    """Let a public page be kept until something that it shows changes."""
    if request.blueprint in SHARED_BLUEPRINTS and _is_shared(response):
        headers = response.headers
        headers.setdefault("Cache-Control", "public, no-cache")
        headers["CDN-Cache-Control"] = "max-age=60, stale-while-revalidate=600"
        headers["Surrogate-Key"] = " ".join(g.get("scopes", EVERYTHING))
        response.vary.add("Accept-Encoding")
        # Feeds are alike for everybody, and caches drop what varies by cookies.
        if request.blueprint != "feeds":
            response.vary.add("Cookie")
    return response


def _is_shared(response: Response) -> bool:
    return (
        request.method in {"GET", "HEAD"}
        and response.status_code == HTTPStatus.OK
        and not response.direct_passthrough
        and not response.cache_control.private
        and not response.cache_control.no_store
        and "Set-Cookie" not in response.headers
    )

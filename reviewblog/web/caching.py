"""What every shared page tells the caches in front of it.

Browsers ask each time and mostly hear 304, so nobody sees an old page; a content
network may keep pages by the scopes in ``Surrogate-Key`` and drop them by those, and
has its own lifetime (RFC 9213), because only it can be told of changes.

Pages are dated by the last change of what they show. The date counts seconds: within
the very second of a change it could not tell the page from the next one, and is left
out (RFC 9110, section 8.8.2.2).
"""

from http import HTTPStatus

from flask import Flask, Response, g, request

from reviewblog.clock import utcnow
from reviewblog.web.identity import is_for_somebody
from reviewblog.web.watch import is_settled, known_now

SHARED_BLUEPRINTS = frozenset({"feeds", "public"})
EVERYTHING = ("reviews", "comments")


def init_app(app: Flask) -> None:
    """Mark the pages that everybody may share."""
    app.before_request(note_what_is_known)
    app.after_request(mark_shared)


def note_what_is_known() -> None:
    """Remember of which moment the page will be, before anything of it is read."""
    if request.blueprint in SHARED_BLUEPRINTS:
        g.begun_at = utcnow()
        known_now()


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
        date(response)
        response.vary.add("Accept-Encoding")
        # Feeds are alike for everybody, and caches drop what varies by cookies.
        if request.blueprint != "feeds":
            response.vary.add("Cookie")
    return response


def date(response: Response) -> None:
    """Say when the page changed last, where its view has not said so itself."""
    changed_at = known_now().last_change(g.get("scopes", EVERYTHING))
    if response.last_modified is None and is_settled(changed_at, at=g.begun_at):
        response.last_modified = changed_at


def _is_shared(response: Response) -> bool:
    return (
        request.method in {"GET", "HEAD"}
        and not is_for_somebody()
        and response.status_code == HTTPStatus.OK
        and not response.direct_passthrough
        and not response.cache_control.private
        and not response.cache_control.no_store
        and "Set-Cookie" not in response.headers
    )

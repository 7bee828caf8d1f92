"""The browser a comment is written in: a random token of its own, and an address.

Nobody who only reads is given a cookie: it is set by the answer to a comment.
"""

import re
from datetime import timedelta

from flask import current_app, request
from werkzeug import Response

from reviewblog.accounts.throttle import network_of
from reviewblog.comments.screening.submitted import Visit
from reviewblog.config import Settings
from reviewblog.tokens import keyed_hash

COOKIE = "reviewblog_writer"
LIFETIME = timedelta(days=365)
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


def writer_token() -> str:
    """Return the token of the browser that is asking; empty if it never wrote."""
    token = request.cookies.get(COOKIE, "")
    return token if _TOKEN.fullmatch(token) else ""


def remember_writer(response: Response, token: str) -> Response:
    """Let the browser keep its token, out of the reach of scripts."""
    response.set_cookie(
        COOKIE,
        token,
        max_age=LIFETIME,
        path="/",
        httponly=True,
        samesite="Lax",
        secure=_settings().is_https,
    )
    return response


def hashed_address() -> str:
    """Return a keyed hash of where the request comes from.

    A household has a whole /64 of IPv6, so any address in it is the same.
    """
    return hash_address(request.remote_addr or "")


def hash_address(text: str) -> str:
    """Return the keyed hash of a network address, as comments keep it."""
    return keyed_hash(_settings().secret_key, network_of(text))


def hashed_email(email: str) -> str:
    """Return a keyed hash of an email address, by which its writer is known again."""
    if not email:
        return ""
    return keyed_hash(_settings().secret_key, f"email {email.casefold()}")


def visit_for_akismet() -> Visit | None:
    """Say what Akismet gets to know of the browser that is asking.

    None where the site has no key for it.
    """
    if not _settings().akismet_key or not request.remote_addr:
        return None
    return Visit(
        address=request.remote_addr,
        user_agent=request.headers.get("User-Agent", ""),
        referrer=request.headers.get("Referer", ""),
    )


def keep_private(response: Response) -> Response:
    """Keep a page that shows what is somebody's own out of every cache."""
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings

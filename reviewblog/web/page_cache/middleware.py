"""The thin WSGI layer that answers before Flask has to."""

import hashlib
import logging
import sqlite3
import time
from collections.abc import Iterable
from functools import lru_cache
from io import BytesIO
from math import inf
from typing import TYPE_CHECKING

from sqlalchemy.exc import SQLAlchemyError
from werkzeug.test import run_wsgi_app

from reviewblog.web.counting.layer import COUNTED, Listener
from reviewblog.web.page_cache.keys import key_of, may_be_kept
from reviewblog.web.page_cache.mirror import Mirror
from reviewblog.web.page_cache.store import (
    BROTLI,
    DATE_HEADER,
    GZIP,
    IDENTITY,
    Headers,
    Page,
    Store,
)
from reviewblog.web.watch import Knowledge, Watch

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

log = logging.getLogger(__name__)

# The signed stamp in a comment form is good for days; an hour keeps it young.
LONGEST_LIFE_SECONDS = 3600.0
# Of a request: what its reader has already, and what else was sent with it.
OF_ONE_READER = frozenset(
    {
        "CONTENT_LENGTH",
        "CONTENT_TYPE",
        "HTTP_IF_MODIFIED_SINCE",
        "HTTP_IF_NONE_MATCH",
        "HTTP_RANGE",
        "HTTP_TRANSFER_ENCODING",
    }
)
SCOPES_HEADER = "Surrogate-Key"
# Depends on the form that is sent, or on the moment: an old date would make caches
# take a page for one that they have had for as long. The server adds a new one.
OF_ONE_ANSWER = frozenset({"content-encoding", "content-length", "date", "etag"})
# Browsers and feed readers say in a few ways what they can unpack.
MOST_READINGS = 256
# Within the second of a change a page is not dated (``web.caching``), but soon after.
UNDATED_SECONDS = 3.0
LONGEST_ACCEPTED = 200


class PageCache:
    """Serve kept pages, keep the public ones that Flask makes."""

    def __init__(
        self,
        wsgi_app: "WSGIApplication",
        watch: Watch,
        store: Store,
        listener: Listener,
        mirror: Mirror | None = None,
    ) -> None:
        """Stand in front of an application, and let a listener count what is sent."""
        self._wsgi_app = wsgi_app
        self._watch = watch
        self._store = store
        self._listener = listener
        self._mirror = mirror

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer from the store if the page is there and nothing has changed."""
        key = key_of(environ)
        page = self._store.get(key)
        if page is None or page.is_counted:
            start_response = self._listener.hear(environ, start_response)
            if not key or not may_be_kept(environ):
                return self._wsgi_app(environ, start_response)
        now = time.time()
        try:
            known = self._watch.look(now)
        except (sqlite3.Error, SQLAlchemyError):
            # Flask has the page for a database that is not there.
            return self._wsgi_app(environ, start_response)
        if page is None:
            return self._make(key, known, environ, start_response)
        # Mostly nothing has happened since the last reader was here.
        if known is not page.found_fresh or now >= page.good_until:
            if not page.is_fresh(known, now):
                return self._make(key, known, environ, start_response)
            self._date(page, key, known, now)
        return answer(page, environ, start_response)

    def _date(self, page: Page, key: str, known: Knowledge, now: float) -> None:
        if now >= page.undated_until:
            with self._store.flights.alone(key):
                page.date(known)

    def _make(
        self,
        key: str,
        known: Knowledge,
        environ: "WSGIEnvironment",
        start_response: "StartResponse",
    ) -> Iterable[bytes]:
        with self._store.flights.alone(key):
            page = self._store.get(key)
            if page is not None and page.is_fresh(known, time.time()):
                return answer(page, environ, start_response)
            whole = asking_for_whole(environ)
            body, status, headers = run_wsgi_app(self._wsgi_app, whole, buffered=True)
            content = b"".join(body)
            page = page_of(status, list(headers), content, known)
            if page is None:
                start_response(status, list(headers))
                return [] if environ["REQUEST_METHOD"] == "HEAD" else [content]
            page.is_counted = key.endswith(COUNTED)
            self._store.put(key, page)
            if self._mirror is not None:
                copy(page, key, self._mirror)
            return answer(page, environ, start_response)


def asking_for_whole(environ: "WSGIEnvironment") -> "WSGIEnvironment":
    """Ask as whoever has nothing of the page yet.

    What a request may have for a body is left where it is: it changes no page, and
    everybody who wants this one would wait for whoever sends it slowly.
    """
    asked = {
        name: value for name, value in environ.items() if name not in OF_ONE_READER
    }
    return asked | {"REQUEST_METHOD": "GET", "wsgi.input": BytesIO()}


def copy(page: Page, key: str, mirror: Mirror) -> None:
    """Copy a page to the mirror; a disk that fails keeps nobody from reading it."""
    try:
        mirror.keep(key, page)
    except (OSError, sqlite3.Error):
        log.exception("a page cannot be mirrored")


def page_of(
    status: str, headers: Headers, body: bytes, known: Knowledge
) -> Page | None:
    """Make a page of an answer, if it is one that everybody may share."""
    given = {name.lower(): value for name, value in headers}
    if (
        not status.startswith("200")
        or SCOPES_HEADER.lower() not in given
        or "set-cookie" in given
        or "private" in given.get("cache-control", "")
    ):
        return None
    now = time.time()
    return Page(
        headers=[(n, v) for n, v in headers if n.lower() not in OF_ONE_ANSWER],
        body=body,
        digest=hashlib.blake2b(body, digest_size=12).hexdigest(),
        scopes=tuple(given[SCOPES_HEADER.lower()].split()),
        counter=known.counter,
        era=known.era,
        expires_at=now + LONGEST_LIFE_SECONDS,
        undated_until=inf if DATE_HEADER.lower() in given else now + UNDATED_SECONDS,
        is_packed=given.get("content-type", "").startswith("image/"),
    )


def answer(
    page: Page, environ: "WSGIEnvironment", start_response: "StartResponse"
) -> list[bytes]:
    """Send a kept page in the encoding the reader takes, or 304 if they have it."""
    page.is_used = True
    accepted = environ.get("HTTP_ACCEPT_ENCODING", "")
    encoding = encoding_for(accepted) if len(accepted) <= LONGEST_ACCEPTED else IDENTITY
    made = page.encoded.get(encoding) or page.variant(encoding)
    headers, body, etag, unchanged = made
    asked = environ.get("HTTP_IF_NONE_MATCH") or environ.get("HTTP_IF_MODIFIED_SINCE")
    if asked and is_unchanged(page, etag, environ):
        start_response("304 NOT MODIFIED", unchanged)
        return []
    start_response("200 OK", headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


@lru_cache(MOST_READINGS)
def encoding_for(accepted: str) -> str:
    """Choose the smallest form a reader takes; quality 0 is a refusal (RFC 9110)."""
    taken = {
        name.strip()
        for name, _, quality in (part.partition(";") for part in accepted.split(","))
        if quality.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    }
    return BROTLI if BROTLI in taken else GZIP if GZIP in taken else IDENTITY


def is_unchanged(page: Page, etag: str, environ: "WSGIEnvironment") -> bool:
    """Tell whether the reader's copy is this one (If-None-Match wins).

    Most send just the validator of the form they would be given, which needs no
    taking apart.
    """
    known_copies = environ.get("HTTP_IF_NONE_MATCH")
    if known_copies is None:
        since = environ.get("HTTP_IF_MODIFIED_SINCE")
        return since is not None and since == dict(page.headers).get(DATE_HEADER)
    if known_copies == etag:
        return True
    tags = {tag.strip().removeprefix("W/") for tag in known_copies.split(",")}
    return "*" in tags or not tags.isdisjoint(page.etags())

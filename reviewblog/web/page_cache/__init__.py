"""Whole answers, kept in front of Flask and never stale.

A page is kept with the number of the last change that was known before it was made,
and served as long as none of its scopes has changed since; the number is read from
the database at every request. What a scope is: ``reviewblog.freshness``.
"""

from pathlib import Path

from flask import Flask, current_app
from sqlalchemy import event

from reviewblog.config import Settings
from reviewblog.extensions import db
from reviewblog.web.counting import LISTENER
from reviewblog.web.counting.layer import CountingLayer, Listener
from reviewblog.web.page_cache.middleware import PageCache
from reviewblog.web.page_cache.mirror import Mirror
from reviewblog.web.page_cache.store import Store
from reviewblog.web.watch import WATCH, Watch

MEGABYTE = 1024 * 1024
MIRROR = "page_mirror"


def init_app(app: Flask, settings: Settings) -> None:
    """Put the cache in front of the application, unless it is switched off.

    What is answered is counted either way.
    """
    listener: Listener = app.extensions[LISTENER]
    if settings.page_cache_mb == "0":
        app.wsgi_app = CountingLayer(app.wsgi_app, listener)  # type: ignore[method-assign]
        return
    watch: Watch = app.extensions[WATCH]
    store = Store(int(settings.page_cache_mb) * MEGABYTE)
    mirror = None
    if settings.page_mirror:
        mirror = app.extensions[MIRROR] = Mirror(Path(settings.page_mirror), watch)
        sweep_after_commits()
    app.wsgi_app = PageCache(app.wsgi_app, watch, store, listener, mirror)  # type: ignore[method-assign]


def sweep_after_commits() -> None:
    """Have every commit take away the files that it made untrue."""
    if not event.contains(db.session, "after_commit", _sweep):
        event.listen(db.session, "after_commit", _sweep)


def _sweep(_session: object) -> None:
    mirror: Mirror | None = current_app.extensions.get(MIRROR)
    if mirror is not None:
        mirror.sweep()

"""The pages that most readers ask for first, made before anybody has.

The first page of a kind takes twenty times as long as the next: its templates and
statements are put together, and the interpreter learns its code. Done before a server
parts into processes, that is done once and lies in memory once, and no reader waits.
"""

from collections.abc import Iterator

from flask import Flask, url_for
from werkzeug.test import EnvironBuilder, run_wsgi_app

from reviewblog.clock import utcnow
from reviewblog.config import Settings
from reviewblog.extensions import db
from reviewblog.reviews.listing import list_newest

FIRST_PAGES = "first_pages"


def init_app(app: Flask) -> None:
    """Remember what answers before something in front of it counts and notes."""
    app.extensions[FIRST_PAGES] = app.wsgi_app


def make_first_pages(app: Flask) -> None:
    """Ask for the front page, the newest review and the feed.

    A page that fails says so in the log, and keeps nobody from starting.
    """
    settings: Settings = app.config["SETTINGS"]
    with app.test_request_context(base_url=settings.site_url):
        paths = list(_paths())
    for path in paths:
        environ = EnvironBuilder(path, settings.site_url).get_environ()
        try:
            run_wsgi_app(app.extensions[FIRST_PAGES], environ, buffered=True)
        except Exception:
            app.logger.exception("%s cannot be made", path)


def _paths() -> Iterator[str]:
    yield url_for("public.show_home")
    for review in list_newest(db.session(), at=utcnow(), limit=1):
        yield url_for("public.show_review", slug=review.slug)
    yield url_for("feeds.show_rss")

"""What must be true before a site can be served: a schema, a site, a scale, texts."""

from collections.abc import Callable

from flask import Flask

from reviewblog.accounts.setup import issue_setup_token
from reviewblog.clock import utcnow
from reviewblog.comments.rendering import rerender_stale as rerender_comments
from reviewblog.config import Settings
from reviewblog.db import transaction
from reviewblog.extensions import db
from reviewblog.reviews.scales import ensure_scale
from reviewblog.reviews.writing import rerender_stale as rerender_reviews
from reviewblog.schema import prepare_database
from reviewblog.site.defaults import ensure_site

RERENDER_BATCH = 100


def prepared_app() -> Flask:
    """Build the application on a database that is ready for it."""
    from reviewblog.app import create_app  # noqa: PLC0415 -- the factory sees the commands

    app = create_app(Settings.load())
    prepare(app, tell=print)
    return app


def prepare(app: Flask, *, tell: Callable[[str], object]) -> None:
    """Bring the database and every stored text to what this program expects.

    Raises:
        SchemaError: the database cannot be used by this program.
    """
    settings: Settings = app.config["SETTINGS"]
    with app.app_context():
        backups = settings.instance_path / "backups"
        prepare_database(db.engine, backups, at=utcnow(), tell=tell)
        with transaction(db.session()) as session:
            ensure_site(session, at=utcnow())
            ensure_scale(session, at=utcnow())
        _rerender(rerender_reviews, "reviews", tell)
        _rerender(rerender_comments, "comments", tell)
        db.engine.dispose()


def setup_link(app: Flask) -> str | None:
    """Return the one-time address for becoming the owner, while there is none."""
    settings: Settings = app.config["SETTINGS"]
    with app.app_context(), transaction(db.session()) as session:
        token = issue_setup_token(session, at=utcnow())
    return f"{settings.site_url}/setup?token={token}" if token else None


def _rerender(
    rerender: Callable[..., int], what: str, tell: Callable[[str], object]
) -> None:
    total = 0
    while True:
        with transaction(db.session()) as session:
            done = rerender(session, limit=RERENDER_BATCH)
        if not done:
            break
        total += done
    if total:
        tell(f"Rendered {total} {what} anew for this version.")

"""What must be true before a site can be served: a schema, a site, a scale, texts."""

from collections.abc import Callable

from flask import Flask

from reviewblog.accounts.setup import issue_setup_token
from reviewblog.app import create_app
from reviewblog.clock import utcnow
from reviewblog.comments.rendering import rerender_stale as rerender_comments
from reviewblog.config import Settings
from reviewblog.db import transaction
from reviewblog.extensions import db
from reviewblog.reviews.indexing import index_stale
from reviewblog.reviews.list_writing import rerender_stale_lists
from reviewblog.reviews.rendering import rerender_stale as rerender_reviews
from reviewblog.reviews.scales import ensure_scale
from reviewblog.schema import prepare_database
from reviewblog.site.defaults import ensure_site

BATCH = 100


def prepared_app() -> Flask:
    """Build the application on a database that is ready for it."""
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
        _catch_up(rerender_reviews, "Rendered {} reviews anew for this version.", tell)
        _catch_up(
            rerender_comments, "Rendered {} comments anew for this version.", tell
        )
        _catch_up(
            rerender_stale_lists, "Rendered {} lists anew for this version.", tell
        )
        _catch_up(index_stale, "Indexed {} reviews for searching.", tell)
        db.engine.dispose()


def setup_link(app: Flask) -> str | None:
    """Return the one-time address for becoming the owner, while there is none."""
    settings: Settings = app.config["SETTINGS"]
    with app.app_context(), transaction(db.session()) as session:
        token = issue_setup_token(session, at=utcnow())
    return f"{settings.site_url}/setup?token={token}" if token else None


def _catch_up(
    work: Callable[..., int], said: str, tell: Callable[[str], object]
) -> None:
    """Do in small transactions what is left to do, so that nobody waits for long."""
    total = 0
    while True:
        with transaction(db.session()) as session:
            done = work(session, limit=BATCH)
        if not done:
            break
        total += done
    if total:
        tell(said.format(total))

"""The application factory: the one module that sees every part that answers."""

from flask import Flask
from jinja2 import StrictUndefined

from reviewblog import jobs, web
from reviewblog.config import Settings
from reviewblog.db import configure_engine
from reviewblog.extensions import csrf, db, login_manager
from reviewblog.web.routing import LazyRule
from reviewblog.web.templating import Environment


def create_app(settings: Settings | None = None, *, threads: int = 1) -> Flask:
    """Build one independent application.

    Nothing happens at import time, so tests may build as many as they like.
    The database is not touched: ``reviewblog serve`` prepares it. A server that
    answers in several threads says in how many: one of them is left to readers.

    Raises:
        SettingsError: no settings were given and those found make no sense.
    """
    settings = settings or Settings.load()
    app = Flask("reviewblog", instance_path=str(settings.instance_path))
    app.config.from_mapping(settings.as_flask_config())
    app.url_rule_class = LazyRule
    app.jinja_environment = Environment
    app.jinja_options = {"undefined": StrictUndefined}
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True

    for extension in (db, csrf, login_manager):
        extension.init_app(app)
    with app.app_context():
        configure_engine(db.engine)
    jobs.init_app(app)
    web.init_app(app, settings, threads=threads)
    return app

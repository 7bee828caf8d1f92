"""Everything that speaks HTTP: one blueprint per audience."""

from flask import Flask

from reviewblog.config import Settings
from reviewblog.web import (
    access_log,
    assets,
    auth,
    caching,
    catalogues,
    comments,
    counting,
    dashboard,
    errors,
    feeds,
    first_pages,
    frame,
    guards,
    headers,
    health,
    identity,
    logs,
    look,
    page_cache,
    pictures,
    private_preview,
    proxies,
    public,
    readers_first,
    review_parts,
    site,
    templating,
    themes,
    uploads,
    watch,
)


def init_app(app: Flask, settings: Settings, *, threads: int) -> None:
    """Mount the surfaces, the guards in front of them and the pages for failure."""
    logs.init_app(app, settings)
    guards.init_app(app)
    identity.init_app(app)
    watch.init_app(app)
    site.init_app(app)
    theme = themes.Theme.read(settings.instance_path / "theme")
    uploads.init_app(app)
    templating.init_app(app)
    frame.init_app(app)
    review_parts.init_app(app, theme)
    themes.init_app(app, theme)
    assets.init_app(app, theme.static)
    look.init_app(app)
    errors.init_app(app)
    headers.init_app(app)
    caching.init_app(app)
    catalogues.init_app(app, settings)
    comments.init_app(app)
    app.register_blueprint(health.bp)
    app.register_blueprint(feeds.bp)
    app.register_blueprint(comments.bp)
    app.register_blueprint(pictures.bp)
    app.register_blueprint(private_preview.bp)
    app.register_blueprint(auth.bp)
    app.register_blueprint(dashboard.bp, url_prefix="/dashboard")
    app.register_blueprint(public.bp)
    readers_first.init_app(app, threads)
    counting.init_app(app)
    page_cache.init_app(app, settings)
    first_pages.init_app(app)
    access_log.init_app(app, settings.access_log)
    proxies.init_app(app, settings.trusted_proxies)

"""From a feed to a response: 304 before anything is made, the document otherwise."""

import hashlib
from http import HTTPStatus

from flask import Response, abort, current_app, render_template, request
from sqlalchemy import inspect

from reviewblog import __version__
from reviewblog.config import Settings
from reviewblog.extensions import db
from reviewblog.site.models import Site
from reviewblog.syndication.addresses import Addresses
from reviewblog.syndication.browser import BrowserView
from reviewblog.syndication.channels import Edition
from reviewblog.syndication.entries import Channel
from reviewblog.syndication.scopes import Scope
from reviewblog.syndication.states import State
from reviewblog.web.assets import asset
from reviewblog.web.feeds.formats import Format
from reviewblog.web.feeds.requests import asked_window, is_navigation
from reviewblog.web.site import current_site
from reviewblog.web.theme import chosen_theme

MAX_AGE = 300
# Chromium shows the proper types of feeds as bare text.
BROWSER_TYPE = "application/xml"


def answer(scope: Scope, form: Format) -> Response:
    """Answer with a feed, unless the reader has it already."""
    session, site = db.session(), current_site()
    edition = Edition(
        site=site,
        addresses=site_addresses(),
        scope=scope,
        window=asked_window(site.feed_items),
        file=form.file,
    )
    state = scope.source.state(session, edition.window)
    if not (edition.window.exists(state.total) and scope.exists(state.total)):
        abort(404)
    in_browser = form.holds_pages and is_navigation(form.mime_type)
    kind = BROWSER_TYPE if in_browser else form.mime_type
    response = _validated(edition, state, kind)
    if form.holds_pages:
        response.vary.add("Accept")
    if response.status_code != HTTPStatus.NOT_MODIFIED:
        channel = edition.compile(session, state)
        view = _view_of(channel) if in_browser else None
        response.set_data(form.render(channel, view))
    return response


def site_addresses() -> Addresses:
    """Return the site's addresses, whatever host the request claims."""
    settings: Settings = current_app.config["SETTINGS"]
    return Addresses(settings.site_url)


def open_to_all(response: Response) -> Response:
    """Let caches keep it, and programs in other sites' pages read it."""
    response.headers["Cache-Control"] = f"public, max-age={MAX_AGE}"
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _validated(edition: Edition, state: State, kind: str) -> Response:
    response = open_to_all(Response(content_type=f"{kind}; charset=utf-8"))
    if kind == BROWSER_TYPE:
        # There are caches that do not heed Vary, and readers want the plain feed.
        response.headers["Cache-Control"] = "private, no-cache"
    if edition.hub:
        response.headers.add("Link", f'<{edition.hub}>; rel="hub"')
        itself = edition.address_of(edition.window)
        response.headers.add("Link", f'<{itself}>; rel="self"')
    response.last_modified = state.changed_at or edition.site.created_at
    response.set_etag(_tag(edition, state, kind))
    response.make_conditional(request)
    return response


def _tag(edition: Edition, state: State, kind: str) -> str:
    """Name these very bytes, alike in every process that runs this version."""
    parts = (
        (__version__, kind, _looks() if kind == BROWSER_TYPE else ()),
        (edition.address_of(edition.window), edition.window, state),
        (edition.scope.key, edition.scope.subject, _settings_of(edition.site)),
    )
    return hashlib.blake2b(repr(parts).encode(), digest_size=16).hexdigest()


def _looks() -> tuple[str, ...]:
    return chosen_theme(), asset("css/site.css"), asset("css/feed.css")


def _settings_of(site: Site) -> list[object]:
    return [getattr(site, column.key) for column in inspect(Site).column_attrs]


def _view_of(channel: Channel) -> BrowserView:
    return BrowserView(
        page=render_template("feeds/show_feed.html", channel=channel),
        stylesheet=asset("css/feed.css"),
    )

"""From errors to pages, in one place."""

import sqlite3
from contextlib import suppress
from http import HTTPStatus

from flask import Flask, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException, ServiceUnavailable
from werkzeug.wrappers import Response

from reviewblog.db import RETRY_SECONDS
from reviewblog.db_failures import is_out_of_reach
from reviewblog.errors import ConflictError, DomainError
from reviewblog.extensions import db
from reviewblog.redirects.keeping import find_target
from reviewblog.web.headers import PRIVATE_BLUEPRINTS
from reviewblog.web.refusals import refused
from reviewblog.web.site import settle_for_defaults

PAGES = frozenset({"public", "feeds"})


def init_app(app: Flask) -> None:
    """Answer whatever a view did not handle itself with a readable page."""
    app.register_error_handler(DomainError, refuse)
    app.register_error_handler(HTTPException, show_http_error)
    app.register_error_handler(sqlite3.Error, show_database_error)
    app.register_error_handler(SQLAlchemyError, show_database_error)


def refuse(error: DomainError) -> ResponseReturnValue:
    """Show why the rules said no."""
    page = render_template("errors/refused.html", error=error)
    if isinstance(error, ConflictError):
        return page, HTTPStatus.CONFLICT
    return refused(page, error)


def show_database_error(error: sqlite3.Error | SQLAlchemyError) -> ResponseReturnValue:
    """Ask for patience where the database is out of reach; all else is a bug."""
    if not is_out_of_reach(error):
        raise error
    reason = getattr(error, "orig", error)
    current_app.logger.error("the database cannot be reached: %s", reason)
    return _page_about(ServiceUnavailable(retry_after=RETRY_SECONDS))


def show_http_error(error: HTTPException) -> ResponseReturnValue:
    """Show the page for a status, keeping the headers that belong to it."""
    try:
        return _page_about(error)
    except (sqlite3.Error, SQLAlchemyError) as reason:
        return show_database_error(reason)


def _page_about(error: HTTPException) -> ResponseReturnValue:
    response = error.get_response()
    if response.status_code < HTTPStatus.BAD_REQUEST:
        return response
    status = HTTPStatus(response.status_code)
    if status is HTTPStatus.NOT_FOUND and (way := find_way_from_here()):
        return way
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        settle_for_defaults()
    response.set_data(render_template("errors/http.html", status=status))
    response.content_type = "text/html; charset=utf-8"
    return response


def find_way_from_here() -> Response | None:
    """Lead on where somebody has said so, or to the same address in small letters."""
    is_asked = request.method in {"GET", "HEAD"} and "\0" not in request.path
    if not is_asked or request.blueprint in PRIVATE_BLUEPRINTS:
        return None
    path, session = request.path, db.session()
    query = request.query_string.decode("utf-8", "replace").replace("\0", "")
    if target := find_target(session, path, query):
        return redirect(target, HTTPStatus.MOVED_PERMANENTLY)
    small = path.lower()
    # A redirect of the small address may lead right here.
    if small == path or find_target(session, small, query):
        return None
    page = page_at(small)
    if page is None:
        return None
    # Not for ever: somebody may yet say otherwise.
    return redirect(page + (query and f"?{query}"), HTTPStatus.FOUND)


def page_at(path: str) -> str | None:
    """Return the address of the public page with this path, with its last slash."""
    adapter = current_app.create_url_adapter(request)
    if adapter is None:
        return None
    for each in (path, f"{path}/"):
        with suppress(HTTPException):
            endpoint, named = adapter.match(each)
            # Not keys and names of files, which are other ones in small letters.
            if endpoint.partition(".")[0] in PAGES and named.keys() <= {"slug"}:
                # Built anew, so that it leads nowhere but to this site.
                return url_for(endpoint, **named)
    return None

"""From errors to pages, in one place."""

from http import HTTPStatus

from flask import Flask, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from reviewblog.errors import ConflictError, DomainError
from reviewblog.extensions import db
from reviewblog.redirects.keeping import find_target
from reviewblog.web.headers import PRIVATE_BLUEPRINTS
from reviewblog.web.refusals import refused
from reviewblog.web.site import settle_for_defaults


def init_app(app: Flask) -> None:
    """Answer whatever a view did not handle itself with a readable page."""
    app.register_error_handler(DomainError, refuse)
    app.register_error_handler(HTTPException, show_http_error)


def refuse(error: DomainError) -> ResponseReturnValue:
    """Show why the rules said no."""
    page = render_template("errors/refused.html", error=error)
    if isinstance(error, ConflictError):
        return page, HTTPStatus.CONFLICT
    return refused(page, error)


def show_http_error(error: HTTPException) -> ResponseReturnValue:
    """Show the page for a status, keeping the headers that belong to it."""
    response = error.get_response()
    if response.status_code < HTTPStatus.BAD_REQUEST:
        return response
    status = HTTPStatus(response.status_code)
    if status is HTTPStatus.NOT_FOUND and (target := find_way_from_here()):
        return redirect(target, HTTPStatus.MOVED_PERMANENTLY)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        settle_for_defaults()
    response.set_data(render_template("errors/http.html", status=status))
    response.content_type = "text/html; charset=utf-8"
    return response


def find_way_from_here() -> str | None:
    """Return where this address leads, if somebody has said so."""
    is_asked = request.method in {"GET", "HEAD"} and "\0" not in request.path
    if not is_asked or request.blueprint in PRIVATE_BLUEPRINTS:
        return None
    query = request.query_string.decode("utf-8", "replace")
    return find_target(db.session(), request.path, query.replace("\0", ""))

"""Standing pages, each at an address of one word."""

from http import HTTPStatus
from typing import Never

from flask import abort, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.exceptions import MethodNotAllowed
from werkzeug.wrappers import Response

from reviewblog.extensions import db
from reviewblog.standing.queries import find_new_slug, find_public, is_gone
from reviewblog.web.caching import shows
from reviewblog.web.public.blueprint import bp
from reviewblog.web.standing_page import render_page


@bp.get("/<slug>/")
def show_page(slug: str) -> ResponseReturnValue:
    shows("reviews")
    session = db.session()
    return render_page(find_public(session, slug) or _refuse(session, slug))


@bp.get("/<slug>", provide_automatic_options=False)
def correct_page(slug: str) -> ResponseReturnValue:
    # The router would send every mistyped address on before it says that it is wrong.
    session = db.session()
    _refuse_to_look_at_deeds()
    page = find_public(session, slug) or _refuse(session, slug)
    return _moved_to(page.slug)


def _refuse(session: Session, slug: str) -> Never:
    new_slug = find_new_slug(session, slug)
    if new_slug:
        abort(_moved_to(new_slug))
    abort(HTTPStatus.GONE if is_gone(session, slug) else HTTPStatus.NOT_FOUND)


def _refuse_to_look_at_deeds() -> None:
    """Say of ``/logout`` and the like that they are there, but only to be posted to."""
    adapter = current_app.create_url_adapter(request)
    posting = {"POST", "OPTIONS"}
    if adapter and "POST" in adapter.allowed_methods():
        raise MethodNotAllowed(posting)


def _moved_to(slug: str) -> Response:
    page = url_for("public.show_page", slug=slug)
    return redirect(page, HTTPStatus.MOVED_PERMANENTLY)

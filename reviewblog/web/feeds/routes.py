"""The addresses of all feeds: every scope in every format."""

from collections.abc import Callable
from functools import partial
from http import HTTPStatus

from flask import abort, redirect, url_for
from flask.typing import ResponseReturnValue

from reviewblog.clock import utcnow
from reviewblog.extensions import db
from reviewblog.reviews.queries import find_new_slug, is_gone
from reviewblog.syndication import scopes
from reviewblog.web.archive_filters import asked_filters
from reviewblog.web.feeds.answers import answer
from reviewblog.web.feeds.blueprint import bp
from reviewblog.web.feeds.formats import FORMATS, Format


def show(form: Format) -> ResponseReturnValue:
    return answer(scopes.all_reviews(at=utcnow()), form)


def show_archive(form: Format) -> ResponseReturnValue:
    return answer(scopes.filtered_reviews(asked_filters(), at=utcnow()), form)


def show_tag(form: Format, slug: str) -> ResponseReturnValue:
    scope = scopes.find_tagged(db.session(), slug, at=utcnow())
    return answer(scope or abort(404), form)


def show_person(form: Format, slug: str) -> ResponseReturnValue:
    scope = scopes.find_with_person(db.session(), slug, at=utcnow())
    return answer(scope or abort(404), form)


def show_comments(form: Format) -> ResponseReturnValue:
    return answer(scopes.all_comments(at=utcnow()), form)


def show_review_comments(form: Format, slug: str) -> ResponseReturnValue:
    session, at = db.session(), utcnow()
    scope = scopes.find_comments_on(session, slug, at=at)
    if scope:
        return answer(scope, form)
    new_slug = find_new_slug(session, slug, at=at)
    if not new_slug:
        abort(410 if is_gone(session, slug, at=at) else 404)
    page = url_for(f"feeds.show_review_comments_{form.name}", slug=new_slug)
    return redirect(page, HTTPStatus.MOVED_PERMANENTLY)


VIEWS: dict[str, Callable[..., ResponseReturnValue]] = {
    "": show,
    "/reviews": show_archive,
    "/tags/<slug>": show_tag,
    "/people/<slug>": show_person,
    "/comments": show_comments,
    "/reviews/<slug>/comments": show_review_comments,
}
for folder, view in VIEWS.items():
    for form in FORMATS:
        endpoint = f"{view.__name__}_{form.name}"
        bp.add_url_rule(f"{folder}/{form.file}", endpoint, partial(view, form))

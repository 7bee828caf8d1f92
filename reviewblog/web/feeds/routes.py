"""The addresses of all feeds: every scope in every format."""

from collections.abc import Callable
from functools import partial
from http import HTTPStatus

from flask import abort, redirect, url_for
from flask.typing import ResponseReturnValue

from reviewblog.clock import utcnow
from reviewblog.extensions import db
from reviewblog.reviews import filmographies, topics
from reviewblog.reviews.queries import find_new_slug, is_gone
from reviewblog.syndication import scopes
from reviewblog.web.archive_filters import asked_filters, moved_address
from reviewblog.web.feeds.answers import answer
from reviewblog.web.feeds.blueprint import bp
from reviewblog.web.feeds.formats import FORMATS, Format


def show(form: Format) -> ResponseReturnValue:
    return answer(scopes.all_reviews(at=utcnow()), form)


def show_archive(form: Format) -> ResponseReturnValue:
    filters = asked_filters()
    if address := moved_address(filters):
        return redirect(address, HTTPStatus.MOVED_PERMANENTLY)
    scope = scopes.filtered_reviews(db.session(), filters, at=utcnow())
    return answer(scope, form)


def show_tag(form: Format, slug: str) -> ResponseReturnValue:
    session, at = db.session(), utcnow()
    if scope := scopes.find_tagged(session, slug, at=at):
        return answer(scope, form)
    new_slug = topics.find_new_address(session, slug, at=at) or abort(404)
    return _moved("show_tag", form, new_slug)


def show_person(form: Format, slug: str) -> ResponseReturnValue:
    session, at = db.session(), utcnow()
    if scope := scopes.find_with_person(session, slug, at=at):
        return answer(scope, form)
    new_slug = filmographies.find_new_address(session, slug, at=at) or abort(404)
    return _moved("show_person", form, new_slug)


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
    return _moved("show_review_comments", form, new_slug)


def lead_to_feed() -> ResponseReturnValue:
    return redirect(url_for("feeds.show_rss"), HTTPStatus.MOVED_PERMANENTLY)


def _moved(view: str, form: Format, slug: str) -> ResponseReturnValue:
    feed = url_for(f"feeds.{view}_{form.name}", slug=slug)
    return redirect(feed, HTTPStatus.MOVED_PERMANENTLY)


# Where other programs have it: WordPress, Ghost, Movable Type, Hugo. Subscribers of a
# site that has moved here keep asking there.
ELSEWHERE = ("/feed", "/rss", "/rss.xml", "/index.xml")

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
for address in ELSEWHERE:
    bp.add_url_rule(f"{address}/", view_func=lead_to_feed, strict_slashes=False)

"""The front page: the newest review at length, those before it as a list."""

from flask import render_template
from flask.typing import ResponseReturnValue

from reviewblog.clock import utcnow
from reviewblog.extensions import db
from reviewblog.reviews.queries import count_published, list_newest
from reviewblog.web.paging import Page, page_number
from reviewblog.web.public.blueprint import bp
from reviewblog.web.site import current_site


@bp.get("/")
def show_home() -> ResponseReturnValue:
    session, at, size = db.session(), utcnow(), current_site().reviews_per_page
    number = page_number()
    newest = list_newest(session, at=at, limit=size, offset=(number - 1) * size)
    page = Page(newest, number, size, count_published(session, at=at))
    return render_template("public/show_home.html", page=page)

"""Feeds, explained to somebody who has never used one."""

from flask import render_template
from flask.typing import ResponseReturnValue

from reviewblog.clock import utcnow
from reviewblog.extensions import db
from reviewblog.reviews.listing import list_newest
from reviewblog.web.caching import shows
from reviewblog.web.public.blueprint import bp

SAMPLES = 3


@bp.get("/subscribe/")
def show_subscribe() -> ResponseReturnValue:
    shows("reviews")
    newest = list_newest(db.session(), at=utcnow(), limit=SAMPLES)
    return render_template("public/show_subscribe.html", newest=newest)

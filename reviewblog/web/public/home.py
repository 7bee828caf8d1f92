"""The front page: the newest review at length, those before it as a list."""

from functools import partial

from flask import render_template
from flask.typing import ResponseReturnValue

from reviewblog.clock import utcnow
from reviewblog.extensions import db
from reviewblog.reviews.front import Front, load_front, plan_front
from reviewblog.reviews.listing import list_by_ids
from reviewblog.reviews.memory import RememberedList
from reviewblog.reviews.queries import published
from reviewblog.web.paging import paged
from reviewblog.web.public.blueprint import bp
from reviewblog.web.site import current_site


@bp.get("/")
def show_home() -> ResponseReturnValue:
    session, at = db.session(), utcnow()
    plan = plan_front(session, at=at)
    newest = RememberedList(session, "newest", partial(published, at=at), at)
    page = paged(newest.ids, total=plan.total, size=current_site().reviews_per_page)
    if page.number == 1:
        front = load_front(session, page.items, plan, at=at)
    else:
        front = Front(list_by_ids(session, page.items, at=at))
    return render_template(
        "public/show_home.html", page=page, front=front, grades=plan.landmarks
    )

"""The front page: the newest review at length, those before it as a list."""

from functools import partial

from flask import render_template
from flask.typing import ResponseReturnValue

from reviewblog.clock import utcnow
from reviewblog.extensions import db
from reviewblog.reviews.archive import Filters, count_matching
from reviewblog.reviews.calibration import landmarks
from reviewblog.reviews.picturing import stills_above
from reviewblog.reviews.pins import list_pinned
from reviewblog.reviews.queries import list_newest
from reviewblog.reviews.scales import find_current_scale
from reviewblog.reviews.verdicts import list_second_looks
from reviewblog.web.paging import paged
from reviewblog.web.public.blueprint import bp
from reviewblog.web.site import current_site

SECOND_LOOKS = 3


@bp.get("/")
def show_home() -> ResponseReturnValue:
    session, at = db.session(), utcnow()
    scale = find_current_scale(session)
    page = paged(
        partial(list_newest, session, at=at),
        total=count_matching(session, Filters(), at=at),
        size=current_site().reviews_per_page,
    )
    pinned = list_pinned(session, at=at) if page.number == 1 else []
    again = list_second_looks(session, at=at, limit=SECOND_LOOKS)
    # One that is pinned stands at the top already.
    newest = [review for review in page.items if review not in pinned]
    return render_template(
        "public/show_home.html",
        page=page,
        pinned=pinned,
        newest=newest,
        again=again,
        stills=stills_above(session, [*newest[:1], *(look.after for look in again)]),
        grades=landmarks(scale) if scale else [],
    )

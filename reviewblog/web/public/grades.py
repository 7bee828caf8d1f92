"""What the grades mean, how they are spread, and where they were changed."""

from functools import partial

from flask import render_template
from flask.typing import ResponseReturnValue

from reviewblog.clock import utcnow
from reviewblog.extensions import db
from reviewblog.reviews.archive import Facet, Filters
from reviewblog.reviews.calibration import count_by_year, list_scales_in_use, rows_of
from reviewblog.reviews.facets import list_options
from reviewblog.reviews.verdicts import count_changed_minds, list_changed_minds
from reviewblog.web.caching import shows
from reviewblog.web.charts import histogram
from reviewblog.web.paging import paged
from reviewblog.web.public.blueprint import bp
from reviewblog.web.site import current_site

CHANGES_PAGE = 50


@bp.get("/grades/")
def show_grades() -> ResponseReturnValue:
    shows("reviews")
    session, at = db.session(), utcnow()
    years = count_by_year(session, at=at, zone=current_site().zone)
    scales = list_scales_in_use(session, at=at)
    return render_template(
        "public/show_grades.html",
        scales=[(scale, rows_of(scale, years)) for scale in scales],
        bars=histogram(list_options(session, Facet.GRADE, Filters(), at=at)),
    )


@bp.get("/grades/changed/")
def list_changed() -> ResponseReturnValue:
    shows("reviews")
    session, at = db.session(), utcnow()
    page = paged(
        partial(list_changed_minds, session, at=at),
        total=count_changed_minds(session, at=at),
        size=CHANGES_PAGE,
    )
    return render_template("public/list_changed.html", page=page)

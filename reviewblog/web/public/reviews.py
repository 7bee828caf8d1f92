"""One review, and the archive of all of them."""

from functools import partial

from flask import render_template
from flask.typing import ResponseReturnValue

from reviewblog.clock import utcnow
from reviewblog.extensions import db
from reviewblog.reviews.archive import Facet, count_matching, in_order, matching
from reviewblog.reviews.facets import list_options
from reviewblog.reviews.queries import list_page
from reviewblog.web.archive_filters import asked_filters, asked_sort
from reviewblog.web.archive_groups import grouped
from reviewblog.web.caching import shows
from reviewblog.web.charts import histogram
from reviewblog.web.comment_form import form_for
from reviewblog.web.paging import paged
from reviewblog.web.public.blueprint import bp
from reviewblog.web.review_page import get_published_or_404, render_review

ARCHIVE_PAGE = 50


@bp.get("/reviews/<slug>/")
def show_review(slug: str) -> ResponseReturnValue:
    session = db.session()
    review = get_published_or_404(session, slug)
    shows("reviews", f"comments-{review.id}")
    return render_review(review, form=form_for(session, review))


@bp.get("/reviews/")
def list_reviews() -> ResponseReturnValue:
    session, at, filters, sort = db.session(), utcnow(), asked_filters(), asked_sort()
    found = in_order(matching(filters, at=at), sort)
    total = count_matching(session, filters, at=at)
    page = paged(partial(list_page, session, found), total=total, size=ARCHIVE_PAGE)
    facets = {facet: list_options(session, facet, filters, at=at) for facet in Facet}
    return render_template(
        "public/list_reviews.html",
        page=page,
        groups=grouped(page.items, sort),
        facets=facets,
        bars=histogram(facets[Facet.GRADE]),
        filters=filters,
        sort=sort,
    )

"""One review, and the archive of all of them."""

from http import HTTPStatus

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from reviewblog.clock import utcnow
from reviewblog.extensions import db
from reviewblog.reviews.archive import Facet, in_order, matching
from reviewblog.reviews.facets import counts_of
from reviewblog.reviews.memory import RememberedList
from reviewblog.web.archive_filters import asked_filters, asked_sort, moved_address
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
    session, at = db.session(), utcnow()
    review = get_published_or_404(session, slug, at=at)
    shows("reviews", f"comments-{review.id}")
    return render_review(review, form=form_for(session, review, at=at), at=at)


@bp.get("/archive/")
def lead_to_archive() -> ResponseReturnValue:
    # The name that menus give it is what people guess.
    return redirect(url_for("public.list_reviews"), HTTPStatus.MOVED_PERMANENTLY)


@bp.get("/reviews/")
def list_reviews() -> ResponseReturnValue:
    session, at, filters, sort = db.session(), utcnow(), asked_filters(), asked_sort()
    if address := moved_address(filters):
        return redirect(address, HTTPStatus.MOVED_PERMANENTLY)
    counts = counts_of(session, filters, at=at)
    pages = RememberedList(
        session,
        ("archive", filters.key, sort),
        lambda: in_order(matching(filters, at=at), sort),
        at,
    )
    page = paged(pages, total=counts.total, size=ARCHIVE_PAGE)
    return render_template(
        "public/list_reviews.html",
        page=page,
        groups=grouped(page.items, sort),
        facets=counts.options,
        bars=histogram(counts.options[Facet.GRADE]),
        filters=filters,
        sort=sort,
    )

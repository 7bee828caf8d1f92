"""The page on which a review is written, and what it says after a save."""

from datetime import datetime

from reviewblog.clock import utcnow
from reviewblog.extensions import db
from reviewblog.reviews.desk import Shelf, count_other_reviews, shelf_of
from reviewblog.reviews.drafts import KEEP_GRADE
from reviewblog.reviews.models import Review
from reviewblog.reviews.publishing import Action
from reviewblog.reviews.scales import find_current_scale
from reviewblog.web.dashboard.desk_page import render_desk
from reviewblog.web.dashboard.review_form import ReviewForm
from reviewblog.web.site import current_site
from reviewblog.web.wording import as_datetime


def render_editor(form: ReviewForm, review: Review | None = None) -> str:
    """Show the form of a review, or of one to come."""
    session, at = db.session(), utcnow()
    scale = find_current_scale(session)
    grades = scale.grades if scale else []
    given = review.grade if review else None
    if given in grades and form.grade.data == KEEP_GRADE:
        form.grade.data = given.label
    return render_desk(
        "dashboard/edit_review.html",
        form=form,
        review=review,
        shelf=shelf_of(review, at=at) if review else None,
        grades=grades,
        old_grade=given if given not in grades else None,
        other_reviews=count_other_reviews(session, review) if review else 0,
    )


def what_happened(review: Review, form: ReviewForm, *, at: datetime) -> str:
    """Tell an author what their save has done."""
    return f"{_said(review, form, at)} {form.time_note}".strip()


def _said(review: Review, form: ReviewForm, at: datetime) -> str:
    shelf = shelf_of(review, at=at)
    if form.asked is Action.UNPUBLISH:
        return "Unpublished: it is a draft again, and readers no longer find it."
    if shelf is Shelf.DELETED:
        return "Saved, although this review is deleted."
    if shelf is Shelf.DRAFTS or review.published_at is None:
        return "Saved as a draft."
    if shelf is Shelf.SCHEDULED:
        moment, zone = as_datetime(review.published_at), current_site().time_zone
        return f"Scheduled: readers see it from {moment} on ({zone})."
    if form.asked is Action.PUBLISH:
        return "Published: readers see it now."
    return "Saved: readers see it like this now."

"""The page on which a review is written, and what it says after a save."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from reviewblog.clock import utcnow
from reviewblog.extensions import db
from reviewblog.media.queries import list_choices
from reviewblog.reviews.calibration import standings
from reviewblog.reviews.desk import Shelf, count_other_reviews, shelf_of
from reviewblog.reviews.drafts import KEEP_GRADE, draft_of
from reviewblog.reviews.embargoes import find_embargo
from reviewblog.reviews.models import Review
from reviewblog.reviews.publishing import Action
from reviewblog.reviews.revisions import find_last_saved, find_pending
from reviewblog.reviews.scales import find_current_scale
from reviewblog.reviews.typed import Typed
from reviewblog.tokens import new_token
from reviewblog.web.dashboard.desk_page import render_desk
from reviewblog.web.dashboard.review_form import ReviewForm, text_of
from reviewblog.web.identity import current_account
from reviewblog.web.site import current_site
from reviewblog.web.wording import as_datetime, zone_words

NO_NOTICES: dict[str, Any] = {
    "conflict": None,
    "had_files": False,
    "is_asked": False,
    "is_reopened": False,
    "look_up": None,
    "may_discard": False,
    "pending": None,
    "remarks": None,
}


def saved_text(review: Review) -> Typed:
    """Write a review, loaded for its page, as its form would send it untouched."""
    return text_of(review, find_current_scale(db.session()), current_site().zone)


def open_editor(
    review: Review,
    **matter: Any,  # noqa: ANN401 -- Jinja's
) -> str:
    """Show the form of a review, on what was typed in it last."""
    session, zone = db.session(), current_site().zone
    pending = find_pending(session, review.id)
    typed = pending.typed if pending else None
    form = ReviewForm(draft_of(review), zone, typed)
    form.base.data = (typed or saved_text(review)).digest
    may_discard = pending and find_last_saved(session, review.id)
    return render_editor(
        form, review, pending=pending, may_discard=may_discard, **matter
    )


def render_editor(
    form: ReviewForm,
    review: Review | None = None,
    **matter: Any,  # noqa: ANN401 -- Jinja's
) -> str:
    """Show the form of a review, or of one to come."""
    session, at = db.session(), utcnow()
    scale = find_current_scale(session)
    grades = scale.grades if scale else []
    given = review.grade if review else None
    if given in grades and form.grade.data == KEEP_GRADE:
        form.grade.data = given.label
    form.tab.data = form.tab.data or new_token()
    return render_desk(
        "dashboard/edit_review.html",
        form=form,
        review=review,
        shelf=shelf_of(review, at=at) if review else None,
        grades=grades,
        standings=standings(session, scale, at=at) if scale else {},
        old_grade=given if given not in grades else None,
        other_reviews=count_other_reviews(session, review) if review else 0,
        author=current_account(),
        embargo=_embargo(session, review, at) if review else None,
        pictures=list_choices(session, form.still.data or ""),
        **(NO_NOTICES | matter),
    )


def _embargo(session: Session, review: Review, at: datetime) -> datetime | None:
    until = find_embargo(session, review)
    return until if until and until > at else None


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
        moment, zone = review.published_at, current_site().zone
        words = zone_words(zone, at=moment)
        return f"Scheduled: readers see it from {as_datetime(moment)} on ({words})."
    if form.asked is Action.PUBLISH:
        return "Published: readers see it now."
    return "Saved: readers see it like this now."

"""A review as readers would see it, shown to its author alone."""

import gzip
from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from reviewblog.clock import utcnow
from reviewblog.errors import DomainError
from reviewblog.extensions import db
from reviewblog.reviews import writing
from reviewblog.reviews.drafts import draft_of
from reviewblog.reviews.models import Review
from reviewblog.web.dashboard.blueprint import bp
from reviewblog.web.dashboard.editor import render_editor
from reviewblog.web.dashboard.loading import current_author, get_editable_or_404
from reviewblog.web.dashboard.review_form import ReviewForm
from reviewblog.web.rehearsing import rehearsal
from reviewblog.web.review_page import render_review
from reviewblog.web.site import current_site


@bp.get("/reviews/<int:review_id>/preview")
def preview_review(review_id: int) -> ResponseReturnValue:
    return _draw(get_editable_or_404(db.session(), review_id), at=utcnow())


@bp.post("/reviews/preview")
def preview_new_review() -> ResponseReturnValue:
    author, form, at = current_author(), ReviewForm.empty(current_site().zone), utcnow()

    def write(session: Session) -> int:
        return writing.create_review(session, form.to_draft(), by=author, at=at).id

    return _rehearse(form, write, at=at) or _show_errors(form)


@bp.post("/reviews/<int:review_id>/preview")
def preview_edited_review(review_id: int) -> ResponseReturnValue:
    review, at = get_editable_or_404(db.session(), review_id), utcnow()
    form = ReviewForm(draft_of(review), current_site().zone)

    def write(session: Session) -> int:
        known = get_editable_or_404(session, review_id, to_change=True)
        draft, by = form.to_draft(), current_author()
        writing.update_review(session, known, draft, by=by, at=at)
        return review_id

    page = _rehearse(form, write, at=at)
    return page or _show_errors(form, get_editable_or_404(db.session(), review_id))


def _rehearse(
    form: ReviewForm, write: Callable[[Session], int], *, at: datetime
) -> Response | None:
    """Draw what a form would save, by saving it for as long as that takes."""
    if not form.validate():
        return None
    try:
        with rehearsal(db.session()) as session:
            review = get_editable_or_404(session, write(session))
            return _packed(_draw(review, at=at, is_unsaved=True))
    except DomainError as refusal:
        form.refuse(refusal)
    return None


def _packed(page: str) -> Response:
    """Send a page compressed: the editor asks for it at every pause.

    Pages with a token are not, for what is in them could be guessed by their length
    (BREACH); but this one is posted for, which nobody can do from elsewhere.
    """
    response = Response(page)
    response.vary.add("Accept-Encoding")
    if request.accept_encodings["gzip"]:
        response.set_data(gzip.compress(response.get_data()))
        response.headers["Content-Encoding"] = "gzip"
    return response


def _draw(review: Review, *, at: datetime, is_unsaved: bool = False) -> str:
    # The page says when it was published, and what will be, was not yet.
    set_committed_value(review, "published_at", review.published_at or at)
    return render_review(
        review,
        template="dashboard/show_preview.html",
        is_unsaved=is_unsaved,
        back=_way_back(review, is_unsaved=is_unsaved),
    )


def _way_back(review: Review, *, is_unsaved: bool) -> str:
    if is_unsaved:
        return url_for("dashboard.list_reviews")
    return url_for("dashboard.edit_review", review_id=review.id)


def _show_errors(form: ReviewForm, review: Review | None = None) -> ResponseReturnValue:
    return render_editor(form, review), HTTPStatus.UNPROCESSABLE_ENTITY

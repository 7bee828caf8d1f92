"""A review before it is published, for whoever was given its secret address."""

from datetime import datetime
from http import HTTPStatus

from flask import Blueprint, Response, abort
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from reviewblog.clock import utcnow
from reviewblog.errors import DomainError
from reviewblog.extensions import db
from reviewblog.reviews import writing
from reviewblog.reviews.autosaving import prose_of
from reviewblog.reviews.desk import find_review
from reviewblog.reviews.drafts import draft_of
from reviewblog.reviews.models import Review
from reviewblog.reviews.private_links import find_shared
from reviewblog.reviews.revisions import find_pending
from reviewblog.reviews.typed import Typed
from reviewblog.web.dashboard.review_form import ReviewForm
from reviewblog.web.preview_budget import rendering_for_stranger
from reviewblog.web.rehearsing import rehearsal
from reviewblog.web.review_page import render_review
from reviewblog.web.site import current_site

bp = Blueprint("previews", __name__)


@bp.after_request
def keep_address_secret(response: Response) -> Response:
    """Let no link on the page tell anybody where its reader came from."""
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@bp.get("/preview/<token>/")
def show_private_preview(token: str) -> ResponseReturnValue:
    session, at = db.session(), utcnow()
    review_id = find_shared(session, token, at=at)
    if review_id is None:
        abort(HTTPStatus.NOT_FOUND)
    with rendering_for_stranger():
        return _as_it_would_be(session, review_id, at)


def _as_it_would_be(session: Session, review_id: int, at: datetime) -> str:
    pending = find_pending(session, review_id)
    if pending is None:
        return _draw(_get_or_404(session, review_id), at)
    typed = pending.typed
    with rehearsal(session):
        _take_over(session, review_id, typed, at)
        return _draw(_get_or_404(session, review_id), at)


def _take_over(session: Session, review_id: int, typed: Typed, at: datetime) -> None:
    review = _get_or_404(session, review_id)
    form = ReviewForm(draft_of(review), current_site().zone, typed)
    # Nobody sends it: what was typed was kept before.
    del form.csrf_token
    if form.validate():
        try:
            with session.begin_nested():
                draft, by = form.to_draft(), review.author
                writing.update_review(session, review, draft, by=by, at=at)
        except DomainError:
            review = _get_or_404(session, review_id)
        else:
            return
    # What is wrong with the rest, its author is told; the text can be read already.
    if prose := prose_of(typed):
        writing.put_down(session, review, prose, at=at)


def _get_or_404(session: Session, review_id: int) -> Review:
    review = find_review(session, review_id)
    return review or abort(HTTPStatus.NOT_FOUND)


def _draw(review: Review, at: datetime) -> str:
    # The page says when it was published, and what will be, was not yet.
    set_committed_value(review, "published_at", review.published_at or at)
    return render_review(review, template="public/show_private_preview.html")

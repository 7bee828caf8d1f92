"""Where reviews are listed, written, published and thrown away."""

from http import HTTPStatus

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from reviewblog.activity import Matter, Verb
from reviewblog.clock import utcnow
from reviewblog.db import transaction
from reviewblog.extensions import db
from reviewblog.reviews import publishing
from reviewblog.reviews.autosaving import begun
from reviewblog.reviews.models import Review
from reviewblog.web.dashboard.blueprint import bp
from reviewblog.web.dashboard.editor import render_editor
from reviewblog.web.dashboard.loading import current_author, get_editable_or_404
from reviewblog.web.dashboard.looking_over import look_over, open_looked_over
from reviewblog.web.dashboard.noting import note_deed
from reviewblog.web.dashboard.review_form import ReviewForm
from reviewblog.web.dashboard.review_list import render_list
from reviewblog.web.dashboard.saving import save, save_new
from reviewblog.web.site import current_site


@bp.get("/reviews/")
def list_reviews() -> ResponseReturnValue:
    return render_list()


@bp.get("/reviews/new")
def new_review() -> ResponseReturnValue:
    current_author()
    return render_editor(ReviewForm.empty(current_site().zone))


@bp.post("/reviews/new")
def create_review() -> ResponseReturnValue:
    author, form = current_author(), ReviewForm.empty(current_site().zone)
    # The page may have saved by itself, and not have been told.
    known = begun(db.session(), form.seen.tab, by=author)
    if _asks_only():
        return look_over(known)
    return save(known) if known else save_new(form, by=author)


@bp.get("/reviews/<int:review_id>/edit")
def edit_review(review_id: int) -> ResponseReturnValue:
    return open_looked_over(get_editable_or_404(db.session(), review_id))


@bp.post("/reviews/<int:review_id>/edit")
def update_review(review_id: int) -> ResponseReturnValue:
    return look_over(review_id) if _asks_only() else save(review_id)


@bp.post("/reviews/<int:review_id>/delete")
def delete_review(review_id: int) -> ResponseReturnValue:
    with transaction(db.session()) as session:
        review = get_editable_or_404(session, review_id, to_change=True)
        publishing.delete(session, review, at=utcnow())
        note_deed(session, Verb.DELETED, Matter.REVIEW, review.title, review.id)
    # The list offers to undo it.
    page = url_for("dashboard.list_reviews", deleted=review_id)
    return redirect(page, HTTPStatus.SEE_OTHER)


@bp.post("/reviews/<int:review_id>/restore")
def restore_review(review_id: int) -> ResponseReturnValue:
    with transaction(db.session()) as session:
        review = get_editable_or_404(session, review_id, to_change=True)
        publishing.restore(session, review, at=utcnow())
        note_deed(session, Verb.RESTORED, Matter.REVIEW, review.title, review.id)
    flash(f"“{review.title}” is back.")
    return _to_editor(review)


def _asks_only() -> bool:
    """Tell whether the form shall be looked over rather than saved."""
    return request.form.get("action") == "check"


def _to_editor(review: Review) -> ResponseReturnValue:
    page = url_for("dashboard.edit_review", review_id=review.id)
    return redirect(page, HTTPStatus.SEE_OTHER)

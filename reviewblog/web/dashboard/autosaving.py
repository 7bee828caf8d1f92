"""What the editor's script sends while somebody types, and what it is told."""

from http import HTTPStatus
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from reviewblog.clock import utcnow
from reviewblog.db import transaction
from reviewblog.extensions import db
from reviewblog.reviews.autosaving import (
    MovedOnError,
    autosave,
    begin,
    begun,
    refuse_outdated,
)
from reviewblog.reviews.drafts import draft_of
from reviewblog.reviews.models import Review
from reviewblog.reviews.typed import Hand, Typed
from reviewblog.web.dashboard.blueprint import bp
from reviewblog.web.dashboard.editor import saved_text
from reviewblog.web.dashboard.loading import current_author, get_editable_or_404
from reviewblog.web.dashboard.review_form import ReviewForm, posted_text
from reviewblog.web.dashboard.saving import keep_aside
from reviewblog.web.site import current_site


@bp.post("/reviews/new/autosave")
def autosave_new_review() -> ResponseReturnValue:
    """Keep what is typed on the page for a new review, as one draft."""
    author, form, at = current_author(), ReviewForm.empty(current_site().zone), utcnow()
    hand = Hand(by_id=author.id, tab=form.seen.tab, at=at)
    if known := begun(db.session(), hand.tab, by=author):
        return autosave_review(known)
    with transaction(db.session()) as session:
        review = begin(session, posted_text(), hand, by=author)
    return _confirm(review, posted_text(), is_pending=True)


@bp.post("/reviews/<int:review_id>/autosave")
def autosave_review(review_id: int) -> ResponseReturnValue:
    """Keep what is typed in a review; readers see it after a save."""
    author, typed, at = current_author(), posted_text(), utcnow()
    review = get_editable_or_404(db.session(), review_id)
    form = ReviewForm(draft_of(review), current_site().zone)
    hand = Hand(by_id=author.id, tab=form.seen.tab, at=at)
    try:
        with transaction(db.session()) as session:
            review = get_editable_or_404(session, review_id, to_change=True)
            saved = saved_text(review)
            refuse_outdated(session, review, typed, form.seen, saved=saved)
            kept = autosave(session, review, typed, hand, saved=saved)
    except MovedOnError as refusal:
        return _show_conflict(review_id, form, str(refusal))
    return _confirm(review, kept, is_pending=kept.digest != saved.digest)


@bp.post("/reviews/<int:review_id>/aside")
def take_theirs(review_id: int) -> ResponseReturnValue:
    """Open the text that stands; the one that was typed stays in the history."""
    review = get_editable_or_404(db.session(), review_id)
    keep_aside(
        review_id, ReviewForm(draft_of(review), current_site().zone), at=utcnow()
    )
    page = url_for("dashboard.edit_review", review_id=review_id)
    return redirect(page, HTTPStatus.SEE_OTHER)


def _confirm(review: Review, kept: Typed, *, is_pending: bool) -> ResponseReturnValue:
    def page(name: str) -> str:
        return url_for(f"dashboard.{name}", review_id=review.id)

    answer: dict[str, Any] = {
        "review": review.id,
        "title": review.title,
        "digest": kept.digest,
        "is_pending": is_pending,
        "edit": page("edit_review"),
        "autosave": page("autosave_review"),
        "preview": page("preview_edited_review"),
        "history": page("list_revisions"),
    }
    if request.form.get("echo"):
        # A browser without a hash of its own compares the text itself.
        answer["fields"] = kept.pairs
    return answer


def _show_conflict(
    review_id: int, form: ReviewForm, message: str
) -> ResponseReturnValue:
    conflict = keep_aside(review_id, form, at=utcnow())
    page = render_template("dashboard/_conflict.html", conflict=conflict)
    answer = {"message": message, "base": conflict.base, "html": page}
    return answer, HTTPStatus.CONFLICT

"""A form of a review becomes a review, unless somebody else was quicker."""

from datetime import datetime
from http import HTTPStatus

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Account
from reviewblog.clock import utcnow
from reviewblog.db import transaction
from reviewblog.errors import DomainError
from reviewblog.extensions import db
from reviewblog.reviews import publishing, writing
from reviewblog.reviews.autosaving import (
    MovedOnError,
    refuse_outdated,
    standing_text,
)
from reviewblog.reviews.differences import differences
from reviewblog.reviews.drafts import draft_of
from reviewblog.reviews.embargoes import keeping_embargo
from reviewblog.reviews.keeping import keep_first, keep_saved, set_aside
from reviewblog.reviews.models import Review
from reviewblog.reviews.revisions import find_last
from reviewblog.reviews.typed import Hand
from reviewblog.syndication.announcing import ask_to_announce
from reviewblog.web.dashboard.editor import (
    render_editor,
    saved_text,
    what_happened,
)
from reviewblog.web.dashboard.history_wording import Conflict, labelled
from reviewblog.web.dashboard.loading import current_author, get_editable_or_404
from reviewblog.web.dashboard.noting import note_saved
from reviewblog.web.dashboard.review_form import ReviewForm, posted_text
from reviewblog.web.site import current_site


def save_new(form: ReviewForm, *, by: Account) -> ResponseReturnValue:
    """Write a new review, or show what is wrong with it."""
    at = utcnow()
    if form.validate():
        try:
            with transaction(db.session()) as session:
                review = writing.create_review(session, form.to_draft(), by=by, at=at)
                _finish(session, review, form, _hand(form, at))
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            return _saved(review, form, at)
    return render_editor(form), HTTPStatus.UNPROCESSABLE_ENTITY


def save(review_id: int) -> ResponseReturnValue:
    """Write a review anew, or show what is wrong with it or newer than it."""
    review, at = get_editable_or_404(db.session(), review_id), utcnow()
    form = ReviewForm(draft_of(review), current_site().zone)
    if form.validate():
        try:
            with transaction(db.session()) as session:
                review = get_editable_or_404(session, review_id, to_change=True)
                _remember_first(session, review, form)
                draft, by = form.to_draft(), current_author()
                writing.update_review(session, review, draft, by=by, at=at)
                _finish(session, review, form, _hand(form, at))
        except MovedOnError:
            return _show_conflict(review_id, form, at)
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            return _saved(review, form, at)
    review = get_editable_or_404(db.session(), review_id)
    return render_editor(form, review), HTTPStatus.UNPROCESSABLE_ENTITY


def keep_aside(review_id: int, form: ReviewForm, *, at: datetime) -> Conflict:
    """Keep what came second, so that nothing is lost whatever is chosen next."""
    with transaction(db.session()) as session:
        review = get_editable_or_404(session, review_id, to_change=True)
        set_aside(session, review, posted_text(), _hand(form, at))
        return find_conflict(session, review, form)


def find_conflict(session: Session, review: Review, form: ReviewForm) -> Conflict:
    """Compare what is typed with what stands in a review."""
    standing = standing_text(session, review, saved_text(review))
    return Conflict(
        last=find_last(session, review.id),
        base=standing.digest,
        fields=labelled(differences(standing, posted_text()), form),
    )


def _remember_first(session: Session, review: Review, form: ReviewForm) -> None:
    saved = saved_text(review)
    refuse_outdated(session, review, posted_text(), form.seen, saved=saved)
    first = Hand(by_id=review.author_id, at=review.updated_at)
    keep_first(session, review, saved, first)


def _finish(session: Session, review: Review, form: ReviewForm, hand: Hand) -> None:
    waived = form.despite_embargo.data
    with keeping_embargo(session, review, is_waived=waived, at=hand.at):
        publishing.carry_out(session, review, form.asked, for_=form.time, at=hand.at)
    note_saved(session, review, form.asked)
    ask_to_announce(session)
    session.flush()
    keep_saved(session, review, saved_text(review), hand)


def _hand(form: ReviewForm, at: datetime) -> Hand:
    return Hand(by_id=current_author().id, tab=form.seen.tab, at=at)


def _saved(review: Review, form: ReviewForm, at: datetime) -> ResponseReturnValue:
    flash(what_happened(review, form, at=at))
    page = url_for("dashboard.edit_review", review_id=review.id)
    return redirect(page, HTTPStatus.SEE_OTHER)


def _show_conflict(
    review_id: int, form: ReviewForm, at: datetime
) -> ResponseReturnValue:
    conflict = keep_aside(review_id, form, at=at)
    review = get_editable_or_404(db.session(), review_id)
    # Whoever sends it again has seen the other text.
    form.base.data = conflict.base
    return render_editor(form, review, conflict=conflict), HTTPStatus.CONFLICT

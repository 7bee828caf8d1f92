"""Earlier texts of a review: listed, compared, put back, let go."""

from http import HTTPStatus

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reviewblog.clock import utcnow
from reviewblog.db import transaction
from reviewblog.extensions import db
from reviewblog.reviews import autosaving
from reviewblog.reviews.differences import differences
from reviewblog.reviews.drafts import draft_of
from reviewblog.reviews.models import Review
from reviewblog.reviews.revisions import (
    Revision,
    find_before,
    find_revision,
    history_of,
)
from reviewblog.reviews.typed import Hand, Typed
from reviewblog.web.dashboard.blueprint import bp
from reviewblog.web.dashboard.desk_page import render_desk
from reviewblog.web.dashboard.editor import saved_text
from reviewblog.web.dashboard.history_wording import KINDS, labelled
from reviewblog.web.dashboard.loading import (
    BIGGEST_ID,
    current_author,
    get_editable_or_404,
)
from reviewblog.web.dashboard.review_form import ReviewForm
from reviewblog.web.paging import Page, page_number
from reviewblog.web.site import current_site

ROWS_PER_PAGE = 50
BEFORE = "before"


@bp.get("/reviews/<int:review_id>/history")
def list_revisions(review_id: int) -> ResponseReturnValue:
    session, number = db.session(), page_number()
    review = get_editable_or_404(session, review_id)
    rows = history_of(review.id).limit(ROWS_PER_PAGE)
    total = select(func.count(Revision.id)).where(Revision.review_id == review.id)
    revisions = session.scalars(rows.offset((number - 1) * ROWS_PER_PAGE)).all()
    count = session.scalar(total) or 0
    return render_desk(
        "dashboard/list_revisions.html",
        review=review,
        page=Page(revisions, number, ROWS_PER_PAGE, count),
        kinds=KINDS,
    )


@bp.get("/reviews/<int:review_id>/history/<int:revision_id>")
def show_revision(review_id: int, revision_id: int) -> ResponseReturnValue:
    session = db.session()
    review = get_editable_or_404(session, review_id)
    revision = get_revision_or_404(session, review, revision_id)
    form = ReviewForm(draft_of(review), current_site().zone, None)
    is_before = request.args.get("with") == BEFORE
    standing = autosaving.standing_text(session, review, saved_text(review))
    if is_before:
        earlier = find_before(session, revision)
        found = differences(earlier.typed if earlier else Typed(()), revision.typed)
    else:
        found = differences(revision.typed, standing)
    return render_desk(
        "dashboard/show_revision.html",
        review=review,
        revision=revision,
        kinds=KINDS,
        is_before=is_before,
        is_standing=revision.typed.digest == standing.digest,
        fields=labelled(found, form),
        body=revision.typed["body"],
    )


@bp.post("/reviews/<int:review_id>/history/<int:revision_id>/restore")
def restore_revision(review_id: int, revision_id: int) -> ResponseReturnValue:
    hand = Hand(by_id=current_author().id, at=utcnow())
    with transaction(db.session()) as session:
        review = get_editable_or_404(session, review_id, to_change=True)
        revision = get_revision_or_404(session, review, revision_id)
        autosaving.restore(session, review, revision, hand)
    flash("The earlier text is in the form again; what it replaced is in the history.")
    return _to_editor(review_id)


@bp.post("/reviews/<int:review_id>/discard")
def discard_changes(review_id: int) -> ResponseReturnValue:
    with transaction(db.session()) as session:
        review = get_editable_or_404(session, review_id, to_change=True)
        autosaving.discard(session, review, at=utcnow())
    flash("Back to the text of the last save. The discarded one is in the history.")
    return _to_editor(review_id)


def get_revision_or_404(session: Session, review: Review, revision_id: int) -> Revision:
    """Find one revision of a review that the current account may edit."""
    if revision_id > BIGGEST_ID:
        abort(HTTPStatus.NOT_FOUND)
    revision = find_revision(session, review.id, revision_id)
    if revision is None:
        abort(HTTPStatus.NOT_FOUND)
    return revision


def _to_editor(review_id: int) -> ResponseReturnValue:
    page = url_for("dashboard.edit_review", review_id=review_id)
    return redirect(page, HTTPStatus.SEE_OTHER)

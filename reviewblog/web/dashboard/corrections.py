"""Where an author owns up to mistakes in a review."""

from datetime import date
from http import HTTPStatus

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import DateField, TextAreaField

from reviewblog.activity import Matter, Verb
from reviewblog.clock import utcnow
from reviewblog.db import transaction
from reviewblog.extensions import db
from reviewblog.reviews.corrections import (
    LONGEST_CORRECTION,
    add_correction,
    corrections_of,
    remove_correction,
)
from reviewblog.reviews.models import Review
from reviewblog.syndication.announcing import ask_to_announce
from reviewblog.web.dashboard.blueprint import bp
from reviewblog.web.dashboard.desk_page import render_desk
from reviewblog.web.dashboard.fields import as_line, at_most, required
from reviewblog.web.dashboard.loading import BIGGEST_ID, get_editable_or_404
from reviewblog.web.dashboard.noting import note_deed
from reviewblog.web.site import current_site


class CorrectionForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """A mistake: when it was put right, and what it was."""

    corrected_on = DateField(
        "Put right on", validators=[required("Give the day, please.")]
    )
    text = TextAreaField(
        "What was wrong, and what is right",
        description="One sentence or two. Readers see it under the review, "
        "after “Corrected” and the day.",
        filters=[as_line],
        validators=[
            required("Say what was corrected, please."),
            at_most(LONGEST_CORRECTION),
        ],
    )


@bp.get("/reviews/<int:review_id>/corrections")
def list_corrections(review_id: int) -> ResponseReturnValue:
    review = get_editable_or_404(db.session(), review_id)
    return _show(review, CorrectionForm(data={"corrected_on": _today()}))


@bp.post("/reviews/<int:review_id>/corrections")
def create_correction(review_id: int) -> ResponseReturnValue:
    review, form = get_editable_or_404(db.session(), review_id), CorrectionForm()
    if not form.validate():
        return _show(review, form), HTTPStatus.UNPROCESSABLE_ENTITY
    with transaction(db.session()) as session:
        review = get_editable_or_404(session, review_id, to_change=True)
        add_correction(
            session,
            review,
            on=form.corrected_on.data or _today(),
            text=form.text.data or "",
            at=utcnow(),
        )
        note_deed(session, Verb.CORRECTED, Matter.REVIEW, review.title, review_id)
        ask_to_announce(session)
    flash("Readers see the correction under the review.")
    return _back(review_id)


@bp.post("/reviews/<int:review_id>/corrections/<int:correction_id>/delete")
def delete_correction(review_id: int, correction_id: int) -> ResponseReturnValue:
    with transaction(db.session()) as session:
        review = get_editable_or_404(session, review_id, to_change=True)
        if correction_id > BIGGEST_ID or not remove_correction(
            session, review, correction_id, at=utcnow()
        ):
            abort(HTTPStatus.NOT_FOUND)
        note_deed(session, Verb.UNCORRECTED, Matter.REVIEW, review.title, review_id)
        ask_to_announce(session)
    flash("The correction is taken back.")
    return _back(review_id)


def _today() -> date:
    return utcnow().astimezone(current_site().zone).date()


def _back(review_id: int) -> ResponseReturnValue:
    page = url_for("dashboard.list_corrections", review_id=review_id)
    return redirect(page, HTTPStatus.SEE_OTHER)


def _show(review: Review, form: CorrectionForm) -> str:
    return render_desk(
        "dashboard/list_corrections.html",
        review=review,
        form=form,
        corrections=corrections_of(db.session(), [review.id])[review.id],
    )

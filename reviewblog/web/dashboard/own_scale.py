"""Where an owner makes a scale of words of their own."""

from http import HTTPStatus

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import StringField, TextAreaField

from reviewblog.activity import Matter, Verb
from reviewblog.clock import utcnow
from reviewblog.db import transaction
from reviewblog.errors import DomainError
from reviewblog.extensions import db
from reviewblog.reviews.grading import make_scale, read_steps, write_steps
from reviewblog.reviews.scales import find_current_scale
from reviewblog.web.dashboard.blueprint import bp
from reviewblog.web.dashboard.desk_page import render_desk
from reviewblog.web.dashboard.fields import as_line, as_text, at_most, required
from reviewblog.web.dashboard.loading import current_owner
from reviewblog.web.dashboard.noting import note_deed

LONGEST_NAME = 60
LONGEST_TEXT = 10_000


class OwnScaleForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """A scale: its name, and its grades in order."""

    name = StringField(
        "Name of the scale",
        filters=[as_line],
        validators=[required("Give the scale a name, please."), at_most(LONGEST_NAME)],
    )
    steps = TextAreaField(
        "Grades, from the best to the worst",
        description="One a line, and what it means: “See it now = Cancel something.” "
        "They lie evenly apart between 100 and 0.",
        filters=[as_text],
        validators=[required("Write the grades, please."), at_most(LONGEST_TEXT)],
    )


@bp.get("/settings/scale")
def edit_own_scale() -> ResponseReturnValue:
    current_owner()
    scale = find_current_scale(db.session())
    known = {"name": scale.name, "steps": write_steps(scale)} if scale else {}
    return _show(OwnScaleForm(data=known))


@bp.post("/settings/scale")
def update_own_scale() -> ResponseReturnValue:
    current_owner()
    form = OwnScaleForm()
    if form.validate():
        try:
            with transaction(db.session()) as session:
                steps = read_steps(form.steps.data or "")
                make_scale(session, form.name.data or "", steps, at=utcnow())
                note_deed(session, Verb.CHANGED, Matter.SETTINGS, "the scale of grades")
        except DomainError as refusal:
            form.steps.errors = [*form.steps.errors, str(refusal)]
        else:
            flash("Saved: this is the scale from now on.")
            page = url_for("dashboard.edit_own_scale")
            return redirect(page, HTTPStatus.SEE_OTHER)
    return _show(form), HTTPStatus.UNPROCESSABLE_ENTITY


def _show(form: OwnScaleForm) -> str:
    scale = find_current_scale(db.session())
    return render_desk("dashboard/edit_own_scale.html", form=form, scale=scale)

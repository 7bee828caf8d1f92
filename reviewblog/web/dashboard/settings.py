"""Where an owner says how the site shall be, and on what scale to judge."""

from http import HTTPStatus

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from reviewblog.activity import Matter, Verb
from reviewblog.clock import utcnow
from reviewblog.db import transaction
from reviewblog.extensions import db
from reviewblog.reviews import grading
from reviewblog.reviews.scales import find_current_scale
from reviewblog.site.settings import change_settings
from reviewblog.web.dashboard.blueprint import bp
from reviewblog.web.dashboard.desk_page import render_desk
from reviewblog.web.dashboard.loading import current_owner
from reviewblog.web.dashboard.mail import mail_facts
from reviewblog.web.dashboard.noting import note_deed
from reviewblog.web.dashboard.settings_form import MeaningsForm, SettingsForm
from reviewblog.web.site import current_site


@bp.get("/settings/")
def edit_settings() -> ResponseReturnValue:
    current_owner()
    return _show(*_forms())


@bp.post("/settings/")
def update_settings() -> ResponseReturnValue:
    current_owner()
    form, meanings = _forms()
    if not form.validate():
        return _show(form, meanings), HTTPStatus.UNPROCESSABLE_ENTITY
    with transaction(db.session()) as session:
        change_settings(session, form.to_draft())
        if form.chosen_scale:
            grading.choose_scale(session, form.chosen_scale, at=utcnow())
        note_deed(session, Verb.CHANGED, Matter.SETTINGS, "the settings of the site")
    flash("The settings are saved.")
    return redirect(url_for("dashboard.edit_settings"), HTTPStatus.SEE_OTHER)


@bp.post("/settings/grades")
def explain_grades() -> ResponseReturnValue:
    current_owner()
    form, meanings = _forms()
    if not meanings.validate():
        return _show(form, meanings), HTTPStatus.UNPROCESSABLE_ENTITY
    with transaction(db.session()) as session:
        grading.explain_grades(session, meanings.meanings())
        note_deed(session, Verb.CHANGED, Matter.SETTINGS, "what the grades mean")
    flash("The sentences are saved.")
    page = url_for("dashboard.edit_settings", _anchor="meanings")
    return redirect(page, HTTPStatus.SEE_OTHER)


def _forms() -> tuple[SettingsForm, MeaningsForm]:
    scale = find_current_scale(db.session())
    return SettingsForm(current_site(), scale), MeaningsForm.of(scale)


def _show(form: SettingsForm, meanings: MeaningsForm) -> str:
    return render_desk(
        "dashboard/edit_settings.html", form=form, meanings=meanings, **mail_facts()
    )

"""One person: what they are called, and which of their credits are somebody else's."""

from http import HTTPStatus

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from reviewblog.activity import Matter, Verb
from reviewblog.clock import utcnow
from reviewblog.db import transaction
from reviewblog.errors import DomainError
from reviewblog.extensions import db
from reviewblog.reviews import personnel
from reviewblog.web.body_form import as_id
from reviewblog.web.dashboard.blueprint import bp
from reviewblog.web.dashboard.desk_page import render_desk
from reviewblog.web.dashboard.loading import current_editor
from reviewblog.web.dashboard.noting import note_deed
from reviewblog.web.dashboard.people import get_person_or_404
from reviewblog.web.dashboard.person_forms import PersonForm, SplitForm
from reviewblog.works.models import Person
from reviewblog.works.namesakes import list_credits, list_namesakes


@bp.get("/people/<int:person_id>")
def edit_person(person_id: int) -> ResponseReturnValue:
    current_editor()
    person = get_person_or_404(db.session(), person_id)
    return _render(person_id, PersonForm.of(person), SplitForm.of(person))


@bp.post("/people/<int:person_id>")
def update_person(person_id: int) -> ResponseReturnValue:
    current_editor()
    person = get_person_or_404(db.session(), person_id)
    form = PersonForm.of(person)
    if form.validate():
        try:
            with transaction(db.session()) as session:
                get_person_or_404(session, person_id)
                person = personnel.change_person(
                    session, person_id, form.to_draft(), at=utcnow()
                )
                label = person.label
                note_deed(session, Verb.CHANGED, Matter.PERSON, label, person_id)
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            flash("Saved.")
            return _to(person_id)
    person = get_person_or_404(db.session(), person_id)
    page = _render(person_id, form, SplitForm.unposted(person))
    return page, HTTPStatus.UNPROCESSABLE_ENTITY


@bp.post("/people/<int:person_id>/split")
def split_person(person_id: int) -> ResponseReturnValue:
    current_editor()
    form = SplitForm.of(get_person_or_404(db.session(), person_id))
    if form.validate():
        try:
            with transaction(db.session()) as session:
                get_person_or_404(session, person_id)
                namesake = personnel.split_person(
                    session,
                    person_id,
                    chosen_credits(),
                    additions=(form.stays.data or "", form.leaves.data or ""),
                    at=utcnow(),
                )
                label = namesake.label
                note_deed(session, Verb.SPLIT, Matter.PERSON, label, namesake.id)
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            flash(f"{label} is now somebody of their own.")
            return _to(namesake.id)
    person = get_person_or_404(db.session(), person_id)
    page = _render(person_id, PersonForm.unposted(person), form)
    return page, HTTPStatus.UNPROCESSABLE_ENTITY


def chosen_credits() -> list[int]:
    """Return the numbers of the credits that were ticked."""
    ids = map(as_id, request.form.getlist("credit_id"))
    return [credit_id for credit_id in ids if credit_id is not None]


def _render(person_id: int, form: PersonForm, split: SplitForm) -> str:
    session = db.session()
    person = session.get_one(Person, person_id)
    return render_desk(
        "dashboard/edit_person.html",
        person=person,
        form=form,
        split=split,
        credits=list_credits(session, person),
        chosen=chosen_credits(),
        namesakes=list_namesakes(session, person),
    )


def _to(person_id: int) -> ResponseReturnValue:
    page = url_for("dashboard.edit_person", person_id=person_id)
    return redirect(page, HTTPStatus.SEE_OTHER)

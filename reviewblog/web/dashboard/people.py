"""The list of everybody who is credited, and the page where two are made one."""

from functools import partial
from http import HTTPStatus

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from reviewblog.activity import Matter, Verb
from reviewblog.clock import utcnow
from reviewblog.db import transaction
from reviewblog.extensions import db
from reviewblog.reviews import personnel
from reviewblog.web.body_form import as_id
from reviewblog.web.dashboard.blueprint import bp
from reviewblog.web.dashboard.desk_page import asked_words, render_desk
from reviewblog.web.dashboard.loading import BIGGEST_ID, current_editor
from reviewblog.web.dashboard.noting import note_deed
from reviewblog.web.paging import paged
from reviewblog.works.models import Person
from reviewblog.works.namesakes import list_namesakes

SIZE = 50
CANDIDATES = 20


@bp.get("/people/")
def list_people() -> ResponseReturnValue:
    current_editor()
    session, words = db.session(), asked_words()
    page = paged(
        partial(personnel.list_people, session, words),
        total=personnel.count_people(session, words),
        size=SIZE,
    )
    return render_desk("dashboard/list_people.html", page=page, words=words)


@bp.get("/people/<int:person_id>/merge")
def show_person_merge(person_id: int) -> ResponseReturnValue:
    current_editor()
    session, words = db.session(), asked_words()
    person = get_person_or_404(session, person_id)
    kept = _asked_other(session, person)
    found = personnel.list_people(session, words, limit=CANDIDATES) if words else []
    return render_desk(
        "dashboard/merge_person.html",
        person=person,
        kept=kept,
        plan=personnel.plan_merge(session, person, kept) if kept else None,
        words=words,
        found=[listed.person for listed in found if listed.person is not person],
        namesakes=list_namesakes(session, person),
    )


@bp.post("/people/<int:person_id>/merge")
def merge_person(person_id: int) -> ResponseReturnValue:
    current_editor()
    kept_id = as_id(request.form.get("into")) or abort(HTTPStatus.NOT_FOUND)
    with transaction(db.session()) as session:
        get_person_or_404(session, person_id)
        get_person_or_404(session, kept_id)
        lost, kept = personnel.merge_people(session, person_id, kept_id, at=utcnow())
        label = f"{lost} into {kept.label}"
        note_deed(session, Verb.MERGED, Matter.PERSON, label, kept.id)
    flash(f"{lost} is now {kept.label}, and the old address leads there.")
    page = url_for("dashboard.edit_person", person_id=kept_id)
    return redirect(page, HTTPStatus.SEE_OTHER)


def get_person_or_404(session: Session, person_id: int) -> Person:
    """Find a person by number."""
    person = session.get(Person, person_id) if person_id <= BIGGEST_ID else None
    return person or abort(HTTPStatus.NOT_FOUND)


def _asked_other(session: Session, person: Person) -> Person | None:
    typed = request.args.get("into")
    if not typed:
        return None
    other = get_person_or_404(session, as_id(typed) or abort(HTTPStatus.NOT_FOUND))
    return None if other is person else other

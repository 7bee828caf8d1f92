"""One work: what is known of it, for all reviews that are about it."""

from http import HTTPStatus

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from reviewblog.activity import Matter, Verb
from reviewblog.clock import utcnow
from reviewblog.db import transaction
from reviewblog.errors import DomainError
from reviewblog.extensions import db
from reviewblog.reviews import inventory, works_care
from reviewblog.syndication.announcing import ask_to_announce
from reviewblog.web.dashboard.blueprint import bp
from reviewblog.web.dashboard.desk_page import render_desk
from reviewblog.web.dashboard.film_fields import FilmFields, typed_facts
from reviewblog.web.dashboard.loading import current_editor
from reviewblog.web.dashboard.noting import note_deed
from reviewblog.web.dashboard.refusable import RefusableForm
from reviewblog.web.dashboard.works import MISSING, get_work_or_404
from reviewblog.works.facts import facts_of
from reviewblog.works.models import Work

DOUBLES = 5


class WorkForm(RefusableForm, FilmFields):
    """The facts about a work."""

    @classmethod
    def of(cls, work: Work) -> "WorkForm":
        """Open the form on a work; what was posted goes over it."""
        return cls(data=typed_facts(facts_of(work)))


@bp.get("/works/<int:work_id>")
def edit_work(work_id: int) -> ResponseReturnValue:
    current_editor()
    work = get_work_or_404(db.session(), work_id)
    return _render(work, WorkForm.of(work))


@bp.post("/works/<int:work_id>")
def update_work(work_id: int) -> ResponseReturnValue:
    current_editor()
    form = WorkForm.of(get_work_or_404(db.session(), work_id))
    if form.validate():
        try:
            with transaction(db.session()) as session:
                get_work_or_404(session, work_id)
                facts = form.to_facts()
                work = works_care.change_work(session, work_id, facts, at=utcnow())
                note_deed(session, Verb.CHANGED, Matter.WORK, work.title, work_id)
                ask_to_announce(session)
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            flash("Saved, for all reviews of it.")
            page = url_for("dashboard.edit_work", work_id=work_id)
            return redirect(page, HTTPStatus.SEE_OTHER)
    work = get_work_or_404(db.session(), work_id)
    return _render(work, form), HTTPStatus.UNPROCESSABLE_ENTITY


def _render(work: Work, form: WorkForm) -> str:
    session = db.session()
    return render_desk(
        "dashboard/edit_work.html",
        work=work,
        form=form,
        reviews=inventory.list_reviews_of(session, work.id),
        doubles=inventory.find_doubles(session, work, limit=DOUBLES),
        missing=[MISSING[fact] for fact in inventory.lacks(work)],
    )

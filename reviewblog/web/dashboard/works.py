"""The list of everything that is reviewed; the page where two works become one."""

from functools import partial
from http import HTTPStatus

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from reviewblog.activity import Matter, Verb
from reviewblog.clock import utcnow
from reviewblog.db import transaction
from reviewblog.extensions import db
from reviewblog.reviews import inventory, works_care
from reviewblog.reviews.inventory import Missing
from reviewblog.web.body_form import as_id
from reviewblog.web.dashboard.blueprint import bp
from reviewblog.web.dashboard.desk_page import asked_words, render_desk
from reviewblog.web.dashboard.film_fields import typed_facts
from reviewblog.web.dashboard.loading import current_editor
from reviewblog.web.dashboard.noting import note_deed
from reviewblog.web.paging import paged
from reviewblog.works.models import Work

SIZE = 50
CANDIDATES = 20
MISSING = {
    Missing.YEAR: "no year",
    Missing.DIRECTORS: "no directors",
    Missing.CAST: "no cast",
    Missing.RUNTIME: "no running time",
    Missing.COUNTRIES: "no countries",
}


@bp.get("/works/")
def list_works() -> ResponseReturnValue:
    current_editor()
    session, words, missing = db.session(), asked_words(), _asked_missing()
    page = paged(
        partial(inventory.list_works, session, words, missing),
        total=inventory.count_works(session, words, missing),
        size=SIZE,
    )
    return render_desk(
        "dashboard/list_works.html",
        page=page,
        words=words,
        missing=missing,
        labels=MISSING,
    )


@bp.get("/works/<int:work_id>/merge")
def show_work_merge(work_id: int) -> ResponseReturnValue:
    current_editor()
    session, words = db.session(), asked_words()
    work = get_work_or_404(session, work_id)
    kept = _asked_other(session, work)
    found = inventory.list_works(session, words, limit=CANDIDATES) if words else []
    return render_desk(
        "dashboard/merge_work.html",
        work=work,
        kept=kept,
        result=typed_facts(works_care.would_be(work, kept)) if kept else {},
        reviews=inventory.list_reviews_of(session, work.id),
        words=words,
        found=[shelved.work for shelved in found if shelved.work is not work],
        doubles=inventory.find_doubles(session, work, limit=CANDIDATES),
    )


@bp.post("/works/<int:work_id>/merge")
def merge_work(work_id: int) -> ResponseReturnValue:
    current_editor()
    kept_id = as_id(request.form.get("into")) or abort(HTTPStatus.NOT_FOUND)
    with transaction(db.session()) as session:
        get_work_or_404(session, work_id)
        get_work_or_404(session, kept_id)
        lost, kept = works_care.merge_works(session, work_id, kept_id, at=utcnow())
        label = f"{lost} into {kept.title}"
        note_deed(session, Verb.MERGED, Matter.WORK, label, kept.id)
    flash(f"{lost or 'The work without a title'} is merged: its reviews are here now.")
    page = url_for("dashboard.edit_work", work_id=kept_id)
    return redirect(page, HTTPStatus.SEE_OTHER)


def get_work_or_404(session: Session, work_id: int) -> Work:
    """Find a work by number, with its facts."""
    known = as_id(str(work_id))
    work = inventory.find_work_by_id(session, known) if known else None
    return work or abort(HTTPStatus.NOT_FOUND)


def _asked_missing() -> Missing | None:
    typed = request.args.get("missing")
    try:
        return Missing(typed) if typed else None
    except ValueError:
        abort(HTTPStatus.NOT_FOUND)


def _asked_other(session: Session, work: Work) -> Work | None:
    typed = request.args.get("into")
    if not typed:
        return None
    other = get_work_or_404(session, as_id(typed) or abort(HTTPStatus.NOT_FOUND))
    return None if other is work else other

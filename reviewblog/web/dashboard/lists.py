"""Where lists are written: what stands in them, in which order, with which words."""

from http import HTTPStatus

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from reviewblog.activity import Matter, Verb
from reviewblog.clock import utcnow
from reviewblog.db import transaction
from reviewblog.errors import DomainError
from reviewblog.extensions import db
from reviewblog.reviews import list_writing
from reviewblog.reviews.list_models import ReviewList
from reviewblog.reviews.list_queries import find_reviews, list_kept, load_reviews
from reviewblog.web.dashboard.blueprint import bp
from reviewblog.web.dashboard.desk_page import asked_words, render_desk
from reviewblog.web.dashboard.list_form import ListForm, NewListForm
from reviewblog.web.dashboard.loading import BIGGEST_ID, current_editor
from reviewblog.web.dashboard.noting import note_deed

CANDIDATES = 20
VERBS = {"publish": Verb.PUBLISHED, "unpublish": Verb.UNPUBLISHED}
SAID = {
    "publish": "Published: readers see it now.",
    "unpublish": "Unpublished: readers no longer find it.",
    "save": "Saved.",
}


@bp.get("/lists/")
def list_lists() -> ResponseReturnValue:
    current_editor()
    return _render_all(NewListForm())


@bp.post("/lists/")
def create_list() -> ResponseReturnValue:
    current_editor()
    form = NewListForm()
    if not form.validate():
        return _render_all(form), HTTPStatus.UNPROCESSABLE_ENTITY
    with transaction(db.session()) as session:
        made = list_writing.create_list(session, form.title.data or "", at=utcnow())
        note_deed(session, Verb.CREATED, Matter.LIST, made.title, made.id)
    return _to(made.id)


@bp.get("/lists/<int:list_id>")
def edit_list(list_id: int) -> ResponseReturnValue:
    current_editor()
    found = get_list_or_404(db.session(), list_id)
    return _render(found, ListForm.of(found))


@bp.post("/lists/<int:list_id>")
def update_list(list_id: int) -> ResponseReturnValue:
    current_editor()
    form = ListForm.of(get_list_or_404(db.session(), list_id))
    if form.validate():
        try:
            with transaction(db.session()) as session:
                _save(session, list_id, form)
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            if form.act in SAID:
                flash(SAID[form.act])
            return _to(list_id, q=form.words or None, _anchor=form.anchor)
    found = get_list_or_404(db.session(), list_id)
    return _render(found, form), HTTPStatus.UNPROCESSABLE_ENTITY


@bp.post("/lists/<int:list_id>/delete")
def delete_list(list_id: int) -> ResponseReturnValue:
    current_editor()
    with transaction(db.session()) as session:
        found = get_list_or_404(session, list_id, to_change=True)
        list_writing.delete_list(session, found)
        note_deed(session, Verb.DELETED, Matter.LIST, found.title)
    flash(f"“{found.title}” is deleted.")
    return redirect(url_for("dashboard.list_lists"), HTTPStatus.SEE_OTHER)


def get_list_or_404(
    session: Session, list_id: int, *, to_change: bool = False
) -> ReviewList:
    """Find a list with its entries."""
    if list_id > BIGGEST_ID:
        abort(HTTPStatus.NOT_FOUND)
    found = list_writing.find_list(session, list_id, to_change=to_change)
    return found or abort(HTTPStatus.NOT_FOUND)


def _save(session: Session, list_id: int, form: ListForm) -> None:
    found, at = get_list_or_404(session, list_id, to_change=True), utcnow()
    list_writing.change_list(session, found, form.to_draft(), at=at)
    if form.act == "publish":
        list_writing.publish_list(found, at=at)
    elif form.act == "unpublish":
        list_writing.unpublish_list(found)
    if form.act in VERBS or (form.act == "save" and found.is_public):
        verb = VERBS.get(form.act, Verb.CHANGED)
        note_deed(session, verb, Matter.LIST, found.title, found.id)


def _render_all(form: NewListForm) -> str:
    lists = list_kept(db.session())
    return render_desk("dashboard/list_lists.html", lists=lists, form=form)


def _render(found: ReviewList, form: ListForm) -> str:
    session = db.session()
    words = form.words if request.method == "POST" else asked_words()
    ids = [entry.review_id for entry in form.entries]
    matches = find_reviews(session, words, limit=CANDIDATES)
    return render_desk(
        "dashboard/edit_list.html",
        list=found,
        form=form,
        reviews=load_reviews(session, ids),
        words=words,
        found=[review for review in matches if review.id not in ids],
    )


def _to(list_id: int, **query: str | None) -> ResponseReturnValue:
    page = url_for("dashboard.edit_list", list_id=list_id, **query)  # type: ignore[arg-type]  # Flask’s own names
    return redirect(page, HTTPStatus.SEE_OTHER)

"""Where standing pages are listed, written, put in order and thrown away."""

from http import HTTPStatus

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from reviewblog.activity import Matter, Verb
from reviewblog.clock import utcnow
from reviewblog.db import transaction
from reviewblog.errors import DomainError
from reviewblog.extensions import db
from reviewblog.media.queries import stills_in
from reviewblog.standing import writing
from reviewblog.standing.drafts import PageDraft, draft_of
from reviewblog.standing.models import StandingPage
from reviewblog.standing.queries import find_page, list_deleted, list_kept
from reviewblog.web.body_form import as_id
from reviewblog.web.dashboard.blueprint import bp
from reviewblog.web.dashboard.desk_page import render_desk
from reviewblog.web.dashboard.loading import BIGGEST_ID, current_editor
from reviewblog.web.dashboard.noting import note_deed
from reviewblog.web.dashboard.page_form import PageForm

NEW = PageDraft(title="", in_menu=True)
DIRECTIONS = {"up": -1, "down": 1}
# By whether readers saw the page before, and see it now; a draft is no news.
VERBS = {
    (True, True): Verb.CHANGED,
    (False, True): Verb.PUBLISHED,
    (True, False): Verb.UNPUBLISHED,
}


@bp.get("/pages/")
def list_pages() -> ResponseReturnValue:
    current_editor()
    session = db.session()
    thrown_away = list_deleted(session)
    just_deleted = as_id(request.args.get("deleted"))
    return render_desk(
        "dashboard/list_pages.html",
        pages=list_kept(session),
        thrown_away=thrown_away,
        deleted=next((page for page in thrown_away if page.id == just_deleted), None),
    )


@bp.get("/pages/new")
def new_page() -> ResponseReturnValue:
    current_editor()
    return _show_form(PageForm.on(NEW))


@bp.post("/pages/new")
def create_page() -> ResponseReturnValue:
    current_editor()
    form = PageForm.on(NEW)
    if form.validate():
        try:
            with transaction(db.session()) as session:
                page = _create(session, form.to_draft())
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            return _saved(page)
    return _show_form(form), HTTPStatus.UNPROCESSABLE_ENTITY


@bp.get("/pages/<int:page_id>/edit")
def edit_page(page_id: int) -> ResponseReturnValue:
    page = get_page_or_404(db.session(), page_id)
    return _show_form(PageForm.on(draft_of(page)), page)


@bp.post("/pages/<int:page_id>/edit")
def update_page(page_id: int) -> ResponseReturnValue:
    form = PageForm.on(draft_of(get_page_or_404(db.session(), page_id)))
    if form.validate():
        try:
            with transaction(db.session()) as session:
                page = get_page_or_404(session, page_id)
                _update(session, page, form.to_draft())
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            return _saved(page)
    page = get_page_or_404(db.session(), page_id)
    return _show_form(form, page), HTTPStatus.UNPROCESSABLE_ENTITY


@bp.post("/pages/<int:page_id>/position")
def move_page(page_id: int) -> ResponseReturnValue:
    current_editor()
    step = DIRECTIONS.get(request.form.get("to", "")) or abort(HTTPStatus.BAD_REQUEST)
    with transaction(db.session()) as session:
        page = get_page_or_404(session, page_id)
        writing.move_page(session, page, by=step)
    # Whoever moves a page with the keyboard goes on moving it.
    list_ = url_for("dashboard.list_pages", _anchor=f"page-{page_id}")
    return redirect(list_, HTTPStatus.SEE_OTHER)


@bp.post("/pages/<int:page_id>/delete")
def delete_page(page_id: int) -> ResponseReturnValue:
    with transaction(db.session()) as session:
        page = get_page_or_404(session, page_id)
        writing.delete_page(session, page, at=utcnow())
        note_deed(session, Verb.DELETED, Matter.PAGE, page.title)
    # The list offers to undo it.
    list_ = url_for("dashboard.list_pages", deleted=page_id)
    return redirect(list_, HTTPStatus.SEE_OTHER)


@bp.post("/pages/<int:page_id>/restore")
def restore_page(page_id: int) -> ResponseReturnValue:
    with transaction(db.session()) as session:
        page = get_page_or_404(session, page_id)
        writing.restore_page(session, page, at=utcnow())
        note_deed(session, Verb.RESTORED, Matter.PAGE, page.title, page_id)
    flash(f"“{page.title}” is back.")
    return redirect(url_for("dashboard.list_pages"), HTTPStatus.SEE_OTHER)


def get_page_or_404(session: Session, page_id: int) -> StandingPage:
    """Find a page that the current account may change."""
    current_editor()
    page = find_page(session, page_id) if page_id <= BIGGEST_ID else None
    return page or abort(HTTPStatus.NOT_FOUND)


def _create(session: Session, draft: PageDraft) -> StandingPage:
    stills = stills_in(session, draft.body)
    page = writing.create_page(session, draft, at=utcnow(), stills=stills)
    verb = Verb.PUBLISHED if page.is_public else Verb.CREATED
    note_deed(session, verb, Matter.PAGE, page.title, page.id)
    return page


def _update(session: Session, page: StandingPage, draft: PageDraft) -> None:
    was_public, stills = page.is_public, stills_in(session, draft.body)
    writing.update_page(session, page, draft, at=utcnow(), stills=stills)
    verb = VERBS.get((was_public, page.is_public))
    if verb is not None:
        note_deed(session, verb, Matter.PAGE, page.title, page.id)


def _saved(page: StandingPage) -> ResponseReturnValue:
    sees = "readers see it like this now" if page.is_public else "nobody sees it yet"
    flash(f"Saved: {sees}.")
    editor = url_for("dashboard.edit_page", page_id=page.id)
    return redirect(editor, HTTPStatus.SEE_OTHER)


def _show_form(form: PageForm, page: StandingPage | None = None) -> str:
    return render_desk("dashboard/edit_page.html", form=form, page=page)

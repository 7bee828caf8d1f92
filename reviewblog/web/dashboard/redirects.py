"""Where old addresses are told where to lead."""

from http import HTTPStatus

from flask import abort, current_app, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from reviewblog.activity import Matter, Verb
from reviewblog.clock import utcnow
from reviewblog.db import transaction
from reviewblog.errors import DomainError
from reviewblog.extensions import db
from reviewblog.redirects import keeping
from reviewblog.redirects.addresses import RedirectRefusedError, read_path
from reviewblog.web.dashboard.blueprint import bp
from reviewblog.web.dashboard.desk_page import render_desk
from reviewblog.web.dashboard.loading import BIGGEST_ID, current_editor
from reviewblog.web.dashboard.noting import note_deed
from reviewblog.web.dashboard.redirect_forms import ImportForm, RedirectForm
from reviewblog.web.paging import Page, page_number
from reviewblog.web.wording import counted

ROWS_PER_PAGE = 100


@bp.get("/redirects/")
def list_redirects() -> ResponseReturnValue:
    current_editor()
    return _show(RedirectForm(formdata=None), ImportForm(formdata=None))


@bp.post("/redirects/")
def create_redirect() -> ResponseReturnValue:
    current_editor()
    form = RedirectForm()
    if form.validate():
        try:
            _refuse_what_answers(form.path.data or "")
            with transaction(db.session()) as session:
                added = keeping.add_redirect(
                    session, form.path.data or "", form.target.data or "", at=utcnow()
                )
                label = f"the redirect of {added.path} to {added.target}"
                note_deed(session, Verb.CREATED, Matter.REDIRECT, label)
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            flash(f"{added.path} leads to {added.target} now.")
            return _back()
    return _show(form, ImportForm(formdata=None)), HTTPStatus.UNPROCESSABLE_ENTITY


@bp.post("/redirects/import")
def import_redirects() -> ResponseReturnValue:
    current_editor()
    lines = ImportForm()
    if lines.validate():
        try:
            with transaction(db.session()) as session:
                number = keeping.import_lines(
                    session, lines.lines.data or "", at=utcnow()
                )
                label = counted(number, "redirect")
                note_deed(session, Verb.CREATED, Matter.REDIRECT, label)
        except DomainError as refusal:
            lines.refuse(refusal)
        else:
            flash(f"{counted(number, 'old address', 'old addresses')} taken over.")
            return _back()
    return _show(RedirectForm(formdata=None), lines), HTTPStatus.UNPROCESSABLE_ENTITY


@bp.post("/redirects/<int:redirect_id>/delete")
def delete_redirect(redirect_id: int) -> ResponseReturnValue:
    current_editor()
    with transaction(db.session()) as session:
        known = redirect_id <= BIGGEST_ID and keeping.remove_redirect(
            session, redirect_id
        )
        if not known:
            abort(HTTPStatus.NOT_FOUND)
        label = f"the redirect of {known.path} to {known.target}"
        note_deed(session, Verb.DELETED, Matter.REDIRECT, label)
    flash(f"{known.path} leads nowhere now. It led to {known.target}.")
    return _back()


def _refuse_what_answers(typed: str) -> None:
    """Refuse an address that the program itself answers, whatever there is."""
    path = read_path(typed)
    rules = current_app.url_map.bind("")
    try:
        _, values = rules.match(path.partition("?")[0], "GET")
    except RequestRedirect:
        values = {}
    except HTTPException:
        return
    if not values:
        raise RedirectRefusedError(
            f"The site has a page at “{path}”, and shows it rather than lead away.",
            field="path",
        )


def _back() -> ResponseReturnValue:
    return redirect(url_for("dashboard.list_redirects"), HTTPStatus.SEE_OTHER)


def _show(form: RedirectForm, lines: ImportForm) -> str:
    session, number = db.session(), page_number()
    offset = (number - 1) * ROWS_PER_PAGE
    rows = keeping.list_redirects(session, limit=ROWS_PER_PAGE, offset=offset)
    return render_desk(
        "dashboard/list_redirects.html",
        form=form,
        lines=lines,
        page=Page(rows, number, ROWS_PER_PAGE, keeping.count_redirects(session)),
    )

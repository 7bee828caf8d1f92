"""Where those who decide about comments keep replies that they use often."""

from http import HTTPStatus

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session
from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from reviewblog.comments.canned import (
    LONGEST_NAME,
    LONGEST_TEXT,
    CannedReply,
    CannedReplyRefusedError,
    keep_canned,
    list_canned,
)
from reviewblog.db import transaction
from reviewblog.extensions import db
from reviewblog.web.body_form import as_line, as_text
from reviewblog.web.dashboard.blueprint import bp
from reviewblog.web.dashboard.desk_page import render_desk
from reviewblog.web.dashboard.loading import BIGGEST_ID
from reviewblog.web.identity import current_account


class CannedReplyForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """A name for the menu, and the text."""

    name = StringField(
        "Name",
        description="As it stands in the menu beside a reply.",
        filters=[as_line],
        validators=[
            InputRequired("Please give it a name."),
            Length(max=LONGEST_NAME, message=f"{LONGEST_NAME} characters at most."),
        ],
    )
    body = TextAreaField(
        "Text",
        description="{name} becomes the name of who is answered, {title} the title"
        " of the review. You can change everything before it is sent.",
        filters=[as_text],
        validators=[
            InputRequired("Please write the text."),
            Length(max=LONGEST_TEXT, message=f"{LONGEST_TEXT:,} characters at most."),
        ],
    )


@bp.get("/comments/replies/")
def list_canned_replies() -> ResponseReturnValue:
    _check_role()
    return _show(CannedReplyForm())


@bp.post("/comments/replies/")
def create_canned_reply() -> ResponseReturnValue:
    _check_role()
    return _keep(CannedReplyForm(), None)


@bp.get("/comments/replies/<int:reply_id>")
def edit_canned_reply(reply_id: int) -> ResponseReturnValue:
    reply = _get_or_404(db.session(), reply_id)
    return _show(CannedReplyForm(obj=reply), reply)


@bp.post("/comments/replies/<int:reply_id>")
def update_canned_reply(reply_id: int) -> ResponseReturnValue:
    _get_or_404(db.session(), reply_id)
    return _keep(CannedReplyForm(), reply_id)


@bp.post("/comments/replies/<int:reply_id>/deletion")
def delete_canned_reply(reply_id: int) -> ResponseReturnValue:
    with transaction(db.session()) as session:
        reply = _get_or_404(session, reply_id)
        session.delete(reply)
    flash(f"“{reply.name}” is gone.")
    return redirect(url_for("dashboard.list_canned_replies"), HTTPStatus.SEE_OTHER)


def _keep(form: CannedReplyForm, reply_id: int | None) -> ResponseReturnValue:
    if not form.validate():
        return _show_again(form, reply_id)
    name, body = form.name.data or "", form.body.data or ""
    try:
        with transaction(db.session()) as session:
            known = None if reply_id is None else _get_or_404(session, reply_id)
            kept = keep_canned(session, name, body, known=known)
    except CannedReplyRefusedError as refusal:
        form.name.errors = [str(refusal)]
        return _show_again(form, reply_id)
    flash(f"“{kept.name}” is kept.")
    return redirect(url_for("dashboard.list_canned_replies"), HTTPStatus.SEE_OTHER)


def _show_again(form: CannedReplyForm, reply_id: int | None) -> ResponseReturnValue:
    known = None if reply_id is None else _get_or_404(db.session(), reply_id)
    return _show(form, known), HTTPStatus.UNPROCESSABLE_ENTITY


def _show(form: CannedReplyForm, editing: CannedReply | None = None) -> str:
    return render_desk(
        "dashboard/list_canned_replies.html",
        form=form,
        editing=editing,
        replies=list_canned(db.session()),
    )


def _check_role() -> None:
    if not current_account().may_moderate:
        abort(HTTPStatus.FORBIDDEN)


def _get_or_404(session: Session, reply_id: int) -> CannedReply:
    _check_role()
    if reply_id > BIGGEST_ID:
        abort(HTTPStatus.NOT_FOUND)
    return session.get(CannedReply, reply_id) or abort(HTTPStatus.NOT_FOUND)

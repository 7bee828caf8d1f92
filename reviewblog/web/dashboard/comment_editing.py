"""Where somebody of the house changes a reader's words, and says so."""

from http import HTTPStatus

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session
from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from reviewblog.clock import utcnow
from reviewblog.comments.errors import BodyRefusedError
from reviewblog.comments.models import Comment
from reviewblog.comments.queries import find_for_decision
from reviewblog.comments.rewriting import (
    LONGEST_NOTE,
    Rewriting,
    fold_comment,
    restore_original,
    rewrite_comment,
)
from reviewblog.db import transaction
from reviewblog.extensions import db
from reviewblog.web.body_form import as_line, as_text
from reviewblog.web.dashboard.blueprint import bp
from reviewblog.web.dashboard.desk_page import render_desk
from reviewblog.web.dashboard.loading import BIGGEST_ID
from reviewblog.web.identity import current_account


class RewritingForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """A reader's text, and why it is changed."""

    body = TextAreaField("The comment", filters=[as_text])
    note = StringField(
        "Why, for all to read",
        description="It stands beside the comment: “edited by the site: …”.",
        filters=[as_line],
        validators=[
            InputRequired("Please say why, such as: a telephone number removed."),
            Length(max=LONGEST_NOTE, message=f"{LONGEST_NOTE} characters at most."),
        ],
    )


@bp.get("/comments/<int:comment_id>/edit")
def edit_comment(comment_id: int) -> ResponseReturnValue:
    comment = _get_or_404(db.session(), comment_id)
    form = RewritingForm(body=comment.body, note=comment.edit_note)
    return _show(comment, form)


@bp.post("/comments/<int:comment_id>/edit")
def update_comment(comment_id: int) -> ResponseReturnValue:
    form = RewritingForm()
    comment = _get_or_404(db.session(), comment_id)
    if not form.validate():
        return _show(comment, form), HTTPStatus.UNPROCESSABLE_ENTITY
    new = Rewriting(form.body.data or "", form.note.data or "")
    try:
        with transaction(db.session()) as session:
            found = rewrite_comment(
                session, comment_id, new, by=current_account(), at=utcnow()
            )
    except BodyRefusedError as refusal:
        form.body.errors = [str(refusal)]
        comment = _get_or_404(db.session(), comment_id)
        return _show(comment, form), HTTPStatus.UNPROCESSABLE_ENTITY
    return _back(found, "Changed the comment by {}.")


@bp.post("/comments/<int:comment_id>/fold")
def fold_as_spoiler(comment_id: int) -> ResponseReturnValue:
    _get_or_404(db.session(), comment_id)
    with transaction(db.session()) as session:
        found = fold_comment(session, comment_id, by=current_account(), at=utcnow())
    return _back(found, "The comment by {} is behind a spoiler now.")


@bp.post("/comments/<int:comment_id>/original")
def restore_comment_text(comment_id: int) -> ResponseReturnValue:
    _get_or_404(db.session(), comment_id)
    with transaction(db.session()) as session:
        found = restore_original(session, comment_id, by=current_account(), at=utcnow())
    return _back(found, "The comment by {} reads as its writer left it.")


def _show(comment: Comment, form: RewritingForm) -> str:
    return render_desk("dashboard/edit_comment.html", comment=comment, form=form)


def _back(comment: Comment | None, words: str) -> ResponseReturnValue:
    if comment is None:
        abort(HTTPStatus.NOT_FOUND)
    flash(words.format(comment.author_name))
    queue = url_for(
        "dashboard.list_comments",
        status=comment.status.value,
        _anchor=f"q-{comment.id}",
    )
    return redirect(queue, HTTPStatus.SEE_OTHER)


def _get_or_404(session: Session, comment_id: int) -> Comment:
    if comment_id > BIGGEST_ID:
        abort(HTTPStatus.NOT_FOUND)
    comment = find_for_decision(session, comment_id, by=current_account())
    return comment or abort(HTTPStatus.NOT_FOUND)

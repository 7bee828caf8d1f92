"""Readers change their minds: they edit a comment, or take it back."""

from http import HTTPStatus

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from reviewblog.clock import utcnow
from reviewblog.comments import editing
from reviewblog.comments.akismet.asking import ask_again
from reviewblog.comments.errors import CommentRefusedError
from reviewblog.comments.models import Comment, CommentStatus
from reviewblog.comments.openness import mode_of
from reviewblog.comments.queries import find_written
from reviewblog.db import transaction
from reviewblog.errors import LaterError
from reviewblog.extensions import db
from reviewblog.site.models import CommentMode
from reviewblog.web.comments.blueprint import COMMENT, bp
from reviewblog.web.comments.editor import EditorForm
from reviewblog.web.preview_budget import rendering_for_stranger
from reviewblog.web.refusals import refused
from reviewblog.web.site import current_site
from reviewblog.web.thread import address_of
from reviewblog.web.writer import visit_for_akismet, writer_token


@bp.get(f"{COMMENT}/edit")
def edit_comment(comment_id: int) -> ResponseReturnValue:
    comment = get_editable_or_404(db.session(), comment_id)
    form = EditorForm(comment, at=utcnow())
    editing.check_edit_time(comment, opened_at=form.opened_at, at=form.opened_at)
    return render_editor(comment, form)


@bp.post(f"{COMMENT}/edit")
def update_comment(comment_id: int) -> ResponseReturnValue:
    comment = get_editable_or_404(db.session(), comment_id)
    form = EditorForm(comment, request.form, at=utcnow())
    if request.form.get("action") == "preview":
        return preview_change(comment, form)
    if not form.validate():
        return render_editor(comment, form), HTTPStatus.UNPROCESSABLE_ENTITY
    now = utcnow()
    try:
        with rendering_for_stranger(), transaction(db.session()) as session:
            comment = get_editable_or_404(session, comment_id, to_change=True)
            editing.edit_comment(
                session,
                comment,
                form.body.data or "",
                opened_at=form.opened_at,
                at=now,
            )
            ask_again(session, comment, visit_for_akismet(), at=now)
    except (CommentRefusedError, LaterError) as refusal:
        # Undoing the transaction has let the comment go.
        comment = get_editable_or_404(db.session(), comment_id)
        return show_refusal(comment, form, refusal)
    return redirect(place_of(comment), HTTPStatus.SEE_OTHER)


def show_refusal(
    comment: Comment, form: EditorForm, refusal: CommentRefusedError | LaterError
) -> ResponseReturnValue:
    """Give the change back as typed, and say why it was not taken."""
    form.refuse(refusal)
    return refused(render_editor(comment, form), refusal)


def preview_change(comment: Comment, form: EditorForm) -> ResponseReturnValue:
    """Show how it would look, within what one address may cause."""
    try:
        with rendering_for_stranger():
            can_show = form.show_preview()
    except LaterError as refusal:
        return show_refusal(comment, form, refusal)
    status = HTTPStatus.OK if can_show else HTTPStatus.UNPROCESSABLE_ENTITY
    return render_editor(comment, form), status


@bp.get(f"{COMMENT}/withdrawal")
def show_withdrawal(comment_id: int) -> ResponseReturnValue:
    comment = get_editable_or_404(db.session(), comment_id)
    return render_template("comments/show_withdrawal.html", comment=comment)


@bp.post(f"{COMMENT}/withdrawal")
def create_withdrawal(comment_id: int) -> ResponseReturnValue:
    with transaction(db.session()) as session:
        comment = get_written_or_404(session, comment_id, to_change=True)
        editing.withdraw_comment(session, comment, at=utcnow())
    flash("Your comment is erased.")
    return redirect(place_of(comment), HTTPStatus.SEE_OTHER)


def get_written_or_404(
    session: Session, comment_id: int, *, to_change: bool = False
) -> Comment:
    """Load a comment for the browser that wrote it, whatever became of it."""
    comment = find_written(session, comment_id, writer_token(), to_change=to_change)
    return comment or abort(HTTPStatus.NOT_FOUND)


def get_editable_or_404(
    session: Session, comment_id: int, *, to_change: bool = False
) -> Comment:
    """Load a comment for its writer, unless somebody has put it away."""
    comment = get_written_or_404(session, comment_id, to_change=to_change)
    if comment.status is not CommentStatus.APPROVED and not comment.is_undecided:
        abort(HTTPStatus.NOT_FOUND)
    return comment


def render_editor(comment: Comment, form: EditorForm) -> str:
    """Show the editor, which says what becomes of a change."""
    mode = mode_of(comment.review, current_site(), at=utcnow())
    return render_template(
        "comments/edit_comment.html",
        comment=comment,
        form=form,
        waits_again=mode in {CommentMode.HOLD_ALL, CommentMode.CLOSED},
    )


def place_of(comment: Comment) -> str:
    """Return where a comment stands, or stood."""
    if not comment.review.is_public(at=utcnow()):
        return url_for("public.show_home")
    return address_of(
        db.session(), comment.review, comment.id, writer_token=writer_token()
    )

"""What stands around a comment: its talk, and all that its sender has sent."""

from http import HTTPStatus

from flask import abort, redirect, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from sqlalchemy.orm import Session

from reviewblog.clock import utcnow
from reviewblog.comments.conversation import conversation_around
from reviewblog.comments.models import Comment
from reviewblog.comments.queries import find_for_decision
from reviewblog.comments.senders import History, delete_all_of_sender, histories_of
from reviewblog.db import transaction
from reviewblog.extensions import db
from reviewblog.text.markup import safe
from reviewblog.web.dashboard.blueprint import bp
from reviewblog.web.dashboard.comments import leave_toast
from reviewblog.web.dashboard.desk_page import render_desk
from reviewblog.web.dashboard.loading import BIGGEST_ID
from reviewblog.web.dashboard.moderating import Outcome
from reviewblog.web.dashboard.queue_filter import STATUS_NAMES
from reviewblog.web.identity import current_account
from reviewblog.web.wording import counted


@bp.get("/comments/<int:comment_id>/thread/")
def show_conversation(comment_id: int) -> ResponseReturnValue:
    account = current_account()
    if comment_id > BIGGEST_ID:
        abort(HTTPStatus.NOT_FOUND)
    turns = conversation_around(db.session(), comment_id, by=account)
    if not turns:
        abort(HTTPStatus.NOT_FOUND)
    return render_desk(
        "dashboard/show_conversation.html",
        turns=turns,
        comment_id=comment_id,
        names=STATUS_NAMES,
        text_of=_text_of,
    )


@bp.get("/comments/<int:comment_id>/sender/deletion")
def show_sender_deletion(comment_id: int) -> ResponseReturnValue:
    comment = _get_sent_or_404(db.session(), comment_id)
    known = histories_of(db.session(), [comment_id], by=current_account())
    return render_desk(
        "dashboard/delete_sender.html",
        comment=comment,
        # Of nobody known there is this one comment.
        history=known.get(comment_id) or History(waiting=1),
    )


@bp.post("/comments/<int:comment_id>/sender/deletion")
def delete_sender(comment_id: int) -> ResponseReturnValue:
    account, at = current_account(), utcnow()
    with transaction(db.session()) as session:
        comment = _get_sent_or_404(session, comment_id)
        gone = delete_all_of_sender(session, comment, by=account, at=at)
    words = f"Deleted {counted(len(gone), 'comment')}." if gone else "Nothing was left."
    leave_toast(Outcome(words, can_undo=bool(gone)), at=at)
    page = url_for("dashboard.list_comments", status="any", sender=comment_id)
    return redirect(page, HTTPStatus.SEE_OTHER)


def _get_sent_or_404(session: Session, comment_id: int) -> Comment:
    account = current_account()
    if not account.may_moderate:
        abort(HTTPStatus.FORBIDDEN)
    if comment_id > BIGGEST_ID:
        abort(HTTPStatus.NOT_FOUND)
    comment = find_for_decision(session, comment_id, by=account)
    if comment is None or comment.account_id is not None:
        abort(HTTPStatus.NOT_FOUND)
    return comment


def _text_of(comment: Comment) -> Markup:
    return safe(comment.body_html)

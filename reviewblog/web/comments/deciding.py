"""The links of a mail by which a moderator decides about a comment."""

from http import HTTPStatus

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from reviewblog.clock import utcnow
from reviewblog.comments.mail_decisions import (
    MailedDecision,
    decide_by_mail,
    find_mailed_decision,
)
from reviewblog.db import transaction
from reviewblog.extensions import db
from reviewblog.web.comments.blueprint import bp, settings
from reviewblog.web.moments import as_moment


@bp.get("/comments/decide/<token>")
def show_mailed_decision(token: str) -> ResponseReturnValue:
    return render_decision(get_mailed_decision_or_404(db.session(), token))


@bp.post("/comments/decide/<token>")
def create_mailed_decision(token: str) -> ResponseReturnValue:
    read_at = as_moment(request.form.get("read_at", ""))
    with transaction(db.session()) as session:
        asked = get_mailed_decision_or_404(session, token)
        is_done = asked.is_open and decide_by_mail(
            session, asked, read_at=read_at, at=utcnow()
        )
    asked = get_mailed_decision_or_404(db.session(), token)
    page = render_decision(asked, is_done=is_done, is_changed=asked.is_open)
    return page, HTTPStatus.CONFLICT if asked.is_open else HTTPStatus.OK


def get_mailed_decision_or_404(session: Session, token: str) -> MailedDecision:
    """Read a link; one that is over, or whose holder is not in charge, is no page."""
    asked = find_mailed_decision(
        session, token, secret=settings().secret_key, at=utcnow()
    )
    return asked or abort(HTTPStatus.NOT_FOUND)


def render_decision(
    asked: MailedDecision, *, is_done: bool = False, is_changed: bool = False
) -> str:
    """Show the comment, and the one button or what was decided."""
    return render_template(
        "comments/show_mailed_decision.html",
        asked=asked,
        comment=asked.comment,
        read_at=int(utcnow().timestamp()),
        is_done=is_done,
        is_changed=is_changed,
    )

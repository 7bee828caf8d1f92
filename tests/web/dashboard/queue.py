"""What the tests of the queue have in common."""

from typing import Any

from flask.testing import FlaskClient
from lxml import html
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from reviewblog.comments.models import Comment, CommentStatus

QUEUE = "/dashboard/comments/"


def order(
    desk: FlaskClient, action: str, *comments: Comment, **typed: Any
) -> TestResponse:
    """Send what a button of the queue sends."""
    ids = [str(comment.id) for comment in comments]
    return desk.post(QUEUE, data={"action": action, "comment_id": ids} | typed)


def statuses(session: Session) -> list[CommentStatus]:
    session.rollback()
    return list(session.scalars(select(Comment.status).order_by(Comment.id)))


def toast_of(page: TestResponse) -> str:
    toasts = html.fromstring(page.text).cssselect(".toast:not([data-toast]) span")
    return " ".join(toast.text_content() for toast in toasts)

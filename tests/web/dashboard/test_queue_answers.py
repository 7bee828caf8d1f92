"""What the script of the queue is told, which decides without leaving the page."""

from http import HTTPStatus

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from reviewblog.clock import utcnow
from reviewblog.comments.models import Comment, CommentStatus
from tests.factories import make_comment
from tests.web.dashboard.queue import QUEUE, statuses, toast_of

ASKS = {"Accept": "application/json"}


def ask(desk: FlaskClient, action: str, **typed: object) -> TestResponse:
    return desk.post(QUEUE, data={"action": action} | typed, headers=ASKS)


def test_a_script_is_told_what_has_moved(desk: FlaskClient, session: Session) -> None:
    comment = make_comment(session)

    answer = ask(desk, "spam", comment_id=comment.id)

    assert answer.status_code == HTTPStatus.OK
    assert answer.json is not None
    assert answer.json["said"] == "Marked the comment by Ada as spam."
    assert answer.json["moved"] == [
        {"comment": comment.id, "before": "pending", "after": "spam"}
    ]
    assert toast_of(desk.get(QUEUE)) == ""


def test_a_script_is_told_what_an_answer_has_moved(
    desk: FlaskClient, session: Session
) -> None:
    """The comment that is approved by it, and the answer itself, which is public."""
    comment = make_comment(session)

    answer = ask(desk, "reply", comment_id=comment.id, reply_body="Thank you.").json

    reply = session.scalars(select(Comment).where(Comment.id != comment.id)).one()
    assert answer is not None
    assert answer["moved"] == [
        {"comment": comment.id, "before": "pending", "after": "approved"},
        {"comment": reply.id, "before": None, "after": "approved"},
    ]
    assert answer["undo"] == []


def test_a_script_undoes_by_what_it_was_told(
    desk: FlaskClient, session: Session
) -> None:
    comment = make_comment(session)
    told = ask(desk, "approve", comment_id=comment.id).json
    assert told is not None

    answer = ask(desk, "undo", decision_id=told["undo"])

    assert answer.json is not None
    assert answer.json["undo"] == []
    assert statuses(session) == [CommentStatus.PENDING]


def test_a_script_learns_what_was_rewritten(
    desk: FlaskClient, session: Session
) -> None:
    comment = make_comment(session, edited_at=utcnow())

    answer = ask(desk, "approve", comment_id=comment.id, read_at="1")

    assert answer.json is not None
    assert answer.json["left"] == [comment.id]
    assert statuses(session) == [CommentStatus.PENDING]


def test_a_script_is_refused_in_words(desk: FlaskClient) -> None:
    answer = ask(desk, "publish", comment_id="1")

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert answer.json == {"said": "That cannot be done to a comment. Press a button."}

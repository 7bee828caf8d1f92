"""What a moderator's form asks for, done and said in words."""

from datetime import timedelta
from http import HTTPStatus

import pytest
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Account
from reviewblog.clock import utcnow
from reviewblog.comments.models import CommentStatus, Decision
from tests.clients import fields_of
from tests.factories import (
    LONG_AGO,
    make_comment,
    make_review,
)
from tests.web.dashboard.queue import QUEUE, order, statuses, toast_of

PENDING, APPROVED = CommentStatus.PENDING, CommentStatus.APPROVED
SPAM, DELETED = CommentStatus.SPAM, CommentStatus.DELETED


@pytest.mark.parametrize(
    ("action", "after", "said"),
    [
        ("approve", APPROVED, "Approved the comment by Ada."),
        ("spam", SPAM, "Marked the comment by Ada as spam."),
        ("delete", DELETED, "Deleted the comment by Ada."),
    ],
)
def test_decide_comments_does_it_and_says_so(
    desk: FlaskClient,
    session: Session,
    action: str,
    after: CommentStatus,
    said: str,
) -> None:
    comment = make_comment(session)

    response = order(desk, action, comment)

    page = desk.get(response.location)
    assert response.status_code == HTTPStatus.SEE_OTHER
    assert response.location == f"{QUEUE}?status=pending&page=1"
    assert statuses(session) == [after]
    assert toast_of(page) == said
    assert toast_of(desk.get(QUEUE)) == ""


def test_decide_comments_takes_many_at_once(
    desk: FlaskClient, session: Session
) -> None:
    comments = [make_comment(session) for _ in "abcd"]

    response = order(desk, "approve", *comments[:3])

    assert statuses(session) == [APPROVED, APPROVED, APPROVED, PENDING]
    assert toast_of(desk.get(response.location)) == "Approved 3 comments."


def test_an_approved_comment_can_be_put_back_to_wait(
    desk: FlaskClient, session: Session
) -> None:
    order(desk, "hold", make_comment(session, status=APPROVED))

    assert statuses(session) == [PENDING]


def test_restore_brings_a_comment_back_to_what_it_was(
    desk: FlaskClient, session: Session
) -> None:
    comment = make_comment(session)
    order(desk, "approve", comment)
    order(desk, "delete", comment)

    response = order(desk, "restore", comment)

    assert statuses(session) == [APPROVED]
    assert "Restored the comment by Ada." in desk.get(response.location).text


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"action": "approve"},
        {"action": "undo"},
        {"action": "reply"},
        {"action": "publish", "comment_id": "1"},
        {"action": "", "comment_id": "1"},
        {"comment_id": "1"},
    ],
)
def test_an_unclear_order_is_refused_in_words(
    desk: FlaskClient, session: Session, typed: dict[str, str]
) -> None:
    make_comment(session, id=1)

    response = desk.post(QUEUE, data=typed)

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert html.fromstring(response.text).cssselect(".note--bad[role=alert]")
    assert statuses(session) == [PENDING]


@pytest.mark.parametrize(
    "ids", [["999"], ["x"], [""], ["0"], ["-1"], [str(10**30)], ["\x00"], ["1.5"]]
)
@pytest.mark.parametrize("action", ["approve", "restore", "undo"])
def test_ids_of_nothing_are_ignored(
    desk: FlaskClient, session: Session, action: str, ids: list[str]
) -> None:
    comment = make_comment(session)

    response = desk.post(
        QUEUE, data={"action": action, "comment_id": ids, "decision_id": ids}
    )

    assert response.status_code == HTTPStatus.SEE_OTHER
    assert statuses(session) == [PENDING]
    assert "Nothing has changed" in desk.get(response.location).text
    assert comment.id


def test_what_is_there_is_done_beside_what_is_not(
    desk: FlaskClient, session: Session
) -> None:
    comment = make_comment(session)

    desk.post(
        QUEUE, data={"action": "approve", "comment_id": ["x", str(comment.id), "999"]}
    )

    assert statuses(session) == [APPROVED]


@pytest.mark.parametrize(
    ("content_type", "data"),
    [
        ("application/json", b"[1]"),
        ("multipart/form-data", b"x"),
        ("application/x-www-form-urlencoded", b"\xff\x00&action=%00&comment_id=%ff"),
    ],
)
def test_garbage_is_refused(desk: FlaskClient, content_type: str, data: bytes) -> None:
    response = desk.post(QUEUE, data=data, content_type=content_type)

    assert response.status_code in {
        HTTPStatus.UNPROCESSABLE_ENTITY,
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    }


def test_reply_approves_and_answers(
    desk: FlaskClient, client: FlaskClient, session: Session, owner: Account
) -> None:
    review = make_review(session, author=owner)
    comment = make_comment(session, review=review)

    response = order(desk, "reply", comment, reply_body=" You are *kind*. ")

    page = client.get(f"/reviews/{review.slug}/").text
    assert response.status_code == HTTPStatus.SEE_OTHER
    assert (
        toast_of(desk.get(response.location))
        == "Approved and answered the comment by Ada."
    )
    assert statuses(session) == [APPROVED, APPROVED]
    assert "<p>You are <em>kind</em>.</p>" in page
    assert "The critic" in page


@pytest.mark.parametrize(
    ("reply_body", "message"),
    [
        ("", "Please write something first."),
        ("x" * 10_001, "this one has 10,001"),
        ("\u200b", "Nothing of this would show."),
    ],
)
def test_a_reply_that_cannot_be_taken_is_given_back(
    desk: FlaskClient, session: Session, reply_body: str, message: str
) -> None:
    comment = make_comment(session)

    response = order(desk, "reply", comment, reply_body=reply_body)

    page = html.fromstring(response.text)
    (box,) = page.cssselect(f"#reply-{comment.id}[aria-invalid=true]")
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert message in response.text
    assert page.cssselect("details[open] textarea") == [box]
    assert (box.text or "").strip() == reply_body
    assert statuses(session) == [PENDING]


def test_a_reply_to_what_is_gone_is_given_back(
    desk: FlaskClient, session: Session
) -> None:
    comment = make_comment(session, status=DELETED, withdrawn_at=LONG_AGO)

    response = order(desk, "reply", comment, reply_body="Well said.")

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "is not there any more" in response.text
    assert "Well said." in response.text


@pytest.mark.parametrize("action", ["approve", "reply"])
def test_nobody_approves_what_was_rewritten_meanwhile(
    desk: FlaskClient, session: Session, action: str
) -> None:
    comment = make_comment(session)
    fields = fields_of(desk.get(QUEUE), ".q form")
    comment.edited_at = utcnow() + timedelta(seconds=2)
    session.commit()

    response = desk.post(
        QUEUE, data=fields | {"action": action, "reply_body": "Thank you."}
    )

    page = desk.get(response.location) if response.location else response
    assert "A writer has changed the comment by Ada since you read it." in page.text
    assert statuses(session) == [PENDING]


def test_what_was_not_rewritten_is_approved_beside_it(
    desk: FlaskClient, session: Session
) -> None:
    calm = make_comment(session)
    hasty = make_comment(session, edited_at=utcnow() + timedelta(seconds=2))

    order(desk, "approve", calm, hasty, read_at=int(utcnow().timestamp()))

    assert statuses(session) == [APPROVED, PENDING]


@pytest.mark.parametrize("read_at", ["", "x", "-1", "9" * 10, "9" * 40, "\u0663"])
def test_nonsense_about_the_time_of_reading_is_ignored(
    desk: FlaskClient, session: Session, read_at: str
) -> None:
    comment = make_comment(session)

    order(desk, "approve", comment, read_at=read_at)

    assert statuses(session) == [APPROVED]


def test_spam_may_be_thrown_out_unread(desk: FlaskClient, session: Session) -> None:
    comment = make_comment(session, edited_at=utcnow() + timedelta(seconds=2))

    order(desk, "spam", comment, read_at=int(utcnow().timestamp()))

    assert statuses(session) == [SPAM]


def test_every_decision_is_logged_with_who_and_when(
    desk: FlaskClient, session: Session, owner: Account
) -> None:
    comment = make_comment(session)

    order(desk, "approve", comment)
    order(desk, "spam", comment)

    log = session.scalars(select(Decision).order_by(Decision.id)).all()
    assert [(one.before, one.after) for one in log] == [
        (PENDING, APPROVED),
        (APPROVED, SPAM),
    ]
    assert {one.account_id for one in log} == {owner.id}
    assert log[0].decided_at < log[1].decided_at

"""A reader edits a comment."""

from datetime import datetime
from http import HTTPStatus
from itertools import count

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from reviewblog.clock import utcnow
from reviewblog.comments.models import Comment, CommentStatus, Lesson
from reviewblog.site.models import CommentMode
from reviewblog.tokens import new_token
from reviewblog.web.preview_budget import PreviewBudget
from reviewblog.web.stamps import editor_stamp
from tests.clients import fields_of, submit
from tests.factories import make_account, make_review
from tests.web.comments.conftest import stored
from tests.web.comments.written import MINUTE, browser_of_writer, write


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """The browser in which the comment was written."""
    return browser_of_writer(app)


def stamp_of(app: Flask, comment: Comment, opened_at: datetime) -> str:
    with app.app_context():
        return editor_stamp(comment.id, opened_at=opened_at)


def test_edit_comment_opens_with_the_text(
    client: FlaskClient, session: Session
) -> None:
    comment = write(session, body="Ill & *ailing*.")

    page = client.get(f"/comments/{comment.id}/edit")

    assert page.status_code == HTTPStatus.OK
    assert page.headers["Cache-Control"] == "private, no-store"
    assert fields_of(page)["body"].strip() == "Ill & *ailing*."


def test_update_comment_changes_the_text_and_says_so(
    client: FlaskClient, session: Session
) -> None:
    comment = write(session)

    response = submit(client, f"/comments/{comment.id}/edit", body="I *cried*.")

    page = client.get(response.location).text
    assert response.status_code == HTTPStatus.SEE_OTHER
    assert response.location == f"/reviews/{comment.review.slug}/#comment-{comment.id}"
    assert stored(session)[0].body == "I *cried*."
    assert "<p>I <em>cried</em>.</p>" in page
    assert "edited" in page


def test_update_comment_sends_an_approved_one_back_to_wait(
    app: Flask, client: FlaskClient, session: Session
) -> None:
    review = make_review(session, comment_count=1)
    comment = write(session, review=review, status=CommentStatus.APPROVED)
    page = client.get(f"/comments/{comment.id}/edit")

    submit(client, f"/comments/{comment.id}/edit", body="Buy watches.")

    session.refresh(review)
    assert "it waits again" in page.text
    assert "Buy watches." not in app.test_client().get(f"/reviews/{review.slug}/").text
    assert stored(session)[0].status is CommentStatus.PENDING
    assert review.comment_count == 0


def test_a_harmless_change_stays_public_where_the_rules_decide(
    app: Flask, client: FlaskClient, session: Session
) -> None:
    review = make_review(session, comment_mode=CommentMode.RULES)
    comment = write(session, review=review, status=CommentStatus.APPROVED)
    page = client.get(f"/comments/{comment.id}/edit")

    submit(client, f"/comments/{comment.id}/edit", body="I cried twice.")

    assert "it may have to wait" in page.text
    assert "I cried twice." in app.test_client().get(f"/reviews/{review.slug}/").text


def test_saving_costs_what_a_preview_costs(
    app: Flask,
    client: FlaskClient,
    session: Session,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ticks = count()
    dear = PreviewBudget(clock=lambda: 0.0, stopwatch=lambda: float(next(ticks)))
    monkeypatch.setitem(app.extensions, "preview_budget", dear)
    edit = f"/comments/{write(session).id}/edit"

    answers = [submit(client, edit, body=f"Thought {number}") for number in range(4)]

    assert [answer.status_code for answer in answers] == [303, 303, 303, 429]
    assert fields_of(answers[3])["body"].strip() == "Thought 3"
    assert answers[3].headers["Retry-After"] == "60"
    assert stored(session)[0].body == "Thought 2"


def test_what_the_rules_took_for_spam_looks_like_waiting_to_its_writer(
    app: Flask, client: FlaskClient, session: Session
) -> None:
    comment = write(session, status=CommentStatus.SPAM)
    page = f"/reviews/{comment.review.slug}/"

    own, others = client.get(page).text, app.test_client().get(page).text
    edited = submit(client, f"/comments/{comment.id}/edit", body="I cried.")

    assert "Waiting for the critic to read it." in own
    assert "I laughed all the way." in own
    assert "I laughed all the way." not in others
    assert edited.location == f"{page}#comment-{comment.id}"
    assert stored(session)[0].status is CommentStatus.SPAM


def test_the_critic_is_not_told_to_wait(client: FlaskClient, session: Session) -> None:
    critic = make_account(session)
    comment = write(session, status=CommentStatus.APPROVED, account_id=critic.id)

    page = client.get(f"/comments/{comment.id}/edit")
    submit(client, f"/comments/{comment.id}/edit", body="Better put.")

    assert "it waits again" not in page.text
    assert stored(session)[0].status is CommentStatus.APPROVED


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("", "Please write something first."),
        ("x" * 10_001, "this one has 10,001"),
        ("\u200b", "Nothing of this would show."),
    ],
)
def test_update_comment_says_what_is_wrong_and_keeps_what_was_typed(
    client: FlaskClient, session: Session, body: str, message: str
) -> None:
    comment = write(session)

    response = submit(client, f"/comments/{comment.id}/edit", body=body)

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert message in response.text
    assert fields_of(response)["body"].strip() == body
    assert stored(session)[0].edited_at is None


@pytest.mark.parametrize("data", [b"[1]", b"\xff\x00"])
@pytest.mark.parametrize("kind", ["application/json", "multipart/form-data"])
def test_update_comment_takes_garbage_for_an_empty_form(
    client: FlaskClient, session: Session, data: bytes, kind: str
) -> None:
    comment = write(session)

    response = client.post(f"/comments/{comment.id}/edit", data=data, content_type=kind)

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_a_change_is_looked_at_first(client: FlaskClient, session: Session) -> None:
    comment = write(session)

    response = submit(
        client, f"/comments/{comment.id}/edit", body="I *cried*.", action="preview"
    )

    assert response.status_code == HTTPStatus.OK
    assert "<p>I <em>cried</em>.</p>" in response.text
    assert fields_of(response)["body"].strip() == "I *cried*."
    assert stored(session)[0].edited_at is None


def test_an_empty_change_cannot_be_looked_at(
    client: FlaskClient, session: Session
) -> None:
    comment = write(session)

    response = submit(client, f"/comments/{comment.id}/edit", body="", action="preview")

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert response.text.count("Please write something first.") == 1


def test_an_editor_opened_in_time_is_good_for_fifteen_minutes(
    app: Flask, client: FlaskClient, session: Session
) -> None:
    comment = write(session, minutes_ago=25)
    stamp = stamp_of(app, comment, utcnow() - 14 * MINUTE)

    response = client.post(
        f"/comments/{comment.id}/edit", data={"body": "In time.", "stamp": stamp}
    )

    assert response.status_code == HTTPStatus.SEE_OTHER
    assert stored(session)[0].body == "In time."


@pytest.mark.parametrize("opened_minutes_ago", [16, 5, None])
def test_a_change_that_comes_too_late_is_given_back(
    app: Flask, client: FlaskClient, session: Session, opened_minutes_ago: int | None
) -> None:
    comment = write(session, minutes_ago=25)
    stamp = (
        stamp_of(app, comment, utcnow() - opened_minutes_ago * MINUTE)
        if opened_minutes_ago
        else "forged.by.ada"
    )

    response = client.post(
        f"/comments/{comment.id}/edit", data={"body": "Too late.", "stamp": stamp}
    )

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "The fifteen minutes for changes are over." in response.text
    assert "Too late." in response.text
    assert stored(session)[0].body == "I laughed all the way."


def test_a_stamp_is_for_one_comment(
    app: Flask, client: FlaskClient, session: Session
) -> None:
    comment, other = write(session, minutes_ago=25), write(session)
    stamp = stamp_of(app, other, utcnow() - 14 * MINUTE)

    response = client.post(
        f"/comments/{comment.id}/edit", data={"body": "Mine.", "stamp": stamp}
    )

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_edit_comment_does_not_open_after_fifteen_minutes(
    client: FlaskClient, session: Session
) -> None:
    comment = write(session, minutes_ago=16)

    response = client.get(f"/comments/{comment.id}/edit")

    assert response.status_code == HTTPStatus.CONFLICT
    assert "The fifteen minutes for changes are over." in response.text


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("what", ["edit", "withdrawal"])
def test_a_comment_is_its_writers_business_only(
    app: Flask, session: Session, method: str, what: str
) -> None:
    comment = write(session, status=CommentStatus.APPROVED)
    stranger, somebody = app.test_client(), app.test_client()
    somebody.set_cookie("reviewblog_writer", new_token())

    answers = [
        client.open(f"/comments/{comment.id}/{what}", method=method)
        for client in (stranger, somebody)
    ]

    assert [answer.status_code for answer in answers] == [HTTPStatus.NOT_FOUND] * 2
    assert stored(session)[0].body == "I laughed all the way."


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("what", ["edit", "withdrawal"])
@pytest.mark.parametrize("comment_id", ["999", "0", str(2**31), str(10**30), "x", "-1"])
def test_there_is_no_such_comment(
    client: FlaskClient, method: str, what: str, comment_id: str
) -> None:
    answer = client.open(f"/comments/{comment_id}/{what}", method=method)

    # Werkzeug looks at the rule of the other method before it looks at the number.
    assert answer.status_code in {HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED}


@pytest.mark.parametrize("status", [CommentStatus.SPAM, CommentStatus.DELETED])
def test_what_was_put_away_cannot_be_edited(
    client: FlaskClient, session: Session, status: CommentStatus
) -> None:
    comment = write(session, status=status, taught=Lesson.SPAM)

    pages = [
        client.get(f"/comments/{comment.id}/edit"),
        client.post(f"/comments/{comment.id}/edit", data={"body": "Again."}),
        client.get(f"/comments/{comment.id}/withdrawal"),
    ]

    assert [page.status_code for page in pages] == [HTTPStatus.NOT_FOUND] * 3
    assert stored(session)[0].body == "I laughed all the way."

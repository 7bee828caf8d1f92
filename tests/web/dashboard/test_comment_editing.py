"""Changing a reader's words at the desk."""

from http import HTTPStatus

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Role
from reviewblog.comments.models import CommentStatus
from reviewblog.reviews.models import Review
from tests.clients import fields_of, sign_in
from tests.factories import make_account, make_comment
from tests.web.dashboard.queue import QUEUE

APPROVED = CommentStatus.APPROVED


def test_a_change_is_public_with_its_reason(
    desk: FlaskClient, client: FlaskClient, session: Session
) -> None:
    comment = make_comment(session, status=APPROVED)
    page = f"{QUEUE}{comment.id}/edit"
    typed = fields_of(desk.get(page)) | {"body": "Laughed.", "note": "a number removed"}

    answer = desk.post(page, data=typed)

    session.refresh(comment)
    slug = session.get_one(Review, comment.review_id).slug
    public = client.get(f"/reviews/{slug}/").text
    assert answer.status_code == HTTPStatus.SEE_OTHER
    assert "edited by the site: a number removed" in public
    assert "I laughed all the way." not in public
    assert "I laughed all the way." in desk.get(page).text


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"body": "Kept.", "note": ""}, "note"),
        ({"body": "Kept.", "note": "x" * 121}, "note"),
        ({"body": "", "note": "why"}, "body"),
        ({"body": "x" * 10_001, "note": "why"}, "body"),
    ],
)
def test_what_is_missing_is_said_at_its_field(
    desk: FlaskClient, session: Session, typed: dict[str, str], field: str
) -> None:
    comment = make_comment(session)

    answer = desk.post(f"{QUEUE}{comment.id}/edit", data=typed)

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert html.fromstring(answer.text).cssselect(f"#{field}-errors[role=alert]")
    assert fields_of(answer)["body"] == typed["body"]
    session.rollback()
    session.refresh(comment)
    assert comment.body == "I laughed all the way."


def test_a_comment_is_folded_and_unfolded_with_one_press(
    desk: FlaskClient, session: Session
) -> None:
    comment = make_comment(session)

    desk.post(f"{QUEUE}{comment.id}/fold")
    session.rollback()
    session.refresh(comment)
    assert comment.is_folded
    assert "hidden as a spoiler" in desk.get(QUEUE).text

    desk.post(f"{QUEUE}{comment.id}/original")
    session.rollback()
    session.refresh(comment)
    assert comment.body == "I laughed all the way."


@pytest.mark.parametrize("what", ["edit", "fold", "original"])
def test_authors_change_only_what_is_on_their_reviews(
    app: Flask, session: Session, what: str
) -> None:
    comment = make_comment(session)
    browser = sign_in(
        app.test_client(), session, make_account(session, role=Role.AUTHOR)
    )

    answer = browser.post(
        f"{QUEUE}{comment.id}/{what}", data={"body": "Mine.", "note": "why"}
    )

    assert answer.status_code == HTTPStatus.NOT_FOUND
    session.rollback()
    session.refresh(comment)
    assert comment.body == "I laughed all the way."

"""A reader takes a comment back."""

from http import HTTPStatus

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from reviewblog.clock import utcnow
from reviewblog.comments.models import CommentStatus
from tests.clients import submit
from tests.factories import make_comment, make_review
from tests.web.comments.conftest import stored
from tests.web.comments.written import browser_of_writer, write


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """The browser in which the comment was written."""
    return browser_of_writer(app)


def test_show_withdrawal_asks_before_it_is_done(
    client: FlaskClient, session: Session
) -> None:
    comment = write(session, minutes_ago=60 * 24 * 365)

    page = client.get(f"/comments/{comment.id}/withdrawal")

    assert page.status_code == HTTPStatus.OK
    assert "I laughed all the way." in page.text
    assert stored(session)[0].withdrawn_at is None


def test_create_withdrawal_erases_what_the_writer_told_us(
    app: Flask, client: FlaskClient, session: Session
) -> None:
    review = make_review(session, comment_count=1)
    comment = write(
        session,
        review=review,
        status=CommentStatus.APPROVED,
        minutes_ago=60 * 24 * 365,
    )

    response = submit(client, f"/comments/{comment.id}/withdrawal")

    (left,) = stored(session)
    session.refresh(review)
    assert response.status_code == HTTPStatus.SEE_OTHER
    assert response.location == f"/reviews/{review.slug}/#comments"
    assert (left.author_name, left.author_email, left.body) == ("", "", "")
    assert review.comment_count == 0
    assert "I laughed" not in app.test_client().get(f"/reviews/{review.slug}/").text


def test_who_withdraws_is_told_once_that_it_is_done(
    client: FlaskClient, session: Session
) -> None:
    comment = write(session, status=CommentStatus.APPROVED)

    page = submit(client, f"/comments/{comment.id}/withdrawal").location
    first, second = (client.get(page) for _ in range(2))

    assert "Your comment is erased." in first.text
    assert first.headers["Cache-Control"] == "private, no-cache"
    assert "Your comment is erased." not in second.text
    assert client.get_cookie("session") is None


def test_a_withdrawn_comment_leaves_its_replies(
    client: FlaskClient, session: Session
) -> None:
    comment = write(session, status=CommentStatus.APPROVED)
    make_comment(
        session,
        review=comment.review,
        parent_id=comment.id,
        body_html="<p>So did I.</p>",
        status=CommentStatus.APPROVED,
    )

    submit(client, f"/comments/{comment.id}/withdrawal")

    page = client.get(f"/reviews/{comment.review.slug}/").text
    assert "A comment was withdrawn by its writer. Its replies remain." in page
    assert "So did I." in page


def test_withdrawing_twice_is_no_error(client: FlaskClient, session: Session) -> None:
    comment = write(session)

    answers = [client.post(f"/comments/{comment.id}/withdrawal") for _ in "ab"]

    assert [answer.status_code for answer in answers] == [HTTPStatus.SEE_OTHER] * 2


def test_withdrawing_works_where_the_review_is_not_public(
    client: FlaskClient, session: Session
) -> None:
    review = make_review(session, deleted_at=utcnow())
    comment = write(session, review=review)

    response = client.post(f"/comments/{comment.id}/withdrawal")

    assert response.location == "/"
    assert stored(session)[0].body == ""


def test_another_site_can_withdraw_nothing(
    client: FlaskClient, session: Session
) -> None:
    comment = write(session)

    response = client.post(
        f"/comments/{comment.id}/withdrawal", headers={"Origin": "https://evil.example"}
    )

    assert response.status_code == HTTPStatus.FORBIDDEN
    assert stored(session)[0].withdrawn_at is None

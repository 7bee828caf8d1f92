"""A comment is looked at before it is posted, and told whom it answers."""

from http import HTTPStatus

import pytest
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewblog.reviews.models import Review
from tests.clients import fields_of
from tests.factories import make_comment
from tests.web.comments.conftest import Post, stored


def test_a_preview_shows_the_text_and_stores_nothing(
    client: FlaskClient, session: Session, post: Post
) -> None:
    response = post(client, body="A *fine* film.", grade="B+", action="preview")

    page = html.fromstring(response.text)
    (preview,) = page.cssselect(".preview")
    assert response.status_code == HTTPStatus.OK
    assert html.tostring(preview[0]).strip() == b"<p>A <em>fine</em> film.</p>"
    assert fields_of(response, "#respond")["grade"] == "B+"
    assert fields_of(response, "#respond")["name"] == "Ada"
    assert "Set-Cookie" not in response.headers
    assert response.headers["Cache-Control"] == "private, no-store"
    assert stored(session) == []


def test_a_preview_needs_only_a_text(client: FlaskClient, post: Post) -> None:
    without_name = post(client, name="", stamp="", action="preview")
    without_text = post(client, body="", action="preview")

    assert without_name.status_code == HTTPStatus.OK
    assert without_text.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Please write something first." in without_text.text


def test_a_previewed_form_can_be_posted(
    client: FlaskClient, session: Session, post: Post
) -> None:
    parent = make_comment(
        session, review=session.scalars(select(Review)).one(), status="approved"
    )
    page = post(client, parent_id=parent.id, action="preview")

    client.post("/reviews/rush-1991/comments", data=fields_of(page, "#respond"))

    assert stored(session)[-1].parent_id == parent.id


def test_reply_names_whom_one_is_answering(
    client: FlaskClient, session: Session, review: Review
) -> None:
    parent = make_comment(
        session, review=review, author_name="Bo & Co", status="approved"
    )

    page = client.get(f"/reviews/rush-1991/?reply={parent.id}")

    note = html.fromstring(page.text).cssselect("#respond .note")[0].text_content()
    assert note.startswith("You are replying to Bo & Co.")
    assert fields_of(page, "#respond")["parent_id"] == str(parent.id)


@pytest.mark.parametrize("reply", ["0", "x", "-1", "9" * 40, "\u0663", "%00", ""])
def test_reply_to_nothing_is_a_new_thread(
    client: FlaskClient, review: Review, reply: str
) -> None:
    page = client.get(f"/reviews/rush-1991/?reply={reply}")

    assert page.status_code == HTTPStatus.OK
    assert "You are replying" not in page.text
    assert fields_of(page, "#respond")["parent_id"] == ""


@pytest.mark.parametrize("status", ["pending", "spam", "deleted"])
def test_reply_does_not_tell_of_what_cannot_be_seen(
    client: FlaskClient, session: Session, review: Review, status: str
) -> None:
    hidden = make_comment(session, review=review, status=status, author_name="Eve")

    page = client.get(f"/reviews/rush-1991/?reply={hidden.id}")

    assert "Eve" not in page.text

"""A comment is not taken, and nothing that was typed is lost."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from http import HTTPStatus
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy.orm import Session

from reviewblog.clock import utcnow
from reviewblog.comments.models import CommentStatus
from reviewblog.config import Settings
from reviewblog.errors import BusyError
from reviewblog.reviews.models import Review
from reviewblog.site.defaults import get_site
from reviewblog.site.models import CommentMode
from reviewblog.web.comments import posting
from reviewblog.web.stamps import form_stamp
from tests.clients import fields_of, submit
from tests.factories import LONG_AGO, make_comment, make_review
from tests.web.comments.conftest import Post, stored


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"name": ""}, "Please give a name."),
        ({"name": "\u200b \u3164"}, "Please give a name."),
        ({"name": "A" * 61}, "up to 60 characters; this one has 61."),
        ({"body": ""}, "Please write something first."),
        ({"body": "x" * 10_001}, "up to 10,000 characters; this one has 10,001."),
        ({"body": "\u200b"}, "Nothing of this would show."),
        ({"email": "ada at example"}, "does not read like an email address"),
        ({"email": f"{'a' * 300}@example.org"}, "does not read like an email"),
        ({"email": "ada@example.org\nBcc: eve@example.org"}, "does not read like"),
        ({"notify": "on"}, "where the notices should go"),
        ({"grade": "Z"}, "This grade is not on the scale."),
        ({"stamp": ""}, "The page had been open for a long time."),
        ({"stamp": "forged.by.eve"}, "The page had been open for a long time."),
        ({"stamp": "\u0416\x00"}, "The page had been open for a long time."),
        ({"parent_id": "999"}, "The comment you were answering is no longer here."),
        ({"parent_id": "x"}, "The comment you were answering is no longer here."),
        ({"parent_id": str(10**30)}, "The comment you were answering is no longer"),
        ({"parent_id": "-1"}, "The comment you were answering is no longer here."),
    ],
)
def test_create_comment_says_what_is_wrong_and_keeps_what_was_typed(
    client: FlaskClient,
    session: Session,
    post: Post,
    typed: dict[str, str],
    message: str,
) -> None:
    fields: dict[str, Any] = {"name": "Ada", "body": "Mine & yours.", "email": ""}
    fields |= typed
    response = post(client, **fields)

    kept = fields_of(response, "#respond")
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert message in response.text
    assert stored(session) == []
    assert 'id="respond-error" role="alert" tabindex="-1" autofocus' in response.text
    assert kept["email"] == fields["email"].replace("\n", " ")
    assert kept["body"].lstrip("\n") == fields["body"]


def test_the_message_above_leads_to_the_wrong_field(
    client: FlaskClient, post: Post
) -> None:
    page = html.fromstring(post(client, email="ann@ex").text)

    (way,) = page.cssselect("#respond-error a")
    assert way.text_content() == "Email (optional)"
    assert page.cssselect(f"input{way.get('href')}[name=email]")


def test_a_wrong_field_points_to_its_message(client: FlaskClient, post: Post) -> None:
    page = html.fromstring(post(client, name="").text)

    (field,) = page.cssselect("#respond-name")
    described_by = field.get("aria-describedby", "").split()
    assert field.get("aria-invalid") == "true"
    assert [page.get_element_by_id(id_) is not None for id_ in described_by] == [
        True,
        True,
    ]


def test_a_refused_form_carries_a_fresh_stamp(
    client: FlaskClient, session: Session, post: Post
) -> None:
    page = post(client, stamp="too old")

    response = client.post(
        "/reviews/rush-1991/comments", data=fields_of(page, "#respond")
    )

    assert response.status_code == HTTPStatus.SEE_OTHER
    assert stored(session)[0].body == "I laughed."


def test_an_answer_to_what_is_gone_can_be_posted_as_a_new_thread(
    client: FlaskClient, session: Session, post: Post
) -> None:
    page = post(client, parent_id="999")

    client.post("/reviews/rush-1991/comments", data=fields_of(page, "#respond"))

    assert stored(session)[0].parent_id is None


@pytest.mark.parametrize(
    ("age", "status"),
    [
        (timedelta(days=6), HTTPStatus.SEE_OTHER),
        (timedelta(days=8), HTTPStatus.UNPROCESSABLE_ENTITY),
        (timedelta(hours=-2), HTTPStatus.UNPROCESSABLE_ENTITY),
    ],
)
def test_a_stamp_is_good_for_a_week(
    client: FlaskClient, post: Post, age: timedelta, status: HTTPStatus
) -> None:
    assert post(client, age=age).status_code == status


def test_a_stamp_is_for_one_review(
    app: Flask, client: FlaskClient, session: Session, post: Post
) -> None:
    with app.app_context():
        stamp = form_stamp(make_review(session).id, at=utcnow())

    assert post(client, stamp=stamp).status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_a_form_of_another_site_is_refused(
    client: FlaskClient, session: Session, review: Review
) -> None:
    fields = fields_of(client.get("/reviews/rush-1991/"), "#respond")

    response = client.post(
        "/reviews/rush-1991/comments",
        data=fields | {"name": "Eve", "body": "Ha."},
        headers={"Sec-Fetch-Site": "cross-site"},
    )

    assert response.status_code == HTTPStatus.FORBIDDEN
    assert stored(session) == []


@pytest.mark.parametrize(
    ("content_type", "data"),
    [
        ("application/json", b'{"name": "Ada", "body": "Hi."}'),
        ("application/json", b"[1, 2"),
        ("application/json", b"[1, 2]"),
        ("text/plain", b"name=Ada&body=Hi."),
        ("multipart/form-data", b"no boundary"),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: nonsense"),
        ("application/x-www-form-urlencoded", b"\xff\xfe%00%zz&&==&body"),
        ("", b"\x00\x01"),
    ],
)
def test_garbage_is_answered_with_the_form(
    client: FlaskClient,
    session: Session,
    review: Review,
    content_type: str,
    data: bytes,
) -> None:
    response = client.post(
        "/reviews/rush-1991/comments", data=data, content_type=content_type
    )

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert stored(session) == []


@pytest.mark.parametrize(
    ("slug", "status"),
    [("nowhere", 404), ("%00", 404), ("x" * 3000, 404), ("%ED%A0%80", 404)],
)
def test_create_comment_finds_no_review(
    client: FlaskClient, session: Session, slug: str, status: int
) -> None:
    response = client.post(f"/reviews/{slug}/comments", data={"body": "Hi."})

    assert response.status_code == status


@pytest.mark.parametrize(
    ("overrides", "status"),
    [({"deleted_at": LONG_AGO}, 410), ({"published_at": None, "status": "draft"}, 404)],
)
def test_create_comment_is_refused_on_a_review_that_is_not_public(
    client: FlaskClient, session: Session, overrides: dict[str, Any], status: int
) -> None:
    review = make_review(session, **overrides)

    response = client.post(f"/reviews/{review.slug}/comments", data={"body": "Hi."})

    assert response.status_code == status


@pytest.mark.parametrize("whole_site", [False, True])
def test_a_comment_that_comes_too_late_is_given_back(
    client: FlaskClient,
    session: Session,
    review: Review,
    post: Post,
    *,
    whole_site: bool,
) -> None:
    (get_site(session) if whole_site else review).comment_mode = CommentMode.CLOSED
    session.commit()

    response = post(client)

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Comments on this review are closed." in response.text
    assert "I laughed." in response.text
    assert stored(session) == []


def test_a_closed_review_shows_its_comments_and_no_form(
    client: FlaskClient, session: Session
) -> None:
    review = make_review(session, comment_mode=CommentMode.CLOSED)
    make_comment(session, review=review, status=CommentStatus.APPROVED)

    page = client.get(f"/reviews/{review.slug}/").text

    assert "I laughed all the way." in page
    assert "Comments on this review are closed." in page
    assert "Post comment" not in page
    assert "Reply" not in page


def test_too_many_comments_are_put_off_with_the_text_kept(
    client: FlaskClient, session: Session, post: Post
) -> None:
    for number in range(10):
        post(client, body=f"No. {number}")

    response = post(client, body="No. 11")

    assert response.status_code == HTTPStatus.TOO_MANY_REQUESTS
    assert 0 < int(response.headers["Retry-After"]) <= 600
    assert "Your text is still here" in response.text
    assert "No. 11" in response.text
    assert len(stored(session)) == 10


def test_a_comment_that_cannot_be_stored_now_comes_back(
    client: FlaskClient, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wait_in_vain(_: Session) -> None:
        raise BusyError("Somebody else is writing.", retry_after=10)

    monkeypatch.setattr(posting, "transaction", wait_in_vain)

    response = post(client, body="Half an hour of my life.")

    assert response.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert response.headers["Retry-After"] == "10"
    assert "Somebody else is writing." in response.text
    assert fields_of(response, "form#respond")["body"] == "Half an hour of my life."


def test_one_address_does_not_stand_for_another(
    client: FlaskClient, session: Session, post: Post
) -> None:
    for number in range(11):
        client.environ_base["REMOTE_ADDR"] = f"192.0.2.{number}"
        post(client, body=f"No. {number}")

    assert len(stored(session)) == 11
    assert "192.0.2" not in " ".join(one.address_hash for one in stored(session))


def test_the_limit_can_be_switched_off(
    settings: Settings, build_app: Callable[[Settings], Flask], session: Session
) -> None:
    client = build_app(replace(settings, comment_limit="off")).test_client()
    review = make_review(session)

    for number in range(11):
        submit(client, f"/reviews/{review.slug}/", name="Ada", body=f"No. {number}")

    assert len(stored(session)) == 11

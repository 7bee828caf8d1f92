"""A review shown to whoever has its secret address, and to nobody else."""

from datetime import timedelta
from http import HTTPStatus

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from reviewblog.clock import utcnow
from reviewblog.reviews.models import Review, ReviewStatus
from reviewblog.reviews.private_links import PrivateLink, Terms, open_link
from tests.factories import LONG_AGO, make_review, make_work
from tests.pages import parsed

DRAFT = {"status": ReviewStatus.DRAFT, "published_at": None}


@pytest.fixture
def review(session: Session) -> Review:
    work = make_work(session, title="Rush", directors=("Lili Fini Zanuck",))
    return make_review(session, work=work, title="Rush", slug="rush", **DRAFT)


@pytest.fixture
def address(app: Flask, session: Session, review: Review) -> str:
    key = app.config["SECRET_KEY"]
    link = open_link(session, review, Terms(), key=key, at=utcnow())
    session.commit()
    return f"/preview/{link.token(key)}/"


def type_into(desk: FlaskClient, review: Review, **typed: str) -> TestResponse:
    return desk.post(f"/dashboard/reviews/{review.id}/autosave", data=typed)


def test_a_draft_is_shown_as_it_would_be_published(
    client: FlaskClient, address: str
) -> None:
    response = client.get(address)

    page = parsed(response)
    assert response.status_code == HTTPStatus.OK
    assert page.cssselect("main h1")[0].text_content() == "Rush"
    assert "Lili Fini Zanuck" in response.text
    assert not page.cssselect("#respond, .respond, #comments")


def test_changes_are_shown_that_wait_for_their_update(
    desk: FlaskClient, client: FlaskClient, session: Session, review: Review,
    address: str,
) -> None:  # fmt: skip
    review.status, review.published_at = ReviewStatus.PUBLISHED, LONG_AGO
    session.commit()
    type_into(desk, review, film_title="Rush Hour", body="A *new* word.", tags="noir")

    shown, public = client.get(address), client.get("/reviews/rush/")

    assert "<em>new</em>" in shown.text
    assert "Rush Hour" in shown.text
    assert "noir" in shown.text
    assert "<em>new</em>" not in public.text
    session.expire_all()
    assert "new" not in review.body


def test_text_is_shown_although_another_field_is_wrong(
    desk: FlaskClient, client: FlaskClient, review: Review, address: str
) -> None:
    type_into(desk, review, release_year="soon", body="A *new* word.")

    response = client.get(address)

    assert response.status_code == HTTPStatus.OK
    assert "<em>new</em>" in response.text


def test_nobody_keeps_the_page_or_passes_the_address_on(
    client: FlaskClient, address: str
) -> None:
    response = client.get(address)

    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert "Surrogate-Key" not in response.headers


def test_an_unknown_a_revoked_an_expired_and_a_deleted_one_are_alike(
    client: FlaskClient, session: Session, review: Review, address: str
) -> None:
    unknown = client.get("/preview/unknown/")
    link = session.scalars(select(PrivateLink)).one()
    answers = [client.get(f"/preview/{'x' * 5000}/"), client.get("/preview/%F0%9F/")]

    link.expires_at = utcnow() - timedelta(seconds=1)
    session.commit()
    answers.append(client.get(address))
    link.expires_at, review.deleted_at = None, utcnow()
    session.commit()
    answers.append(client.get(address))
    session.delete(link)
    session.commit()
    answers.append(client.get(address))

    for answer in answers:
        assert answer.status_code == HTTPStatus.NOT_FOUND
        assert answer.text == unknown.text
        assert dict(answer.headers) == dict(unknown.headers)


def test_the_database_alone_opens_nothing(
    app: Flask, client: FlaskClient, session: Session, review: Review
) -> None:
    key = app.config["SECRET_KEY"]
    link = open_link(session, review, Terms(), key=key, at=utcnow())
    session.commit()

    for known in (link.nonce, link.token_hash):
        answer = client.get(f"/preview/{known}/")
        assert answer.status_code == HTTPStatus.NOT_FOUND
    assert link.token("another secret of the site") is None

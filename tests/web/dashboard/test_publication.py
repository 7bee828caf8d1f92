"""What belongs to the appearance of a review, at the desk."""

from http import HTTPStatus

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Role
from reviewblog.reviews.models import Review, ReviewStatus
from reviewblog.reviews.private_links import MOST_LINKS, PrivateLink
from tests.clients import sign_in
from tests.factories import make_account, make_review
from tests.pages import parsed


@pytest.fixture
def review(session: Session) -> Review:
    draft = {"status": ReviewStatus.DRAFT, "published_at": None}
    return make_review(session, slug="rush", **draft)


def page_of(review: Review) -> str:
    return f"/dashboard/reviews/{review.id}/publication"


def make_link(desk: FlaskClient, review: Review, **typed: str) -> str:
    """Make a link, and read the address of the newest from the page."""
    data = {"name": "Ada", "lifetime": "0"} | typed
    desk.post(f"/dashboard/reviews/{review.id}/links", data=data)
    (field, *_) = parsed(desk.get(page_of(review))).cssselect("input[readonly]")
    return str(field.get("value")).removeprefix("http://localhost")


def test_a_link_is_made_shown_renewed_and_revoked(
    desk: FlaskClient, client: FlaskClient, session: Session, review: Review
) -> None:
    first = make_link(desk, review)
    link = session.scalars(select(PrivateLink)).one()
    path = f"/dashboard/reviews/{review.id}/links/{link.id}"
    assert client.get(first).status_code == HTTPStatus.OK

    desk.post(f"{path}/renew")
    (field,) = parsed(desk.get(page_of(review))).cssselect("input[readonly]")
    second = str(field.get("value")).removeprefix("http://localhost")
    assert client.get(first).status_code == HTTPStatus.NOT_FOUND
    assert client.get(second).status_code == HTTPStatus.OK

    desk.post(f"{path}/delete")
    assert client.get(second).status_code == HTTPStatus.NOT_FOUND
    assert desk.post(f"{path}/delete").status_code == HTTPStatus.NOT_FOUND


def test_a_renewed_link_opens_for_as_long_again(
    desk: FlaskClient, session: Session, review: Review
) -> None:
    make_link(desk, review, lifetime="7")
    link = session.scalars(select(PrivateLink)).one()
    assert link.expires_at
    span = link.expires_at - link.created_at

    desk.post(f"/dashboard/reviews/{review.id}/links/{link.id}/renew")

    session.refresh(link)
    assert link.expires_at - link.created_at == span


def test_links_are_no_more_than_can_be_looked_after(
    desk: FlaskClient, session: Session, review: Review
) -> None:
    for _ in range(MOST_LINKS):
        make_link(desk, review)

    response = desk.post(
        f"/dashboard/reviews/{review.id}/links", data={"lifetime": "0"}
    )

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert len(session.scalars(select(PrivateLink)).all()) == MOST_LINKS


@pytest.mark.parametrize("typed", [{"lifetime": "8"}, {"name": "x" * 61}])
def test_a_wrong_link_is_refused_and_what_was_typed_comes_back(
    desk: FlaskClient, session: Session, review: Review, typed: dict[str, str]
) -> None:
    data = {"name": "Ada", "lifetime": "0"} | typed

    response = desk.post(f"/dashboard/reviews/{review.id}/links", data=data)

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert data["name"] in response.text
    assert not session.scalars(select(PrivateLink)).all()


def test_links_of_somebody_else_s_review_are_nobody_s_business(
    app: Flask, desk: FlaskClient, session: Session, review: Review
) -> None:
    make_link(desk, review)
    link = session.scalars(select(PrivateLink)).one()
    author = make_account(session, role=Role.AUTHOR)
    browser = sign_in(app.test_client(), session, author)
    own = make_review(session, author=author)

    answers = [
        browser.get(page_of(review)),
        browser.post(f"/dashboard/reviews/{review.id}/links", data={"lifetime": "0"}),
        browser.post(f"/dashboard/reviews/{own.id}/links/{link.id}/renew"),
        browser.post(f"/dashboard/reviews/{own.id}/links/{link.id}/delete"),
        browser.post(f"/dashboard/reviews/{own.id}/links/{10**20}/delete"),
    ]

    assert {answer.status_code for answer in answers} == {HTTPStatus.NOT_FOUND}

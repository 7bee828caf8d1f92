"""Previews."""

from http import HTTPStatus

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Role
from reviewblog.reviews.models import Review, ReviewStatus
from reviewblog.works.models import Person, Work
from tests.clients import fields_of, sign_in
from tests.factories import make_account, make_review, make_work

NEW = "/dashboard/reviews/preview"
TYPED = {
    "film_title": "Rush",
    "release_year": "1991",
    "directors": "Lili Fini Zanuck",
    "cast": "Jason Patric as Jim Raynor",
    "grade": "B+",
    "body": "A *good* one.[^1]\n\n[^1]: Mostly.",
    "tags": "crime",
}


def preview_of(review: Review) -> str:
    return f"/dashboard/reviews/{review.id}/preview"


def count(session: Session, model: type[Review | Work | Person]) -> int:
    session.rollback()
    return session.scalar(select(func.count(model.id))) or 0


def test_a_new_review_is_shown_as_readers_would_see_it(desk: FlaskClient) -> None:
    response = desk.post(NEW, data=TYPED)

    page = html.fromstring(response.text)
    assert response.status_code == HTTPStatus.OK
    assert page.cssselect("main h1")[0].text_content().strip() == "Rush"
    assert "<em>good</em>" in response.text
    for fact in ("Lili Fini Zanuck", "Jason Patric", "Jim Raynor", "Mostly.", "B+"):
        assert fact in response.text


def test_a_preview_stores_nothing(desk: FlaskClient, session: Session) -> None:
    desk.post(NEW, data=TYPED)

    assert [count(session, model) for model in (Review, Work, Person)] == [0, 0, 0]


def test_a_preview_of_changes_stores_nothing(
    desk: FlaskClient, session: Session
) -> None:
    review = make_review(session, body="Before.", slug="before")

    response = desk.post(preview_of(review), data={"body": "After.", "slug": "after"})

    session.refresh(review)
    assert "After." in response.text
    assert (review.body, review.slug) == ("Before.", "before")


def test_a_preview_says_that_it_is_one_and_asks_to_be_forgotten(
    desk: FlaskClient, session: Session
) -> None:
    review = make_review(session, status=ReviewStatus.DRAFT, published_at=None)

    response = desk.get(preview_of(review))

    assert response.status_code == HTTPStatus.OK
    assert "Only you can see this page" in response.text
    assert "application/ld+json" not in response.text
    assert response.headers["Cache-Control"] == "no-store"
    assert "noindex" in response.headers["X-Robots-Tag"]


@pytest.mark.parametrize(
    "typed",
    [{"film_title": ""}, {"title": "<script>alert(1)</script>"}, {"cast": ""}],
)
def test_a_preview_does_not_mind_what_is_missing(
    desk: FlaskClient, typed: dict[str, str]
) -> None:
    response = desk.post(NEW, data=TYPED | typed)

    assert response.status_code == HTTPStatus.OK
    assert "<script>alert" not in response.text


@pytest.mark.parametrize(
    "typed", [{"release_year": "soon"}, {"slug": "taken"}, {"grade": "Z"}]
)
def test_what_cannot_be_shown_comes_back_as_typed(
    desk: FlaskClient, session: Session, typed: dict[str, str]
) -> None:
    make_review(session, slug="taken")

    response = desk.post(NEW, data=TYPED | typed)

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert fields_of(response)["body"] == TYPED["body"]


def test_what_cannot_be_shown_of_changes_comes_back_as_typed(
    desk: FlaskClient, session: Session
) -> None:
    review = make_review(session)

    response = desk.post(preview_of(review), data={"grade": "Z", "body": "After."})

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert fields_of(response)["body"] == "After."


def test_a_second_look_is_shown_with_the_first(
    desk: FlaskClient, session: Session
) -> None:
    work = make_work(
        session, title="Rush", sort_title="rush", release_year=1991, directors=("Z",)
    )
    make_review(session, work=work, slug="rush-1991", grade="C")

    response = desk.post(NEW, data=TYPED | {"directors": "Z"})

    assert "/reviews/rush-1991/" in response.text


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.MODERATOR])
def test_nobody_else_sees_a_draft(app: Flask, session: Session, role: Role) -> None:
    review = make_review(session, status=ReviewStatus.DRAFT)
    browser = sign_in(app.test_client(), session, make_account(session, role=role))

    for response in (
        browser.get(preview_of(review)),
        browser.post(preview_of(review), data=TYPED),
    ):
        assert response.status_code in {HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND}


def test_a_moderator_previews_nothing(app: Flask, session: Session) -> None:
    account = make_account(session, role=Role.MODERATOR)
    browser = sign_in(app.test_client(), session, account)

    assert browser.post(NEW, data=TYPED).status_code == HTTPStatus.FORBIDDEN

"""The history of a review: listed, compared, restored."""

from http import HTTPStatus

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Role
from reviewblog.reviews.models import Review
from reviewblog.reviews.revisions import Revision
from tests.clients import fields_of, sign_in, submit
from tests.factories import make_account, make_review
from tests.pages import texts
from tests.reviews.drafts import load


@pytest.fixture
def review(session: Session, desk: FlaskClient) -> Review:
    """A review that was saved twice since it was imported."""
    review = make_review(session, body="It is a good film.")
    for body in ("It is a <b>great</b> film.", "It is a bad film."):
        submit(desk, page_of(review), body=body, action="save")
    return review


def page_of(review: Review, name: str = "edit") -> str:
    return f"/dashboard/reviews/{review.id}/{name}"


def revisions(session: Session) -> list[Revision]:
    return list(session.scalars(select(Revision).order_by(Revision.id)))


def test_every_save_is_listed_with_who_and_when_and_how_much(
    desk: FlaskClient, review: Review
) -> None:
    rows = texts(desk.get(page_of(review, "history")), ".revisions li")

    assert len(rows) == 3
    assert all(row.startswith("Saved ") for row in rows)
    assert "by The Owner +1 words −1 words" in rows[0]


def test_a_revision_shows_what_changed_then_and_since(
    desk: FlaskClient, session: Session, review: Review
) -> None:
    address = f"{page_of(review, 'history')}/{revisions(session)[1].id}"

    then, since = desk.get(f"{address}?with=before"), desk.get(address)

    assert texts(then, "del") == ["[removed: good ]"]
    assert texts(then, "ins") == ["[added: <b>great</b> ]"]
    assert texts(since, "ins") == ["[added: bad ]"]
    assert texts(then, ".diff h3") == ["Review, in Markdown"]


def test_the_text_that_stands_is_not_offered_again(
    desk: FlaskClient, session: Session, review: Review
) -> None:
    offers = {
        each.typed["body"]: texts(
            desk.get(f"{page_of(review, 'history')}/{each.id}"), "form .btn--main"
        )
        for each in revisions(session)
    }

    assert offers == {
        "It is a good film.": ["Restore this text"],
        "It is a <b>great</b> film.": ["Restore this text"],
        "It is a bad film.": [],
    }


def test_restoring_opens_the_old_text_and_loses_nothing(
    desk: FlaskClient, session: Session, review: Review
) -> None:
    first = revisions(session)[0]

    response = desk.post(f"{page_of(review, 'history')}/{first.id}/restore")

    assert response.location == page_of(review)
    form = fields_of(desk.get(page_of(review)), "form[data-editor]")
    assert form["body"] == "It is a good film."
    session.rollback()
    assert load(session, review).body == "It is a bad film."
    assert len(revisions(session)) == 4

    submit(desk, page_of(review), action="save")
    session.rollback()
    assert load(session, review).body == "It is a good film."


def test_a_history_without_anything_in_it_says_so(
    desk: FlaskClient, session: Session
) -> None:
    page = desk.get(page_of(make_review(session), "history"))

    assert "Nothing has been changed" in page.text


@pytest.mark.parametrize("number", [0, 2**31, 2**70])
def test_there_is_no_such_revision(
    desk: FlaskClient, review: Review, number: int
) -> None:
    address = f"{page_of(review, 'history')}/{number}"

    assert desk.get(address).status_code == HTTPStatus.NOT_FOUND
    assert desk.post(f"{address}/restore").status_code == HTTPStatus.NOT_FOUND


def test_a_revision_of_another_review_is_none_of_this_one(
    desk: FlaskClient, session: Session, review: Review
) -> None:
    other = make_review(session)
    address = f"{page_of(other, 'history')}/{revisions(session)[0].id}"

    assert desk.get(address).status_code == HTTPStatus.NOT_FOUND


def test_the_history_of_somebody_else_s_review_is_nobody_s_business(
    app: Flask, session: Session, review: Review
) -> None:
    other = make_account(session, role=Role.AUTHOR)
    browser = sign_in(app.test_client(), session, other)

    assert browser.get(page_of(review, "history")).status_code == HTTPStatus.NOT_FOUND

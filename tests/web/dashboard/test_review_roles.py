"""Who may write and change which reviews."""

from http import HTTPStatus

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Account, Role
from reviewblog.reviews.models import Review, ReviewStatus
from tests.clients import fields_of, sign_in, submit
from tests.factories import make_account, make_review
from tests.reviews.drafts import make_draft, write
from tests.web.dashboard.written import (
    LIST,
    NEW,
    RUSH,
    browser_of,
    edit_page,
    only_review,
)


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.EDITOR, Role.OWNER])
def test_an_author_edits_their_own(app: Flask, session: Session, role: Role) -> None:
    account = make_account(session, role=role)
    review = write(session, make_draft(), by=account)
    browser = sign_in(app.test_client(), session, account)

    response = submit(browser, edit_page(review), dek="Mine.")

    assert response.status_code == HTTPStatus.SEE_OTHER
    assert only_review(session).dek == "Mine."
    assert "Rush" in browser.get(LIST).text


@pytest.mark.parametrize(
    ("role", "learns"), [(Role.AUTHOR, False), (Role.EDITOR, True), (Role.OWNER, True)]
)
def test_filters_tell_an_author_nothing_of_drafts_of_others(
    app: Flask, session: Session, role: Role, *, learns: bool
) -> None:
    account = make_account(session, role=role)
    make_review(session, status=ReviewStatus.DRAFT, tags=["hush"], grade="D-")
    make_review(session, author=account, tags=["mine"], grade="A")

    page = sign_in(app.test_client(), session, account).get(LIST).text

    assert "mine" in page
    assert ("hush" in page) == learns
    assert ('value="D-"' in page) == learns


def test_an_author_is_told_whose_a_film_is_and_keeps_what_was_typed(
    app: Flask, session: Session
) -> None:
    write(session)
    account = make_account(session, role=Role.AUTHOR)
    own = write(session, make_draft(), by=account)
    browser = sign_in(app.test_client(), session, account)

    response = submit(browser, edit_page(own), runtime_minutes="7", dek="Mine.")

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Others write about this film, too" in response.text
    assert fields_of(response, "form[data-editor]")["runtime_minutes"] == "7"


@pytest.mark.parametrize(
    ("role", "may"), [(Role.AUTHOR, False), (Role.EDITOR, True), (Role.OWNER, True)]
)
def test_who_may_edit_what_others_wrote(
    app: Flask, session: Session, role: Role, *, may: bool
) -> None:
    review = make_review(session, status=ReviewStatus.DRAFT, title="Secret")
    browser = browser_of(app, session, role)

    answers = [
        browser.get(edit_page(review)).status_code,
        browser.post(edit_page(review), data={"dek": "Theirs."}).status_code,
        browser.post(f"/dashboard/reviews/{review.id}/delete").status_code,
        browser.post(f"/dashboard/reviews/{review.id}/restore").status_code,
    ]

    assert all((answer < HTTPStatus.BAD_REQUEST) is may for answer in answers)
    assert (only_review(session).dek == "Theirs.") is may
    assert ("Secret" in browser.get(LIST).text) is may


@pytest.mark.parametrize("path", ["", "new"])
def test_a_moderator_does_not_write(app: Flask, session: Session, path: str) -> None:
    browser = browser_of(app, session, Role.MODERATOR)

    assert browser.get(LIST + path).status_code == HTTPStatus.FORBIDDEN
    assert browser.post(NEW, data=RUSH).status_code == HTTPStatus.FORBIDDEN
    assert session.scalar(select(func.count(Review.id))) == 0


@pytest.mark.parametrize("review_id", ["1", "0", "2147483648", "9" * 40])
@pytest.mark.parametrize("act", ["edit", "delete", "restore", "preview"])
def test_what_does_not_exist_is_not_found(
    desk: FlaskClient, review_id: str, act: str
) -> None:
    response = desk.post(f"/dashboard/reviews/{review_id}/{act}", data=RUSH)

    assert response.status_code == HTTPStatus.NOT_FOUND


def test_an_author_is_not_changed_by_an_editor(
    desk: FlaskClient, session: Session, owner: Account
) -> None:
    review = make_review(session)

    submit(desk, edit_page(review), dek="Edited.")

    assert only_review(session).author_id != owner.id

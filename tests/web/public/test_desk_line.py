"""The line above a public page, for who is signed in and for nobody else."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Account, Role
from tests.clients import sign_in
from tests.factories import make_account, make_review
from tests.pages import links, texts

PAGES = ["/", "/reviews/rush-1991/"]


@pytest.mark.parametrize("path", PAGES)
def test_readers_get_no_trace_of_it(
    client: FlaskClient, session: Session, path: str
) -> None:
    make_review(session, slug="rush-1991")

    response = client.get(path)

    assert texts(response, ".desk-line") == []
    assert response.headers["Cache-Control"] == "public, no-cache"


@pytest.mark.parametrize("path", PAGES)
def test_no_cache_may_keep_a_page_with_it(
    desk: FlaskClient, client: FlaskClient, session: Session, path: str
) -> None:
    make_review(session, slug="rush-1991")

    response = desk.get(path)

    assert texts(response, ".desk-line a")[0] == "Desk"
    assert "private" in response.headers["Cache-Control"]
    assert "CDN-Cache-Control" not in response.headers
    assert "Surrogate-Key" not in response.headers
    assert texts(client.get(path), ".desk-line") == []


def test_it_leads_to_the_editor_of_the_review(
    desk: FlaskClient, session: Session, owner: Account
) -> None:
    review = make_review(session, slug="rush-1991", author=owner)

    response = desk.get("/reviews/rush-1991/")

    edit = f"/dashboard/reviews/{review.id}/edit"
    assert links(response, ".desk-line a") == ["/dashboard/", edit]
    assert desk.get(edit).status_code == 200


def test_it_offers_no_review_that_is_somebody_else_s(
    app: Flask, session: Session, owner: Account
) -> None:
    make_review(session, slug="rush-1991", author=owner)
    other = make_account(session, username="other", role=Role.AUTHOR)
    client = sign_in(app.test_client(), session, other)

    response = client.get("/reviews/rush-1991/")

    assert texts(response, ".desk-line a") == ["Desk"]

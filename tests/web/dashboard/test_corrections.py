"""Corrections at the desk, and wherever readers meet them."""

import json
from http import HTTPStatus

import feedparser
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Role
from reviewblog.reviews.corrections import Correction
from reviewblog.reviews.models import Review
from tests.clients import sign_in, submit
from tests.factories import make_account, make_review
from tests.pages import parsed


@pytest.fixture
def review(session: Session) -> Review:
    return make_review(session, slug="rush", grade="B")


def page_of(review: Review) -> str:
    return f"/dashboard/reviews/{review.id}/corrections"


def test_readers_and_machines_are_told(
    desk: FlaskClient, client: FlaskClient, review: Review
) -> None:
    before = feedparser.parse(client.get("/atom.xml").data).entries[0]

    response = submit(
        desk, page_of(review), corrected_on="2026-05-03", text="It is <1991>."
    )

    assert response.status_code == HTTPStatus.SEE_OTHER
    page = parsed(client.get("/reviews/rush/"))
    (line,) = page.cssselect(".corrections li")
    assert line.text_content() == "Corrected 3 May 2026: It is <1991>."
    graph = json.loads(page.cssselect("script[type*=json]")[0].text or "")["@graph"]
    assert graph[0]["correction"] == [
        {
            "@type": "CorrectionComment",
            "text": "It is <1991>.",
            "datePublished": "2026-05-03",
        }
    ]
    entry = feedparser.parse(client.get("/atom.xml").data).entries[0]
    assert (entry.id, entry.published) == (before.id, before.published)
    assert entry.updated > before.updated
    assert "Corrected 3 May 2026: It is &lt;1991&gt;." in entry.content[0].value


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": ""},
        {"text": "x" * 1001},
        {"corrected_on": ""},
        {"corrected_on": "2026-02-30"},
        {"corrected_on": "tomorrow"},
        {"corrected_on": "99999999-01-01"},
    ],
)
def test_bad_input_comes_back(
    desk: FlaskClient, session: Session, review: Review, wrong: dict[str, str]
) -> None:
    typed = {"corrected_on": "2026-05-03", "text": "One."} | wrong

    response = desk.post(page_of(review), data=typed)

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert typed["text"] in response.text
    assert typed["corrected_on"] in response.text
    assert session.scalar(select(func.count(Correction.id))) == 0


def test_a_correction_is_taken_back(
    desk: FlaskClient, session: Session, review: Review
) -> None:
    submit(desk, page_of(review), corrected_on="2026-05-03", text="One.")
    number = session.scalar(select(Correction.id))
    address = f"{page_of(review)}/{number}/delete"

    assert desk.post(address).status_code == HTTPStatus.SEE_OTHER
    assert desk.post(address).status_code == HTTPStatus.NOT_FOUND
    assert (
        desk.post(f"{page_of(review)}/{10**20}/delete").status_code
        == HTTPStatus.NOT_FOUND
    )


def test_corrections_are_for_those_who_may_edit(
    app: Flask, session: Session, review: Review
) -> None:
    somebody = make_account(session, role=Role.AUTHOR)
    browser = sign_in(app.test_client(), session, somebody)

    assert browser.get(page_of(review)).status_code == HTTPStatus.NOT_FOUND
    assert browser.post(page_of(review)).status_code == HTTPStatus.NOT_FOUND

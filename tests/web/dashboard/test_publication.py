"""What belongs to the appearance of a review, at the desk."""

import json
from datetime import UTC, datetime, timedelta
from http import HTTPStatus

import feedparser
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from reviewblog.accounts.models import Role
from reviewblog.clock import utcnow
from reviewblog.reviews.models import Review, ReviewStatus
from reviewblog.reviews.pins import next_unpinning, pin_review
from reviewblog.reviews.private_links import MOST_LINKS, PrivateLink
from tests.clients import fields_of, sign_in
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


def send(browser: FlaskClient, review: Review, **typed: str) -> TestResponse:
    return browser.post(page_of(review), data={"first_published_in": ""} | typed)


@pytest.fixture
def shown(session: Session) -> Review:
    return make_review(
        session,
        slug="heat",
        title="Heat",
        published_at=datetime(1998, 5, 3, tzinfo=UTC),
    )


def test_readers_and_machines_are_told_where_it_was_first(
    desk: FlaskClient, client: FlaskClient, shown: Review
) -> None:
    link = "https://crier.example/heat?a=1&b=2"
    send(desk, shown, first_published_in="The Town <Crier>", first_published_link=link)

    page = parsed(client.get("/reviews/heat/"))
    line = page.cssselect(".disclaimer")[0]
    graph = json.loads(page.cssselect("script[type*=json]")[0].text or "")["@graph"]
    entry = feedparser.parse(client.get("/atom.xml").data).entries[0].content[0].value
    assert "First published in The Town <Crier>, 3 May 1998" in line.text_content()
    assert line.cssselect("a")[0].get("href") == link
    assert graph[0]["isBasedOn"]["url"] == link
    assert graph[0]["isBasedOn"]["publisher"]["name"] == "The Town <Crier>"
    assert "The Town &lt;Crier&gt;</a>, 3 May 1998." in entry


def test_what_was_said_is_shown_again_and_can_be_taken_back(
    desk: FlaskClient, client: FlaskClient, shown: Review
) -> None:
    send(desk, shown, first_published_in="Crier", embargo_until="2126-03-14T19:30")
    form = fields_of(desk.get(page_of(shown)))
    send(desk, shown)

    assert (form["first_published_in"], form["embargo_until"]) == (
        "Crier",
        "2126-03-14T19:30",
    )
    assert "Crier" not in client.get("/reviews/heat/").text


@pytest.mark.parametrize(
    "typed",
    [
        {"first_published_link": "https://crier.example/"},
        {"first_published_in": "A", "first_published_link": "javascript:alert(1)"},
        {"first_published_in": "A", "first_published_link": "https://[bad"},
        {"first_published_in": "A", "first_published_link": "https://a.example/ b"},
        {"first_published_in": "A", "first_published_link": "https://" + "x" * 500},
        {"first_published_in": "x" * 121},
        {"embargo_until": "tomorrow"},
        {"embargo_until": "2026-02-30T10:00"},
        {"pinned": "y", "pinned_until": "9" * 40},
    ],
)
def test_what_makes_no_sense_is_refused_and_comes_back(
    desk: FlaskClient, shown: Review, typed: dict[str, str]
) -> None:
    response = send(desk, shown, **typed)

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert fields_of(response).items() >= typed.items()


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ({"action": "publish"}, HTTPStatus.UNPROCESSABLE_ENTITY),
        (
            {"action": "schedule", "published_at": "2125-01-01T10:00"},
            HTTPStatus.UNPROCESSABLE_ENTITY,
        ),
        (
            {"action": "schedule", "published_at": "2126-03-14T19:30"},
            HTTPStatus.SEE_OTHER,
        ),
        ({"action": "publish", "despite_embargo": "y"}, HTTPStatus.SEE_OTHER),
        ({"action": "save"}, HTTPStatus.SEE_OTHER),
    ],
)
def test_an_embargo_is_kept_unless_it_is_meant(
    desk: FlaskClient, review: Review, typed: dict[str, str], status: HTTPStatus
) -> None:
    send(desk, review, embargo_until="2126-03-14T19:30")
    edit = f"/dashboard/reviews/{review.id}/edit"

    response = desk.post(edit, data={"film_title": "Rush", "body": "A."} | typed)

    assert response.status_code == status
    if status is HTTPStatus.UNPROCESSABLE_ENTITY:
        assert parsed(response).cssselect("[name=despite_embargo]")


def test_the_desk_shows_an_embargo(desk: FlaskClient, review: Review) -> None:
    send(desk, review, embargo_until="2126-03-14T19:30")

    for page in ("/dashboard/reviews/", f"/dashboard/reviews/{review.id}/edit"):
        assert "14 March 2126, 7.30 pm" in desk.get(page).text


def test_a_pinned_review_stays_at_the_top_of_the_front_page_alone(
    desk: FlaskClient, client: FlaskClient, session: Session, shown: Review
) -> None:
    for number in range(3):
        make_review(session, title=f"New {number}")
    feed = client.get("/feed.xml").data

    send(desk, shown, pinned="y")

    page = parsed(client.get("/"))
    headings = [one.text_content() for one in page.cssselect("main h2, main h3")]
    assert headings[:2] == ["Pinned", "Heat"]
    assert headings.count("Heat") == 1
    assert client.get("/feed.xml").data == feed

    send(desk, shown)
    assert "Pinned" not in client.get("/").text


def test_a_pin_ends_by_the_clock(
    desk: FlaskClient, client: FlaskClient, session: Session, shown: Review
) -> None:
    at = utcnow()
    pin_review(session, shown, until=at + timedelta(days=1), at=at)
    session.commit()
    assert next_unpinning(session, at=at) == at + timedelta(days=1)
    assert "Pinned" in client.get("/").text

    pin_review(session, shown, until=at - timedelta(days=1), at=at)
    session.commit()
    assert "Pinned" not in client.get("/").text
    assert "checked" not in str(fields_of(desk.get(page_of(shown))).get("pinned", ""))


def test_authors_do_not_pin(app: Flask, client: FlaskClient, session: Session) -> None:
    author = make_account(session, role=Role.AUTHOR)
    review = make_review(session, author=author)
    browser = sign_in(app.test_client(), session, author)

    send(browser, review, pinned="y")

    assert not parsed(browser.get(page_of(review))).cssselect("[name=pinned]")
    assert "Pinned" not in client.get("/").text

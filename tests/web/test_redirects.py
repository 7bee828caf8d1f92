"""Addresses that nothing answers any more lead where their owner says."""

from http import HTTPStatus

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from reviewblog.redirects.keeping import add_redirect
from tests.factories import LONG_AGO, make_page, make_review


def lead(session: Session, path: str, target: str) -> None:
    add_redirect(session, path, target, at=LONG_AGO)
    session.commit()


@pytest.mark.parametrize(
    ("old", "asked"),
    [
        ("/2012/05/01/rush/", "/2012/05/01/rush/"),
        ("/2012/05/01/rush/", "/2012/05/01/rush?utm_source=x"),
        ("/index.php?p=12", "/index.php?p=12"),
        ("/rush", "/rush/"),
        ("/caf%C3%A9", "/caf%C3%A9/"),
        ("/reviews/rush/", "/reviews/rush/"),
    ],
)
def test_an_old_address_leads_on(
    client: FlaskClient, session: Session, old: str, asked: str
) -> None:
    lead(session, old, "/reviews/rush-1991/")

    response = client.get(asked)

    assert response.status_code == HTTPStatus.MOVED_PERMANENTLY
    assert response.headers["Location"] == "/reviews/rush-1991/"


@pytest.mark.parametrize(
    ("asked", "small"),
    [
        ("/reviews/Rush-1991/", "/reviews/rush-1991/"),
        ("/Reviews/RUSH-1991", "/reviews/rush-1991/"),
        ("/Tags/Crime/?Page=2", "/tags/crime/?Page=2"),
        ("/About/", "/about/"),
        ("/Feed.XML", "/feed.xml"),
    ],
)
def test_an_address_in_capitals_leads_to_the_one_in_small_letters(
    client: FlaskClient, asked: str, small: str
) -> None:
    response = client.get(asked)

    assert response.status_code == HTTPStatus.FOUND
    assert response.headers["Location"] == small


def test_no_circle_is_closed_by_small_letters(
    client: FlaskClient, session: Session
) -> None:
    lead(session, "/old-films", "/Old-Films")

    assert client.get("/old-films").headers["Location"] == "/Old-Films"
    assert client.get("/Old-Films").status_code == HTTPStatus.NOT_FOUND


def test_what_somebody_has_said_comes_before_small_letters(
    client: FlaskClient, session: Session
) -> None:
    lead(session, "/Reviews/Rush/", "/reviews/rush-1991/")

    assert client.get("/Reviews/Rush/").headers["Location"] == "/reviews/rush-1991/"


@pytest.mark.parametrize(
    "address",
    [
        "/Dashboard/",
        "/2012/Rush/",
        "/İ/x/",
        "/Ab%00/",
        "/comments/own/WzEsImMz.Key/",
        "/media/0123456789ABCDEF0123456789ABCDEF.jpg",
        "/reviews/Rush/private/Key",
    ],
)
def test_no_other_address_is_led_anywhere_by_its_letters(
    client: FlaskClient, address: str
) -> None:
    assert client.get(address).status_code == HTTPStatus.NOT_FOUND


def test_letters_lead_to_no_other_site(client: FlaskClient) -> None:
    asked = {"PATH_INFO": "//Evil.example/"}

    response = client.get("/", environ_overrides=asked)

    assert response.headers["Location"] == "/evil.example/"


def test_what_is_there_is_shown(client: FlaskClient, session: Session) -> None:
    make_page(session, slug="about")
    make_review(session, slug="rush")
    lead(session, "/about/", "/elsewhere/")
    lead(session, "/reviews/rush/", "/elsewhere/")

    assert client.get("/about/").status_code == HTTPStatus.OK
    assert client.get("/reviews/rush/").status_code == HTTPStatus.OK


def test_only_reading_is_led_on(client: FlaskClient, session: Session) -> None:
    lead(session, "/2012/rush", "/reviews/rush-1991/")

    assert client.post("/2012/rush").status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("address", ["/%00", "/x?%00", "/x?%ff%fe", "/" + "x" * 5000])
def test_hostile_addresses_are_just_not_found(
    client: FlaskClient, address: str
) -> None:
    assert client.get(address).status_code == HTTPStatus.NOT_FOUND

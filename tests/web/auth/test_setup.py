"""The first visit to a new site."""

from http import HTTPStatus

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from reviewblog.accounts.models import Account, Role
from reviewblog.accounts.setup import issue_setup_token
from reviewblog.site.defaults import get_site
from tests.clients import fields_of, submit
from tests.factories import LONG_AGO, PASSWORD, make_account

TYPED = {
    "site_title": "Row K",
    "display_name": "",
    "username": "tamsin",
    "email": "tamsin@example.org",
    "password": PASSWORD,
}


@pytest.fixture
def token(session: Session) -> str:
    token = issue_setup_token(session, at=LONG_AGO)
    assert token
    session.commit()
    return token


def set_up(client: FlaskClient, issued: str, **overrides: str) -> TestResponse:
    return submit(client, "/setup", **{"token": issued} | TYPED | overrides)


def count_accounts(session: Session) -> int | None:
    return session.scalar(select(func.count(Account.id)))


def test_show_setup_fills_the_token_in(client: FlaskClient) -> None:
    response = client.get("/setup?token=abc%22%3E")

    assert response.status_code == HTTPStatus.OK
    assert fields_of(response)["token"] == 'abc">'


def test_set_up_makes_an_owner_names_the_site_and_signs_in(
    client: FlaskClient, session: Session, token: str
) -> None:
    response = set_up(client, token, display_name="Tamsin Orrell")

    assert response.status_code == HTTPStatus.SEE_OTHER
    assert response.location == "/dashboard/"
    owner = session.scalars(select(Account)).one()
    assert (owner.username, owner.role) == ("tamsin", Role.OWNER)
    site = get_site(session)
    assert (site.title, site.author_name) == ("Row K", "Tamsin Orrell")
    assert client.get("/account/").status_code == HTTPStatus.OK


def test_set_up_is_content_with_the_fields_of_the_contract(
    client: FlaskClient, session: Session, token: str
) -> None:
    fields = fields_of(client.get("/setup"))
    del fields["display_name"], fields["time_zone"]

    response = client.post("/setup", data=fields | TYPED | {"token": token})

    assert response.status_code == HTTPStatus.SEE_OTHER
    site = get_site(session)
    assert (site.author_name, site.time_zone) == ("tamsin", "UTC")


def test_set_up_sets_the_clock_of_the_site(
    client: FlaskClient, session: Session, token: str
) -> None:
    set_up(client, token, time_zone="America/New_York")

    assert get_site(session).time_zone == "America/New_York"


@pytest.mark.parametrize(
    ("overrides", "message"),
    [
        ({"time_zone": "Moon/Tycho"}, "Not a valid choice"),
        ({"token": ""}, "Copy the token"),
        ({"token": "wrong"}, "not the token"),
        ({"token": "é\x00" * 9}, "not the token"),
        ({"site_title": " "}, "Give the site a name."),
        ({"site_title": "x" * 121}, "longer than 120"),
        ({"display_name": "x" * 121}, "longer than 120"),
        ({"username": ""}, "Choose a username."),
        ({"username": "Two Words"}, "A username has 2 to 40"),
        ({"username": "x" * 100_000}, "A username has 2 to 40"),
        ({"email": ""}, "Give your email address."),
        ({"email": "nonsense"}, "does not look like an email"),
        ({"password": ""}, "Choose a password."),
        ({"password": "short"}, "at least 8 characters"),
        ({"password": "password1"}, "guessed first"),
        ({"password": "x" * 1_000_000}, "at most 256"),
        (
            {"site_title": "The Long Row", "password": "the long row"},
            "everybody can see",
        ),
        ({"csrf_token": "stale"}, "open for too long"),
    ],
)
def test_set_up_says_what_is_wrong_and_keeps_what_was_typed(
    client: FlaskClient,
    session: Session,
    token: str,
    overrides: dict[str, str],
    message: str,
) -> None:
    response = set_up(client, token, **overrides)

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert message in response.text
    typed = TYPED | {"token": token} | overrides
    kept = fields_of(response)
    assert kept["email"] == typed["email"]
    assert kept["password"] == ""
    assert count_accounts(session) == 0
    assert get_site(session).title == "Reviews"


def test_set_up_refuses_a_taken_name(
    client: FlaskClient, session: Session, token: str
) -> None:
    make_account(session, username="tamsin", role=Role.AUTHOR)

    response = set_up(client, token)

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "This username is taken." in response.text


def test_set_up_does_not_answer_once_there_is_an_owner(
    client: FlaskClient, session: Session, token: str
) -> None:
    fields = fields_of(client.get("/setup"))
    make_account(session)

    posted = client.post("/setup", data=fields | TYPED | {"token": token})

    assert posted.status_code == HTTPStatus.NOT_FOUND
    shown = client.get("/setup")
    assert shown.status_code == HTTPStatus.NOT_FOUND
    assert "This site is set up" in shown.text
    assert count_accounts(session) == 1


def test_set_up_is_refused_from_another_site(
    client: FlaskClient, session: Session, token: str
) -> None:
    client.environ_base["HTTP_SEC_FETCH_SITE"] = "cross-site"

    assert set_up(client, token).status_code == HTTPStatus.FORBIDDEN
    assert count_accounts(session) == 0

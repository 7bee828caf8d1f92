"""Signing in and out, as the author and as whoever tries to."""

from datetime import timedelta
from http import HTTPStatus

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from reviewblog.accounts.administration import disable_account
from reviewblog.accounts.models import Account, FailedLogin, Role, SignIn
from reviewblog.accounts.passwords import needs_rehash
from reviewblog.clock import utcnow
from reviewblog.tokens import hash_token
from tests.clients import fields_of, sign_in, submit
from tests.factories import LONG_AGO, PASSWORD, make_account

WRONG = "The name or the password is wrong."


def log_in(
    client: FlaskClient,
    username: str = "owner",
    password: str = PASSWORD,
    page: str = "/login",
    **fields: str,
) -> TestResponse:
    return submit(client, page, username=username, password=password, **fields)


def cookie_of(client: FlaskClient) -> str:
    cookie = client.get_cookie("session")
    assert cookie is not None
    return cookie.value


def is_signed_in(client: FlaskClient) -> bool:
    return client.get("/account/").status_code == HTTPStatus.OK


def test_show_login_asks_for_name_and_password(client: FlaskClient) -> None:
    response = client.get("/login")

    assert response.status_code == HTTPStatus.OK
    assert {"username", "password", "csrf_token"} <= fields_of(response).keys()
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("name", ["owner", "OWNER", "owner@example.org"])
def test_log_in_opens_the_desk(
    client: FlaskClient, session: Session, name: str
) -> None:
    make_account(session, username="owner", email="owner@example.org")

    response = log_in(client, name)

    assert response.status_code == HTTPStatus.SEE_OTHER
    assert response.location == "/dashboard/"
    assert is_signed_in(client)


def test_log_in_stores_only_a_hash(
    client: FlaskClient, session: Session, owner: Account
) -> None:
    log_in(client)

    with client.session_transaction() as cookie:
        token = cookie["_user_id"]
    assert session.scalars(select(SignIn.token_hash)).all() == [hash_token(token)]


def test_log_in_gives_a_session_that_ends_with_the_browser(
    client: FlaskClient, session: Session, owner: Account
) -> None:
    response = log_in(client)

    assert "Expires" not in response.headers["Set-Cookie"]
    left = session.scalars(select(SignIn.expires_at)).one() - utcnow()
    assert timedelta(hours=11) < left <= timedelta(hours=12)


def test_log_in_keeps_who_wants_to_be_kept_for_thirty_days(
    client: FlaskClient, session: Session, owner: Account
) -> None:
    response = log_in(client, remember="y")

    assert "Expires" in response.headers["Set-Cookie"]
    left = session.scalars(select(SignIn.expires_at)).one() - utcnow()
    assert timedelta(days=29) < left <= timedelta(days=30)


@pytest.mark.usefixtures("dear_passwords")
def test_log_in_makes_a_weak_hash_strong(
    client: FlaskClient, session: Session, owner: Account
) -> None:
    log_in(client)

    session.refresh(owner)
    assert not needs_rehash(owner.password_hash)


def test_log_in_begins_a_new_session(client: FlaskClient, owner: Account) -> None:
    client.get("/login")
    planted = cookie_of(client)
    with client.session_transaction() as cookie:
        cookie["planted"] = "by somebody else"

    log_in(client)

    with client.session_transaction() as cookie:
        assert "planted" not in cookie
    client.set_cookie("session", planted)
    assert not is_signed_in(client)


def test_log_in_again_ends_the_sign_in_before(
    app: Flask, client: FlaskClient, session: Session, owner: Account
) -> None:
    log_in(client)
    before = cookie_of(client)

    log_in(client)

    other = app.test_client()
    other.set_cookie("session", before)
    assert not is_signed_in(other)
    assert session.scalar(select(func.count(SignIn.id))) == 1


def test_the_form_after_log_in_has_a_token_that_works(
    client: FlaskClient, owner: Account
) -> None:
    log_in(client)

    response = submit(
        client, "/account/", display_name="New", current_password=PASSWORD
    )

    assert response.status_code == HTTPStatus.SEE_OTHER


def test_log_in_is_refused_alike_for_wrong_and_unknown(
    client: FlaskClient, session: Session, owner: Account
) -> None:
    make_account(session, username="gone", disabled_at=LONG_AGO, role=Role.AUTHOR)

    pages = [
        log_in(client, "owner", "wrong"),
        log_in(client, "nobody", "wrong"),
        log_in(client, "nobody@example.org", "wrong"),
        log_in(client, "gone", PASSWORD),
        log_in(client, "owner", "x" * 1_000_000),
    ]

    assert {page.status_code for page in pages} == {HTTPStatus.UNPROCESSABLE_ENTITY}
    assert all(WRONG in page.text for page in pages)
    assert not is_signed_in(client)


def test_log_in_keeps_what_was_typed_but_the_password(
    client: FlaskClient, owner: Account
) -> None:
    response = log_in(client, "<tamsin>", "a wrong password", remember="y")

    assert fields_of(response) | {"csrf_token": ""} == {
        "username": "<tamsin>",
        "password": "",
        "remember": "y",
        "csrf_token": "",
    }
    assert "a wrong password" not in response.text


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"username": ""}, "Who are you?"),
        ({"password": ""}, "Type your password as well."),
    ],
)
def test_log_in_asks_for_what_is_missing(
    client: FlaskClient, fields: dict[str, str], message: str
) -> None:
    response = log_in(client, **{"username": "owner", "password": PASSWORD} | fields)

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert message in response.text


@pytest.mark.parametrize(
    "username", ["\x00", "ow\x00ner", "' OR 1=1", "é" * 10_000, "@", "%s", "\u202e"]
)
def test_log_in_survives_any_name(client: FlaskClient, username: str) -> None:
    assert log_in(client, username).status_code == HTTPStatus.UNPROCESSABLE_ENTITY


@pytest.mark.parametrize("body", ["[1]", "7", '{"username": 1}', "{", '"\\ud800"'])
def test_log_in_takes_no_json(client: FlaskClient, body: str) -> None:
    response = client.post("/login", data=body, content_type="application/json")

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


@pytest.mark.parametrize(
    "token", ["", "é", "\x00", "x" * 100_000, "a.b.c", "ImZvbyI.aaaa.bbbb"]
)
def test_log_in_wants_a_token(client: FlaskClient, owner: Account, token: str) -> None:
    response = log_in(client, csrf_token=token)

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "open for too long" in response.text
    assert fields_of(response)["username"] == "owner"
    assert not is_signed_in(client)


def test_log_in_does_not_take_another_browsers_token(
    app: Flask, client: FlaskClient, owner: Account
) -> None:
    token = fields_of(app.test_client().get("/login"))["csrf_token"]

    response = log_in(client, csrf_token=token)

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_log_in_is_refused_from_another_site(
    client: FlaskClient, owner: Account
) -> None:
    client.environ_base["HTTP_SEC_FETCH_SITE"] = "cross-site"

    assert log_in(client).status_code == HTTPStatus.FORBIDDEN


def test_log_in_goes_on_to_where_one_was_going(
    client: FlaskClient, owner: Account
) -> None:
    page = "/login?next=/dashboard/comments/?status%3Dspam"

    response = log_in(client, page=page)

    assert response.location == "/dashboard/comments/?status=spam"


def test_log_in_remembers_the_way_after_a_mistake(
    client: FlaskClient, owner: Account
) -> None:
    response = log_in(client, password="wrong", page="/login?next=/account/")

    assert fields_of(response)["next"] == "/account/"


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "/\\evil.example", "/%2f/"]
)
def test_log_in_goes_nowhere_else(
    client: FlaskClient, owner: Account, target: str
) -> None:
    page = client.get("/login", query_string={"next": target})

    response = log_in(client, next=target)

    assert "next" not in fields_of(page)
    assert response.location == "/dashboard/"


def test_guesses_from_one_address_have_to_wait(
    client: FlaskClient, owner: Account
) -> None:
    for _ in range(5):
        log_in(client, password="wrong")

    response = log_in(client)

    assert response.status_code == HTTPStatus.TOO_MANY_REQUESTS
    assert 0 < int(response.headers["Retry-After"]) <= 30
    assert "Please try again in a minute." in response.text
    assert fields_of(response)["username"] == "owner"
    assert not is_signed_in(client)


def test_names_that_nobody_has_wait_just_as_long(client: FlaskClient) -> None:
    for _ in range(5):
        log_in(client, "nobody", "wrong")

    assert log_in(client, "nobody").status_code == HTTPStatus.TOO_MANY_REQUESTS


def test_another_name_from_the_same_address_runs_into_the_limit(
    client: FlaskClient, owner: Account
) -> None:
    for number in range(10):
        log_in(client, f"nobody{number}", "wrong")

    response = log_in(client)

    assert response.status_code == HTTPStatus.TOO_MANY_REQUESTS
    assert int(response.headers["Retry-After"]) > 600


@pytest.mark.parametrize(
    "header", ["HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP", "HTTP_FORWARDED"]
)
def test_a_guesser_cannot_pretend_to_be_somewhere_else(
    client: FlaskClient, owner: Account, header: str
) -> None:
    for number in range(5):
        client.environ_base[header] = f"198.51.100.{number}"
        log_in(client, password="wrong")

    client.environ_base[header] = "198.51.100.77"
    assert log_in(client).status_code == HTTPStatus.TOO_MANY_REQUESTS


def test_a_guesser_does_not_lock_the_author_out(
    app: Flask, client: FlaskClient, session: Session, owner: Account
) -> None:
    open_already = sign_in(app.test_client(), session, owner)
    for _ in range(6):
        log_in(client, password="wrong")

    elsewhere = app.test_client()
    elsewhere.environ_base["REMOTE_ADDR"] = "198.51.100.7"

    assert is_signed_in(open_already)
    assert log_in(elsewhere).status_code == HTTPStatus.SEE_OTHER


def test_a_right_password_forgives_the_wrong_ones(
    client: FlaskClient, session: Session, owner: Account
) -> None:
    for _ in range(4):
        log_in(client, password="wrong")

    log_in(client)

    assert session.scalars(select(FailedLogin.failures)).all() == [4]
    assert log_in(client, password="wrong").status_code == 422


def test_log_out_ends_the_session_on_the_server(
    app: Flask, client: FlaskClient, owner: Account
) -> None:
    log_in(client)
    stolen = cookie_of(client)

    token = fields_of(client.get("/account/"))["csrf_token"]
    response = client.post("/logout", data={"csrf_token": token})

    assert response.status_code == HTTPStatus.SEE_OTHER
    assert response.location == "/"
    assert not is_signed_in(client)
    thief = app.test_client()
    thief.set_cookie("session", stolen)
    assert not is_signed_in(thief)


def test_log_out_leaves_other_browsers_alone(
    app: Flask, session: Session, desk: FlaskClient, owner: Account
) -> None:
    other = sign_in(app.test_client(), session, owner)

    desk.post("/logout")

    assert is_signed_in(other)


def test_log_out_wants_a_token(desk: FlaskClient) -> None:
    del desk.environ_base["HTTP_X_CSRFTOKEN"]

    response = desk.post("/logout")

    assert response.status_code == HTTPStatus.BAD_REQUEST
    assert is_signed_in(desk)


def test_nothing_is_done_by_looking(desk: FlaskClient) -> None:
    assert desk.get("/logout").status_code == HTTPStatus.METHOD_NOT_ALLOWED
    assert is_signed_in(desk)


def test_an_expired_sign_in_opens_nothing(desk: FlaskClient, session: Session) -> None:
    session.scalars(select(SignIn)).one().expires_at = utcnow()
    session.commit()

    assert not is_signed_in(desk)


def test_a_disabled_account_is_out_at_once(app: Flask, session: Session) -> None:
    author = make_account(session, role=Role.AUTHOR)
    client = sign_in(app.test_client(), session, author)

    disable_account(session, author, at=utcnow())
    session.commit()

    assert not is_signed_in(client)

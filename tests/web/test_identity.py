"""Who is asking, and what the pages for everybody know of it."""

from http import HTTPStatus
from io import BytesIO

import pytest
from flask import Flask, request
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.orm import Session
from werkzeug.exceptions import Forbidden
from werkzeug.test import TestResponse

from reviewblog.accounts.models import Account, Role
from reviewblog.extensions import db
from reviewblog.web.identity import (
    current_account,
    current_sign_in,
    find_account,
    require_role,
)
from tests.clients import sign_in, submit
from tests.factories import PASSWORD, make_account


@pytest.fixture
def app(fresh_app: Flask) -> Flask:
    """An application that may be given more pages."""
    return fresh_app


@pytest.fixture
def probe(fresh_app: Flask) -> Flask:
    """The app with pages that ask who is there."""

    @fresh_app.get("/probe")
    def show_probe() -> str:
        account = find_account()
        return account.username if account else "nobody"

    @fresh_app.get("/probe/owner")
    def show_owner_probe() -> str:
        return require_role(Role.OWNER).username

    return fresh_app


@pytest.fixture
def reader(probe: Flask) -> FlaskClient:
    return probe.test_client()


def get_as(app: Flask, session: Session, account: Account, page: str) -> TestResponse:
    return sign_in(app.test_client(), session, account).get(page)


def test_find_account_knows_who_is_signed_in(
    probe: Flask, session: Session, owner: Account
) -> None:
    assert get_as(probe, session, owner, "/probe").text == "owner"


def test_find_account_keeps_what_it_knows_out_of_shared_caches(
    probe: Flask, session: Session, owner: Account
) -> None:
    response = get_as(probe, session, owner, "/probe")

    assert response.headers["Cache-Control"] == "private, no-cache"
    assert response.vary.as_set() == {"cookie"}


def test_find_account_leaves_a_reader_without_cookies_alone(
    reader: FlaskClient,
) -> None:
    response = reader.get("/probe")

    assert response.text == "nobody"
    assert "Set-Cookie" not in response.headers
    assert "Vary" not in response.headers
    assert "Cache-Control" not in response.headers


@pytest.mark.parametrize("cookie", ["", "x", "é", "a.b.c", "x" * 4000])
def test_find_account_takes_no_forged_cookie(reader: FlaskClient, cookie: str) -> None:
    reader.set_cookie("session", cookie)

    assert reader.get("/probe").text == "nobody"


@pytest.mark.parametrize("cookie", ["1|é", "1|x", "|", "", "1"])
def test_a_remember_cookie_means_nothing(
    reader: FlaskClient, owner: Account, cookie: str
) -> None:
    reader.set_cookie("remember_token", cookie)
    with reader.session_transaction() as session_cookie:
        session_cookie["csrf_token"] = "x"

    assert reader.get("/probe").text == "nobody"
    assert reader.get("/dashboard/comments/").status_code == HTTPStatus.FOUND


@pytest.mark.parametrize("token", ["", "wrong", "1", "\x00"])
def test_find_account_knows_no_other_token(
    reader: FlaskClient, owner: Account, token: str
) -> None:
    with reader.session_transaction() as cookie:
        cookie["_user_id"] = token

    assert reader.get("/probe").text == "nobody"


def test_find_account_asks_one_question(
    probe: Flask, session: Session, owner: Account
) -> None:
    client = sign_in(probe.test_client(), session, owner)
    questions: list[str] = []
    with probe.app_context():
        engine = db.engine
    event.listen(
        engine, "before_cursor_execute", lambda *found: questions.append(found[2])
    )

    client.get("/probe")

    assert len([text for text in questions if text.startswith("SELECT")]) == 1


def test_public_pages_set_no_cookie_for_somebody_who_is_kept_signed_in(
    client: FlaskClient, owner: Account
) -> None:
    submit(client, "/login", username="owner", password=PASSWORD, remember="y")
    client.get("/account/")

    response = client.get("/")

    assert "Set-Cookie" not in response.headers


def test_current_account_is_only_for_guarded_pages(app: Flask) -> None:
    with app.test_request_context("/"):
        for ask in (current_account, current_sign_in):
            with pytest.raises(RuntimeError, match="require_account"):
                ask()
        assert request.path == "/"


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OWNER])
def test_require_role_turns_other_roles_away(
    probe: Flask, session: Session, role: Role
) -> None:
    account = make_account(session, role=role)

    response = get_as(probe, session, account, "/probe/owner")

    assert response.status_code == Forbidden.code


def test_require_role_lets_its_own_pass(
    probe: Flask, session: Session, owner: Account
) -> None:
    assert get_as(probe, session, owner, "/probe/owner").text == "owner"


@pytest.mark.parametrize(
    "page",
    [
        "/dashboard/reviews/new",
        "/dashboard/settings/",
        "/dashboard/settings/comments/addresses",
        "/dashboard/settings/grades",
        "/dashboard/users/",
    ],
)
def test_a_file_in_place_of_a_text_is_refused(desk: FlaskClient, page: str) -> None:
    names = ("title", "body", "value", "days", "email", "most_links")
    files = {name: (BytesIO(b"x"), "x.png") for name in names}

    assert desk.post(page, data=files).status_code == HTTPStatus.BAD_REQUEST


def test_words_left_for_a_browser_go_into_no_cache(
    client: FlaskClient, session: Session
) -> None:
    """Its sign-in has ended elsewhere meanwhile."""
    with client.session_transaction() as kept:
        kept["_flashes"] = [("message", "The settings are saved.")]

    response = client.get("/")

    assert "The settings are saved." in response.text
    assert response.headers["Cache-Control"] == "private, no-cache"
    assert "CDN-Cache-Control" not in response.headers
    assert "Surrogate-Key" not in response.headers

"""Everybody's own account."""

from http import HTTPStatus

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Account, Role, SignIn
from reviewblog.accounts.passwords import verify_password
from reviewblog.site.defaults import get_site
from tests.clients import fields_of, sign_in
from tests.factories import PASSWORD, make_account

NEW_PASSWORD = "another long walk"


def is_signed_in(client: FlaskClient) -> bool:
    return client.get("/account/").status_code == HTTPStatus.OK


@pytest.mark.parametrize("role", list(Role))
def test_show_account_is_there_for_every_role(
    app: Flask, session: Session, role: Role
) -> None:
    account = make_account(session, role=role)
    client = sign_in(app.test_client(), session, account)

    response = client.get("/account/")

    assert response.status_code == HTTPStatus.OK
    assert fields_of(response)["email"] == account.email
    assert response.headers["Cache-Control"] == "no-store"


def test_update_profile_saves_name_and_address(
    desk: FlaskClient, session: Session, owner: Account
) -> None:
    response = desk.post(
        "/account/profile",
        data={
            "display_name": " Tamsin\u202e Orrell ",
            "email": "New@Example.org",
            "current_password": PASSWORD,
        },
    )

    assert response.status_code == HTTPStatus.SEE_OTHER
    session.refresh(owner)
    assert (owner.display_name, owner.email) == ("Tamsin Orrell", "new@example.org")


@pytest.mark.parametrize(
    ("overrides", "message"),
    [
        ({"display_name": " "}, "Give the name that readers see."),
        ({"display_name": "x" * 121}, "longer than 120"),
        ({"email": ""}, "Give your email address."),
        ({"email": "nonsense"}, "does not look like an email"),
        ({"email": "taken@example.org"}, "Another account has"),
        ({"current_password": ""}, "Type your current password."),
        ({"current_password": "wrong"}, "This is not your current password."),
    ],
)
def test_update_profile_says_what_is_wrong_and_changes_nothing(
    desk: FlaskClient,
    session: Session,
    owner: Account,
    overrides: dict[str, str],
    message: str,
) -> None:
    make_account(session, email="taken@example.org")
    typed = {
        "display_name": "Typed",
        "email": "typed@example.org",
        "current_password": PASSWORD,
    }

    response = desk.post("/account/profile", data=typed | overrides)

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert message in response.text
    assert fields_of(response)["email"] == (typed | overrides)["email"]
    before = owner.display_name, owner.email
    session.refresh(owner)
    assert (owner.display_name, owner.email) == before


def test_update_password_ends_every_session_and_begins_a_new_one(
    app: Flask, desk: FlaskClient, session: Session, owner: Account
) -> None:
    other = sign_in(app.test_client(), session, owner)
    before = desk.get_cookie("session")
    assert before is not None

    response = desk.post(
        "/account/password",
        data={"current_password": PASSWORD, "new_password": NEW_PASSWORD},
    )

    assert response.status_code == HTTPStatus.SEE_OTHER
    session.refresh(owner)
    assert verify_password(owner.password_hash, NEW_PASSWORD)
    assert is_signed_in(desk)
    assert not is_signed_in(other)
    thief = app.test_client()
    thief.set_cookie("session", before.value)
    assert not is_signed_in(thief)


@pytest.mark.parametrize(
    ("current", "new", "message"),
    [
        ("", NEW_PASSWORD, "Type your current password."),
        ("wrong", NEW_PASSWORD, "This is not your current password."),
        (PASSWORD, "", "Choose a new password."),
        (PASSWORD, "short", "at least 8 characters"),
        (PASSWORD, "iloveyou", "guessed first"),
        (PASSWORD, "x" * 1_000_000, "at most 256"),
        (PASSWORD, "the house of film", "everybody can see"),
    ],
)
def test_update_password_says_what_is_wrong_and_changes_nothing(  # noqa: PLR0913, PLR0917
    desk: FlaskClient,
    session: Session,
    owner: Account,
    current: str,
    new: str,
    message: str,
) -> None:
    get_site(session).title = "The House of Film"
    session.commit()

    response = desk.post(
        "/account/password", data={"current_password": current, "new_password": new}
    )

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert message in response.text
    session.expire_all()
    assert verify_password(owner.password_hash, PASSWORD)
    assert is_signed_in(desk)


def test_guessing_the_current_password_has_to_wait(desk: FlaskClient) -> None:
    guess = {"current_password": "wrong", "new_password": NEW_PASSWORD}
    for _ in range(5):
        desk.post("/account/password", data=guess)

    response = desk.post("/account/password", data=guess)

    assert response.status_code == HTTPStatus.TOO_MANY_REQUESTS
    assert int(response.headers["Retry-After"]) > 0
    assert is_signed_in(desk)


def test_show_account_lists_where_one_is_signed_in(
    app: Flask, desk: FlaskClient, session: Session, owner: Account
) -> None:
    sign_in(app.test_client(), session, owner)
    session.scalars(select(SignIn).order_by(SignIn.id.desc())).first().user_agent = (  # type: ignore[union-attr]
        "Mozilla/5.0 (X11; Linux) Firefox/144.0"
    )
    session.commit()

    text = desk.get("/account/").text

    assert "Firefox on Linux" in text
    assert text.count("this browser") == 1
    assert "Sign out every other browser" in text


def test_delete_sign_in_ends_one(
    app: Flask, desk: FlaskClient, session: Session, owner: Account
) -> None:
    others = [sign_in(app.test_client(), session, owner) for _ in range(2)]
    ids = session.scalars(select(SignIn.id).order_by(SignIn.id)).all()

    response = desk.post(f"/account/sign-ins/{ids[1]}/end")

    assert response.status_code == HTTPStatus.SEE_OTHER
    assert [is_signed_in(other) for other in others] == [False, True]
    assert is_signed_in(desk)


def test_delete_sign_in_does_not_reach_somebody_elses(
    app: Flask, desk: FlaskClient, session: Session
) -> None:
    stranger = sign_in(app.test_client(), session, make_account(session))
    theirs = session.scalars(select(SignIn.id).order_by(SignIn.id.desc())).first()

    response = desk.post(f"/account/sign-ins/{theirs}/end")

    assert response.status_code == HTTPStatus.NOT_FOUND
    assert is_signed_in(stranger)


@pytest.mark.parametrize("number", ["0", "999999", "9" * 30, "-1", "x", "1e3"])
def test_delete_sign_in_knows_no_other(desk: FlaskClient, number: str) -> None:
    response = desk.post(f"/account/sign-ins/{number}/end")

    assert response.status_code == HTTPStatus.NOT_FOUND


def test_delete_other_sign_ins_keeps_this_one(
    app: Flask, desk: FlaskClient, session: Session, owner: Account
) -> None:
    other = sign_in(app.test_client(), session, owner)
    stranger = sign_in(app.test_client(), session, make_account(session))

    response = desk.post("/account/sign-ins/end-others")

    assert response.status_code == HTTPStatus.SEE_OTHER
    assert is_signed_in(desk)
    assert not is_signed_in(other)
    assert is_signed_in(stranger)


@pytest.mark.parametrize(
    "address",
    [
        "/account/profile",
        "/account/password",
        "/account/sign-ins/1/end",
        "/account/sign-ins/end-others",
        "/logout",
    ],
)
def test_everything_wants_an_account_and_a_token(
    client: FlaskClient, desk: FlaskClient, address: str
) -> None:
    del desk.environ_base["HTTP_X_CSRFTOKEN"]

    assert client.post(address).status_code == HTTPStatus.UNAUTHORIZED
    assert desk.post(address).status_code == HTTPStatus.BAD_REQUEST

"""Owners look after who may sign in."""

from dataclasses import replace
from http import HTTPStatus

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Account, OneTimeLink, Role
from reviewblog.activity import Activity
from reviewblog.config import Settings
from reviewblog.mail.models import OutboxMessage
from tests.clients import fields_of, sign_in
from tests.factories import PASSWORD, make_account
from tests.pages import texts

LIST = "/dashboard/users/"
JOIN = {"username": "ada", "display_name": "Ada", "password": "a long walk home"}


@pytest.fixture
def settings(settings: Settings, request: pytest.FixtureRequest) -> Settings:
    """Mail is set up for the tests of mail."""
    if "mailed" not in request.node.name:
        return settings
    return replace(
        settings, smtp_url="smtp://mail.example", mail_from="site@example.org"
    )


def link_after(desk: FlaskClient, page: str, **typed: str) -> str:
    """Post, and return the one-time link of the page that follows."""
    answer = desk.post(page, data=typed)
    assert answer.status_code == HTTPStatus.SEE_OTHER
    [link] = texts(desk.get(answer.location), ".once")
    return link


def path_of(link: str) -> str:
    return link.removeprefix("http://localhost")


def test_who_is_invited_joins_and_is_signed_in(
    app: Flask, desk: FlaskClient, session: Session
) -> None:
    link = link_after(desk, LIST, email="ada@example.org", role="editor")
    guest = app.test_client()
    form = guest.get(path_of(link))

    answer = guest.post("/login/link", data=fields_of(form) | JOIN)

    assert answer.status_code == HTTPStatus.SEE_OTHER
    assert guest.get(answer.location).status_code == HTTPStatus.OK
    assert form.headers["Cache-Control"] == "no-store"
    ada = session.scalars(select(Account).where(Account.username == "ada")).one()
    assert (ada.role, ada.email) == (Role.EDITOR, "ada@example.org")
    gone = app.test_client().get(path_of(link))
    assert gone.status_code == HTTPStatus.GONE


def test_the_link_is_shown_once(desk: FlaskClient) -> None:
    link_after(desk, LIST, email="ada@example.org", role="author")

    assert texts(desk.get(LIST), ".once") == []


def test_opening_a_link_changes_nothing(
    client: FlaskClient, desk: FlaskClient, session: Session
) -> None:
    link = link_after(desk, LIST, email="ada@example.org", role="author")

    for _ in range(2):
        assert client.get(path_of(link)).status_code == HTTPStatus.OK
    assert session.scalars(select(OneTimeLink.email)).all() == ["ada@example.org"]


def test_an_invitation_is_mailed_where_mail_is_set_up(
    desk: FlaskClient, session: Session
) -> None:
    link = link_after(desk, LIST, email="ada@example.org", role="author")

    mail = session.scalars(select(OutboxMessage)).one()
    assert mail.recipient == "ada@example.org"
    assert link in mail.text


@pytest.mark.parametrize(
    ("email", "role"), [("", "author"), ("x", "author"), ("a@b.example", "king")]
)
def test_a_wrong_invitation_comes_back_as_typed(
    desk: FlaskClient, session: Session, email: str, role: str
) -> None:
    answer = desk.post(LIST, data={"email": email, "role": role})

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert f'value="{email}"' in answer.text
    assert session.scalars(select(OneTimeLink)).all() == []


def test_nobody_is_invited_twice(desk: FlaskClient, owner: Account) -> None:
    answer = desk.post(LIST, data={"email": owner.email, "role": "author"})

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "has an account already" in answer.text


def test_an_invitation_is_taken_back(
    desk: FlaskClient, client: FlaskClient, session: Session
) -> None:
    link = link_after(desk, LIST, email="ada@example.org", role="author")
    link_id = session.scalars(select(OneTimeLink.id)).one()

    desk.post(f"{LIST}invitations/{link_id}/delete")

    assert client.get(path_of(link)).status_code == HTTPStatus.GONE
    again = desk.post(f"{LIST}invitations/{link_id}/delete")
    assert again.status_code == HTTPStatus.NOT_FOUND


def test_a_disabled_account_is_out_at_once(
    app: Flask, desk: FlaskClient, session: Session
) -> None:
    editor = make_account(session, role=Role.EDITOR)
    theirs = sign_in(app.test_client(), session, editor)
    assert theirs.get("/dashboard/").status_code == HTTPStatus.OK

    desk.post(f"{LIST}{editor.id}/disable")

    assert theirs.get("/dashboard/").status_code == HTTPStatus.FOUND
    desk.post(f"{LIST}{editor.id}/enable")
    session.expire_all()
    assert session.get_one(Account, editor.id).is_enabled


def test_a_new_role_counts_from_the_next_click(
    app: Flask, desk: FlaskClient, session: Session
) -> None:
    editor = make_account(session, role=Role.EDITOR)
    theirs = sign_in(app.test_client(), session, editor)

    desk.post(f"{LIST}{editor.id}", data={"role": "moderator"})

    assert theirs.get("/dashboard/people/").status_code == HTTPStatus.FORBIDDEN


def test_the_last_owner_stays(
    desk: FlaskClient, session: Session, owner: Account
) -> None:
    demoted = desk.post(f"{LIST}{owner.id}", data={"role": "editor"})
    disabled = desk.post(f"{LIST}{owner.id}/disable")

    assert demoted.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "only owner" in demoted.text
    assert disabled.status_code == HTTPStatus.CONFLICT
    session.rollback()
    assert session.scalars(select(Activity)).all() == []


def test_a_new_password_is_set_by_link(
    app: Flask, desk: FlaskClient, session: Session
) -> None:
    editor = make_account(session, username="edith", role=Role.EDITOR)
    theirs = sign_in(app.test_client(), session, editor)
    link = link_after(desk, f"{LIST}{editor.id}/reset")
    guest = app.test_client()
    form = fields_of(guest.get(path_of(link)))

    weak = guest.post("/login/link", data=form | {"password": "edith"})
    good = guest.post("/login/link", data=form | {"password": "another long walk"})

    assert weak.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert good.status_code == HTTPStatus.SEE_OTHER
    assert theirs.get("/dashboard/").status_code == HTTPStatus.FOUND
    page = app.test_client()
    typed = fields_of(page.get("/login"))
    old = page.post("/login", data=typed | {"username": "edith", "password": PASSWORD})
    assert old.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


@pytest.mark.parametrize("token", ["", "x", "%00", "%ED%A0%80", "a" * 5000])
def test_no_such_link_is_gone(client: FlaskClient, token: str) -> None:
    opened = client.get(f"/login/link?token={token}")
    used = client.post("/login/link", data={"token": token} | JOIN)

    assert opened.status_code == HTTPStatus.GONE
    assert used.status_code == HTTPStatus.GONE


def test_a_link_without_its_form_s_token_is_refused(
    client: FlaskClient, desk: FlaskClient, session: Session
) -> None:
    link = link_after(desk, LIST, email="ada@example.org", role="owner")
    token = link.partition("token=")[2]

    answer = client.post("/login/link", data={"token": token} | JOIN)

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert len(session.scalars(select(Account)).all()) == 1


@pytest.mark.parametrize("path", ["999999", "9" * 20])
def test_nobody_is_404(desk: FlaskClient, path: str) -> None:
    assert desk.get(LIST + path).status_code == HTTPStatus.NOT_FOUND
    for action in ("disable", "enable", "reset"):
        answer = desk.post(f"{LIST}{path}/{action}")
        assert answer.status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("role", Role)
def test_each_user_has_a_page(desk: FlaskClient, session: Session, role: Role) -> None:
    jane = make_account(session, role=role, display_name="Jane")

    page = desk.get(f"/dashboard/users/{jane.id}")

    assert page.status_code == HTTPStatus.OK
    assert texts(page, "h1") == ["Jane"]
    assert f"/dashboard/users/{jane.id}/disable" in page.text

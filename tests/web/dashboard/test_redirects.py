"""Redirects at the desk."""

from http import HTTPStatus

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Role
from reviewblog.redirects.keeping import add_redirect, count_redirects, find_target
from tests.clients import sign_in, submit
from tests.factories import LONG_AGO, make_account

PAGE = "/dashboard/redirects/"
IMPORT = "/dashboard/redirects/import"


def test_a_redirect_is_added(desk: FlaskClient, session: Session) -> None:
    response = submit(desk, PAGE, path="/2012/rush/", target="/reviews/rush-1991/")

    assert response.status_code == HTTPStatus.SEE_OTHER
    assert find_target(session, "/2012/rush", "") == "/reviews/rush-1991/"
    assert "/2012/rush" in desk.get(PAGE).text


@pytest.mark.parametrize(
    ("path", "target", "word"),
    [
        ("", "/x/", "Give the old address"),
        ("/old", "", "Give the new address"),
        ("old", "/x/", "from its slash on"),
        ("/old", "//evil.example", "from its slash on"),
        ("/old", "/old/", "circle"),
        ("/reviews/", "/x/", "The site has a page"),
        ("/feed.xml", "/x/", "The site has a page"),
        ("/dashboard", "/x/", "The site has a page"),
    ],
)
def test_what_makes_no_sense_comes_back(
    desk: FlaskClient, session: Session, path: str, target: str, word: str
) -> None:
    response = desk.post(PAGE, data={"path": path, "target": target})

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert word in response.text
    assert count_redirects(session) == 0


def test_lines_are_imported(desk: FlaskClient, session: Session) -> None:
    response = desk.post(IMPORT, data={"lines": "/1 /one/\r\n/2 /two/\r\n"})

    assert response.status_code == HTTPStatus.SEE_OTHER
    assert count_redirects(session) == 2


@pytest.mark.parametrize("lines", ["", "/1", "/1 javascript:x", "/1 /1"])
def test_bad_lines_come_back(desk: FlaskClient, session: Session, lines: str) -> None:
    response = desk.post(IMPORT, data={"lines": lines})

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert count_redirects(session) == 0


def test_a_redirect_is_removed(desk: FlaskClient, session: Session) -> None:
    redirect = add_redirect(session, "/old", "/new/", at=LONG_AGO)
    session.commit()
    address = f"{PAGE}{redirect.id}/delete"

    assert desk.post(address).status_code == HTTPStatus.SEE_OTHER
    assert desk.post(address).status_code == HTTPStatus.NOT_FOUND
    assert desk.post(f"{PAGE}{10**20}/delete").status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.MODERATOR])
def test_redirects_are_not_for_everybody(
    app: Flask, session: Session, role: Role
) -> None:
    browser = sign_in(app.test_client(), session, make_account(session, role=role))

    assert browser.get(PAGE).status_code == HTTPStatus.FORBIDDEN
    assert browser.post(IMPORT).status_code == HTTPStatus.FORBIDDEN

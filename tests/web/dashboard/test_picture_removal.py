"""Pictures are thrown away after a question, and never while something shows them."""

from http import HTTPStatus
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from reviewblog.accounts.models import Role
from reviewblog.media.models import Picture
from tests.clients import sign_in, submit
from tests.factories import make_account
from tests.media.pictures import plain
from tests.web.library import uploaded


def ids(session: Session) -> list[int]:
    return list(session.scalars(select(Picture.id).order_by(Picture.id)))


def delete(client: FlaskClient, *picture_ids: Any, **more: str) -> TestResponse:
    data = {"picture_id": [str(number) for number in picture_ids], **more}
    return client.post("/dashboard/media/deletion", data=data)


def test_unused_pictures_are_deleted_after_a_question(
    desk: FlaskClient, client: FlaskClient, session: Session
) -> None:
    address, _ = uploaded(desk, plain("#010203")), uploaded(desk, plain("#040506"))

    question = delete(desk, *ids(session))
    assert "Delete 2 pictures?" in question.text
    assert len(ids(session)) == 2

    response = delete(desk, *ids(session), confirmed="yes")
    assert response.status_code == HTTPStatus.SEE_OTHER
    session.rollback()
    assert ids(session) == []
    assert client.get(address).status_code == HTTPStatus.NOT_FOUND


def test_a_picture_that_is_shown_stays(
    desk: FlaskClient, client: FlaskClient, session: Session
) -> None:
    address = uploaded(desk, plain("#010204"))
    form = {"film_title": "Playtime", "body": f"![]({address})"}
    submit(desk, "/dashboard/reviews/new", **form)

    assert "Nothing can be deleted" in delete(desk, *ids(session)).text
    response = delete(desk, *ids(session), confirmed="yes")

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "is shown in “Playtime”" in response.text
    assert client.get(address).status_code == HTTPStatus.OK


def test_nothing_ticked_is_said_in_words(desk: FlaskClient) -> None:
    for nonsense in ((), ("x",), ("99999999999999999999",), ("-1", "")):
        response = delete(desk, *nonsense, confirmed="yes")
        assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert "Tick the pictures" in response.text


def test_authors_delete_only_their_own(
    app: Flask, desk: FlaskClient, session: Session
) -> None:
    uploaded(desk, plain("#010205"))
    author = make_account(session, role=Role.AUTHOR)

    response = delete(
        sign_in(app.test_client(), session, author), *ids(session), confirmed="yes"
    )

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "uploaded by somebody else" in response.text
    assert len(ids(session)) == 1

"""Pages for what went wrong, also with the database."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from flask import Flask, abort
from flask.testing import FlaskClient
from sqlalchemy import text

from reviewblog.app import create_app
from reviewblog.config import Settings
from reviewblog.errors import BusyError, ConflictError, DomainError, TooManyError
from reviewblog.extensions import db
from tests.pages import links, texts


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    """A site whose pages fail in every way."""
    app = create_app(replace(settings, page_cache_mb="0"))
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.add_url_rule("/status/<int:code>", "status", abort)
    app.add_url_rule("/typo", "typo", ask_nonsense)
    for name, error in (
        ("bug", RuntimeError("secret detail")),
        ("rule", DomainError("Not on a Sunday.")),
        ("moved", ConflictError("Somebody was here before you.")),
        ("often", TooManyError("Too often.", retry_after=30)),
        ("busy", BusyError("Somebody is writing.", retry_after=30)),
    ):
        app.add_url_rule(f"/{name}-error", name, partial(fail, error))
    yield app
    with app.app_context():
        db.engine.dispose()


def fail(error: Exception) -> str:
    raise error


def ask_nonsense() -> str:
    return str(db.session.execute(text("SELEC 1")).all())


@pytest.mark.parametrize("status", [400, 403, 404, 405, 410, 413, 418, 429, 500, 503])
def test_every_status_has_a_page(client: FlaskClient, status: int) -> None:
    response = client.get(f"/status/{status}")

    assert response.status_code == status
    assert len(texts(response, "h1")) == 1
    assert "/" in links(response, "main a")


def test_a_bug_gives_nothing_away(client: FlaskClient) -> None:
    response = client.get("/bug-error")

    assert response.status_code == 500
    assert texts(response, "h1") == ["The projector jammed"]
    assert "secret detail" not in response.text


@pytest.mark.parametrize(
    ("name", "status", "words"),
    [
        ("rule", 422, "Not on a Sunday."),
        ("moved", 409, "Somebody was here before you."),
        ("often", 429, "Too often."),
        ("busy", 503, "Somebody is writing."),
    ],
)
def test_a_refusal_says_why(
    client: FlaskClient, name: str, status: int, words: str
) -> None:
    response = client.get(f"/{name}-error")

    assert response.status_code == status
    assert words in texts(response, "main .dek")
    is_for_later = name in {"often", "busy"}
    assert response.headers.get("Retry-After") == ("30" if is_for_later else None)


@pytest.mark.parametrize(
    "address", ["sqlite:///{folder}", "postgresql+psycopg://nobody@/x?host={folder}"]
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_database_that_is_not_there_asks_for_patience(
    settings: Settings, tmp_path: Path, address: str, method: str
) -> None:
    url = address.format(folder=tmp_path)
    broken = create_app(replace(settings, database_url=url))
    broken.config |= {"PROPAGATE_EXCEPTIONS": False, "WTF_CSRF_ENABLED": False}

    response = broken.test_client().open("/reviews/x/comments", method=method)

    assert response.status_code == 503
    assert response.headers["Retry-After"] == "10"
    assert texts(response, "h1") == ["Back in a moment"]


def test_a_question_that_the_database_refuses_is_a_bug(client: FlaskClient) -> None:
    assert client.get("/typo").status_code == 500


def test_an_unready_database_still_gives_a_page(
    client: FlaskClient, app: Flask
) -> None:
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(text("DELETE FROM site"))

    response = client.get("/")

    assert response.status_code == 500
    assert texts(response, "h1") == ["The projector jammed"]

"""A page tells that it is read."""

from http import HTTPStatus

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from reviewblog.accounts.models import Account
from reviewblog.stats.models import ReadCount
from reviewblog.web.counting.gate import MOST_FROM_ONE
from tests.clients import sign_in
from tests.factories import make_review
from tests.web.counting.conftest import Write

OWN = {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"}


def tell(
    reader: FlaskClient,
    page: str = "/reviews/rush/",
    came_from: str = "",
    **headers: str,
) -> TestResponse:
    sent = OWN | {name.replace("_", "-"): value for name, value in headers.items()}
    return reader.post("/reads", data={"page": page, "from": came_from}, headers=sent)


def counted(session: Session) -> dict[str, int]:
    query = select(ReadCount.source, ReadCount.reads)
    return dict(session.execute(query).all())


def test_a_read_is_counted_and_nothing_answered(
    reader: FlaskClient, session: Session, write: Write
) -> None:
    make_review(session, slug="rush")

    response = tell(reader, came_from="www.google.de")
    tell(reader, came_from="localhost:5000")
    write()

    assert response.status_code == HTTPStatus.NO_CONTENT
    assert response.data == b""
    assert "Set-Cookie" not in response.headers
    assert response.headers["Cache-Control"] == "no-store"
    assert counted(session) == {"Google": 1, "": 1}


@pytest.mark.parametrize(
    "headers",
    [
        {"DNT": "1"},
        {"Sec_GPC": "1"},
        {"Sec_Purpose": "prefetch;prerender"},
        {"User_Agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"},
        {"User_Agent": ""},
    ],
)
def test_robots_prefetches_and_those_who_mind_are_left_out(
    reader: FlaskClient, session: Session, write: Write, headers: dict[str, str]
) -> None:
    make_review(session, slug="rush")

    response = tell(reader, **headers)
    write()

    assert response.status_code == HTTPStatus.NO_CONTENT
    assert counted(session) == {}


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {},
    ],
)
def test_only_own_pages_may_tell(
    reader: FlaskClient, session: Session, write: Write, headers: dict[str, str]
) -> None:
    make_review(session, slug="rush")

    response = reader.post("/reads", data={"page": "/reviews/rush/"}, headers=headers)
    write()

    assert response.status_code == HTTPStatus.FORBIDDEN
    assert counted(session) == {}


@pytest.mark.parametrize(
    "page",
    [
        "",
        "/",
        "/reviews/",
        "/reviews/none/",
        "/reviews/rush/x",
        "/reviews/RUSH/",
        "/reviews/" + "x" * 101 + "/",
        "/reviews/\0/",
        "/reviews/é/",
    ],
)
def test_nothing_but_reviews_is_counted(
    reader: FlaskClient, session: Session, write: Write, page: str
) -> None:
    make_review(session, slug="rush")

    response = tell(reader, page)
    write()

    assert response.status_code == HTTPStatus.NO_CONTENT
    assert counted(session) == {}


def test_nobody_can_leave_words(
    reader: FlaskClient, session: Session, write: Write
) -> None:
    make_review(session, slug="rush")

    for words in (
        "buy my pills",
        "<script>alert(1)</script>.com",
        "a.com/?pills",
        "\0",
    ):
        tell(reader, came_from=words)
    write()

    assert counted(session) == {"": 4}


@pytest.mark.parametrize(
    "body",
    [b"\xff\xfe", b"page", b"page=%ff&from=%00", b"&&&===", b"page=" + b"x" * 1900],
)
def test_broken_bodies_are_ignored(reader: FlaskClient, body: bytes) -> None:
    kind = "application/x-www-form-urlencoded"

    response = reader.post("/reads", data=body, content_type=kind, headers=OWN)

    assert response.status_code == HTTPStatus.NO_CONTENT


def test_long_bodies_are_refused(reader: FlaskClient) -> None:
    assert tell(reader, "x" * 3000).status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE


def test_one_visitor_adds_only_so_much_a_minute(
    reader: FlaskClient, session: Session, write: Write
) -> None:
    make_review(session, slug="rush")

    answers = [tell(reader).status_code for _ in range(MOST_FROM_ONE + 1)]
    write()

    assert answers[-1] == HTTPStatus.TOO_MANY_REQUESTS
    assert counted(session) == {"": MOST_FROM_ONE}


def test_a_review_tells_of_readers_but_not_of_its_writers(
    reader: FlaskClient, session: Session, owner: Account
) -> None:
    make_review(session, slug="rush")

    to_reader = reader.get("/reviews/rush/").text
    to_owner = sign_in(reader, session, owner).get("/reviews/rush/").text

    assert "data-counted" in to_reader
    assert "data-counted" not in to_owner

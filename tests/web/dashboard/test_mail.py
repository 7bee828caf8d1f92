"""The owner's page about mail."""

from dataclasses import replace
from http import HTTPStatus
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Role
from reviewblog.clock import utcnow
from reviewblog.config import Settings
from reviewblog.db import transaction
from reviewblog.errands import Errand, lock_state
from reviewblog.mail.models import Delivery, OutboxMessage
from reviewblog.site.defaults import get_site
from reviewblog.site.models import NoticeMode
from tests.clients import sign_in
from tests.factories import make_account, save
from tests.mail.letters import a_message

PAGE = "/dashboard/mail/"


@pytest.fixture
def settings(settings: Settings, request: pytest.FixtureRequest) -> Settings:
    """Mail is set up, unless a test says otherwise."""
    if request.node.get_closest_marker("usefixtures"):
        return settings
    return replace(
        settings,
        smtp_url="smtp://ada:a-secret-word@mail.example",
        mail_from="reviews@reviews.example",
    )


@pytest.fixture
def no_mail() -> None:
    """The site of this test has no mail server."""


def outbox(session: Session) -> list[OutboxMessage]:
    session.rollback()
    session.expire_all()
    return list(session.scalars(select(OutboxMessage)))


def write(session: Session, **overrides: Any) -> OutboxMessage:
    return save(session, a_message(uuid=uuid4(), **overrides))


def choices(**typed: str) -> dict[str, str]:
    return {"comment_notices": "each", "digest_hour": "8", "websub_hub": ""} | typed


def test_the_page_says_where_mail_goes_out(desk: FlaskClient) -> None:
    page = desk.get(PAGE)

    assert page.status_code == HTTPStatus.OK
    assert "mail.example" in page.text
    assert "reviews@reviews.example" in page.text
    assert "a-secret-word" not in page.text


@pytest.mark.usefixtures("no_mail")
def test_the_page_says_that_no_mail_is_set_up(desk: FlaskClient) -> None:
    page = desk.get(PAGE)

    assert "No mail server is set up" in page.text
    assert "Send a test mail" not in page.text


def test_the_page_lists_what_became_of_each_mail(
    desk: FlaskClient, session: Session
) -> None:
    write(session, subject="First", status=Delivery.SENT, sent_at=utcnow())
    write(session, subject="Second", attempts=2, last_error="450 Greylisted")
    write(session, subject="Third", status=Delivery.FAILED, last_error="550 Unknown")

    page = desk.get(PAGE).text

    assert all(subject in page for subject in ("First", "Second", "Third"))
    assert "450 Greylisted" in page
    assert "550 Unknown" in page
    assert "Failed (1)" in page
    assert page.count("Try&nbsp;again") == 1


def test_the_list_can_be_narrowed(desk: FlaskClient, session: Session) -> None:
    write(session, subject="First", status=Delivery.SENT)
    write(session, subject="Second", status=Delivery.FAILED)

    page = desk.get(f"{PAGE}?status=failed").text

    assert "Second" in page
    assert "First" not in page


def test_the_list_comes_in_pages(desk: FlaskClient, session: Session) -> None:
    for number in range(31):
        write(session, subject=f"Subject {number}.")

    first, second = desk.get(PAGE).text, desk.get(f"{PAGE}?page=2").text

    assert "Subject 30." in first
    assert "Subject 0." not in first
    assert "Subject 0." in second


@pytest.mark.parametrize(
    "query", ["status=x", "status=%00", "page=0", "page=2", f"page={10**30}"]
)
def test_a_list_that_is_not_there_is_404(desk: FlaskClient, query: str) -> None:
    assert desk.get(f"{PAGE}?{query}").status_code == HTTPStatus.NOT_FOUND


def test_what_a_reader_typed_is_shown_as_text(
    desk: FlaskClient, session: Session
) -> None:
    write(session, subject="<script>alert(1)</script>", last_error="<b>550</b>")

    page = desk.get(PAGE).text

    assert "<script>alert" not in page
    assert "&lt;b&gt;550" in page


def test_mail_that_nobody_sends_is_pointed_out(
    desk: FlaskClient, session: Session
) -> None:
    write(session)

    assert "nobody sends it" in desk.get(PAGE).text


def test_mail_that_has_just_been_written_is_no_trouble(
    desk: FlaskClient, session: Session
) -> None:
    write(session, next_attempt_at=utcnow())

    page = desk.get(PAGE).text

    assert "nobody sends it" not in page
    assert "has to be sent again" not in page


def test_what_keeps_mail_from_leaving_is_pointed_out(
    desk: FlaskClient, session: Session
) -> None:
    write(session, last_error="The mail server cannot be reached", attempts=1)

    assert "has to be sent again. The mail server cannot" in desk.get(PAGE).text


@pytest.mark.usefixtures("no_mail")
def test_without_a_mail_server_there_is_nothing_to_test(
    desk: FlaskClient, session: Session
) -> None:
    response = desk.post(f"{PAGE}test")

    assert response.status_code == HTTPStatus.CONFLICT
    assert "nothing to test" in response.text
    assert outbox(session) == []


def test_a_failed_mail_is_tried_again(desk: FlaskClient, session: Session) -> None:
    message = write(session, status=Delivery.FAILED, last_error="550 Unknown")

    response = desk.post(f"{PAGE}{message.id}/attempt")

    assert response.status_code == HTTPStatus.SEE_OTHER
    assert [each.status for each in outbox(session)] == [Delivery.QUEUED]


@pytest.mark.parametrize("status", [Delivery.QUEUED, Delivery.SENDING, Delivery.SENT])
def test_only_a_failed_mail_is_tried_again(
    desk: FlaskClient, session: Session, status: Delivery
) -> None:
    message = write(session, status=status)

    response = desk.post(f"{PAGE}{message.id}/attempt")

    assert response.status_code == HTTPStatus.NOT_FOUND
    assert [each.status for each in outbox(session)] == [status]


@pytest.mark.parametrize("number", [0, 10**6, 2**31, 10**30])
def test_a_mail_that_is_not_there_is_404(desk: FlaskClient, number: int) -> None:
    response = desk.post(f"{PAGE}{number}/attempt")

    assert response.status_code == HTTPStatus.NOT_FOUND


def test_notices_are_chosen(desk: FlaskClient, session: Session) -> None:
    typed = choices(comment_notices="digest", digest_hour="19")

    response = desk.post(PAGE, data=typed)

    session.rollback()
    site = get_site(session)
    assert response.status_code == HTTPStatus.SEE_OTHER
    assert (site.comment_notices, site.digest_hour) == (NoticeMode.DIGEST, 19)
    page = desk.get(PAGE).text
    assert '<option selected value="digest">' in page
    assert '<option selected value="19">' in page


def test_a_hub_is_chosen_and_will_be_told(desk: FlaskClient, session: Session) -> None:
    response = desk.post(PAGE, data=choices(websub_hub=" https://hub.example/ "))

    session.rollback()
    assert response.status_code == HTTPStatus.SEE_OTHER
    assert get_site(session).websub_hub == "https://hub.example/"
    assert "will be told within a minute" in desk.get(PAGE).text


def test_the_page_says_what_the_hub_knows(desk: FlaskClient, session: Session) -> None:
    desk.post(PAGE, data=choices(websub_hub="https://hub.example/"))
    with transaction(session):
        lock_state(session, Errand.PING_HUB).succeed(until=utcnow())

    assert "The hub knows of everything up to" in desk.get(PAGE).text


def test_the_page_says_why_the_hub_knows_nothing(
    desk: FlaskClient, session: Session
) -> None:
    desk.post(PAGE, data=choices(websub_hub="https://hub.example/"))
    with transaction(session):
        lock_state(session, Errand.PING_HUB).fail("the hub answered 503", at=utcnow())

    assert "the hub answered 503" in desk.get(PAGE).text


@pytest.mark.parametrize(
    "typed",
    [
        {"comment_notices": "sometimes"},
        {"comment_notices": ""},
        {"digest_hour": "24"},
        {"digest_hour": "-1"},
        {"digest_hour": "1" * 5000},
        {"digest_hour": "noon"},
        {"websub_hub": "hub.example"},
        {"websub_hub": "ftp://hub.example/"},
        {"websub_hub": "https://name:word@hub.example/"},
        {"websub_hub": "https://hub.example/" + "a" * 500},
        {"websub_hub": "javascript:alert(1)"},
        {"websub_hub": "http://[hub"},
    ],
)
def test_what_cannot_be_saved_comes_back(
    desk: FlaskClient, session: Session, typed: dict[str, str]
) -> None:
    response = desk.post(PAGE, data=choices(**typed))

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Something has to be put right first" in response.text
    session.rollback()
    assert get_site(session).websub_hub == ""


def test_a_wrong_hub_is_shown_as_it_was_typed(desk: FlaskClient) -> None:
    response = desk.post(PAGE, data=choices(websub_hub="hub.example/<&>"))

    assert 'value="hub.example/&lt;&amp;&gt;"' in response.text


@pytest.mark.parametrize(
    "junk", ["\x00", "\ud800", "x" * 100_000, "\u202e"], ids=lambda junk: repr(junk)[:9]
)
def test_no_input_breaks_the_form(desk: FlaskClient, junk: str) -> None:
    data = {name: junk.encode("utf-8", "surrogatepass") for name in choices()}

    response = desk.post(PAGE, data=data)

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


@pytest.mark.parametrize("role", [Role.EDITOR, Role.AUTHOR, Role.MODERATOR])
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", PAGE),
        ("POST", PAGE),
        ("POST", f"{PAGE}test"),
        ("POST", f"{PAGE}1/attempt"),
    ],
)
def test_mail_is_the_owners_business(
    app: Flask, session: Session, role: Role, method: str, path: str
) -> None:
    other = sign_in(app.test_client(), session, make_account(session, role=role))

    response = other.open(path, method=method, data=choices())

    assert response.status_code == HTTPStatus.FORBIDDEN
    assert outbox(session) == []


def test_a_stranger_is_shown_the_door(client: FlaskClient) -> None:
    assert client.get(PAGE).status_code == HTTPStatus.FOUND
    assert client.post(f"{PAGE}test").status_code == HTTPStatus.UNAUTHORIZED

"""A test mail is sent at once, and what the server said to it is told in words."""

from collections.abc import Iterator
from dataclasses import replace
from http import HTTPStatus

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Account
from reviewblog.config import Settings
from reviewblog.mail.models import Delivery, OutboxMessage
from tests.mail_servers import Mailbox, mailbox
from tests.servers import free_port

PAGE = "/dashboard/mail/"


@pytest.fixture(scope="module")
def server() -> Iterator[Mailbox]:
    """A mail server; starting one for each test would take long."""
    with mailbox() as box:
        yield box


@pytest.fixture
def box(server: Mailbox) -> Mailbox:
    server.mails.clear()
    return server


@pytest.fixture
def settings(
    settings: Settings, request: pytest.FixtureRequest, server: Mailbox
) -> Settings:
    is_there = "box" in request.fixturenames
    url = server.url if is_there else f"smtp://127.0.0.1:{free_port()}"
    return replace(settings, smtp_url=url, mail_from="reviews@reviews.example")


def outbox(session: Session) -> list[OutboxMessage]:
    session.rollback()
    session.expire_all()
    return list(session.scalars(select(OutboxMessage)))


@pytest.mark.parametrize(
    "asked",
    [
        ("dashboard.show_mail", PAGE),
        ("dashboard.edit_settings", "/dashboard/settings/#mail"),
        ("https://elsewhere.example/", PAGE),
    ],
)
def test_a_test_mail_goes_to_the_owner_at_once(
    desk: FlaskClient,
    session: Session,
    owner: Account,
    box: Mailbox,
    asked: tuple[str, str],
) -> None:
    page, back = asked
    response = desk.post(f"{PAGE}test", data={"page": page})

    [mail], [message] = box.mails, outbox(session)
    assert (response.status_code, response.location) == (HTTPStatus.SEE_OTHER, back)
    assert mail["To"].addresses[0].addr_spec == owner.email
    assert mail["Subject"] == "A test mail from Reviews"
    assert message.status is Delivery.SENT
    assert "has taken the test mail to" in desk.get(back).text


@pytest.mark.parametrize(
    "expected",
    [
        ("550 No such user", "refused the recipient: 550 No such", Delivery.FAILED),
        ("450 Busy", "450 Busy. It is tried again by itself.", Delivery.QUEUED),
    ],
)
def test_the_answer_of_the_server_is_told_in_words(
    desk: FlaskClient,
    session: Session,
    box: Mailbox,
    expected: tuple[str, str, Delivery],
) -> None:
    answer, said, status = expected
    box.answers["RCPT"] = [answer]

    desk.post(f"{PAGE}test")

    assert said in desk.get(PAGE).text
    assert [message.status for message in outbox(session)] == [status]


def test_a_server_that_is_not_there_is_said_to_be(
    desk: FlaskClient, session: Session
) -> None:
    desk.post(f"{PAGE}test")

    assert "The test mail was not sent. The mail server 127." in desk.get(PAGE).text
    assert [message.status for message in outbox(session)] == [Delivery.QUEUED]


def test_the_settings_explain_mail_and_offer_a_test(desk: FlaskClient) -> None:
    page = desk.get("/dashboard/settings/")

    assert "Send a test mail to" in page.text
    assert "Mail goes out through" in page.text

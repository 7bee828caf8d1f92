"""Readers see, download and erase what they wrote, by a link to their address."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from http import HTTPStatus

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reviewblog.clock import utcnow
from reviewblog.comments.correspondents import Correspondent, ensure_correspondent
from reviewblog.comments.models import Comment, CommentStatus
from reviewblog.comments.notices import notice_of_new_comment
from reviewblog.config import Settings
from reviewblog.db import transaction
from reviewblog.jobs import job_queue
from reviewblog.mail.models import OutboxMessage
from reviewblog.reviews.models import Review
from tests.factories import make_account, make_comment
from tests.web.comments.conftest import stored

JANE = "jane@example.org"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """A site that sends mail; nobody listens."""
    return replace(settings, smtp_url="smtp://127.0.0.1:9", mail_from="a@example.org")


@pytest.fixture
def comments(session: Session, review: Review) -> list[Comment]:
    """What Jane wrote, in every state, and one by somebody else."""
    mine = [
        make_comment(
            session,
            review=review,
            author_name="Jane",
            author_email=JANE.upper() if status is CommentStatus.SPAM else JANE,
            body=f"Mine, {status}.",
            body_html=f"<p>Mine, {status}.</p>",
            status=status,
        )
        for status in CommentStatus
    ]
    reply = make_comment(
        session,
        review=review,
        status=CommentStatus.APPROVED,
        author_email="ben@example.org",
        parent_id=mine[1].id,
    )
    return [*mine, reply]


@pytest.fixture
def link(
    client: FlaskClient, session: Session, comments: list[Comment]
) -> Callable[[], str]:
    """Ask for the link, and take it out of the mail."""

    def ask() -> str:
        client.post("/comments/own/", data={"email": JANE})
        message = session.scalars(select(OutboxMessage)).one()
        found = re.search(r"http://localhost(/comments/own/\S+/)", message.text)
        assert found is not None
        return found[1]

    return ask


def test_the_answer_does_not_tell_who_is_known(
    client: FlaskClient, session: Session, comments: list[Comment]
) -> None:
    known = client.post("/comments/own/", data={"email": JANE})
    unknown = client.post("/comments/own/", data={"email": "nobody@example.org"})

    recipients = session.scalars(select(OutboxMessage.recipient)).all()
    assert known.status_code == unknown.status_code == HTTPStatus.OK
    assert known.text.replace(JANE, "") == unknown.text.replace(
        "nobody@example.org", ""
    )
    assert recipients == [JANE]


def test_an_address_gets_one_link_at_a_time(
    client: FlaskClient, session: Session, comments: list[Comment]
) -> None:
    for _ in range(3):
        client.post("/comments/own/", data={"email": JANE})

    assert session.scalar(select(func.count(OutboxMessage.id))) == 1


def test_asking_for_many_addresses_is_made_to_wait(
    app: Flask, client: FlaskClient
) -> None:
    answers = [
        client.post("/comments/own/", data={"email": f"{n}@example.org"}).status_code
        for n in range(11)
    ]

    assert answers == [HTTPStatus.OK] * 10 + [HTTPStatus.TOO_MANY_REQUESTS]


@pytest.mark.parametrize("typed", ["", "jane", "a@b@c", "x" * 300, "\0@example.org"])
def test_what_is_no_address_comes_back(client: FlaskClient, typed: str) -> None:
    response = client.post("/comments/own/", data={"email": typed})

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "does not read like an email address" in response.text


def test_everything_is_shown_whatever_became_of_it(
    client: FlaskClient, link: Callable[[], str]
) -> None:
    page = client.get(link())

    for status in CommentStatus:
        assert f"Mine, {status}." in page.text
    assert "I laughed all the way." not in page.text
    assert page.headers["Cache-Control"] == "private, no-store"
    assert "Set-Cookie" not in page.headers


def test_everything_can_be_taken_along(
    client: FlaskClient, link: Callable[[], str]
) -> None:
    answer = client.get(f"{link()}export.json")

    document = json.loads(answer.text)
    assert document["email"] == JANE
    assert [comment["body"] for comment in document["comments"]] == [
        f"Mine, {status}." for status in CommentStatus
    ]
    assert "attachment" in answer.headers["Content-Disposition"]


def test_everything_can_be_erased_and_replies_stay(
    client: FlaskClient,
    session: Session,
    comments: list[Comment],
    settings: Settings,
    link: Callable[[], str],
) -> None:
    make_account(session)
    with transaction(session):
        for comment in comments:
            notice_of_new_comment(session, comment, settings, at=comment.submitted_at)
    quoting = session.scalars(
        select(OutboxMessage.id).where(OutboxMessage.text.contains("Mine"))
    ).all()
    page = ask_again(client, session)

    response = client.post(f"{page}erasure")

    *mine, reply = stored(session)
    assert quoting
    assert response.location == "/comments/own/erased"
    for comment in mine:
        assert comment.status is CommentStatus.DELETED
        assert comment.withdrawn_at is not None
        gone = (comment.author_name, comment.author_email, comment.body)
        assert (*gone, comment.body_html, comment.address_hash) == ("",) * 5
        assert comment.writer_hash == ""
    assert reply.body == "I laughed all the way."
    assert "A comment was withdrawn" in client.get("/reviews/rush-1991/").text
    left = session.scalars(select(OutboxMessage)).all()
    assert not [m for m in left if "Mine" in m.text or m.recipient == JANE]
    assert session.scalars(select(Correspondent)).all() == []
    assert client.get(page).status_code == HTTPStatus.NOT_FOUND


def ask_again(client: FlaskClient, session: Session) -> str:
    client.post("/comments/own/", data={"email": JANE})
    session.rollback()
    query = select(OutboxMessage).where(OutboxMessage.recipient == JANE)
    message = session.scalars(query).one()
    found = re.search(r"http://localhost(/comments/own/\S+/)", message.text)
    assert found is not None
    return found[1]


def test_an_address_that_wants_no_mail_is_remembered_for_that(
    client: FlaskClient, session: Session, link: Callable[[], str]
) -> None:
    page = link()
    reader = ensure_correspondent(session, JANE, at=utcnow())
    reader.stopped_at = utcnow()
    session.commit()

    client.post(f"{page}erasure")

    session.expire_all()
    assert session.scalars(select(Correspondent.address)).all() == [JANE]


def test_without_mail_the_page_says_what_to_do_instead(
    settings: Settings, build_app: Callable[[Settings], Flask]
) -> None:
    silent = build_app(replace(settings, smtp_url="", mail_from=""))

    page = silent.test_client().get("/comments/own/")
    job_queue(silent).close()

    assert "sends no mail" in page.text
    assert "Send me the link" not in page.text


def test_the_page_about_privacy_says_how_long(client: FlaskClient) -> None:
    page = client.get("/privacy/comments/").text

    assert "dropped after 30 days" in page
    assert "/comments/own/" in page


def test_the_form_offers_notices_and_says_what_is_stored(
    client: FlaskClient, review: Review
) -> None:
    page = client.get("/reviews/rush-1991/")

    assert 'name="notify"' in page.text
    assert 'href="/privacy/comments/"' in page.text


@pytest.mark.parametrize(
    "path",
    ["/", "/reviews/rush-1991/", "/privacy/comments/", "/comments/own/", "/comments/1"],
)
def test_whoever_only_reads_gets_no_cookie(
    client: FlaskClient, session: Session, comments: list[Comment], path: str
) -> None:
    assert "Set-Cookie" not in client.get(path).headers


def test_the_link_of_somebody_who_was_erased_opens_nobody_else_s_comments(
    client: FlaskClient, session: Session, link: Callable[[], str]
) -> None:
    page = link()
    erased = session.scalars(select(Correspondent.id)).one()
    client.post(f"{page}erasure")
    # SQLite gives the number to whoever comes next.
    with transaction(session):
        next_one = ensure_correspondent(session, "ben@example.org", at=utcnow())
        next_one.id = erased

    assert client.get(page).status_code == HTTPStatus.NOT_FOUND
    assert client.get(f"{page}export.json").status_code == HTTPStatus.NOT_FOUND
    assert client.post(f"{page}erasure").status_code == HTTPStatus.NOT_FOUND
    session.expire_all()
    assert session.get(Correspondent, erased) is not None

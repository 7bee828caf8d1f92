"""Readers are told of replies, through a real mail server, until they stop it."""

import re
from datetime import timedelta
from email.message import EmailMessage
from http import HTTPStatus
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewblog.clock import utcnow
from reviewblog.comments.correspondents import (
    Correspondent,
    ProvenBrowser,
    ensure_correspondent,
    named,
    prove,
)
from reviewblog.comments.editing import edit_comment
from reviewblog.comments.links import Purpose, sign
from reviewblog.comments.models import Comment, CommentStatus
from reviewblog.comments.moderation import answer_comment, decide
from reviewblog.comments.own import erase_everything
from reviewblog.comments.reader_notices import MOST_QUESTIONS, tell_readers
from reviewblog.config import Settings
from reviewblog.db import transaction
from reviewblog.jobs.mailing import send_due_mail, write_to_readers
from reviewblog.mail.queries import recent
from reviewblog.reviews.models import Review
from reviewblog.site.models import CommentMode
from reviewblog.tokens import hash_token
from reviewblog.web.writer import hashed_email
from tests.factories import LONG_AGO, make_account, make_comment, make_review, save
from tests.mail_servers import Mailbox

APPROVED, PENDING = CommentStatus.APPROVED, CommentStatus.PENDING


@pytest.fixture
def review(session: Session) -> Review:
    return make_review(session, slug="playtime-1967", title="Playtime")


@pytest.fixture
def question(session: Session, review: Review) -> Comment:
    """A comment whose writer wants to hear of replies."""
    return said(
        session,
        review,
        author_name="Jane",
        author_email="Jane@example.org",
        wants_notice=True,
        body="Was it glass?",
    )


def said(session: Session, review: Review, **overrides: Any) -> Comment:
    given = {"status": APPROVED, "submitted_at": utcnow()} | overrides
    return make_comment(session, review=review, **given)


def agreed(session: Session, address: str = "jane@example.org") -> Correspondent:
    reader = ensure_correspondent(session, address, at=LONG_AGO)
    reader.confirmed_at = LONG_AGO
    return save(session, reader)


def delivered(app: Flask, box: Mailbox) -> list[EmailMessage]:
    """Let the errands run; return what has arrived by this."""
    before = len(box.mails)
    with app.app_context():
        write_to_readers()
        send_due_mail()
    return box.mails[before:]


def link_in(mail: EmailMessage, kind: str) -> str:
    found = re.search(rf"http://localhost(/comments/{kind}/\S+)", text_of(mail))
    assert found is not None
    return found[1]


def text_of(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def one_click(mail: EmailMessage) -> str:
    return str(mail["List-Unsubscribe"]).strip("<>").removeprefix("http://localhost")


def test_an_address_is_asked_once_and_only_after_approval(
    app: Flask, session: Session, box: Mailbox, review: Review, question: Comment
) -> None:
    question.status = PENDING
    session.commit()
    before = delivered(app, box)
    critic = session.get_one(type(review.author), review.author_id)
    with transaction(session):
        decide(session, [question.id], to=APPROVED, by=critic, at=utcnow())

    [mail] = delivered(app, box)

    assert before == []
    assert mail["To"] == "jane@example.org"
    assert "Was it glass?" not in mail.as_string()
    assert "Jane" not in text_of(mail)
    assert delivered(app, box) == []


def test_agreeing_takes_a_press_of_the_button(
    app: Flask, client: FlaskClient, session: Session, box: Mailbox, question: Comment
) -> None:
    [mail] = delivered(app, box)
    said(session, question.review, parent_id=question.id)
    link = link_in(mail, "mail/confirm")

    looked = client.get(link)
    after_looking = delivered(app, box)
    pressed = client.post(link)

    assert "Yes, tell me of replies" in looked.text
    assert after_looking == []
    assert "Thank you" in pressed.text
    assert [mail["To"] for mail in delivered(app, box)] == ["Jane <Jane@example.org>"]


def test_a_reply_that_was_changed_into_an_advertisement_is_not_told_of(
    app: Flask, session: Session, box: Mailbox, review: Review, question: Comment
) -> None:
    agreed(session)
    review.comment_mode = CommentMode.RULES
    reply = said(session, review, parent_id=question.id)
    changed = {"opened_at": reply.submitted_at, "at": reply.submitted_at}

    edit_comment(session, reply, "[a](https://a.example) " * 3, **changed)
    session.commit()

    assert reply.status is PENDING
    assert delivered(app, box) == []


def test_the_browser_in_which_an_address_is_confirmed_is_known_again(
    app: Flask, client: FlaskClient, session: Session, box: Mailbox, question: Comment
) -> None:
    [mail] = delivered(app, box)
    link = link_in(mail, "mail/confirm")

    client.get(link)
    before = client.get_cookie("reviewblog_writer")
    client.post(link)
    client.post(link)

    token = client.get_cookie("reviewblog_writer")
    [known] = session.scalars(select(ProvenBrowser)).all()
    assert before is None
    assert token is not None
    assert known.writer_hash == hash_token(token.value)
    with app.app_context():
        assert known.email_hash == hashed_email("Jane@example.org")


def test_erasing_everything_forgets_the_browsers_too(
    session: Session, question: Comment
) -> None:
    agreed(session)
    reader = session.scalars(select(Correspondent)).one()
    prove(session, reader, writer_hash="hers", email_hash="of hers", at=LONG_AGO)

    erase_everything(session, reader, at=utcnow())
    session.flush()

    assert session.scalars(select(ProvenBrowser)).all() == []


def test_a_reply_is_told_of_once_with_what_threads_and_stops_it(
    app: Flask, session: Session, box: Mailbox, review: Review, question: Comment
) -> None:
    agreed(session)
    reply = said(
        session, review, parent_id=question.id, author_name="Ben", body="<b>All</b>."
    )

    [mail] = delivered(app, box)

    thread = f"<comment-{question.id}.{review.uuid}@localhost>"
    assert mail["Subject"] == "Ben replied to you on Playtime"
    assert mail["In-Reply-To"] == thread
    assert mail["References"].split() == [f"<review-{review.uuid}@localhost>", thread]
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert f"/reviews/playtime-1967/#comment-{reply.id}" in text_of(mail)
    assert "> Was it glass?" in text_of(mail)
    html = mail.get_body(("html",))
    assert html is not None
    assert "&lt;b&gt;All&lt;/b&gt;." in html.get_content()
    assert delivered(app, box) == []


@pytest.mark.parametrize("status", [PENDING, CommentStatus.SPAM, CommentStatus.DELETED])
def test_nothing_is_told_of_what_was_not_approved(
    app: Flask,
    session: Session,
    box: Mailbox,
    question: Comment,
    status: CommentStatus,
) -> None:
    agreed(session)
    said(session, question.review, parent_id=question.id, status=status)

    assert delivered(app, box) == []


@pytest.mark.parametrize(
    "same", [{"writer_hash": "the same"}, {"author_email": "JANE@example.org"}]
)
def test_nobody_is_told_of_their_own_reply(
    app: Flask,
    session: Session,
    box: Mailbox,
    question: Comment,
    same: dict[str, str],
) -> None:
    agreed(session)
    question.writer_hash = "the same"
    session.commit()
    said(session, question.review, parent_id=question.id, **same)

    assert delivered(app, box) == []


def test_the_critic_who_asked_is_not_told_of_their_own_answer(
    app: Flask, session: Session, box: Mailbox, question: Comment
) -> None:
    agreed(session)
    jane = make_account(session, email="jane@example.org")
    said(session, question.review, parent_id=question.id, account_id=jane.id)

    assert delivered(app, box) == []


def test_what_the_critic_answers_in_the_queue_is_told_of_too(
    app: Flask, session: Session, box: Mailbox, review: Review, question: Comment
) -> None:
    agreed(session)
    critic = session.get_one(type(review.author), review.author_id)
    with transaction(session):
        answer_comment(session, question.id, "It was.", by=critic, at=utcnow())

    [mail] = delivered(app, box)

    assert "It was." in text_of(mail)


def test_one_click_stops_everything_without_a_cookie(
    app: Flask, session: Session, box: Mailbox, review: Review, question: Comment
) -> None:
    agreed(session)
    said(session, review, parent_id=question.id)
    [mail] = delivered(app, box)

    response = app.test_client(use_cookies=False).post(
        one_click(mail), data={"List-Unsubscribe": "One-Click"}
    )

    said(session, review, parent_id=question.id)
    said(session, review, author_email="jane@example.org", wants_notice=True)
    assert response.status_code == HTTPStatus.OK
    assert "Set-Cookie" not in response.headers
    assert delivered(app, box) == []


def test_one_review_is_stopped_and_no_other(
    app: Flask, client: FlaskClient, session: Session, box: Mailbox, question: Comment
) -> None:
    agreed(session)
    other = said(
        session,
        make_review(session),
        author_email="jane@example.org",
        wants_notice=True,
    )
    said(session, question.review, parent_id=question.id)
    [mail] = delivered(app, box)
    link = link_in(mail, "mail/stop")

    looked = client.get(link)
    client.post(link, data={"action": "review"})

    said(session, question.review, parent_id=question.id)
    said(session, other.review, parent_id=other.id, author_name="Ben")
    assert "Stop for Playtime" in looked.text
    assert [mail["Subject"] for mail in delivered(app, box)] == [
        f"Ben replied to you on {other.review.title}"
    ]


def test_the_owner_of_an_address_may_let_mail_come_again(
    app: Flask, client: FlaskClient, session: Session, box: Mailbox, question: Comment
) -> None:
    [mail] = delivered(app, box)
    client.post(one_click(mail), data={"action": "all"})
    client.post(one_click(mail), data={"action": "resume"})
    again = said(
        session,
        question.review,
        author_email="jane@example.org",
        wants_notice=True,
    )
    said(session, question.review, parent_id=again.id)

    assert len(delivered(app, box)) == 1


def test_a_stranger_is_asked_three_times_at_most(
    app: Flask, session: Session, review: Review, settings: Settings
) -> None:
    for week in range(10):
        now = LONG_AGO + timedelta(days=8 * week)
        said(
            session,
            review,
            author_email="victim@example.org",
            wants_notice=True,
            submitted_at=now,
        )
        for later in (now, now + timedelta(hours=1)):
            with transaction(session):
                tell_readers(session, settings, at=later)

    assert len(recent(session, limit=100)) == MOST_QUESTIONS


def test_links_that_are_over_or_forged_are_no_page(
    client: FlaskClient, session: Session, settings: Settings
) -> None:
    reader = agreed(session)
    key, day = settings.secret_key, timedelta(days=1)
    number, mark = named(reader, key=key)
    over = sign(key, Purpose.CONFIRM, number, mark, until=utcnow() - day)
    nobody = sign(key, Purpose.CONFIRM, 999, mark, until=utcnow() + day)
    unmarked = sign(key, Purpose.CONFIRM, number, until=utcnow() + day)
    other = sign(key, Purpose.STOP, number, mark, 0)
    forged = sign("x" * 40, Purpose.CONFIRM, number, mark, until=utcnow() + day)

    answers = [
        client.open(f"/comments/mail/confirm/{token}", method=method).status_code
        for token in (over, nobody, unmarked, other, forged, "x")
        for method in ("GET", "POST")
    ]

    assert set(answers) == {HTTPStatus.NOT_FOUND}


def test_without_a_mail_server_nothing_is_written(
    session: Session, settings: Settings, question: Comment
) -> None:
    agreed(session)
    said(session, question.review, parent_id=question.id)
    silent = Settings.in_folder(settings.instance_path, secret_key="s" * 40)

    with transaction(session):
        tell_readers(session, silent, at=utcnow())

    assert recent(session, limit=10) == []

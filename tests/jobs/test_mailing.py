"""From the outbox to a real mail server."""

import time
from datetime import timedelta

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewblog.clock import utcnow
from reviewblog.comments.models import CommentStatus
from reviewblog.db import transaction
from reviewblog.errands import Errand
from reviewblog.jobs import job_queue
from reviewblog.jobs.mailing import (
    BATCH,
    forget_old_mail,
    send_digests,
    send_due_mail,
)
from reviewblog.mail.models import Delivery, OutboxMessage
from reviewblog.mail.outbox import queue_message
from reviewblog.site.defaults import get_site
from reviewblog.site.models import NoticeMode
from tests.factories import make_account, make_comment, save
from tests.jobs.conftest import Build
from tests.mail.letters import a_letter, a_message
from tests.mail_servers import Mailbox
from tests.servers import free_port


def queue(session: Session, *recipients: str) -> None:
    with transaction(session):
        for recipient in recipients:
            queue_message(session, a_letter(recipient=recipient), at=utcnow())


def outcomes(session: Session) -> dict[str, Delivery]:
    session.expire_all()
    messages = session.scalars(select(OutboxMessage)).all()
    return {message.recipient: message.status for message in messages}


def make_due(session: Session) -> None:
    with transaction(session):
        for message in session.scalars(select(OutboxMessage)):
            message.next_attempt_at = utcnow()


def test_queued_mail_arrives(app: Flask, session: Session, box: Mailbox) -> None:
    queue(session, "jane@example.org")

    with app.app_context():
        send_due_mail()

    [mail] = box.mails
    assert mail["To"] == "jane@example.org"
    assert mail["From"] == "Reviews <reviews@reviews.example>"
    assert mail["Message-ID"].endswith("@localhost>")
    assert outcomes(session) == {"jane@example.org": Delivery.SENT}


def test_a_sent_mail_is_not_sent_again(
    app: Flask, session: Session, box: Mailbox
) -> None:
    queue(session, "jane@example.org")

    with app.app_context():
        send_due_mail()
        send_due_mail()

    assert len(box.mails) == 1


def test_more_than_a_batch_goes_out_at_once(
    app: Flask, session: Session, box: Mailbox
) -> None:
    queue(session, *(f"reader{number}@example.org" for number in range(BATCH + 5)))

    with app.app_context():
        send_due_mail()

    assert len(box.mails) == BATCH + 5
    assert box.conversations == 2


def test_a_temporary_failure_is_tried_again(
    app: Flask, session: Session, box: Mailbox
) -> None:
    queue(session, "jane@example.org", "john@example.org")
    box.answers["jane@example.org"] = ["451 4.7.1 Greylisted"]
    with app.app_context():
        send_due_mail()
    before = outcomes(session)
    make_due(session)

    with app.app_context():
        send_due_mail()

    assert before == {
        "jane@example.org": Delivery.QUEUED,
        "john@example.org": Delivery.SENT,
    }
    assert box.recipients == ["john@example.org", "jane@example.org"]


def test_a_final_failure_is_not_tried_again(
    app: Flask, session: Session, box: Mailbox
) -> None:
    queue(session, "jane@example.org")
    box.answers["jane@example.org"] = ["550 5.1.1 No such user"]
    with app.app_context():
        send_due_mail()
    make_due(session)

    with app.app_context():
        send_due_mail()

    assert box.mails == []
    assert outcomes(session) == {"jane@example.org": Delivery.FAILED}
    message = session.scalars(select(OutboxMessage)).one()
    assert "550 5.1.1 No such user" in message.last_error


def test_mail_waits_while_the_server_is_down(session: Session, build: Build) -> None:
    queue(session, "jane@example.org", "john@example.org")

    with build(smtp_url=f"smtp://127.0.0.1:{free_port()}").app_context():
        send_due_mail()

    assert set(outcomes(session).values()) == {Delivery.QUEUED}
    reasons = session.scalars(select(OutboxMessage.last_error)).all()
    assert all("cannot be reached" in reason for reason in reasons)


def test_without_a_mail_server_mail_waits(session: Session, build: Build) -> None:
    queue(session, "jane@example.org")

    with build(smtp_url="").app_context():
        send_due_mail()

    assert outcomes(session) == {"jane@example.org": Delivery.QUEUED}


def test_old_news_is_not_sent(app: Flask, session: Session, box: Mailbox) -> None:
    save(session, a_message(next_attempt_at=utcnow() - timedelta(days=3)))

    with app.app_context():
        send_due_mail()

    assert box.mails == []
    assert set(outcomes(session).values()) == {Delivery.FAILED}


def test_a_digest_is_written_and_sent(
    app: Flask, session: Session, box: Mailbox
) -> None:
    make_account(session, email="owner@example.org")
    make_comment(session, author_name="Ada", status=CommentStatus.PENDING)
    with transaction(session):
        site = get_site(session)
        site.comment_notices = NoticeMode.DIGEST
        site.digest_hour = 0

    with app.app_context():
        send_digests()
        send_due_mail()

    assert "owner@example.org" in box.recipients
    assert "1 comment waits" in box.mails[0]["Subject"]


def test_old_mail_is_forgotten(app: Flask, session: Session) -> None:
    save(session, a_message(status=Delivery.SENT))

    with app.app_context():
        forget_old_mail()

    assert outcomes(session) == {}


def test_a_digest_goes_out_without_waiting_for_the_clock(
    app: Flask, session: Session, box: Mailbox
) -> None:
    make_comment(session, status=CommentStatus.PENDING)
    with transaction(session):
        site = get_site(session)
        site.comment_notices = NoticeMode.DIGEST
        site.digest_hour = 0
    job_queue(app).soon(Errand.SEND_DIGESTS)

    do_next(app)
    do_next(app)

    assert len(box.mails) == 1


def do_next(app: Flask) -> None:
    """Do the errand that is next in the queue, as the runner does."""
    huey = job_queue(app).huey
    deadline = time.monotonic() + 10
    while not huey.pending_count():
        assert time.monotonic() < deadline
        time.sleep(0.01)
    huey.execute(huey.dequeue())

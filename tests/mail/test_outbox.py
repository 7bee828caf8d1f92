"""What goes into the outbox comes out once, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from reviewblog.db import transaction
from reviewblog.errands import Errand, take_asked
from reviewblog.extensions import db
from reviewblog.mail.errors import PostponedError, RefusedError
from reviewblog.mail.models import LEASE, MOST_ATTEMPTS, Delivery, OutboxMessage
from reviewblog.mail.outbox import Claim, claim_due, queue_message, retry, settle
from tests.factories import LONG_AGO
from tests.mail.letters import SENDER, a_letter

NOW = LONG_AGO
LATER = NOW + timedelta(hours=1)


def queue(session: Session, **overrides: Any) -> OutboxMessage:
    with transaction(session):
        return queue_message(session, a_letter(**overrides), at=NOW)


def claim(session: Session, *, at: Any = NOW, limit: int = 10) -> list[Claim]:
    with transaction(session):
        return claim_due(session, SENDER, limit=limit, at=at)


def stored(session: Session, message: OutboxMessage) -> OutboxMessage:
    return session.get_one(OutboxMessage, message.id, populate_existing=True)


def test_a_queued_letter_can_be_claimed(session: Session) -> None:
    message = queue(session, recipient="jane@example.org", subject="Hello")

    [claimed] = claim(session)

    assert claimed.message_id == message.id
    assert claimed.mail["To"] == "jane@example.org"
    assert claimed.mail["Subject"] == "Hello"
    assert stored(session, message).status is Delivery.SENDING


def test_queueing_asks_for_the_runner(session: Session) -> None:
    queue(session)

    assert take_asked(session) == {Errand.SEND_MAIL}


def test_nothing_is_queued_before_the_transaction_ends(
    app: Flask, session: Session
) -> None:
    with app.app_context():
        new_session = sessionmaker(db.engine)

    with new_session() as writer:
        queue_message(writer, a_letter(), at=NOW)
        writer.flush()

        assert session.scalar(select(func.count(OutboxMessage.id))) == 0
        writer.rollback()


def test_a_transaction_that_fails_leaves_no_letter(session: Session) -> None:
    def fail() -> None:
        with transaction(session):
            queue_message(session, a_letter(), at=NOW)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    assert session.scalar(select(func.count(OutboxMessage.id))) == 0


def test_texts_enter_clean(session: Session) -> None:
    message = queue(
        session,
        recipient_name="Jane\r\nBcc: everybody@example.org",
        subject="N\x00ews\r\nBcc: everybody@example.org",
        text="There\x00 is\ud800 news.\r\n",
        html="<p>\x0b</p>",
        headers={"Reply-To": "john@example.org\r\nBcc: everybody@example.org"},
    )

    [claimed] = claim(session)

    assert message.subject == "News Bcc: everybody@example.org"
    assert message.text == "There is news.\n"
    assert message.html == "<p></p>"
    assert claimed.mail["Bcc"] is None


def test_a_long_subject_is_shortened(session: Session) -> None:
    message = queue(session, subject="word " * 100)

    assert len(message.subject) <= 200
    assert message.subject.endswith("word…")


def test_a_claimed_message_is_not_claimed_again(session: Session) -> None:
    queue(session)
    claim(session)

    assert claim(session, at=NOW + LEASE - timedelta(seconds=1)) == []


def test_a_message_waits_for_its_time(session: Session) -> None:
    message = queue(session)
    with transaction(session):
        stored(session, message).next_attempt_at = LATER

    early, late = claim(session, at=NOW), claim(session, at=LATER)

    assert early == []
    assert [claimed.message_id for claimed in late] == [message.id]


def test_the_oldest_are_claimed_first(session: Session) -> None:
    first, second, _ = queue(session), queue(session), queue(session)

    claims = claim(session, limit=2)

    assert [claimed.message_id for claimed in claims] == [first.id, second.id]


def test_a_message_is_sent_again_when_its_runner_has_died(session: Session) -> None:
    # Between the server's "250" and our note of it: at least once, the same mail.
    queue(session)
    [first] = claim(session)

    [second] = claim(session, at=NOW + LEASE)

    assert second.attempt == 2
    assert second.mail["Message-ID"] == first.mail["Message-ID"]


def test_a_runner_that_comes_back_late_changes_nothing(session: Session) -> None:
    message = queue(session)
    [first] = claim(session)
    claim(session, at=NOW + LEASE)

    with transaction(session):
        settle(session, first, RefusedError("550 No"), at=LATER)

    assert stored(session, message).status is Delivery.SENDING


def test_a_message_that_kills_every_runner_fails(session: Session) -> None:
    message, at = queue(session), NOW
    for _ in range(MOST_ATTEMPTS):
        assert len(claim(session, at=at)) == 1
        at += LEASE

    assert claim(session, at=at) == []
    assert stored(session, message).status is Delivery.FAILED
    assert stored(session, message).last_error == (
        "It was begun often, and never finished."
    )


def test_what_cannot_be_written_fails_and_holds_up_nobody(session: Session) -> None:
    spoilt, sound = queue(session, recipient="nobody"), queue(session)

    claims = claim(session)

    assert [claimed.message_id for claimed in claims] == [sound.id]
    assert stored(session, spoilt).status is Delivery.FAILED
    assert "is no mail address: 'nobody'" in stored(session, spoilt).last_error


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (None, Delivery.SENT),
        (PostponedError("450 Later"), Delivery.QUEUED),
        (RefusedError("550 No"), Delivery.FAILED),
    ],
)
def test_what_became_of_a_mail_is_noted(
    session: Session, error: PostponedError | RefusedError | None, status: Delivery
) -> None:
    message = queue(session)
    [claimed] = claim(session)

    with transaction(session):
        settle(session, claimed, error, at=NOW)

    assert stored(session, message).status is status
    assert stored(session, message).last_error == (str(error) if error else "")


def test_a_failed_message_can_be_tried_again(session: Session) -> None:
    message = queue(session)
    [claimed] = claim(session)
    with transaction(session):
        settle(session, claimed, RefusedError("550 No"), at=NOW)
    take_asked(session)

    with transaction(session):
        retry(session, message.id, at=LATER)

    assert take_asked(session) == {Errand.SEND_MAIL}
    assert [again.attempt for again in claim(session, at=LATER)] == [1]


@pytest.mark.parametrize("status", [Delivery.QUEUED, Delivery.SENDING, Delivery.SENT])
def test_only_a_failed_message_is_tried_again(
    session: Session, status: Delivery
) -> None:
    message = queue(session)
    with transaction(session):
        stored(session, message).status = status

    with transaction(session):
        assert retry(session, message.id, at=LATER) is None

    assert stored(session, message).status is status


def test_a_message_that_is_not_there_is_not_tried_again(session: Session) -> None:
    with transaction(session):
        assert retry(session, 10**6, at=NOW) is None


def test_several_runners_at_once_send_each_mail_once(
    app: Flask, session: Session
) -> None:
    with transaction(session):
        for _ in range(40):
            queue_message(session, a_letter(), at=NOW)
    with app.app_context():
        new_session = sessionmaker(db.engine)

    def run(_: int) -> list[int]:
        sent: list[int] = []
        with new_session() as own:
            while claims := claim(own, limit=3):
                for claimed in claims:
                    with transaction(own):
                        settle(own, claimed, None, at=NOW)
                    sent.append(claimed.message_id)
        return sent

    with ThreadPoolExecutor(4) as pool:
        sent = [number for numbers in pool.map(run, range(4)) for number in numbers]

    assert len(sent) == 40
    assert len(set(sent)) == 40

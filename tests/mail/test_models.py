"""How a message comes along, without a database."""

from datetime import timedelta

from reviewblog.mail.models import LEASE, MOST_ATTEMPTS, Delivery
from tests.factories import LONG_AGO
from tests.mail.letters import a_message

NOW = LONG_AGO + timedelta(days=1)


def test_a_claimed_message_is_left_alone_for_a_while() -> None:
    message = a_message()

    message.claim(at=NOW)

    assert message.status is Delivery.SENDING
    assert message.attempts == 1
    assert message.next_attempt_at == NOW + LEASE


def test_a_sent_message_has_no_complaint_left() -> None:
    message = a_message(last_error="450 Later")

    message.mark_sent(at=NOW)

    assert message.status is Delivery.SENT
    assert message.sent_at == NOW
    assert message.last_error == ""


def test_a_postponed_message_keeps_its_reason() -> None:
    message = a_message(attempts=1)

    message.postpone("450 Later", at=NOW)

    assert message.status is Delivery.QUEUED
    assert message.last_error == "450 Later"
    assert NOW < message.next_attempt_at < NOW + timedelta(minutes=2)


def test_the_waits_between_attempts_grow() -> None:
    message = a_message()
    waits = []

    for _ in range(10):
        message.claim(at=NOW)
        message.postpone("450 Later", at=NOW)
        waits.append(message.next_attempt_at - NOW)

    # Up to the longest wait, where the jitter decides.
    assert waits[:8] == sorted(waits[:8])
    assert all(wait > timedelta(hours=3) for wait in waits[8:])


def test_a_message_is_given_up_after_about_two_days() -> None:
    message, now = a_message(), NOW

    while message.status is Delivery.QUEUED:
        message.claim(at=now)
        message.postpone("450 Later", at=now)
        if message.status is Delivery.QUEUED:
            now = message.next_attempt_at

    assert message.status is Delivery.FAILED
    assert message.attempts == MOST_ATTEMPTS
    assert message.last_error == "450 Later"
    assert timedelta(days=1.7) < now - NOW < timedelta(days=2.3)


def test_a_failed_message_keeps_its_reason() -> None:
    message = a_message()

    message.mark_failed("550 " + "No. " * 1000)

    assert message.status is Delivery.FAILED
    assert message.last_error.startswith("550 No.")
    assert len(message.last_error) == 500


def test_a_message_queued_again_starts_over() -> None:
    message = a_message(status=Delivery.FAILED, attempts=MOST_ATTEMPTS)

    message.queue_again(at=NOW)

    assert message.status is Delivery.QUEUED
    assert message.next_attempt_at == NOW
    assert not message.is_exhausted

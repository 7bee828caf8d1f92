"""Old news is not sent, and what is over is forgotten."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from reviewblog.db import transaction
from reviewblog.mail.models import Delivery, OutboxMessage
from reviewblog.mail.upkeep import forget_old, give_up_stale
from tests.factories import LONG_AGO, save
from tests.mail.letters import a_message


@pytest.mark.parametrize(
    ("waited", "status"),
    [
        (timedelta(days=2), Delivery.QUEUED),
        (timedelta(days=2, seconds=1), Delivery.FAILED),
    ],
)
def test_what_nobody_sent_for_two_days_has_failed(
    session: Session, waited: timedelta, status: Delivery
) -> None:
    message = save(session, a_message())

    with transaction(session):
        give_up_stale(session, at=LONG_AGO + waited)

    session.refresh(message)
    assert message.status is status


def test_what_failed_for_want_of_a_runner_says_so(session: Session) -> None:
    message = save(session, a_message())

    with transaction(session):
        give_up_stale(session, at=LONG_AGO + timedelta(days=3))

    session.refresh(message)
    assert message.last_error == "Nothing was there to send it for two days."


@pytest.mark.parametrize(
    ("status", "days", "is_kept"),
    [
        (Delivery.SENT, 30, True),
        (Delivery.SENT, 31, False),
        (Delivery.FAILED, 90, True),
        (Delivery.FAILED, 91, False),
        (Delivery.QUEUED, 900, True),
        (Delivery.SENDING, 900, True),
    ],
)
def test_what_is_over_is_forgotten_after_a_while(
    session: Session, status: Delivery, days: int, *, is_kept: bool
) -> None:
    message = save(session, a_message(status=status))

    with transaction(session):
        forget_old(session, at=LONG_AGO + timedelta(days=days))

    session.expunge_all()
    assert (session.get(OutboxMessage, message.id) is not None) is is_kept

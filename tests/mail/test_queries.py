"""Questions about the outbox."""

from datetime import timedelta
from uuid import uuid4

from sqlalchemy.orm import Session

from reviewblog.mail.models import Delivery
from reviewblog.mail.queries import count_by_status, overdue_since, recent
from tests.factories import LONG_AGO, save
from tests.mail.letters import a_message

SOON = LONG_AGO + timedelta(minutes=1)


def test_messages_are_counted_by_status(session: Session) -> None:
    for status in (Delivery.SENT, Delivery.SENT, Delivery.FAILED):
        save(session, a_message(uuid=uuid4(), status=status))

    assert count_by_status(session) == {
        Delivery.QUEUED: 0,
        Delivery.SENDING: 0,
        Delivery.SENT: 2,
        Delivery.FAILED: 1,
    }


def test_recent_messages_come_newest_first(session: Session) -> None:
    old = save(session, a_message(uuid=uuid4()))
    new = save(session, a_message(uuid=uuid4(), created_at=SOON))
    also_new = save(session, a_message(uuid=uuid4(), created_at=SOON))

    listed = [message.id for message in recent(session, limit=10)]

    assert listed == [also_new.id, new.id, old.id]


def test_recent_messages_can_be_narrowed_and_paged(session: Session) -> None:
    failed = [
        save(session, a_message(uuid=uuid4(), status=Delivery.FAILED)).id
        for _ in range(3)
    ]
    save(session, a_message(uuid=uuid4(), status=Delivery.SENT))

    page = recent(session, Delivery.FAILED, limit=2, offset=1)

    assert [message.id for message in page] == [failed[1], failed[0]]


def test_the_oldest_due_message_tells_how_long_nobody_sent(session: Session) -> None:
    save(session, a_message(uuid=uuid4(), next_attempt_at=SOON))
    save(session, a_message(uuid=uuid4()))
    save(session, a_message(uuid=uuid4(), status=Delivery.SENT))

    assert overdue_since(session, at=SOON) == LONG_AGO


def test_nothing_is_overdue_while_everything_waits_its_time(session: Session) -> None:
    save(session, a_message(next_attempt_at=SOON))

    assert overdue_since(session, at=LONG_AGO) is None

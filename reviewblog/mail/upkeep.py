"""What nobody sent in time, and what is over and done with."""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, or_, update
from sqlalchemy.orm import Session

from reviewblog.mail.models import Delivery, OutboxMessage

PATIENCE = timedelta(days=2)
KEPT_SENT = timedelta(days=30)
KEPT_FAILED = timedelta(days=90)


def give_up_stale(session: Session, *, at: datetime) -> None:
    """Let fail what nobody sent in time, so that no old news goes out."""
    session.execute(
        update(OutboxMessage)
        .where(
            OutboxMessage.status == Delivery.QUEUED,
            OutboxMessage.next_attempt_at < at - PATIENCE,
        )
        .values(
            status=Delivery.FAILED,
            last_error="Nothing was there to send it for two days.",
        )
    )


def forget_topic(session: Session, topic: str) -> None:
    """Delete the mails that quote something, sent or not."""
    about = OutboxMessage.topics.contains(f" {topic} ", autoescape=True)
    session.execute(delete(OutboxMessage).where(about))


def forget_recipient(session: Session, address: str) -> None:
    """Delete the mails to an address, sent or not; it is in small letters."""
    to = func.lower(OutboxMessage.recipient) == address
    session.execute(delete(OutboxMessage).where(to))


def forget_old(session: Session, *, at: datetime) -> None:
    """Delete what is over and done with: mails hold names and words of people."""
    session.execute(
        delete(OutboxMessage).where(
            or_(
                (OutboxMessage.status == Delivery.SENT)
                & (OutboxMessage.created_at < at - KEPT_SENT),
                (OutboxMessage.status == Delivery.FAILED)
                & (OutboxMessage.created_at < at - KEPT_FAILED),
            )
        )
    )

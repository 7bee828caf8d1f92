"""Questions about the outbox."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reviewblog.mail.models import Delivery, OutboxMessage


def count_by_status(session: Session) -> dict[Delivery, int]:
    """Count the messages in each status."""
    counts = session.execute(
        select(OutboxMessage.status, func.count()).group_by(OutboxMessage.status)
    )
    return dict.fromkeys(Delivery, 0) | dict(counts.all())


def recent(
    session: Session, *statuses: Delivery, limit: int, offset: int = 0
) -> Sequence[OutboxMessage]:
    """List messages, newest first, of all statuses or those given."""
    query = select(OutboxMessage).order_by(
        OutboxMessage.created_at.desc(), OutboxMessage.id.desc()
    )
    if statuses:
        query = query.where(OutboxMessage.status.in_(statuses))
    return session.scalars(query.limit(limit).offset(offset)).all()


def overdue_since(session: Session, *, at: datetime) -> datetime | None:
    """Return since when the oldest message has waited for somebody to send it."""
    return session.scalar(
        select(func.min(OutboxMessage.next_attempt_at)).where(
            OutboxMessage.status == Delivery.QUEUED,
            OutboxMessage.next_attempt_at <= at,
        )
    )


def current_trouble(session: Session) -> str:
    """Return why a mail that is still to go out has not; empty if there is none."""
    newest = (
        select(OutboxMessage.last_error)
        .where(OutboxMessage.status == Delivery.QUEUED, OutboxMessage.last_error != "")
        .order_by(OutboxMessage.next_attempt_at.desc(), OutboxMessage.id.desc())
        .limit(1)
    )
    return session.scalar(newest) or ""

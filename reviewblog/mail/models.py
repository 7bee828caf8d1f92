"""A message on its way out, and how far it has come."""

from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import JSON, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from reviewblog.db import Base
from reviewblog.errands import LONGEST_NOTE, back_off

# Longer than one batch can take, all of whose messages run into the timeout.
LEASE = timedelta(minutes=15)
# With the waits between them, about two days.
MOST_ATTEMPTS = 20


class Delivery(StrEnum):
    """Where a message stands."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"


class OutboxMessage(Base):
    """One mail to one person.

    While it is being sent, ``next_attempt_at`` says when to take the runner that
    does so for dead; ``attempts`` then tells the two of them apart.
    """

    __tablename__ = "outbox_message"
    __table_args__ = (
        Index("ix_outbox_message_due", "status", "next_attempt_at", "id"),
        Index("ix_outbox_message_recent", "created_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(unique=True)
    recipient: Mapped[str] = mapped_column(String(254))
    recipient_name: Mapped[str] = mapped_column(String(120))
    subject: Mapped[str] = mapped_column(String(300))
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    headers: Mapped[dict[str, str]] = mapped_column(JSON)
    in_reply_to: Mapped[str] = mapped_column(String(300))
    reference_ids: Mapped[str] = mapped_column(Text)
    topics: Mapped[str] = mapped_column(Text)
    status: Mapped[Delivery]
    attempts: Mapped[int]
    next_attempt_at: Mapped[datetime]
    last_error: Mapped[str] = mapped_column(String(LONGEST_NOTE))
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]

    @property
    def is_exhausted(self) -> bool:
        """Tell whether it has been tried often enough."""
        return self.attempts >= MOST_ATTEMPTS

    def claim(self, *, at: datetime) -> None:
        """Take it for sending: nobody else will, for a while."""
        self.status = Delivery.SENDING
        self.attempts += 1
        self.next_attempt_at = at + LEASE

    def mark_sent(self, *, at: datetime) -> None:
        """Note that the mail server has accepted it."""
        self.status = Delivery.SENT
        self.sent_at = at
        self.last_error = ""

    def mark_failed(self, reason: str) -> None:
        """Give up: trying again by itself would not help."""
        self.status = Delivery.FAILED
        self.last_error = reason[:LONGEST_NOTE]

    def postpone(self, reason: str, *, at: datetime) -> None:
        """Try again later, unless it was tried often enough."""
        if self.is_exhausted:
            self.mark_failed(reason)
            return
        self.status = Delivery.QUEUED
        self.next_attempt_at = at + back_off(self.attempts)
        self.last_error = reason[:LONGEST_NOTE]

    def queue_again(self, *, at: datetime) -> None:
        """Start over with one that had failed."""
        self.status = Delivery.QUEUED
        self.attempts = 0
        self.next_attempt_at = at

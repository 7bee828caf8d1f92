"""Putting messages into the outbox, and taking those that are due out of it.

A message is written in the transaction that causes it: undone with it, and there as
soon as it is. Sending is at least once: a runner that dies between the server's "250"
and our note of it leaves the message to be sent again, with the same Message-ID.
"""

from collections.abc import Mapping
from datetime import datetime
from email.message import EmailMessage
from uuid import uuid4

from msgspec import Struct, field
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from reviewblog.errands import Errand, ask_for
from reviewblog.mail.composing import Sender, compose
from reviewblog.mail.errors import MailError, RefusedError
from reviewblog.mail.models import Delivery, OutboxMessage
from reviewblog.text.clean import clean_line, clean_text

LONGEST_SUBJECT = 200


class Letter(Struct, frozen=True, kw_only=True):
    """What somebody shall be told, and which mails it belongs to.

    ``topics`` are words of one's own for what it quotes, such as ``comment-7``: it is
    found by them when that has to be forgotten.
    """

    recipient: str
    subject: str
    text: str
    recipient_name: str = ""
    html: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()


class Claim(Struct, frozen=True):
    """A mail that is ours to send, until somebody takes us for dead."""

    message_id: int
    attempt: int
    until: datetime
    mail: EmailMessage


def queue_message(session: Session, letter: Letter, *, at: datetime) -> OutboxMessage:
    """Put a letter into the outbox; it leaves once the transaction has ended."""
    message = OutboxMessage(
        uuid=uuid4(),
        recipient=letter.recipient,
        recipient_name=clean_line(letter.recipient_name),
        subject=_shortened(clean_line(letter.subject)),
        text=clean_text(letter.text),
        html=clean_text(letter.html),
        headers={name: clean_line(text) for name, text in letter.headers.items()},
        in_reply_to=letter.in_reply_to,
        reference_ids=" ".join(letter.references),
        topics=f" {' '.join(letter.topics)} ",
        status=Delivery.QUEUED,
        attempts=0,
        next_attempt_at=at,
        last_error="",
        created_at=at,
    )
    session.add(message)
    ask_for(session, Errand.SEND_MAIL)
    return message


def claim_due(
    session: Session, sender: Sender, *, limit: int, at: datetime
) -> list[Claim]:
    """Take messages whose time has come; no other runner gets the same ones.

    What cannot be written as a mail has failed.
    """
    claims = []
    for message in session.scalars(_due(limit, at)):
        if message.is_exhausted:
            message.mark_failed("It was begun often, and never finished.")
            continue
        message.claim(at=at)
        try:
            mail = compose(message, sender)
        except ValueError as error:
            message.mark_failed(f"It cannot be written as a mail: {error}")
        else:
            until = message.next_attempt_at
            claims.append(Claim(message.id, message.attempts, until, mail))
    return claims


def claim_new(message: OutboxMessage, sender: Sender, *, at: datetime) -> Claim:
    """Take a message in the transaction that has put it in, before any runner can.

    Raises:
        ValueError: it cannot be written as a mail.
    """
    mail = compose(message, sender)
    message.claim(at=at)
    return Claim(message.id, message.attempts, message.next_attempt_at, mail)


def settle(
    session: Session, claim: Claim, error: MailError | None, *, at: datetime
) -> None:
    """Note what became of a mail, unless another runner has taken it over."""
    message = session.scalar(
        select(OutboxMessage)
        .where(
            OutboxMessage.id == claim.message_id,
            OutboxMessage.status == Delivery.SENDING,
            OutboxMessage.attempts == claim.attempt,
        )
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if message is None:
        return
    if error is None:
        message.mark_sent(at=at)
    elif isinstance(error, RefusedError):
        message.mark_failed(str(error))
    else:
        message.postpone(str(error), at=at)


def retry(session: Session, message_id: int, *, at: datetime) -> OutboxMessage | None:
    """Queue a failed message again; None if there is no such message."""
    message = session.scalar(
        select(OutboxMessage)
        .where(OutboxMessage.id == message_id, OutboxMessage.status == Delivery.FAILED)
        .with_for_update()
    )
    if message is not None:
        message.queue_again(at=at)
        ask_for(session, Errand.SEND_MAIL)
    return message


def _due(limit: int, at: datetime) -> Select[OutboxMessage]:
    # On SQLite the transaction itself keeps other runners away.
    return (
        select(OutboxMessage)
        .where(
            OutboxMessage.status.in_((Delivery.QUEUED, Delivery.SENDING)),
            OutboxMessage.next_attempt_at <= at,
        )
        .order_by(OutboxMessage.next_attempt_at, OutboxMessage.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )


def _shortened(subject: str) -> str:
    if len(subject) <= LONGEST_SUBJECT:
        return subject
    return subject[: LONGEST_SUBJECT - 1].rstrip() + "…"

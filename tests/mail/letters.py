"""Letters and mails for tests; a test names only what it is about."""

from email.headerregistry import Address
from email.message import EmailMessage
from typing import Any
from uuid import UUID

from reviewblog.mail.composing import Sender, compose
from reviewblog.mail.models import Delivery, OutboxMessage
from reviewblog.mail.outbox import Letter
from tests.factories import LONG_AGO

SENDER = Sender(Address("The Reviews", "reviews", "reviews.example"), "reviews.example")
SOME_UUID = UUID("0f1a3c5e-0000-4000-8000-1234567890ab")


def a_letter(**overrides: Any) -> Letter:
    defaults = {
        "recipient": "jane@example.org",
        "subject": "News",
        "text": "There is news.",
    }
    return Letter(**defaults | overrides)


def a_message(**overrides: Any) -> OutboxMessage:
    defaults = {
        "uuid": SOME_UUID,
        "recipient": "jane@example.org",
        "recipient_name": "Jane",
        "subject": "News",
        "text": "There is news.\n",
        "html": "",
        "headers": {},
        "in_reply_to": "",
        "reference_ids": "",
        "topics": "",
        "status": Delivery.QUEUED,
        "attempts": 0,
        "next_attempt_at": LONG_AGO,
        "last_error": "",
        "created_at": LONG_AGO,
    }
    return OutboxMessage(**defaults | overrides)


def a_mail(**overrides: Any) -> EmailMessage:
    return compose(a_message(**overrides), SENDER)

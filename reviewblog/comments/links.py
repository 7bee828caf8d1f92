"""Signed addresses that go out by mail: whoever holds one may do what it says.

A link names what it is for, whom it is about and until when it holds. It is signed
with the site's key, so nothing has to be stored and a copy of the database makes none.
"""

from datetime import datetime
from enum import StrEnum

from itsdangerous import BadData, URLSafeSerializer

Subject = tuple[int | str, ...]


class Purpose(StrEnum):
    """What a link lets its holder do."""

    CONFIRM = "confirm-address"
    STOP = "stop-notices"
    OWN = "own-comments"
    DECIDE = "decide-comment"


def sign(
    secret: str, purpose: Purpose, *subject: int | str, until: datetime | None = None
) -> str:
    """Make the token of a link; without an end it holds for good."""
    end = int(until.timestamp()) if until else None
    return str(_serializer(secret, purpose).dumps([*subject, end]))


def read(secret: str, purpose: Purpose, token: str, *, at: datetime) -> Subject | None:
    """Return whom a token is about; None if it is not ours, or over."""
    try:
        *subject, end = _serializer(secret, purpose).loads(token)
    except (BadData, UnicodeError):
        return None
    return None if end is not None and at.timestamp() > end else tuple(subject)


def _serializer(secret: str, purpose: Purpose) -> URLSafeSerializer:
    return URLSafeSerializer(secret, salt=purpose)

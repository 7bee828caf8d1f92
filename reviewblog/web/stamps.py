"""Signed stamps for forms on pages that all readers share.

Such a page can carry no token of a session. A stamp proves that the form came from
us, what it is for, and when it was served.
"""

from datetime import UTC, datetime, timedelta

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer

HOUR = 3600
# Pages may come out of a cache, and people leave tabs open over the weekend.
FORM_LIFETIME = timedelta(days=7)
_COMMENTING = "comment-form"
_EDITING = "comment-editor"


def form_stamp(review_id: int, *, at: datetime) -> str:
    """Stamp a review's comment form; all stamps of one hour are the same.

    Otherwise no two copies of a page would have the same ETag.
    """
    served = int(at.timestamp()) // HOUR * HOUR
    return _sign(_COMMENTING, review_id, served)


def is_form_stamp(stamp: str, review_id: int, *, at: datetime) -> bool:
    """Tell whether a stamp is for this review's form, and recent."""
    served_at = _read(_COMMENTING, review_id, stamp)
    return served_at is not None and timedelta(0) <= at - served_at <= FORM_LIFETIME


def editor_stamp(comment_id: int, *, opened_at: datetime) -> str:
    """Stamp the editor of a comment with the second in which it was opened."""
    return _sign(_EDITING, comment_id, int(opened_at.timestamp()))


def opened_at(stamp: str, comment_id: int) -> datetime | None:
    """Return when this comment's editor was opened; None if the stamp is not ours."""
    return _read(_EDITING, comment_id, stamp)


def _sign(purpose: str, subject: int, moment: int) -> str:
    return str(_serializer(purpose).dumps([subject, moment]))


def _read(purpose: str, subject: int, stamp: str) -> datetime | None:
    try:
        stamped, moment = _serializer(purpose).loads(stamp)
    except (BadData, UnicodeError):
        return None
    return datetime.fromtimestamp(moment, tz=UTC) if stamped == subject else None


def _serializer(purpose: str) -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt=purpose)

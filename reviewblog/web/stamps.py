"""Signed stamps for forms on pages that all readers share.

Such a page can carry no token of a session. A stamp proves that the form came from
us, what it is for, and when it was served.
"""

from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer
from msgspec import Struct

HOUR = 3600
# Pages may come out of a cache, and people leave tabs open over the weekend.
FORM_LIFETIME = timedelta(days=7)
_COMMENTING = "comment-form"
_ANSWERING = "comment-form-own"
_EDITING = "comment-editor"
# One of ours has sixty characters, and all readers of a page send the same for an hour.
LONGEST_STAMP = 200
MOST_STAMPS = 256


def form_stamp(review_id: int, *, at: datetime) -> str:
    """Stamp a review's comment form; all stamps of one hour are the same.

    Otherwise no two copies of a page would have the same ETag.
    """
    served = int(at.timestamp()) // HOUR * HOUR
    return _sign(_COMMENTING, review_id, served)


def own_form_stamp(review_id: int, *, at: datetime) -> str:
    """Stamp the form on a page made for one reader, with the second of its making."""
    return _sign(_ANSWERING, review_id, int(at.timestamp()))


class FormAge(Struct, frozen=True):
    """How long ago a form was served: exactly, or at most that long."""

    age: timedelta
    is_exact: bool


def age_of_form(stamp: str, review_id: int, *, at: datetime) -> FormAge | None:
    """Say how old this review's form is; None if it is not ours, or too old."""
    within_hour = _read(_COMMENTING, review_id, stamp)
    served_at = within_hour or _read(_ANSWERING, review_id, stamp)
    if served_at is None or not timedelta(0) <= at - served_at <= FORM_LIFETIME:
        return None
    return FormAge(at - served_at, is_exact=within_hour is None)


def editor_stamp(comment_id: int, *, opened_at: datetime) -> str:
    """Stamp the editor of a comment with the second in which it was opened."""
    return _sign(_EDITING, comment_id, int(opened_at.timestamp()))


def opened_at(stamp: str, comment_id: int) -> datetime | None:
    """Return when this comment's editor was opened; None if the stamp is not ours."""
    return _read(_EDITING, comment_id, stamp)


def _sign(purpose: str, subject: int, moment: int) -> str:
    return str(_serializer(_secret(), purpose).dumps([subject, moment]))


def _read(purpose: str, subject: int, stamp: str) -> datetime | None:
    if len(stamp) > LONGEST_STAMP:
        return None
    stamped, moment = _load(_secret(), purpose, stamp)
    return datetime.fromtimestamp(moment, tz=UTC) if stamped == subject else None


@lru_cache(MOST_STAMPS)
def _load(secret: str, purpose: str, stamp: str) -> tuple[int | None, int]:
    try:
        subject, moment = _serializer(secret, purpose).loads(stamp)
    except (BadData, UnicodeError):
        return None, 0
    return subject, moment


def _secret() -> str:
    secret: str = current_app.config["SECRET_KEY"]
    return secret


@cache
def _serializer(secret: str, purpose: str) -> URLSafeSerializer:
    return URLSafeSerializer(secret, salt=purpose)

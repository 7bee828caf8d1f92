"""Finding comments in the queue: by words, and by what is known of them.

However many there are, no list is counted further than its pages are turned.
"""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct
from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased, joinedload

from reviewblog.accounts.models import Account
from reviewblog.comments.models import Comment, CommentStatus
from reviewblog.comments.queries import in_charge
from reviewblog.comments.screening.models import CommentReason
from reviewblog.comments.senders import sent_by_sender_of
from reviewblog.reviews.models import Review

MOST_COUNTED = 1_000
MOST_WORDS = 8


class Sieve(Struct, frozen=True, kw_only=True):
    """What is asked for; whatever is empty lets everything through.

    ``words`` are looked for in names, addresses, texts and titles, each anywhere;
    ``sender`` is a comment of the sender who is meant; ``until`` is the first
    moment that is too late.
    """

    status: CommentStatus | None = None
    words: str = ""
    reason: str = ""
    has_links: bool = False
    review_id: int | None = None
    sender: Comment | None = None
    since: datetime | None = None
    until: datetime | None = None

    @property
    def is_plain(self) -> bool:
        """Tell whether nothing is asked for but a status."""
        return self == Sieve(status=self.status) and self.status is not None


def sift(
    session: Session, sieve: Sieve, *, by: Account, limit: int, offset: int = 0
) -> Sequence[Comment]:
    """List comments for those who decide about them, newest first.

    With each come its review, its grade, and the two comments above it.
    """
    return session.scalars(
        _sifted(sieve, by)
        .order_by(Comment.submitted_at.desc(), Comment.id.desc())
        .limit(limit)
        .offset(offset)
        .options(
            joinedload(Comment.review),
            joinedload(Comment.parent).joinedload(Comment.parent),
            joinedload(Comment.grade),
        )
    ).all()


def count_sifted(session: Session, sieve: Sieve, *, by: Account) -> int:
    """Count what a sieve lets through, up to MOST_COUNTED."""
    some = _sifted(sieve, by).with_only_columns(Comment.id).limit(MOST_COUNTED)
    return session.scalar(select(func.count()).select_from(some.subquery())) or 0


def _sifted(sieve: Sieve, by: Account) -> Select[Comment]:
    # A withdrawn comment is empty: there is nothing left to decide.
    query = select(Comment).where(in_charge(by), Comment.withdrawn_at.is_(None))
    if sieve.status is not None:
        query = query.where(Comment.status == sieve.status)
    if sieve.review_id is not None:
        query = query.where(Comment.review_id == sieve.review_id)
    if sieve.sender is not None:
        query = query.where(sent_by_sender_of(sieve.sender))
    if sieve.since is not None:
        query = query.where(Comment.submitted_at >= sieve.since)
    if sieve.until is not None:
        query = query.where(Comment.submitted_at < sieve.until)
    if sieve.has_links:
        query = query.where(Comment.body_html.contains("<a "))
    if sieve.reason:
        query = query.where(_has_reason(sieve.reason))
    return query.where(*map(_says, sieve.words.split()[:MOST_WORDS]))


def _has_reason(code: str) -> ColumnElement[bool]:
    reason = aliased(CommentReason)
    given = select(reason.id).where(
        reason.comment_id == Comment.id, reason.code == code
    )
    return given.exists()


def _says(word: str) -> ColumnElement[bool]:
    columns: tuple[InstrumentedAttribute[str], ...] = (
        Comment.author_name,
        Comment.author_email,
        Comment.body,
    )
    titled = select(Review.id).where(_has(Review.title, word))
    return or_(
        *(_has(column, word) for column in columns), Comment.review_id.in_(titled)
    )


def _has(column: InstrumentedAttribute[str], word: str) -> ColumnElement[bool]:
    # SQLite knows upper and lower case of ASCII only; these are what people type.
    spellings = {word, word.lower(), word.upper(), word.capitalize()}
    if word.isascii():
        spellings = {word}
    return or_(*(column.icontains(each, autoescape=True) for each in sorted(spellings)))

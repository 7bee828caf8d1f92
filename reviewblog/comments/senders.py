"""Who sends comments, as far as that is known: the same browser, or the same address.

A network address is none: many people share one, and it is forgotten after a time.
"""

from collections.abc import Collection, Sequence
from datetime import datetime

from msgspec import Struct
from sqlalchemy import ColumnElement, and_, false, func, or_, select
from sqlalchemy.orm import Session, aliased

from reviewblog.accounts.models import Account
from reviewblog.comments.ledger import take_turns
from reviewblog.comments.models import Comment, CommentStatus, Decision
from reviewblog.comments.moderation import decide
from reviewblog.comments.queries import in_charge

# What one press deletes, so that its undo is one press too.
MOST_AT_ONCE = 5_000
REJECTED = (CommentStatus.SPAM, CommentStatus.DELETED)


class History(Struct, frozen=True, kw_only=True):
    """What a sender has sent so far, and since when."""

    approved: int = 0
    waiting: int = 0
    rejected: int = 0
    first_at: datetime | None = None

    @property
    def total(self) -> int:
        """Return how many comments there are of this sender."""
        return self.approved + self.waiting + self.rejected


def sent_by_sender_of(comment: Comment) -> ColumnElement[bool]:
    """Select what the sender of a comment has sent; of nobody known, nothing."""
    same = [
        column == value
        for column, value in (
            (Comment.writer_hash, comment.writer_hash),
            (Comment.email_hash, comment.email_hash),
        )
        if value
    ]
    if not same:
        return Comment.id == comment.id if comment.withdrawn_at is None else false()
    return and_(or_(*same), Comment.withdrawn_at.is_(None))


def histories_of(
    session: Session, comment_ids: Collection[int], *, by: Account
) -> dict[int, History]:
    """Count what the senders of comments have sent, in one statement.

    Each history has the comment itself in it; authors see what is on their reviews.
    """
    asked = aliased(Comment)
    same_sender = or_(
        and_(Comment.writer_hash == asked.writer_hash, asked.writer_hash != ""),
        and_(Comment.email_hash == asked.email_hash, asked.email_hash != ""),
    )
    rows = session.execute(
        select(
            asked.id,
            _number_of(CommentStatus.APPROVED),
            _number_of(CommentStatus.PENDING),
            _number_of(*REJECTED),
            func.min(Comment.submitted_at),
        )
        .join(Comment, same_sender)
        .where(
            asked.id.in_(comment_ids),
            Comment.withdrawn_at.is_(None),
            in_charge(by),
        )
        .group_by(asked.id)
    )
    return {
        row[0]: History(
            approved=row[1], waiting=row[2], rejected=row[3], first_at=row[4]
        )
        for row in rows
    }


def delete_all_of_sender(
    session: Session, comment: Comment, *, by: Account, at: datetime
) -> Sequence[Decision]:
    """Delete what the sender of a comment has sent, the newest first if it is much.

    The texts stay, as of all that is deleted, so that it can be undone.
    """
    take_turns(session)
    ids = session.scalars(
        select(Comment.id)
        .where(
            sent_by_sender_of(comment),
            in_charge(by),
            Comment.status != CommentStatus.DELETED,
        )
        .order_by(Comment.id.desc())
        .limit(MOST_AT_ONCE)
    ).all()
    return decide(session, ids, to=CommentStatus.DELETED, by=by, at=at)


def _number_of(*statuses: CommentStatus) -> ColumnElement[int]:
    return func.count(Comment.id).filter(Comment.status.in_(statuses))

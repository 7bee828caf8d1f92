"""What is known of reasons and senders afterwards: for the queue and its numbers."""

from collections.abc import Collection, Sequence

from msgspec import Struct
from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from reviewblog.comments.models import Comment, CommentStatus
from reviewblog.comments.screening.models import (
    CommentReason,
    FilterCorpus,
    ReasonCode,
)

# They say who decides here rather than what is wrong with a comment.
NO_SUSPICION = frozenset(
    {
        ReasonCode.HOLD_ALL,
        ReasonCode.FIRST_TIME,
        ReasonCode.EDITED,
        ReasonCode.FLOOD,
        ReasonCode.ASKED,
    }
)
# Not named where they never spoke: most sites ask nobody.
OPTIONAL = frozenset({ReasonCode.ASKED, ReasonCode.AKISMET})


class RuleRecord(Struct, frozen=True):
    """How often a rule spoke, and what became of those comments."""

    code: ReasonCode
    waiting: int = 0
    approved: int = 0
    spam: int = 0
    deleted: int = 0

    @property
    def total(self) -> int:
        """Return how many comments it spoke about."""
        return self.waiting + self.approved + self.spam + self.deleted

    @property
    def right(self) -> tuple[int, int] | None:
        """Return how often it was right, of how many; None if it accuses nobody."""
        if self.code in NO_SUSPICION:
            return None
        decided = self.approved + self.spam + self.deleted
        if self.code is ReasonCode.TRUSTED:
            return self.approved, decided
        return self.spam + self.deleted, decided


def reasons_of(
    session: Session, comment_ids: Collection[int]
) -> dict[int, list[CommentReason]]:
    """Find the reasons of comments, in one statement, as they were found."""
    query = select(CommentReason).where(CommentReason.comment_id.in_(comment_ids))
    reasons: dict[int, list[CommentReason]] = {}
    for reason in session.scalars(query.order_by(CommentReason.id)):
        reasons.setdefault(reason.comment_id, []).append(reason)
    return reasons


def list_records(session: Session) -> Sequence[RuleRecord]:
    """Count for every rule what became of the comments it spoke about."""
    counted = session.execute(
        select(
            CommentReason.code,
            Comment.status,
            func.count(func.distinct(Comment.id)),
        )
        .join(Comment, Comment.id == CommentReason.comment_id)
        .where(Comment.withdrawn_at.is_(None))
        .group_by(CommentReason.code, Comment.status)
    )
    found = {(code, status): number for code, status, number in counted}
    records = [
        RuleRecord(
            code,
            waiting=found.get((code, CommentStatus.PENDING), 0),
            approved=found.get((code, CommentStatus.APPROVED), 0),
            spam=found.get((code, CommentStatus.SPAM), 0),
            deleted=found.get((code, CommentStatus.DELETED), 0),
        )
        for code in ReasonCode
    ]
    return [each for each in records if each.total or each.code not in OPTIONAL]


def history_of(session: Session, comment: Comment) -> dict[CommentStatus, int]:
    """Count what else the sender of a comment has written, by what became of it."""
    same = [
        column == value
        for column, value in (
            (Comment.writer_hash, comment.writer_hash),
            (Comment.email_hash, comment.email_hash),
            (Comment.address_hash, comment.address_hash),
        )
        if value
    ]
    if not same:
        return {}
    counts = session.execute(
        select(Comment.status, func.count(Comment.id))
        .where(or_(*same), Comment.id != comment.id, Comment.withdrawn_at.is_(None))
        .group_by(Comment.status)
    )
    return {row[0]: row[1] for row in counts}


def get_corpus(session: Session) -> FilterCorpus:
    """Return how many decisions the filter has learned from."""
    return session.get_one(FilterCorpus, 1)

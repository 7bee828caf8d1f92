"""Changes of a comment's status: each is logged, and the count kept in step."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Account
from reviewblog.comments.models import Comment, CommentStatus, Decision
from reviewblog.reviews.models import Review


def record(
    comment: Comment, to: CommentStatus, *, by: Account | None, at: datetime
) -> Decision:
    """Change a status and return the entry for the log; writers have no account."""
    decision = Decision(
        comment_id=comment.id,
        account_id=by.id if by else None,
        before=comment.status,
        after=to,
        decided_at=at,
    )
    comment.status = to
    return decision


def enter(session: Session, decisions: Collection[Decision]) -> None:
    """Store what was recorded, and count the reviews' approved comments again."""
    if not decisions:
        return
    session.add_all(decisions)
    session.flush()
    changed = [decision.comment_id for decision in decisions]
    query = select(Comment.review_id).where(Comment.id.in_(changed)).distinct()
    recount(session, session.scalars(query).all())


def recount(session: Session, review_ids: Collection[int]) -> None:
    """Make the stored number of approved comments true.

    The reviews are locked by a statement of their own. PostgreSQL would let an
    UPDATE that had to wait count with what it saw before it waited.
    """
    session.flush()
    session.execute(
        select(Review.id)
        .where(Review.id.in_(review_ids))
        .order_by(Review.id)
        .with_for_update(key_share=True)
    ).all()
    approved = (
        select(func.count(Comment.id))
        .where(
            Comment.review_id == Review.id,
            Comment.status == CommentStatus.APPROVED,
        )
        .scalar_subquery()
    )
    session.execute(
        update(Review).where(Review.id.in_(review_ids)).values(comment_count=approved)
    )

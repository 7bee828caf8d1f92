"""Questions about comments. Each answers with everything its page will read."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, func, select, true
from sqlalchemy.orm import Session, joinedload

from reviewblog.accounts.models import Account
from reviewblog.comments.models import Comment, CommentStatus, Decision
from reviewblog.reviews.models import Review
from reviewblog.tokens import hash_token


def find_readable(session: Session, comment_id: int) -> Comment | None:
    """Find a comment with its review, whoever may see it."""
    return session.scalar(
        select(Comment)
        .where(Comment.id == comment_id)
        .options(joinedload(Comment.review))
    )


def find_written(
    session: Session, comment_id: int, writer_token: str, *, to_change: bool = False
) -> Comment | None:
    """Find a comment for the browser in which it was written, with its review."""
    if not writer_token:
        return None
    query = (
        select(Comment)
        .where(
            Comment.id == comment_id, Comment.writer_hash == hash_token(writer_token)
        )
        .options(joinedload(Comment.review))
    )
    if to_change:
        query = query.with_for_update(of=Comment, key_share=True)
    return session.scalar(query)


def last_name_of(session: Session, writer_token: str) -> str:
    """Return the name that was last given in a browser; nothing where none was."""
    name = session.scalar(
        select(Comment.author_name)
        .where(
            Comment.writer_hash == hash_token(writer_token),
            Comment.account_id.is_(None),
            Comment.withdrawn_at.is_(None),
        )
        .order_by(Comment.id.desc())
        .limit(1)
    )
    return name or ""


def find_for_decision(
    session: Session, comment_id: int, *, by: Account
) -> Comment | None:
    """Find a comment that an account may decide about."""
    return session.scalar(
        select(Comment).where(*_for_decision(by), Comment.id == comment_id)
    )


def in_queue(
    session: Session,
    status: CommentStatus,
    *,
    by: Account,
    limit: int,
    offset: int = 0,
) -> Sequence[Comment]:
    """List comments for those who decide about them, newest first."""
    return session.scalars(
        select(Comment)
        .where(*_for_decision(by), Comment.status == status)
        .order_by(Comment.submitted_at.desc(), Comment.id.desc())
        .limit(limit)
        .offset(offset)
        .options(
            joinedload(Comment.review),
            joinedload(Comment.parent),
            joinedload(Comment.grade),
        )
    ).all()


def count_by_status(session: Session, *, by: Account) -> dict[CommentStatus, int]:
    """Count what an account may decide about, in each status."""
    counts = session.execute(
        select(Comment.status, func.count(Comment.id))
        .where(*_for_decision(by))
        .group_by(Comment.status)
    )
    return dict.fromkeys(CommentStatus, 0) | {row[0]: row[1] for row in counts}


def decided_together(session: Session, *, by: Account, at: datetime) -> Sequence[int]:
    """List the ids of the decisions that an account made at one moment."""
    return session.scalars(
        select(Decision.id)
        .where(Decision.decided_at == at, Decision.account_id == by.id)
        .order_by(Decision.id)
    ).all()


def in_charge(account: Account) -> ColumnElement[bool]:
    """Select the comments an account may decide about: all, or on its own reviews."""
    if account.may_moderate:
        return true()
    own = select(Review.id).where(Review.author_id == account.id)
    return Comment.review_id.in_(own)


def _for_decision(account: Account) -> tuple[ColumnElement[bool], ...]:
    # A withdrawn comment is empty: there is nothing left to decide.
    return in_charge(account), Comment.withdrawn_at.is_(None)

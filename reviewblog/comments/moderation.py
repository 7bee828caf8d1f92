"""Deciding about comments, and taking decisions back."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Account
from reviewblog.comments.ledger import enter, hold_reviews, record, take_turns
from reviewblog.comments.models import Comment, CommentStatus, Decision
from reviewblog.comments.queries import in_charge
from reviewblog.comments.submission import CommentDraft, submit_comment
from reviewblog.reviews.models import Review

OUT_OF_SIGHT = (CommentStatus.SPAM, CommentStatus.DELETED)


def decide(
    session: Session,
    comment_ids: Collection[int],
    *,
    to: CommentStatus,
    by: Account,
    at: datetime,
) -> list[Decision]:
    """Give comments a status; return what has changed.

    Comments that do not exist, were withdrawn, or are none of the account's
    business are left alone.
    """
    decisions = [
        record(comment, to, by=by, at=at)
        for comment in _lock(session, comment_ids, by)
        if comment.status is not to
    ]
    enter(session, decisions)
    return decisions


def changed_since(
    session: Session, comment_ids: Collection[int], *, by: Account, read_at: datetime
) -> set[int]:
    """Find the comments that were edited after somebody has read them.

    Nobody should approve what they have not read; what is not among them stays as
    it is until the transaction ends.
    """
    return {
        comment.id
        for comment in _lock(session, comment_ids, by)
        if comment.edited_at is not None and comment.edited_at > read_at
    }


def restore(
    session: Session, comment_ids: Collection[int], *, by: Account, at: datetime
) -> list[Decision]:
    """Bring spam and deleted comments back to what they were before.

    That is approved or waiting: a comment that was spam before it was deleted
    waits to be looked at again.
    """
    comments = [
        comment
        for comment in _lock(session, comment_ids, by)
        if comment.status in OUT_OF_SIGHT
    ]
    last_seen_as = _last_seen_as(session, comments)
    decisions = [
        record(
            comment,
            last_seen_as.get(comment.id, CommentStatus.PENDING),
            by=by,
            at=at,
        )
        for comment in comments
    ]
    enter(session, decisions)
    return decisions


def undo(
    session: Session, decision_ids: Collection[int], *, by: Account, at: datetime
) -> list[Decision]:
    """Take the account's own decisions back, where nothing has happened since."""
    taken_back = {
        decision.comment_id: decision
        for decision in session.scalars(
            select(Decision).where(
                Decision.id.in_(decision_ids), Decision.account_id == by.id
            )
        )
    }
    comments = _lock(session, taken_back.keys(), by)
    newest = _newest_decisions(session, comments)
    decisions = [
        record(comment, taken_back[comment.id].before, by=by, at=at)
        for comment in comments
        if newest[comment.id] == taken_back[comment.id].id
    ]
    enter(session, decisions)
    return decisions


def pin(
    session: Session,
    comment_ids: Collection[int],
    *,
    by: Account,
    at: datetime | None,
) -> Sequence[Comment]:
    """Put comments that begin a talk at the top of it, or back, without a time.

    Return what was found; replies are left where their talk is.
    """
    comments = [
        comment
        for comment in _lock(session, comment_ids, by)
        if comment.parent_id is None
    ]
    for comment in comments:
        comment.pinned_at = at
    return comments


def answer_comment(
    session: Session, comment_id: int, body: str, *, by: Account, at: datetime
) -> Comment | None:
    """Approve a comment and reply to it; None if there is no such comment.

    Raises:
        BodyRefusedError: the reply is empty, too long, or shows nothing.
    """
    take_turns(session)
    comments = _lock(session, [comment_id], by)
    if not comments:
        return None
    decide(session, [comment_id], to=CommentStatus.APPROVED, by=by, at=at)
    review = session.get_one(Review, comments[0].review_id)
    reply = CommentDraft(account=by, body=body, parent_id=comment_id)
    return submit_comment(session, review, reply, at=at)


def _lock(
    session: Session, comment_ids: Collection[int], by: Account
) -> Sequence[Comment]:
    # In the order of their ids, so that two moderators cannot wait for each other.
    comments = session.scalars(
        select(Comment)
        .where(
            Comment.id.in_(comment_ids),
            Comment.withdrawn_at.is_(None),
            in_charge(by),
        )
        .order_by(Comment.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).all()
    hold_reviews(session, {comment.review_id for comment in comments})
    return comments


def _last_seen_as(
    session: Session, comments: Collection[Comment]
) -> dict[int, CommentStatus]:
    seen = session.execute(
        select(Decision.comment_id, Decision.before)
        .where(
            Decision.comment_id.in_([comment.id for comment in comments]),
            Decision.before.not_in(OUT_OF_SIGHT),
        )
        .order_by(Decision.id)
    )
    return {row[0]: row[1] for row in seen}


def _newest_decisions(
    session: Session, comments: Collection[Comment]
) -> dict[int, int]:
    newest = session.execute(
        select(Decision.comment_id, func.max(Decision.id))
        .where(Decision.comment_id.in_([comment.id for comment in comments]))
        .group_by(Decision.comment_id)
    )
    return {row[0]: row[1] for row in newest}

"""Questions about comments. Each answers with everything its page will read."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Integer,
    Select,
    String,
    bindparam,
    func,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import (
    InstrumentedAttribute,
    Session,
    aliased,
    joinedload,
    load_only,
)

from reviewblog.accounts.models import Account
from reviewblog.comments.models import Comment, CommentStatus, Decision
from reviewblog.reviews.models import Review
from reviewblog.tokens import hash_token


def has_more_comments(session: Session, review_id: int, *, than: int) -> bool:
    """Tell whether a review has more comments than so many, whatever became of them."""
    where = {"review_id": review_id, "than": than}
    return session.connection().scalar(_NTH, where) is not None


# Putting a statement together takes longer than its answer, so it is done once.
_REVIEW_ID = bindparam("review_id", type_=Integer)
_NTH = (
    select(Comment.id)
    .where(Comment.review_id == _REVIEW_ID)
    .order_by(Comment.review_id)
    .limit(1)
    .offset(bindparam("than", type_=Integer))
)


def thread_on(
    session: Session,
    review: Review,
    *,
    writer_hash: str = "",
    with_bodies: bool = False,
) -> Sequence[Comment]:
    """List what a review's thread is made of, in one statement.

    The texts are as long as all else together: they come along only ``with_bodies``,
    and where a page shows a part of them, it asks for those (``bodies_of``).

    Besides the approved comments these are the writer's own waiting
    ones, and whatever anything answers, since its place in the thread must stay: **not
    all of it may be shown**.
    """
    query = _THREAD_WITH_BODIES if with_bodies else _THREAD
    # An empty hash is nobody's, and NULL is equal to nothing.
    wanted = {"review_id": review.id, "writer_hash": writer_hash or None}
    return session.scalars(query, wanted).all()


def bodies_of(session: Session, comment_ids: Collection[int]) -> dict[int, str]:
    """Return the rendered texts of some comments by their ids."""
    rows = session.execute(_BODIES, {"comment_ids": comment_ids})
    return {row[0]: row[1] for row in rows}


_BODIES = select(Comment.id, Comment.body_html).where(
    Comment.id.in_(bindparam("comment_ids", expanding=True))
)


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


_REPLY = aliased(Comment)
# Each of the three by an index of its own: thousands of others may be waiting.
_IN_THREAD: CompoundSelect[Any] = union_all(
    select(Comment.id).where(
        Comment.review_id == _REVIEW_ID, Comment.status == CommentStatus.APPROVED
    ),
    select(Comment.id).where(
        Comment.review_id == _REVIEW_ID,
        Comment.is_undecided,
        Comment.writer_hash == bindparam("writer_hash", type_=String),
    ),
    select(Comment.id)
    .join(_REPLY, _REPLY.parent_id == Comment.id)
    .where(
        _REPLY.review_id == _REVIEW_ID,
        _REPLY.parent_id.is_not(None),
        Comment.review_id == _REVIEW_ID,
    ),
)


def _thread(*more: InstrumentedAttribute[str]) -> Select[Comment]:
    return (
        select(Comment)
        .where(Comment.id.in_(_IN_THREAD))
        .order_by(Comment.submitted_at, Comment.id)
        .options(
            joinedload(Comment.grade),
            load_only(
                Comment.parent_id,
                Comment.account_id,
                Comment.author_name,
                Comment.status,
                Comment.submitted_at,
                Comment.edited_at,
                Comment.edit_note,
                Comment.withdrawn_at,
                Comment.pinned_at,
                Comment.writer_hash,
                Comment.taught,
                *more,
                raiseload=True,
            ),
        )
    )


_THREAD, _THREAD_WITH_BODIES = _thread(), _thread(Comment.body_html)


def _for_decision(account: Account) -> tuple[ColumnElement[bool], ...]:
    # A withdrawn comment is empty: there is nothing left to decide.
    return in_charge(account), Comment.withdrawn_at.is_(None)

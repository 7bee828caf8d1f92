"""What a review's thread is made of: comments as plain values, in one statement.

They have the names that the whole comments have.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    CompoundSelect,
    Integer,
    Row,
    Select,
    String,
    bindparam,
    case,
    select,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from reviewblog.comments.models import (
    Comment,
    CommentStatus,
    Lesson,
    is_of_browser,
    is_undecided,
)
from reviewblog.db import ask
from reviewblog.reviews.grades import Grade, RankedGrade
from reviewblog.reviews.models import Review


class ThreadComment(NamedTuple):
    """A comment as its thread knows it: no address of its writer, and no source.

    ``writer_hash`` tells its own to a browser. In a long thread there is no text.
    """

    id: int
    parent_id: int | None
    account_id: int | None
    author_name: str
    status: CommentStatus
    submitted_at: datetime
    edited_at: datetime | None
    edit_note: str
    withdrawn_at: datetime | None
    pinned_at: datetime | None
    writer_hash: str
    taught: Lesson | None
    body_html: str | None
    grade: RankedGrade | None

    @property
    def is_undecided(self) -> bool:
        """Tell whether it waits, to its writer's mind, for somebody to read it."""
        return is_undecided(self.status, self.taught)

    def is_written_in(self, writer_hash: str) -> bool:
        """Tell whether it was written in that browser."""
        return is_of_browser(self.writer_hash, writer_hash)


def has_more_comments(session: Session, review_id: int, *, than: int) -> bool:
    """Tell whether a review has more comments than so many, whatever became of them."""
    where = {"review_id": review_id, "than": than}
    return session.connection().scalar(_NTH, where) is not None


def thread_on(
    session: Session,
    review: Review,
    *,
    writer_hash: str = "",
    short: int = 0,
) -> Sequence[ThreadComment]:
    """List what a review's thread is made of, in one statement.

    The texts are as long as all else together: they come along where no more than
    a ``short`` thread's number of comments are public, and where a page shows a part
    of them, it asks for those (``bodies_of``).

    Besides the approved comments these are the writer's own waiting
    ones, and whatever anything answers, since its place in the thread must stay: **not
    all of it may be shown**.
    """
    # An empty hash is nobody's, and NULL is equal to nothing.
    writer = writer_hash or None
    wanted = {"review_id": review.id, "writer_hash": writer, "short": short}
    return [_comment(row) for row in ask(session, _THREAD, wanted)]


def bodies_of(session: Session, comment_ids: Collection[int]) -> dict[int, str]:
    """Return the rendered texts of some comments by their ids."""
    rows = ask(session, _BODIES, {"comment_ids": list(comment_ids)})
    return {row[0]: row[1] for row in rows}


def _comment(row: Row[*tuple[Any, ...]]) -> ThreadComment:
    of_comment, grade = row[:-3], row[-3:]
    given = None if grade[0] is None else RankedGrade._make(grade)
    return ThreadComment._make((*of_comment, given))


# Putting a statement together takes longer than its answer, so it is done once.
_REVIEW_ID = bindparam("review_id", type_=Integer)
_NTH = (
    select(Comment.id)
    .where(Comment.review_id == _REVIEW_ID)
    .order_by(Comment.review_id)
    .limit(1)
    .offset(bindparam("than", type_=Integer))
)
_BODIES = select(Comment.id, Comment.body_html).where(
    Comment.id.in_(bindparam("comment_ids", expanding=True))
)
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

# The number is read here, for a page may have been given a review's earlier one.
_IS_SHORT = (
    select(Review.comment_count <= bindparam("short", type_=Integer))
    .where(Review.id == _REVIEW_ID)
    .scalar_subquery()
)
_THREAD: Select[*tuple[Any, ...]] = (
    select(
        # In the order of the fields that they fill.
        Comment.id,
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
        case((_IS_SHORT, Comment.body_html)),
        Grade.label,
        Grade.percent,
        Grade.rank,
    )
    .outerjoin(Comment.grade)
    .where(Comment.id.in_(_IN_THREAD))
    .order_by(Comment.submitted_at, Comment.id)
)

"""How a comment comes in."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Account
from reviewblog.comments.bodies import write_body
from reviewblog.comments.errors import (
    CommentsClosedError,
    GradeUnknownError,
    ParentGoneError,
)
from reviewblog.comments.ledger import hold_reviews, recount, take_turns
from reviewblog.comments.limits import check_rate
from reviewblog.comments.models import Comment, CommentStatus
from reviewblog.config import Limit
from reviewblog.reviews.models import Review
from reviewblog.reviews.scales import find_grade
from reviewblog.site.models import Site
from reviewblog.tokens import hash_token

DOUBLE = timedelta(days=1)
DOUBLE_CLICK = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentDraft:
    """What a reader typed, already cleaned by a form.

    ``address`` is a keyed hash: the network address itself stays in the web layer.
    ``is_new_writer`` says that the browser had no token before this request. Whoever
    is signed in needs neither name nor address.
    """

    body: str
    account: Account | None = None
    name: str = ""
    email: str = ""
    parent_id: int | None = None
    grade: str = ""
    wants_notice: bool = False
    writer_token: str = ""
    is_new_writer: bool = False
    address: str = ""

    @property
    def writer_hash(self) -> str:
        """Return what is stored of the writer's token; nobody's is nobody's."""
        return hash_token(self.writer_token) if self.writer_token else ""


def submit_comment(
    session: Session,
    review: Review,
    draft: CommentDraft,
    *,
    at: datetime,
    limit: Limit | None = None,
) -> Comment:
    """Queue a reader's comment; one of the house's own is public at once.

    What was sent twice is stored once: the answer is the first one.

    Raises:
        CommentRefusedError: the review takes no comments, or not this one.
        TooManyError: the reader's address has posted as often as the limit says.
    """
    site = take_turns(session)
    is_reader = draft.account is None
    if is_reader and not _is_open(review, site, at):
        raise CommentsClosedError("Comments on this review are closed.")
    if same := _find_same(session, review, draft, at):
        return _claimed(same, draft, at)
    if is_reader and limit is not None:
        check_rate(session, draft.address, limit, at=at)
    comment = _new_comment(session, review, draft, at)
    hold_reviews(session, [review.id])
    session.add(comment)
    recount(session, [review.id])
    return comment


def _is_open(review: Review, site: Site, at: datetime) -> bool:
    return site.comments_open and review.comments_open and review.is_public(at=at)


def _find_same(
    session: Session, review: Review, draft: CommentDraft, at: datetime
) -> Comment | None:
    same_writer = [
        # Two people behind one address may well both say "Agreed".
        and_(
            Comment.address_hash == draft.address,
            Comment.author_name == draft.name,
            Comment.address_hash != "",
        ),
        and_(Comment.writer_hash == draft.writer_hash, Comment.writer_hash != ""),
    ]
    if draft.account is not None:
        same_writer.append(Comment.account_id == draft.account.id)
    return session.scalar(
        select(Comment)
        .where(
            Comment.review_id == review.id,
            Comment.parent_id.is_(None)
            if draft.parent_id is None
            else Comment.parent_id == draft.parent_id,
            Comment.body == draft.body,
            Comment.submitted_at > at - DOUBLE,
            or_(*same_writer),
        )
        .order_by(Comment.id)
        .limit(1)
    )


def _claimed(same: Comment, draft: CommentDraft, at: datetime) -> Comment:
    """Let the second click of a double click own what the first one stored.

    A browser without a token is given one by each of the two answers, and keeps
    that of the last.
    """
    if (
        draft.is_new_writer
        and same.status is CommentStatus.PENDING
        and same.author_name == draft.name
        and same.author_email == draft.email
        and at - same.submitted_at < DOUBLE_CLICK
    ):
        same.writer_hash = draft.writer_hash
    return same


def _new_comment(
    session: Session, review: Review, draft: CommentDraft, at: datetime
) -> Comment:
    by = draft.account
    comment = Comment(
        review_id=review.id,
        parent_id=_visible_parent(session, review, draft),
        account_id=by.id if by else None,
        grade_id=_grade_id(session, draft),
        author_name=by.display_name if by else draft.name,
        author_email="" if by else draft.email,
        wants_notice=draft.wants_notice and by is None,
        status=CommentStatus.APPROVED if by else CommentStatus.PENDING,
        submitted_at=at,
        writer_hash=draft.writer_hash,
        address_hash=draft.address,
    )
    write_body(comment, draft.body)
    return comment


def _visible_parent(
    session: Session, review: Review, draft: CommentDraft
) -> int | None:
    if draft.parent_id is None:
        return None
    parent = session.get(Comment, draft.parent_id)
    if (
        parent is None
        or parent.review_id != review.id
        or not parent.is_shown_to(draft.writer_hash)
    ):
        raise ParentGoneError(
            "The comment you were answering is no longer here. "
            "Press Post comment again to start a new thread with yours."
        )
    return parent.id


def _grade_id(session: Session, draft: CommentDraft) -> int | None:
    if not draft.grade:
        return None
    grade = find_grade(session, draft.grade)
    if grade is None:
        raise GradeUnknownError("This grade is not on the scale. Please choose again.")
    return grade.id

"""Questions of the author's desk: reviews in every state, and whose they are."""

from collections.abc import Collection, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, UnaryExpression, and_, func, select, true
from sqlalchemy.orm import Session, joinedload, selectinload

from reviewblog.accounts.models import Account
from reviewblog.reviews.grades import Grade
from reviewblog.reviews.models import Review, ReviewStatus
from reviewblog.reviews.queries import for_lists, for_pages


class Shelf(StrEnum):
    """Where a review lies on the desk; each lies on exactly one."""

    DRAFTS = "draft"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    DELETED = "deleted"


def on_shelf(shelf: Shelf | None, *, by: Account, at: datetime) -> Select[Review]:
    """Select what an account may edit of one shelf: next, or newest, first.

    Without a shelf, everything but what is deleted, the last written first.
    """
    return (
        _editable(by)
        .where(_lies_on(shelf, at))
        .order_by(_order_of(shelf), Review.id.desc())
        .options(*for_lists(), joinedload(Review.author))
    )


def count_shelves(session: Session, *, by: Account, at: datetime) -> dict[Shelf, int]:
    """Count what an account may edit, shelf by shelf."""
    counts = [
        func.count().filter(_lies_on(shelf, at)).label(shelf.name) for shelf in Shelf
    ]
    row = session.execute(_editable(by).with_only_columns(*counts)).one()
    return dict(zip(Shelf, row, strict=True))


def find_review(
    session: Session, review_id: int, *, to_change: bool = False
) -> Review | None:
    """Find any review with everything its page and its form show.

    To change it, keep others from doing so meanwhile.
    """
    query = (
        select(Review)
        .where(Review.id == review_id)
        .options(*for_pages(), joinedload(Review.grade).joinedload(Grade.scale))
    )
    if to_change:
        query = query.with_for_update(of=Review)
    return session.scalar(query.execution_options(populate_existing=True))


def count_other_reviews(session: Session, review: Review) -> int:
    """Count the other reviews of the same work, whatever their state."""
    others = select(func.count(Review.id)).where(
        Review.work_id == review.work_id, Review.id != review.id
    )
    return session.scalar(others) or 0


def shelf_of(review: Review, *, at: datetime) -> Shelf:
    """Tell where a review lies."""
    if review.deleted_at is not None:
        return Shelf.DELETED
    if review.status is ReviewStatus.DRAFT:
        return Shelf.DRAFTS
    return Shelf.PUBLISHED if review.is_public(at=at) else Shelf.SCHEDULED


def _editable(by: Account) -> Select[Review]:
    own = true() if by.may_edit_all else Review.author_id == by.id
    return select(Review).where(own)


def find_many(
    session: Session, ids: Collection[int], *, by: Account, to_change: bool = False
) -> Sequence[Review]:
    """Find those of some reviews that an account may edit, with what lists show.

    To change them, keep others from doing so meanwhile.
    """
    query = (
        _editable(by)
        .where(Review.id.in_(ids))
        .order_by(Review.id)
        .options(*for_lists(), joinedload(Review.author), selectinload(Review.tags))
    )
    if to_change:
        query = query.with_for_update(of=Review)
    return session.scalars(query.execution_options(populate_existing=True)).all()


def _lies_on(shelf: Shelf | None, at: datetime) -> ColumnElement[bool]:
    if shelf is None:
        return Review.deleted_at.is_(None)
    if shelf is Shelf.DELETED:
        return Review.deleted_at.is_not(None)
    status = ReviewStatus.DRAFT if shelf is Shelf.DRAFTS else ReviewStatus.PUBLISHED
    there = and_(Review.deleted_at.is_(None), Review.status == status)
    if shelf is Shelf.SCHEDULED:
        return and_(there, Review.published_at > at)
    if shelf is Shelf.PUBLISHED:
        return and_(there, Review.published_at <= at)
    return there


def _order_of(shelf: Shelf | None) -> UnaryExpression[Any]:
    if shelf is Shelf.SCHEDULED:
        return Review.published_at.asc()
    if shelf is Shelf.PUBLISHED:
        return Review.published_at.desc()
    if shelf is Shelf.DELETED:
        return Review.deleted_at.desc()
    return Review.updated_at.desc()

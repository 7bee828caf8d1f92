"""What was said about one work over the years, and where the critic thought again."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from msgspec import Struct
from sqlalchemy import (
    ColumnElement,
    Select,
    SQLColumnExpression,
    Subquery,
    func,
    select,
)
from sqlalchemy.orm import Session

from reviewblog.reviews.grades import Grade
from reviewblog.reviews.listing import Listed, list_by_ids
from reviewblog.reviews.memory import remembered
from reviewblog.reviews.models import Review
from reviewblog.reviews.queries import for_lists, published

Pairs = Sequence[tuple[int, int]]


class SecondLook(Struct, frozen=True):
    """A verdict, and the one on the same work before it."""

    before: Listed
    after: Listed


def list_verdicts(session: Session, work_id: int, *, at: datetime) -> Sequence[Review]:
    """List the public reviews of one work, the oldest first."""
    theirs = published(at=at).where(Review.work_id == work_id).order_by(None)
    oldest_first = theirs.order_by(Review.published_at, Review.id)
    return session.scalars(oldest_first.options(*for_lists())).all()


def pair_second_looks(session: Session, *, at: datetime, limit: int) -> Pairs:
    """Pair the verdicts that were not the first on their work with those before.

    By number, the newest first. It takes the longer the more reviews there are.
    """
    looks = _looks(at=at)
    return _pairs(session, looks, looks.c.before_id.is_not(None), limit, 0)


def looks_of(pairs: Pairs, reviews: Mapping[int, Listed]) -> list[SecondLook]:
    """Put reviews together again in pairs, as far as both can be seen."""
    return [
        SecondLook(reviews[before], reviews[after])
        for before, after in pairs
        if before in reviews and after in reviews
    ]


def seen_again(*, at: datetime) -> Select[int]:
    """Select the works with more than one public review, by number."""
    works = published(at=at).with_only_columns(Review.work_id).order_by(None)
    return works.group_by(Review.work_id).having(func.count() > 1)


def list_changed_minds(
    session: Session, *, at: datetime, limit: int, offset: int
) -> list[SecondLook]:
    """List the verdicts whose grade is not the one given before, newest first."""

    def search() -> Pairs:
        looks = _graded_looks(at=at)
        return _pairs(session, looks, _is_change(looks), limit, offset)

    pairs = remembered(session, ("changed minds", limit, offset), search, at=at)
    ids = {review_id for pair in pairs for review_id in pair}
    reviews = {review.id: review for review in list_by_ids(session, ids, at=at)}
    return looks_of(pairs, reviews)


def count_changed_minds(session: Session, *, at: datetime) -> int:
    """Count the verdicts whose grade is not the one given before."""

    def count() -> int:
        looks = _graded_looks(at=at)
        changes = select(func.count()).select_from(looks).where(_is_change(looks))
        return session.scalar(changes) or 0

    return remembered(session, "count of changed minds", count, at=at)


def _looks(*, at: datetime) -> Subquery:
    return _of_works_seen_again(at).with_only_columns(*_columns()).subquery()


def _graded_looks(*, at: datetime) -> Subquery:
    # A review without a grade between two others does not hide that they differ.
    graded = _of_works_seen_again(at).join(Review.grade)
    before = _before(Grade.label).label("label_before")
    return graded.with_only_columns(*_columns(), Grade.label, before).subquery()


def _of_works_seen_again(at: datetime) -> Select[Review]:
    # Few of many; the others need not be put in order.
    return published(at=at).order_by(None).where(Review.work_id.in_(seen_again(at=at)))


def _columns() -> tuple[ColumnElement[Any], ...]:
    return (
        Review.id.label("id"),
        Review.published_at.label("published_at"),
        _before(Review.id).label("before_id"),
    )


def _before(column: SQLColumnExpression[Any]) -> ColumnElement[Any]:
    return func.lag(column).over(
        partition_by=Review.work_id, order_by=(Review.published_at, Review.id)
    )


def _is_change(looks: Subquery) -> ColumnElement[bool]:
    # By label: the same letter on a newer scale is no change of mind.
    return looks.c.label != looks.c.label_before


def _pairs(
    session: Session,
    looks: Subquery,
    wanted: ColumnElement[bool],
    limit: int,
    offset: int,
) -> Pairs:
    newest_first = (looks.c.published_at.desc(), looks.c.id.desc())
    query = select(looks.c.before_id, looks.c.id).where(wanted).order_by(*newest_first)
    rows = session.execute(query.limit(limit).offset(offset))
    return [(before, after) for before, after in rows]

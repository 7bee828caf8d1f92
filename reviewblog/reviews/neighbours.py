"""What a reader of one review may want to read next."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice

from sqlalchemy import Select, Tuple, literal, select, tuple_
from sqlalchemy.orm import Session

from reviewblog.db import UtcDateTime
from reviewblog.reviews.grades import Grade
from reviewblog.reviews.models import Review
from reviewblog.reviews.queries import for_titles, published
from reviewblog.works.models import Credit, CreditRole

# A work may have been reviewed several times, and is worth one mention.
READ_AT_MOST = 4


def find_previous(session: Session, review: Review, *, at: datetime) -> Review | None:
    """Find the public review that appeared last before this one."""
    here = tuple_(Review.published_at, Review.id)
    earlier = published(at=at).where(here < _place_of(review))
    return session.scalar(earlier.limit(1).options(*for_titles()))


def find_next(session: Session, review: Review, *, at: datetime) -> Review | None:
    """Find the public review that appeared first after this one."""
    here = tuple_(Review.published_at, Review.id)
    later = published(at=at).where(here > _place_of(review)).order_by(None)
    oldest_first = later.order_by(Review.published_at, Review.id)
    return session.scalar(oldest_first.limit(1).options(*for_titles()))


def list_by_directors(
    session: Session, review: Review, *, at: datetime, limit: int
) -> list[Review]:
    """List other works of the same directors, with the newest verdict on each."""
    directed = select(Credit.work_id).where(
        Credit.role == CreditRole.DIRECTOR,
        Credit.person_id.in_([credit.person_id for credit in review.work.directors]),
    )
    theirs = published(at=at).where(Review.work_id.in_(directed))
    return _others(session, theirs, review, limit) if review.work.directors else []


def list_with_grade(
    session: Session, review: Review, *, at: datetime, limit: int
) -> list[Review]:
    """List other works that were given the same grade."""
    if review.grade is None:
        return []
    alike = Review.grade.has(Grade.label == review.grade.label)
    return _others(session, published(at=at).where(alike), review, limit)


def _place_of(review: Review) -> Tuple:
    return tuple_(literal(review.published_at, UtcDateTime), literal(review.id))


def _others(
    session: Session, query: Select[Review], review: Review, limit: int
) -> list[Review]:
    others = query.where(Review.work_id != review.work_id)
    newest = others.limit(limit * READ_AT_MOST).options(*for_titles())
    return list(islice(_first_of_each_work(session.scalars(newest)), limit))


def _first_of_each_work(reviews: Iterable[Review]) -> Iterator[Review]:
    seen: set[int] = set()
    for review in reviews:
        if review.work_id not in seen:
            seen.add(review.work_id)
            yield review

"""Times before which a review must not appear, because its author has promised it."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewblog.reviews.models import Review, ReviewStatus
from reviewblog.reviews.publication_models import Embargo
from reviewblog.reviews.refusals import ReviewRefusedError


def put_under_embargo(session: Session, review: Review, until: datetime | None) -> None:
    """Promise a time for a review, or none."""
    embargo = session.get(Embargo, review.id)
    if embargo is not None and until is not None:
        embargo.until = until
    elif until is not None:
        session.add(Embargo(review_id=review.id, until=until))
    elif embargo is not None:
        session.delete(embargo)
    session.flush()


def find_embargo(session: Session, review: Review) -> datetime | None:
    """Return until when nobody may read a review, whether or not that has passed."""
    embargo = session.get(Embargo, review.id)
    return embargo.until if embargo else None


def embargoes_of(
    session: Session, review_ids: Collection[int], *, at: datetime
) -> Mapping[int, datetime]:
    """Return the embargoes of some reviews that have not passed, by their ids."""
    query = select(Embargo.review_id, Embargo.until).where(
        Embargo.review_id.in_(review_ids), Embargo.until > at
    )
    return dict(session.execute(query).all())


@contextmanager
def keeping_embargo(
    session: Session, review: Review, *, is_waived: bool, at: datetime
) -> Iterator[None]:
    """Refuse what would let readers see a review too early, unless that is meant.

    Raises:
        ReviewRefusedError: it would appear before its embargo ends.
    """
    before = (review.status, review.published_at)
    yield
    after = (review.status, review.published_at)
    if is_waived or after == before or review.status is ReviewStatus.DRAFT:
        return
    until = find_embargo(session, review)
    appears_at = max(at, review.published_at or at)
    if until is not None and appears_at < until:
        raise ReviewRefusedError(
            "The embargo has not ended by then. Give a later time, or tick the box "
            "that says you mean it.",
            field="published_at",
        )

"""Reviews that stay at the top of the front page."""

from datetime import datetime

from msgspec import Struct
from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from reviewblog.reviews.models import Review
from reviewblog.reviews.publication_models import Pin
from reviewblog.reviews.queries import published

MOST_SHOWN = 5


class Pinned(Struct, frozen=True):
    """A public review that is kept at the top, for good or until a time."""

    review_id: int
    until: datetime | None

    def holds(self, *, at: datetime) -> bool:
        """Tell whether it is still at the top."""
        return self.until is None or self.until > at


def pin_review(
    session: Session, review: Review, *, until: datetime | None, at: datetime
) -> None:
    """Keep a review at the top, for good or until a time."""
    pin = session.get(Pin, review.id)
    if pin is None:
        session.add(Pin(review_id=review.id, pinned_at=at, until=until))
    else:
        pin.until = until
    session.flush()


def unpin_review(session: Session, review: Review) -> None:
    """Let a review take its place by time again."""
    if pin := session.get(Pin, review.id):
        session.delete(pin)
        session.flush()


def find_pin(session: Session, review: Review, *, at: datetime) -> Pin | None:
    """Return what keeps a review at the top now, if anything does."""
    pin = session.get(Pin, review.id)
    return pin if pin and (pin.until is None or pin.until > at) else None


def list_pinned(session: Session, *, at: datetime) -> list[Pinned]:
    """List the public reviews at the top, the last pinned first; all there are."""
    query = published(at=at).join(Pin, Pin.review_id == Review.id)
    last_first = query.order_by(None).order_by(Pin.pinned_at.desc(), Review.id.desc())
    holding = last_first.where(or_(Pin.until.is_(None), Pin.until > at))
    rows = session.execute(holding.with_only_columns(Review.id, Pin.until))
    return [Pinned(review_id, until) for review_id, until in rows]


def next_unpinning(session: Session, *, at: datetime) -> datetime | None:
    """Return when the next pin will end by the clock, if one does."""
    return session.scalar(select(func.min(Pin.until)).where(Pin.until > at))

"""What was wrong in a review, said openly: a date and a sentence, for ever."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from reviewblog.db import Base
from reviewblog.reviews.models import Review

LONGEST_CORRECTION = 1000


class Correction(Base):
    """One mistake and what is right instead, as readers are told."""

    __tablename__ = "correction"

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(
        ForeignKey("review.id", ondelete="CASCADE"), index=True
    )
    corrected_on: Mapped[date]
    text: Mapped[str] = mapped_column(String(LONGEST_CORRECTION))
    created_at: Mapped[datetime]


def add_correction(
    session: Session, review: Review, *, on: date, text: str, at: datetime
) -> Correction:
    """Own up to a mistake; feeds show the review as changed, not as new."""
    correction = Correction(
        review_id=review.id, corrected_on=on, text=text, created_at=at
    )
    session.add(correction)
    _touch(session, review, at)
    return correction


def remove_correction(
    session: Session, review: Review, correction_id: int, *, at: datetime
) -> bool:
    """Take a correction of a review back; tell whether there was such a one."""
    correction = session.get(Correction, correction_id)
    if correction is None or correction.review_id != review.id:
        return False
    session.delete(correction)
    _touch(session, review, at)
    return True


def corrections_of(
    session: Session, review_ids: Sequence[int]
) -> Mapping[int, Sequence[Correction]]:
    """Return the corrections of some reviews by their ids, the oldest first."""
    found: dict[int, list[Correction]] = {each: [] for each in review_ids}
    query = select(Correction).where(Correction.review_id.in_(review_ids))
    in_order = query.order_by(Correction.corrected_on, Correction.id)
    for correction in session.scalars(in_order):
        found[correction.review_id].append(correction)
    return found


def _touch(session: Session, review: Review, at: datetime) -> None:
    # This is also what the page cache watches.
    review.updated_at = at
    session.flush()

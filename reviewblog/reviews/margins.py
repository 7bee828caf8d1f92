"""What stands below a review: where it was first, and what was wrong in it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from msgspec import Struct
from sqlalchemy import Integer, bindparam, select
from sqlalchemy.orm import Session

from reviewblog.db import ask
from reviewblog.reviews.corrections import Correction
from reviewblog.reviews.memory import remembered
from reviewblog.reviews.models import Review
from reviewblog.reviews.publication_models import Origin


class Outlet(NamedTuple):
    """Where a review was published first, and the link there, if it is known."""

    outlet: str
    link: str


class Corrected(NamedTuple):
    """A mistake and what is right instead, as readers are told."""

    corrected_on: date
    text: str


class Margins(Struct, frozen=True):
    """No outlet is here; the oldest correction goes first."""

    origin: Outlet | None
    corrections: Sequence[Corrected]


def margins_of(session: Session, review: Review, *, at: datetime) -> Margins:
    """Find what stands below a review, in two statements or from memory."""

    def look() -> Margins:
        key = {"review_id": review.id}
        origin = ask(session, _ORIGIN, key).first()
        corrections = ask(session, _CORRECTIONS, key)
        return Margins(
            Outlet(*origin) if origin else None,
            [Corrected(*row) for row in corrections],
        )

    if not review.is_public(at=at):
        # Nobody counts how often a draft changes.
        return look()
    return remembered(session, ("margins", review.id), look, at=at)


# Put together once, since that takes longer than the answers.
_REVIEW_ID = bindparam("review_id", type_=Integer)
_ORIGIN = select(Origin.outlet, Origin.link).where(Origin.review_id == _REVIEW_ID)
_CORRECTIONS = (
    select(Correction.corrected_on, Correction.text)
    .where(Correction.review_id == _REVIEW_ID)
    .order_by(Correction.corrected_on, Correction.id)
)

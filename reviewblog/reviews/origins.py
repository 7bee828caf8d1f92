"""Where reviews were published first, if that was elsewhere."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewblog.reviews.models import Review
from reviewblog.reviews.publication_models import Origin


def note_origin(
    session: Session, review: Review, outlet: str, link: str, *, at: datetime
) -> None:
    """Say where a review was first, or with an empty outlet that it was first here."""
    origin = session.get(Origin, review.id)
    if (outlet, link) == ((origin.outlet, origin.link) if origin else ("", "")):
        return
    if origin is not None and outlet:
        origin.outlet, origin.link = outlet, link
    elif outlet:
        session.add(Origin(review_id=review.id, outlet=outlet, link=link))
    elif origin is not None:
        session.delete(origin)
    # This is also what the page cache and the feeds watch.
    review.updated_at = at
    session.flush()


def find_origin(session: Session, review: Review) -> Origin | None:
    """Return where a review was first; None is here."""
    return session.get(Origin, review.id)


def origins_of(session: Session, review_ids: Collection[int]) -> Mapping[int, Origin]:
    """Return where some reviews were first, by their ids; one that is absent, here."""
    query = select(Origin).where(Origin.review_id.in_(review_ids))
    return {origin.review_id: origin for origin in session.scalars(query)}

"""Pictures and the reviews that show them: choosing a still, noting what is shown."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import bindparam, delete, insert, select
from sqlalchemy.orm import Session, joinedload

from reviewblog.media.queries import pictures_by_hash
from reviewblog.reviews.models import Review
from reviewblog.reviews.refusals import ReviewRefusedError
from reviewblog.reviews.stills import ChosenStill, picture_use
from reviewblog.text.stills import Still, hashes_in


def choose_still(session: Session, review: Review, digest: str, caption: str) -> None:
    """Put a picture above a review, or none for the empty hash.

    Raises:
        ReviewRefusedError: there is no such picture.
    """
    if not digest:
        review.still = None
        return
    picture = pictures_by_hash(session, {digest}).get(digest)
    if picture is None:
        raise ReviewRefusedError(
            "This picture is no longer in the library: choose another.", field="still"
        )
    if review.still is None:
        review.still = ChosenStill(picture=picture, caption=caption)
    else:
        review.still.picture, review.still.caption = picture, caption


def note_uses(session: Session, review: Review) -> None:
    """Remember which pictures a review shows, in its text or above it."""
    session.flush()
    hashes = hashes_in(review.body)
    wanted = {picture.id for picture in pictures_by_hash(session, hashes).values()}
    if review.still is not None:
        wanted.add(review.still.picture_id)
    here = picture_use.c.review_id == review.id
    known = set(session.scalars(select(picture_use.c.picture_id).where(here)))
    if known - wanted:
        gone = picture_use.c.picture_id.in_(known - wanted)
        session.execute(delete(picture_use).where(here, gone))
    if wanted - known:
        rows = [
            {"review_id": review.id, "picture_id": picture_id}
            for picture_id in sorted(wanted - known)
        ]
        session.execute(insert(picture_use), rows)


def stills_above(session: Session, ids: Collection[int]) -> dict[int, Still]:
    """Find the stills of a few reviews by their ids; one statement."""
    chosen: Any = session.scalars(_STILLS, {"ids": list(ids)})
    return {still.review_id: still.shown for still in chosen}


_STILLS = (
    select(ChosenStill)
    .where(ChosenStill.review_id.in_(bindparam("ids", expanding=True)))
    .options(joinedload(ChosenStill.picture))
)

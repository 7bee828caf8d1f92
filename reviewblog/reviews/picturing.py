"""Pictures and the reviews that show them: choosing a still, and what is used where."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session, joinedload

from reviewblog.media.errors import PictureInUseError
from reviewblog.media.library import forget
from reviewblog.media.models import Picture
from reviewblog.media.queries import pictures_by_hash
from reviewblog.reviews.models import Review
from reviewblog.reviews.refusals import ReviewRefusedError
from reviewblog.reviews.stills import ChosenStill, picture_use
from reviewblog.text.stills import Still, hashes_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """A review that shows a picture; a deleted one may come back and counts."""

    review_id: int
    title: str


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


def uses_of(session: Session, ids: Collection[int]) -> dict[int, list[Use]]:
    """Say for each picture which reviews show it; one statement."""
    query = (
        select(picture_use.c.picture_id, Review.id, Review.title)
        .join(Review, Review.id == picture_use.c.review_id)
        .where(picture_use.c.picture_id.in_(ids))
        .order_by(Review.title, Review.id)
    )
    uses: dict[int, list[Use]] = defaultdict(list)
    for picture_id, review_id, title in session.execute(query):
        uses[picture_id].append(Use(review_id=review_id, title=title))
    return uses


def delete_unused(session: Session, pictures: Collection[Picture]) -> set[str]:
    """Delete pictures that nothing shows; return what `media.library.sweep` takes.

    Raises:
        PictureInUseError: something shows one of them.
    """
    uses = uses_of(session, [picture.id for picture in pictures])
    for picture in pictures:
        if uses.get(picture.id):
            title = uses[picture.id][0].title
            raise PictureInUseError(
                f"“{picture.filename}” is shown in “{title}”: take it out there first."
            )
    return forget(session, pictures)


def stills_above(session: Session, reviews: Sequence[Review]) -> dict[int, Still]:
    """Find the stills of a few reviews by their ids; one statement."""
    query = select(ChosenStill).where(
        ChosenStill.review_id.in_([review.id for review in reviews])
    )
    chosen: Any = session.scalars(query.options(joinedload(ChosenStill.picture)))
    return {still.review_id: still.shown for still in chosen}

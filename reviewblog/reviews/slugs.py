"""The address of a review: chosen once, honoured for ever."""

import re
from datetime import datetime
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from reviewblog.reviews.drafts import ReviewDraft
from reviewblog.reviews.models import FormerSlug, Review, ReviewStatus
from reviewblog.reviews.refusals import ReviewRefusedError
from reviewblog.text.slugs import numbered, slugify
from reviewblog.works.correcting import default_slug
from reviewblog.works.slugs import Slugs, claim, free_slugs, is_free

_DELETED = ".deleted-"


def provisional_slug(uuid: UUID) -> str:
    """Return what stands in the column until a new review has its address."""
    return f".new-{uuid.hex}"


def settle_slug(
    session: Session,
    review: Review,
    draft: ReviewDraft,
    *,
    before: ReviewDraft | None,
    at: datetime,
) -> None:
    """Give a review the address its author asks for, or the usual one.

    The usual one follows the title until a reader could have seen the review; from
    then on an address changes only when told to, and the old one redirects for ever.

    Raises:
        ReviewRefusedError: the address asked for belongs to another review.
    """
    typed = "" if draft.slug == review.slug else slugify(draft.slug, fallback="")
    if typed and typed != review.slug:
        _move(session, review, typed, at=at, exactly=True)
    elif before is None or _follows(session, review, draft, before, at):
        base = _usual_slug(draft)
        if not _is_numbered(review.slug, base):
            _move(session, review, base, at=at)


def keep_address(session: Session, review: Review, *, at: datetime) -> None:
    """Remember that readers knew a review by its present address."""
    session.flush()
    if session.get(FormerSlug, review.slug) is None:
        session.add(FormerSlug(slug=review.slug, review_id=review.id, retired_at=at))


def was_public(session: Session, review: Review, *, at: datetime) -> bool:
    """Tell whether readers have ever been able to see it."""
    known = exists().where(FormerSlug.review_id == review.id)
    shows = (
        review.status is ReviewStatus.PUBLISHED
        and review.published_at is not None
        and review.published_at <= min(at, review.deleted_at or at)
    )
    return shows or bool(session.scalar(select(known)))


def free_address(review: Review) -> None:
    """Let others use the address of a deleted review that no reader ever saw."""
    review.slug = f"{review.slug}{_DELETED}{review.id}"


def reclaim_address(session: Session, review: Review, *, at: datetime) -> None:
    """Give a restored review the address it had, or the next free one."""
    slug, deleted, _ = review.slug.partition(_DELETED)
    if deleted:
        _move(session, review, slug, at=at)


def _follows(
    session: Session,
    review: Review,
    draft: ReviewDraft,
    before: ReviewDraft,
    at: datetime,
) -> bool:
    usual = _is_numbered(review.slug, _usual_slug(before))
    return (usual or not draft.slug) and not was_public(session, review, at=at)


def _usual_slug(draft: ReviewDraft) -> str:
    return default_slug(draft.film.title or draft.title, draft.film.release_year)


def _is_numbered(slug: str, base: str) -> bool:
    number = re.search(r"-(\d{1,9})$", slug)
    return slug == base or (
        number is not None and slug == numbered(base, int(number.group(1)))
    )


def _move(
    session: Session,
    review: Review,
    base: str,
    *,
    at: datetime,
    exactly: bool = False,
) -> None:
    if was_public(session, review, at=at):
        keep_address(session, review, at=at)
    others = _slugs_of_others(review)

    def take() -> None:
        if exactly and not is_free(session, base, among=others):
            raise ReviewRefusedError(
                f"Another review has, or had, the address “{base}”.", field="slug"
            )
        review.slug = free_slugs(session, [base], among=others)[0]
        if own := session.get(FormerSlug, review.slug):
            session.delete(own)

    claim(session, take)


def _slugs_of_others(review: Review) -> list[Slugs]:
    return [
        select(Review.slug).where(Review.id != review.id),
        select(FormerSlug.slug).where(FormerSlug.review_id != review.id),
    ]

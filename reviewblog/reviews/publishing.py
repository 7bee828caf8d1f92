"""When readers see a review: now, later, no longer, or never again."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from reviewblog.reviews.models import Review, ReviewStatus
from reviewblog.reviews.refusals import ReviewRefusedError
from reviewblog.reviews.slugs import (
    free_address,
    keep_address,
    reclaim_address,
    was_public,
)
from reviewblog.works.models import Work


class Action(StrEnum):
    """What an author asks for when they send the review form."""

    SAVE = "save"
    PUBLISH = "publish"
    SCHEDULE = "schedule"
    UNPUBLISH = "unpublish"


def carry_out(
    session: Session,
    review: Review,
    action: Action,
    *,
    for_: datetime | None,
    at: datetime,
) -> None:
    """Do what the author asked for; ``for_`` is the time they gave, if any.

    Raises:
        ReviewRefusedError: it cannot be done at that time.
    """
    if action is Action.UNPUBLISH:
        unpublish(session, review, at=at)
    elif action is Action.SCHEDULE:
        schedule(session, review, for_=for_, at=at)
    elif review.is_public(at=at) or action is Action.SAVE:
        if review.status is ReviewStatus.PUBLISHED:
            retime(review, for_, at=at)
    elif for_ is not None and for_ > at and not _is_set_for(review, for_):
        # Publishing at a time to come is scheduling; sooner would be a leak.
        schedule(session, review, for_=for_, at=at)
    else:
        review.published_at = for_ or review.published_at
        publish(session, review, at=at)


def publish(session: Session, review: Review, *, at: datetime) -> None:
    """Let readers see a review from now on, or from its earlier time on.

    Raises:
        ReviewRefusedError: its film has no title.
    """
    _refuse_nameless(session, review)
    if review.published_at is None or review.published_at > at:
        review.published_at = at
    if review.status is not ReviewStatus.PUBLISHED:
        review.updated_at = at
    review.status = ReviewStatus.PUBLISHED


def schedule(
    session: Session, review: Review, *, for_: datetime | None, at: datetime
) -> None:
    """Let a review appear by itself at a time to come.

    Raises:
        ReviewRefusedError: there is no such time, or its film has no title.
    """
    if for_ is None:
        raise ReviewRefusedError("Say when it should appear.", field="published_at")
    if for_ <= at:
        raise ReviewRefusedError(
            "This time has passed. Give a later one, or publish the review now.",
            field="published_at",
        )
    _refuse_nameless(session, review)
    _keep_known_address(session, review, at)
    if not _is_set_for(review, for_):
        review.updated_at = at
    review.published_at = for_
    review.status = ReviewStatus.PUBLISHED


def unpublish(session: Session, review: Review, *, at: datetime) -> None:
    """Make a draft of it again; it remembers when it was published."""
    _keep_known_address(session, review, at)
    if review.status is not ReviewStatus.DRAFT:
        review.updated_at = at
    review.status = ReviewStatus.DRAFT


def retime(review: Review, for_: datetime | None, *, at: datetime) -> None:
    """Correct the time of a published review without showing or hiding it.

    Raises:
        ReviewRefusedError: the new time would do that.
    """
    if for_ is None or _is_set_for(review, for_):
        return
    if review.is_public(at=at) and for_ > at:
        raise ReviewRefusedError(
            "Readers see this review already. Schedule it if it shall disappear "
            "until then.",
            field="published_at",
        )
    if review.is_scheduled(at=at) and for_ <= at:
        raise ReviewRefusedError(
            "This time has passed. Publish the review, or give a later time.",
            field="published_at",
        )
    review.published_at = for_
    review.updated_at = at


def delete(session: Session, review: Review, *, at: datetime) -> None:
    """Take a review away from everybody; it can be restored."""
    if review.deleted_at is None:
        if not was_public(session, review, at=at):
            free_address(review)
        review.deleted_at = at
        review.updated_at = at


def restore(session: Session, review: Review, *, at: datetime) -> None:
    """Undo the deletion of a review.

    One that was to appear while it was deleted comes back as a draft, since no reader
    has ever seen it.
    """
    if review.deleted_at is None:
        return
    missed = review.published_at and review.deleted_at < review.published_at <= at
    if missed:
        review.status = ReviewStatus.DRAFT
    review.deleted_at = None
    review.updated_at = at
    reclaim_address(session, review, at=at)


def _is_set_for(review: Review, time: datetime) -> bool:
    return review.status is ReviewStatus.PUBLISHED and review.published_at == time


def _keep_known_address(session: Session, review: Review, at: datetime) -> None:
    if was_public(session, review, at=at):
        keep_address(session, review, at=at)


def _refuse_nameless(session: Session, review: Review) -> None:
    if not session.get_one(Work, review.work_id).title:
        raise ReviewRefusedError(
            "Readers need to know the film: give its title.", field="film_title"
        )

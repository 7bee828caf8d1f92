"""Until when a review takes comments, and who decides about them meanwhile."""

from datetime import datetime, timedelta

from msgspec import Struct
from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from reviewblog.reviews.commented import Commented
from reviewblog.reviews.models import Review, ReviewStatus
from reviewblog.site.defaults import get_site
from reviewblog.site.models import CommentMode, Site


class SiteRules(Struct, frozen=True):
    """As much of the site as decides about comments on its reviews."""

    comment_mode: CommentMode
    comments_close_after: int


Rules = Site | SiteRules


def closing_time(review: Commented, site: Rules) -> datetime | None:
    """Return when comments on a review close by the clock; None is never.

    A time of the review's own goes before the days of the site.
    """
    if review.comments_close_at is not None or not site.comments_close_after:
        return review.comments_close_at
    if review.published_at is None:
        return None
    return review.published_at + timedelta(days=site.comments_close_after)


def mode_of(review: Commented, site: Rules, *, at: datetime) -> CommentMode:
    """Return who decides about comments on a review at that moment.

    Closing the site closes every review; otherwise a review's own mode counts.
    """
    closes_at = closing_time(review, site)
    if site.comment_mode is CommentMode.CLOSED or (closes_at and closes_at <= at):
        return CommentMode.CLOSED
    return review.comment_mode or site.comment_mode


def is_open(review: Commented, site: Rules, *, at: datetime) -> bool:
    """Tell whether readers may comment on a review at that moment."""
    return mode_of(review, site, at=at) is not CommentMode.CLOSED


def closed_since(review: Commented, site: Rules, *, at: datetime) -> datetime | None:
    """Return when the clock closed comments on a review, if it was the clock."""
    if CommentMode.CLOSED in {site.comment_mode, review.comment_mode}:
        return None
    closes_at = closing_time(review, site)
    return closes_at if closes_at and closes_at <= at else None


def next_closing(session: Session, *, at: datetime) -> datetime | None:
    """Return when comments will next close somewhere by the clock alone."""
    own = _earliest(session, Review.comments_close_at, at)
    days = timedelta(days=get_site(session).comments_close_after)
    if not days:
        return own
    published_at = _earliest(session, Review.published_at, at - days)
    usual = published_at + days if published_at else None
    return min(filter(None, (own, usual)), default=None)


def _earliest(
    session: Session, time: InstrumentedAttribute[datetime | None], after: datetime
) -> datetime | None:
    query = select(func.min(time))
    public = (Review.status == ReviewStatus.PUBLISHED, Review.deleted_at.is_(None))
    return session.scalar(query.where(*public, time > after))

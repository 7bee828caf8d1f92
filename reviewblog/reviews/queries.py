"""Questions about reviews. Each answers with everything its page will read."""

from datetime import datetime

from sqlalchemy import BindParameter, Select, bindparam, func, select
from sqlalchemy.orm import Session, defer, joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from reviewblog.db import UtcDateTime
from reviewblog.reviews.models import FormerSlug, Review, ReviewStatus
from reviewblog.reviews.stills import ChosenStill
from reviewblog.works.models import Credit, Work

# For statements that are put together once, since that takes longer than their answer.
AT: BindParameter[datetime] = bindparam("at", type_=UtcDateTime)


def published(*, at: datetime | BindParameter[datetime]) -> Select[Review]:
    """Select the reviews a reader may see at that moment, newest first.

    Every list, page, feed, count and search starts here, so none of them can show
    a draft, a deleted review, or one whose time has not come.
    """
    return (
        select(Review)
        .where(
            Review.status == ReviewStatus.PUBLISHED,
            Review.deleted_at.is_(None),
            Review.published_at <= at,
        )
        .order_by(Review.published_at.desc(), Review.id.desc())
    )


def for_titles() -> tuple[ORMOption, ...]:
    """Load what a bare mention shows: title, year, grade."""
    return (joinedload(Review.work), joinedload(Review.grade), *_without_text())


def for_lists() -> tuple[ORMOption, ...]:
    """Load what a line in a list shows: work, directors, grade; not the text."""
    return (*_with_credits(), *_without_text())


def for_pages() -> tuple[ORMOption, ...]:
    """Load what a review's feed entry shows, or its page."""
    return (
        *for_one(),
        *_with_credits(),
        joinedload(Review.work).selectinload(Work.countries),
        selectinload(Review.tags),
    )


def for_one() -> tuple[ORMOption, ...]:
    """Load with a review what it has one of at most."""
    return (
        joinedload(Review.work),
        joinedload(Review.author),
        joinedload(Review.grade),
        joinedload(Review.still).joinedload(ChosenStill.picture),
    )


def count_published(session: Session, *, at: datetime) -> int:
    """Count the public reviews."""
    visible = published(at=at).order_by(None).with_only_columns(func.count(Review.id))
    return session.scalar(visible) or 0


def next_due(session: Session, *, at: datetime) -> datetime | None:
    """Return when the next scheduled review will appear by itself, if there is one."""
    return session.scalar(
        select(func.min(Review.published_at)).where(
            Review.status == ReviewStatus.PUBLISHED,
            Review.deleted_at.is_(None),
            Review.published_at > at,
        )
    )


def find_new_slug(session: Session, slug: str, *, at: datetime) -> str | None:
    """Find where a public review has moved that once had this slug."""
    query = published(at=at).join(FormerSlug, FormerSlug.review_id == Review.id)
    return session.scalar(
        query.where(FormerSlug.slug == slug).with_only_columns(Review.slug)
    )


def is_gone(session: Session, slug: str, *, at: datetime) -> bool:
    """Tell whether a review that readers could see here has been deleted."""
    former = select(FormerSlug.review_id).where(FormerSlug.slug == slug)
    query = select(Review.id).where(
        (Review.slug == slug) | Review.id.in_(former),
        Review.status == ReviewStatus.PUBLISHED,
        Review.published_at <= at,
        # One deleted before its time was never there to be gone.
        Review.published_at <= Review.deleted_at,
    )
    return session.scalar(query.limit(1)) is not None


def _with_credits() -> tuple[ORMOption, ...]:
    credits_of_work = joinedload(Review.work).selectinload(Work.credits)
    return (credits_of_work.joinedload(Credit.person), joinedload(Review.grade))


def _without_text() -> tuple[ORMOption, ...]:
    # Sorting drags every column along, and the text is nearly all of the row.
    texts = (Review.body, Review.body_html, Review.notes_html)
    return tuple(defer(column, raiseload=True) for column in texts)

"""Every public page with an address of its own, and its last change for readers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CompoundSelect, Select, case, func, literal, select, union_all
from sqlalchemy.orm import Session

from reviewblog.reviews.list_models import ReviewList
from reviewblog.reviews.models import Review, Tag
from reviewblog.reviews.queries import published
from reviewblog.standing.models import PageStatus, StandingPage
from reviewblog.works.models import Credit, Person, Work

_Query = Select[*tuple[Any, ...]]


class PageKind(StrEnum):
    """What sort of page it is."""

    REVIEW = "review"
    PERSON = "person"
    WORK = "work"
    TAG = "tag"
    STANDING = "standing"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class PageChange:
    """One page and its last change."""

    kind: PageKind
    slug: str
    changed_at: datetime


def count_pages(session: Session, *, at: datetime) -> int:
    """Count the pages."""
    pages = _pages(at).subquery()
    return session.scalar(select(func.count()).select_from(pages)) or 0


def list_pages(
    session: Session, *, at: datetime, limit: int, offset: int = 0
) -> Sequence[PageChange]:
    """List pages in an order that does not change when others are added behind."""
    query = _pages(at).order_by("kind", "slug").limit(limit).offset(offset)
    rows = session.execute(query)
    return [PageChange(PageKind(kind), slug, changed) for kind, slug, changed in rows]


def _pages(at: datetime) -> CompoundSelect[*tuple[Any, ...]]:
    shown = published(at=at).order_by(None)
    works = shown.join(Review.work)
    people = works.join(Work.credits).join(Credit.person)
    # With one review the page of a work is that review.
    reviewed_again = _changes(works, PageKind.WORK, Work).having(func.count() > 1)
    return union_all(
        _changes(shown, PageKind.REVIEW, Review),
        _changes(people, PageKind.PERSON, Person),
        reviewed_again,
        _changes(shown.join(Review.tags), PageKind.TAG, Tag),
        select(
            literal(PageKind.STANDING.value), StandingPage.slug, StandingPage.updated_at
        ).where(
            StandingPage.status == PageStatus.PUBLISHED,
            StandingPage.deleted_at.is_(None),
        ),
        select(
            literal(PageKind.LIST.value), ReviewList.slug, ReviewList.updated_at
        ).where(ReviewList.published_at.is_not(None)),
    )


def _changes(
    reviews: Select[Review],
    kind: PageKind,
    page: type[Review | Person | Work | Tag],
) -> _Query:
    # Work on a scheduled review is older than what readers see of it.
    appeared = Review.published_at > Review.updated_at
    changed = case((appeared, Review.published_at), else_=Review.updated_at)
    return reviews.with_only_columns(
        literal(kind.value).label("kind"), page.slug, func.max(changed)
    ).group_by(page.id)

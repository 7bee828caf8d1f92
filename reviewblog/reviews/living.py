"""Which addresses of the site have something to show, former ones included."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Select, select, union_all

from reviewblog.reviews.list_models import FormerListSlug, ReviewList
from reviewblog.reviews.models import FormerSlug, FormerTagSlug, Review, Tag, review_tag
from reviewblog.standing.models import FormerPageSlug, PageStatus, StandingPage
from reviewblog.works.models import (
    Credit,
    FormerPersonSlug,
    FormerWorkSlug,
    Person,
    Work,
)

# The folder of standing pages, which have none.
PAGES = ""

Pair = tuple[Select[str], Select[str]]


def living(folder: str, reviews: Select[Any]) -> Select[str]:
    """Select the slugs at which a folder has a page, for the reviews that count."""
    counted = reviews.order_by(None)
    both = union_all(*_LIVING[folder](counted)).subquery()
    return select(both.c.slug)


def _reviews(reviews: Select[Any]) -> Pair:
    shown = reviews.with_only_columns(Review.id)
    former = select(FormerSlug.slug).where(FormerSlug.review_id.in_(shown))
    return select(Review.slug).where(Review.id.in_(shown)), former


def _works(reviews: Select[Any]) -> Pair:
    shown = reviews.with_only_columns(Review.work_id)
    former = select(FormerWorkSlug.slug).where(FormerWorkSlug.work_id.in_(shown))
    return select(Work.slug).where(Work.id.in_(shown)), former


def _people(reviews: Select[Any]) -> Pair:
    works = reviews.with_only_columns(Review.work_id)
    shown = select(Credit.person_id).where(Credit.work_id.in_(works))
    former = select(FormerPersonSlug.slug).where(FormerPersonSlug.person_id.in_(shown))
    return select(Person.slug).where(Person.id.in_(shown)), former


def _tags(reviews: Select[Any]) -> Pair:
    tagged = reviews.with_only_columns(Review.id)
    shown = select(review_tag.c.tag_id).where(review_tag.c.review_id.in_(tagged))
    former = select(FormerTagSlug.slug).where(FormerTagSlug.tag_id.in_(shown))
    return select(Tag.slug).where(Tag.id.in_(shown)), former


def _lists(_reviews: Select[Any]) -> Pair:
    public = ReviewList.published_at.is_not(None)
    former = select(FormerListSlug.slug).join(ReviewList)
    return select(ReviewList.slug).where(public), former.where(public)


def _pages(_reviews: Select[Any]) -> Pair:
    is_published = StandingPage.status == PageStatus.PUBLISHED
    public = is_published & StandingPage.deleted_at.is_(None)
    former = select(FormerPageSlug.slug).join(StandingPage)
    return select(StandingPage.slug).where(public), former.where(public)


_LIVING: Mapping[str, Callable[[Select[Any]], Pair]] = {
    "reviews": _reviews,
    "people": _people,
    "works": _works,
    "tags": _tags,
    "lists": _lists,
    PAGES: _pages,
}
FOLDERS = frozenset(_LIVING)

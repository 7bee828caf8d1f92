"""Links within the site that lead to nothing a reader may see."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import unquote

from sqlalchemy import CompoundSelect, Select, select, union
from sqlalchemy.orm import Session

from reviewblog.redirects.models import Redirect
from reviewblog.reviews.list_models import FormerListSlug, ReviewList
from reviewblog.reviews.models import FormerSlug, FormerTagSlug, Review, Tag
from reviewblog.reviews.queries import published
from reviewblog.standing.models import FormerPageSlug, PageStatus, StandingPage
from reviewblog.text.slugs import RESERVED
from reviewblog.works.models import (
    Credit,
    FormerPersonSlug,
    FormerWorkSlug,
    Person,
    Work,
)

PAGES = ""
SEGMENTS = 2

Slugs = CompoundSelect[Any]


def dead_links(
    session: Session, paths: Collection[str], *, at: datetime
) -> tuple[str, ...]:
    """Return those of some paths within the site that lead nowhere, in their order.

    One statement for each kind of address, and one for redirects. What is no address
    of a review, person, work, topic, list or page is not judged.
    """
    targets = {path: target for path in paths if (target := _target_of(path))}
    dead = set()
    for kind, known in _KNOWN.items():
        asked = {path: slug for path, (of, slug) in targets.items() if of == kind}
        if asked:
            found = set(session.scalars(known(set(asked.values()), at)))
            dead |= {path for path, slug in asked.items() if slug not in found}
    return tuple(sorted(dead - _redirected(session, dead)))


def _target_of(path: str) -> tuple[str, str] | None:
    """Read an address as a kind and a slug; None for one of another sort."""
    parts = unquote(path).replace("\0", "�").strip("/").split("/")
    if len(parts) == SEGMENTS and parts[0] in _KNOWN:
        return parts[0], parts[1]
    if len(parts) == 1 and parts[0] and "." not in parts[0]:
        return None if parts[0] in RESERVED else (PAGES, parts[0])
    return None


def _redirected(session: Session, paths: Collection[str]) -> set[str]:
    if not paths:
        return set()
    asked = {path: unquote(path).replace("\0", "�").rstrip("/") for path in paths}
    query = select(Redirect.path).where(Redirect.path.in_(asked.values()))
    known = set(session.scalars(query))
    return {path for path, plain in asked.items() if plain in known}


def _reviews(slugs: Collection[str], at: datetime) -> Slugs:
    shown = published(at=at).order_by(None).with_only_columns(Review.id)
    now = select(Review.slug).where(Review.id.in_(shown))
    former = select(FormerSlug.slug).where(FormerSlug.review_id.in_(shown))
    return union(
        now.where(Review.slug.in_(slugs)), former.where(FormerSlug.slug.in_(slugs))
    )


def _people(slugs: Collection[str], at: datetime) -> Slugs:
    credited = select(Credit.person_id).where(Credit.work_id.in_(_works_shown(at)))
    now = select(Person.slug).where(Person.slug.in_(slugs), Person.id.in_(credited))
    former = select(FormerPersonSlug.slug).where(
        FormerPersonSlug.slug.in_(slugs), FormerPersonSlug.person_id.in_(credited)
    )
    return union(now, former)


def _works(slugs: Collection[str], at: datetime) -> Slugs:
    shown = _works_shown(at)
    now = select(Work.slug).where(Work.slug.in_(slugs), Work.id.in_(shown))
    former = select(FormerWorkSlug.slug).where(
        FormerWorkSlug.slug.in_(slugs), FormerWorkSlug.work_id.in_(shown)
    )
    return union(now, former)


def _tags(slugs: Collection[str], at: datetime) -> Slugs:
    used = published(at=at).join(Review.tags).order_by(None).with_only_columns(Tag.id)
    now = select(Tag.slug).where(Tag.slug.in_(slugs), Tag.id.in_(used))
    former = select(FormerTagSlug.slug).where(
        FormerTagSlug.slug.in_(slugs), FormerTagSlug.tag_id.in_(used)
    )
    return union(now, former)


def _lists(slugs: Collection[str], _at: datetime) -> Slugs:
    shown = select(ReviewList.id).where(ReviewList.published_at.is_not(None))
    now = select(ReviewList.slug).where(ReviewList.slug.in_(slugs))
    former = select(FormerListSlug.slug).where(FormerListSlug.slug.in_(slugs))
    return union(
        now.where(ReviewList.id.in_(shown)),
        former.where(FormerListSlug.list_id.in_(shown)),
    )


def _pages(slugs: Collection[str], _at: datetime) -> Slugs:
    shown = select(StandingPage.id).where(
        StandingPage.status == PageStatus.PUBLISHED, StandingPage.deleted_at.is_(None)
    )
    now = select(StandingPage.slug).where(StandingPage.slug.in_(slugs))
    former = select(FormerPageSlug.slug).where(FormerPageSlug.slug.in_(slugs))
    return union(
        now.where(StandingPage.id.in_(shown)),
        former.where(FormerPageSlug.page_id.in_(shown)),
    )


def _works_shown(at: datetime) -> Select[Any]:
    return published(at=at).order_by(None).with_only_columns(Review.work_id)


_KNOWN: Mapping[str, Callable[[Collection[str], datetime], Slugs]] = {
    "reviews": _reviews,
    "people": _people,
    "works": _works,
    "tags": _tags,
    "lists": _lists,
    PAGES: _pages,
}

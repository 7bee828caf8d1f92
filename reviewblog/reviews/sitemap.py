"""Every public page with an address of its own, and its last change for readers."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum

from msgspec import Struct
from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session

from reviewblog.reviews import catalogue
from reviewblog.reviews.list_models import ReviewList
from reviewblog.reviews.memory import remembered
from reviewblog.reviews.models import Review, Tag, review_tag
from reviewblog.reviews.queries import published
from reviewblog.reviews.verdicts import seen_again
from reviewblog.standing.models import PageStatus, StandingPage
from reviewblog.works.models import Person, Work


class PageKind(StrEnum):
    """What sort of page it is."""

    REVIEW = "review"
    PERSON = "person"
    WORK = "work"
    TAG = "tag"
    STANDING = "standing"
    LIST = "list"


class PageChange(Struct, frozen=True):
    """One page and its last change."""

    kind: PageKind
    slug: str
    changed_at: datetime


def count_pages(session: Session, *, at: datetime) -> int:
    """Count the pages."""
    return sum(_counts(session, at=at).values())


def list_pages(
    session: Session, *, at: datetime, limit: int, offset: int = 0
) -> Sequence[PageChange]:
    """List pages in an order that does not change when others are added behind.

    Of what stands on other parts of the list no more is looked at than its number.
    """
    pages: list[PageChange] = []
    counts = _counts(session, at=at)
    for kind, query in _queries(at).items():
        if len(pages) < limit and offset < counts[kind]:
            part = query.limit(limit - len(pages)).offset(offset)
            pages += (PageChange(kind, *row) for row in session.execute(part))
        offset = max(0, offset - counts[kind])
    return pages


def _counts(session: Session, *, at: datetime) -> Mapping[PageKind, int]:
    def count() -> Mapping[PageKind, int]:
        return {
            kind: session.scalar(_counted(query)) or 0
            for kind, query in _queries(at).items()
        }

    return remembered(session, "pages", count, at=at)


def _counted(query: Select[str, datetime]) -> Select[int]:
    counted = query.with_only_columns(func.count(), maintain_column_froms=True)
    return counted.order_by(None)


def _queries(at: datetime) -> Mapping[PageKind, Select[str, datetime]]:
    """Select the slugs and last changes of each kind, the kinds and slugs in order."""
    people, works = catalogue.people(at=at), catalogue.works(at=at)
    tagged = published(at=at).join(review_tag).order_by(None)
    tagged = tagged.where(review_tag.c.tag_id == Tag.id)
    queries = {
        PageKind.REVIEW: published(at=at).with_only_columns(Review.slug, _CHANGED),
        PageKind.PERSON: select(Person.slug, people.of_each(func.max(_CHANGED))).where(
            people.is_listed
        ),
        # With one review the page of a work is that review.
        PageKind.WORK: select(Work.slug, works.of_each(func.max(_CHANGED))).where(
            Work.id.in_(seen_again(at=at))
        ),
        PageKind.TAG: select(
            Tag.slug, tagged.with_only_columns(func.max(_CHANGED)).scalar_subquery()
        ).where(tagged.with_only_columns(Review.id).exists()),
        PageKind.STANDING: select(StandingPage.slug, StandingPage.updated_at).where(
            StandingPage.status == PageStatus.PUBLISHED,
            StandingPage.deleted_at.is_(None),
        ),
        PageKind.LIST: select(ReviewList.slug, ReviewList.updated_at).where(
            ReviewList.published_at.is_not(None)
        ),
    }
    return {
        kind: query.order_by(None).order_by(query.selected_columns.slug)
        for kind, query in sorted(queries.items())
    }


# Work on a scheduled review is older than what readers see of it.
_CHANGED = case(
    (Review.published_at > Review.updated_at, Review.published_at),
    else_=Review.updated_at,
)

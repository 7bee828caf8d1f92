"""The archive: what narrows it, and in which order it stands.

Filters combine. Whatever a reader types into an address is a filter; one that makes
no sense matches nothing, as one that happens to match nothing does.
"""

from collections.abc import Hashable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Self

from msgspec import Struct, field
from msgspec.structs import replace
from sqlalchemy import Select, func, or_
from sqlalchemy.orm import Session

from reviewblog.reviews.grades import Grade
from reviewblog.reviews.memory import remembered
from reviewblog.reviews.models import Review
from reviewblog.reviews.narrowing import UNGRADED, Facet, condition
from reviewblog.reviews.queries import published
from reviewblog.works.models import Work

__all__ = ["UNGRADED", "Facet", "Filters", "Sort", "matching"]


class Sort(StrEnum):
    """The orders in which the archive can stand."""

    NEWEST = "newest"
    TITLE = "title"
    RELEASED = "released"
    GRADE = "grade"


class Filters(Struct, frozen=True):
    """What a reader chose: for each facet the values of which any may match."""

    chosen: Mapping[Facet, tuple[str, ...]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Tell whether anything narrows the archive."""
        return bool(self.chosen)

    @property
    def key(self) -> Hashable:
        """Return a value that is alike for choices that are."""
        return tuple((facet, self.chosen[facet]) for facet in sorted(self.chosen))

    @property
    def subject(self) -> str:
        """Say under what answers are remembered: choices push out only their like."""
        return "choices" if self.chosen else ""

    def of(self, facet: Facet) -> tuple[str, ...]:
        """Return what was chosen of one facet."""
        return self.chosen.get(facet, ())

    def without(self, facet: Facet) -> Self:
        """Return the same choice but for one facet."""
        return replace(
            self,
            chosen={key: value for key, value in self.chosen.items() if key != facet},
        )


def matching(filters: Filters, *, at: datetime) -> Select[Review]:
    """Select the public reviews that a choice leaves, newest first."""
    conditions = (
        or_(*(condition(facet, value) for value in values))
        for facet, values in filters.chosen.items()
    )
    return published(at=at).where(*conditions)


def count_matching(session: Session, filters: Filters, *, at: datetime) -> int:
    """Count the reviews that a choice leaves."""

    def count() -> int:
        left = matching(filters, at=at).order_by(None)
        return session.scalar(left.with_only_columns(func.count(Review.id))) or 0

    question = "count", filters.key
    return remembered(session, question, count, at=at, subject=filters.subject)


def in_order(query: Select[Review], sort: Sort) -> Select[Review]:
    """Put a selection of reviews in an order; they come newest first."""
    newest_first = (Review.published_at.desc(), Review.id.desc())
    match sort:
        case Sort.NEWEST:
            return query
        case Sort.TITLE:
            works = query.order_by(None).join(Review.work)
            return works.order_by(Work.sort_title, *newest_first)
        case Sort.RELEASED:
            works = query.order_by(None).join(Review.work)
            year = Work.release_year.desc().nulls_last()
            return works.order_by(year, Work.sort_title, *newest_first)
        case Sort.GRADE:
            graded = query.order_by(None).outerjoin(Review.grade)
            # Scales differ in their number of steps, and agree on percentages.
            best = (Grade.percent.desc().nulls_last(), Grade.rank.desc())
            return graded.order_by(*best, *newest_first)

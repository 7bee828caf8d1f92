"""The archive: what narrows it, and in which order it stands.

Filters combine. Whatever a reader types into an address is a filter; one that makes
no sense matches nothing, as one that happens to match nothing does.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Self

from sqlalchemy import ColumnElement, Select, false, func, or_
from sqlalchemy.orm import Session

from reviewblog.reviews.grades import Grade
from reviewblog.reviews.models import Review, Tag
from reviewblog.reviews.queries import published
from reviewblog.works.models import (
    Credit,
    CreditRole,
    Person,
    Work,
    WorkCountry,
    WorkKind,
)

# What stands in an address for reviews that were given no grade.
UNGRADED = "none"
LONGEST_YEAR = 4


class Facet(StrEnum):
    """What the archive can be narrowed by; the value is its name in addresses."""

    GRADE = "grade"
    DECADE = "decade"
    YEAR = "year"
    DIRECTOR = "director"
    TAG = "tag"
    COUNTRY = "country"
    KIND = "kind"


class Sort(StrEnum):
    """The orders in which the archive can stand."""

    NEWEST = "newest"
    TITLE = "title"
    RELEASED = "released"
    GRADE = "grade"


@dataclass(frozen=True, slots=True)
class Filters:
    """What a reader chose: for each facet the values of which any may match."""

    chosen: Mapping[Facet, tuple[str, ...]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Tell whether anything narrows the archive."""
        return bool(self.chosen)

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
        or_(*(_CONDITIONS[facet](value) for value in values))
        for facet, values in filters.chosen.items()
    )
    return published(at=at).where(*conditions)


def count_matching(session: Session, filters: Filters, *, at: datetime) -> int:
    """Count the reviews that a choice leaves."""
    left = matching(filters, at=at).order_by(None)
    return session.scalar(left.with_only_columns(func.count(Review.id))) or 0


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


def _graded(label: str) -> ColumnElement[bool]:
    if label == UNGRADED:
        return Review.grade_id.is_(None)
    return Review.grade.has(Grade.label == label)


def _released(value: str, *, years: int = 1) -> ColumnElement[bool]:
    if not (value.isascii() and value.isdecimal()) or len(value) > LONGEST_YEAR:
        return false()
    first = int(value) - int(value) % years
    return Review.work.has(Work.release_year.between(first, first + years - 1))


def _in_decade(value: str) -> ColumnElement[bool]:
    return _released(value.removesuffix("s"), years=10)


def _directed_by(slug: str) -> ColumnElement[bool]:
    directed = Credit.role == CreditRole.DIRECTOR
    by_them = Credit.person.has(Person.slug == slug)
    return Review.work.has(Work.credits.any(directed & by_them))


def _tagged(slug: str) -> ColumnElement[bool]:
    return Review.tags.any(Tag.slug == slug)


def _made_in(country: str) -> ColumnElement[bool]:
    return Review.work.has(Work.countries.any(WorkCountry.name == country))


def _of_kind(kind: str) -> ColumnElement[bool]:
    known = kind in set(WorkKind)
    return Review.work.has(Work.kind == WorkKind(kind)) if known else false()


_CONDITIONS: Mapping[Facet, Callable[[str], ColumnElement[bool]]] = {
    Facet.GRADE: _graded,
    Facet.DECADE: _in_decade,
    Facet.YEAR: _released,
    Facet.DIRECTOR: _directed_by,
    Facet.TAG: _tagged,
    Facet.COUNTRY: _made_in,
    Facet.KIND: _of_kind,
}

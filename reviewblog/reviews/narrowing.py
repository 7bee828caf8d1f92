"""What the archive can be narrowed by, one facet and one value at a time.

Conditions are lists of numbers rather than questions to every review: databases come
to those by an index, whatever is rare first.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum

from sqlalchemy import ColumnElement, false, select

from reviewblog.reviews.grades import Grade
from reviewblog.reviews.models import Review, Tag, review_tag
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
_NO_FILMS = tuple(kind for kind in WorkKind if kind is not WorkKind.FILM)


class Facet(StrEnum):
    """What the archive can be narrowed by; the value is its name in addresses."""

    GRADE = "grade"
    DECADE = "decade"
    YEAR = "year"
    DIRECTOR = "director"
    TAG = "tag"
    COUNTRY = "country"
    KIND = "kind"


def condition(facet: Facet, value: str) -> ColumnElement[bool]:
    """Say which reviews have a value; one that makes no sense none has."""
    return _CONDITIONS[facet](value)


def with_tag(is_meant: ColumnElement[bool]) -> ColumnElement[bool]:
    """Say which reviews have a tag that is meant."""
    tagged = select(review_tag.c.review_id).join(Tag).where(is_meant)
    return Review.id.in_(tagged)


def _graded(label: str) -> ColumnElement[bool]:
    if label == UNGRADED:
        return Review.grade_id.is_(None)
    return Review.grade_id.in_(select(Grade.id).where(Grade.label == label))


def _released(value: str, *, years: int = 1) -> ColumnElement[bool]:
    if not (value.isascii() and value.isdecimal()) or len(value) > LONGEST_YEAR:
        return false()
    first = int(value) - int(value) % years
    then = Work.release_year.between(first, first + years - 1)
    return Review.work_id.in_(select(Work.id).where(then))


def _in_decade(value: str) -> ColumnElement[bool]:
    return _released(value.removesuffix("s"), years=10)


def _directed_by(slug: str) -> ColumnElement[bool]:
    directed = select(Credit.work_id).where(Credit.role == CreditRole.DIRECTOR)
    by_them = directed.join(Credit.person).where(Person.slug == slug)
    return Review.work_id.in_(by_them)


def _tagged(slug: str) -> ColumnElement[bool]:
    return with_tag(Tag.slug == slug)


def _made_in(country: str) -> ColumnElement[bool]:
    made_there = select(WorkCountry.work_id).where(WorkCountry.name == country)
    return Review.work_id.in_(made_there)


def _of_kind(kind: str) -> ColumnElement[bool]:
    if kind not in set(WorkKind):
        return false()
    # Films are nearly all there is, so the rest is the shorter list.
    if kind == WorkKind.FILM:
        return Review.work_id.not_in(select(Work.id).where(Work.kind.in_(_NO_FILMS)))
    return Review.work_id.in_(select(Work.id).where(Work.kind == WorkKind(kind)))


_CONDITIONS: Mapping[Facet, Callable[[str], ColumnElement[bool]]] = {
    Facet.GRADE: _graded,
    Facet.DECADE: _in_decade,
    Facet.YEAR: _released,
    Facet.DIRECTOR: _directed_by,
    Facet.TAG: _tagged,
    Facet.COUNTRY: _made_in,
    Facet.KIND: _of_kind,
}

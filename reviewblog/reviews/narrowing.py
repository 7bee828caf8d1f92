"""What the archive can be narrowed by, one facet and one value at a time."""

from collections.abc import Callable, Mapping
from enum import StrEnum

from sqlalchemy import ColumnElement, false

from reviewblog.reviews.grades import Grade
from reviewblog.reviews.models import Review, Tag
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


def condition(facet: Facet, value: str) -> ColumnElement[bool]:
    """Say which reviews have a value; one that makes no sense none has."""
    return _CONDITIONS[facet](value)


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

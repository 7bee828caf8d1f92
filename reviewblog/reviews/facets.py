"""The ways into the archive, and how much stands behind each.

The number beside an option says how many reviews there would be if it were chosen
instead of what is chosen of its facet now, so that no option leads to an empty page.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, SQLColumnExpression, func
from sqlalchemy.orm import Session

from reviewblog.reviews.archive import (
    UNGRADED,
    Facet,
    Filters,
    count_matching,
    matching,
)
from reviewblog.reviews.grades import Grade
from reviewblog.reviews.memory import remembered
from reviewblog.reviews.models import Review, Tag
from reviewblog.text.folding import fold
from reviewblog.text.titles import sort_name
from reviewblog.works.models import Credit, CreditRole, Person, Work, WorkCountry

# Nobody looks through more in a menu; the pages from A to Z have them all.
MOST_OPTIONS = 100

_Column = SQLColumnExpression[Any]
_Query = Select[*tuple[Any, ...]]

_COUNT = func.count(Review.id.distinct())


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a facet: its name for readers, and how many reviews have it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How many reviews a choice leaves, and what stands behind every other choice."""

    total: int
    options: Mapping[Facet, Sequence[Option]]


def counts_of(session: Session, filters: Filters, *, at: datetime) -> Counts:
    """Count what a choice leaves, or remember it."""

    def count() -> Counts:
        return Counts(
            count_matching(session, filters, at=at),
            {facet: list_options(session, facet, filters, at=at) for facet in Facet},
        )

    return remembered(session, ("counts", filters.key), count, at=at)


def list_options(
    session: Session, facet: Facet, filters: Filters, *, at: datetime
) -> list[Option]:
    """List the values of a facet that the rest of a choice leaves.

    Of people, tags and countries those with most reviews, from A to Z; whatever is
    chosen is among them.
    """
    left = matching(filters.without(facet), at=at).order_by(None)
    match facet:
        case Facet.GRADE:
            return _ask(session, _by_grade(left))
        case Facet.DECADE:
            decade = Work.release_year - Work.release_year % 10
            return _ask(session, _by_year(left, decade), unit="s")
        case Facet.YEAR:
            return _ask(session, _by_year(left, Work.release_year))
        case Facet.KIND:
            kinds = left.join(Review.work)
            return _ask(session, _grouped(kinds, Work.kind).order_by(_COUNT.desc()))
    options = _ask(session, _menu(facet, left, filters.of(facet)))
    filed_under = sort_name if facet is Facet.DIRECTOR else fold
    return sorted(options, key=lambda option: filed_under(option.label))


def names_of(
    session: Session, filters: Filters, *, at: datetime
) -> Mapping[tuple[Facet, str], str]:
    """Return what readers call the people and tags that were chosen.

    Only those of public reviews: a name would tell who is in a draft.
    """
    names: dict[tuple[Facet, str], str] = {}
    for facet in (Facet.DIRECTOR, Facet.TAG):
        if chosen := filters.of(facet):
            left = matching(Filters({facet: chosen}), at=at).order_by(None)
            query, value, label = _joined(facet, left)
            named = query.with_only_columns(value, label).where(value.in_(chosen))
            for slug, name in session.execute(named.distinct()):
                names[facet, slug] = name
    return names


def _by_grade(left: _Query) -> _Query:
    label = func.coalesce(Grade.label, UNGRADED)
    best = func.max(Grade.percent).desc().nulls_last()
    graded = _grouped(left.outerjoin(Review.grade), label)
    return graded.order_by(best, func.max(Grade.rank).desc())


def _by_year(left: _Query, year: _Column) -> _Query:
    dated = left.join(Review.work).where(Work.release_year.is_not(None))
    newest_first = _grouped(dated, year).order_by(func.max(Work.release_year).desc())
    return newest_first.limit(MOST_OPTIONS)


def _menu(facet: Facet, left: _Query, chosen: tuple[str, ...]) -> _Query:
    query, value, label = _joined(facet, left)
    most_first = (value.in_(chosen).desc(), _COUNT.desc(), value)
    return _grouped(query, value, label).order_by(*most_first).limit(MOST_OPTIONS)


def _joined(facet: Facet, left: _Query) -> tuple[_Query, _Column, _Column]:
    if facet is Facet.TAG:
        return left.join(Review.tags), Tag.slug, Tag.name
    works = left.join(Review.work)
    if facet is Facet.DIRECTOR:
        people = works.join(Work.credits).join(Credit.person)
        directors = people.where(Credit.role == CreditRole.DIRECTOR)
        return directors, Person.slug, Person.name
    return works.join(Work.countries), WorkCountry.name, WorkCountry.name


def _grouped(left: _Query, value: _Column, label: _Column | None = None) -> _Query:
    named = value if label is None else label
    return left.with_only_columns(
        value.label("value"), named.label("name"), _COUNT
    ).group_by("value", "name")


def _ask(session: Session, query: _Query, unit: str = "") -> list[Option]:
    return [
        Option(f"{value}{unit}", f"{name}{unit}", count)
        for value, name, count in session.execute(query)
    ]

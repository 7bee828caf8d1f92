"""The ways into the archive, and how much stands behind each.

The number beside an option says how many reviews there would be if it were chosen
instead of what is chosen of its facet now, so that no option leads to an empty page.
"""

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import Any, Protocol

from msgspec import Struct
from sqlalchemy import Select, SQLColumnExpression, func, select
from sqlalchemy.orm import Session

from reviewblog.reviews.archive import (
    UNGRADED,
    Facet,
    Filters,
    count_matching,
    matching,
)
from reviewblog.reviews.calibration import count_by_grade
from reviewblog.reviews.grades import Grade
from reviewblog.reviews.memory import remembered
from reviewblog.reviews.models import Review, Tag
from reviewblog.reviews.topics import count_by_tag
from reviewblog.text.folding import fold
from reviewblog.text.titles import sort_name
from reviewblog.works.models import Credit, CreditRole, Person, Work, WorkCountry

# Nobody looks through more in a menu; the pages from A to Z have them all.
MOST_OPTIONS = 100

_Column = SQLColumnExpression[Any]
_Query = Select[*tuple[Any, ...]]

# Nobody may be counted twice who is credited for the same work twice.
_EACH, _ONCE = func.count(), func.count(Review.id.distinct())


class _Menu(Protocol):
    def __call__(self, left: _Query, only: tuple[str, ...] = (), /) -> _Query:
        """Select value, name and number of what reviews have, or of some of it."""


class Option(Struct, frozen=True):
    """One value of a facet: its name for readers, and how many reviews have it."""

    value: str
    label: str
    count: int


class Counts(Struct, frozen=True):
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

    question = "counts", filters.key
    return remembered(session, question, count, at=at, subject=filters.subject)


def list_options(
    session: Session, facet: Facet, filters: Filters, *, at: datetime
) -> list[Option]:
    """List the values of a facet that the rest of a choice leaves.

    Of people, tags and countries those with most reviews, from A to Z; whatever is
    chosen is among them.
    """
    rest = filters.without(facet)

    def count() -> list[Option]:
        left = matching(rest, at=at).order_by(None)
        return _ask(session, _COUNTED[facet](left), _UNIT.get(facet, ""))

    question = "options", facet, rest.key
    options = remembered(session, question, count, at=at, subject=rest.subject)
    if facet not in _MENUS:
        return options
    chosen, known = filters.of(facet), {option.value for option in options}
    hidden = tuple(value for value in chosen if value not in known)
    found = _find(session, facet, hidden, rest, at=at)
    found += _find_unmet(session, facet, set(hidden) - {o.value for o in found}, at=at)
    chosen_first = sorted(
        [*found, *options], key=lambda option: option.value not in chosen
    )
    shown = chosen_first[: max(MOST_OPTIONS, len(chosen))]
    filed_under = sort_name if facet is Facet.DIRECTOR else fold
    return sorted(shown, key=lambda option: filed_under(option.label))


def names_of(
    session: Session, filters: Filters, *, at: datetime
) -> Mapping[tuple[Facet, str], str]:
    """Return what readers call the people and tags that were chosen.

    Only those of public reviews: a name would tell who is in a draft.
    """
    return {
        (facet, option.value): option.label
        for facet in (Facet.DIRECTOR, Facet.TAG)
        for option in _find(session, facet, filters.of(facet), Filters(), at=at)
    }


def _find(
    session: Session,
    facet: Facet,
    values: tuple[str, ...],
    rest: Filters,
    *,
    at: datetime,
) -> list[Option]:
    if not values:
        return []
    left = matching(Filters({**rest.chosen, facet: values}), at=at).order_by(None)
    return _ask(session, _MENUS[facet](left, values))


def _find_unmet(
    session: Session, facet: Facet, values: AbstractSet[str], *, at: datetime
) -> list[Option]:
    """Name what was chosen and fits nothing else that was."""
    known = _find(session, facet, tuple(values), Filters(), at=at)
    return [Option(option.value, option.label, 0) for option in known]


def _by_grade(left: _Query) -> _Query:
    counted = count_by_grade(left)
    step, count = counted.c
    label = func.coalesce(Grade.label, UNGRADED)
    best = func.max(Grade.percent).desc().nulls_last()
    return (
        select(label.label("value"), label.label("name"), func.sum(count))
        .select_from(counted)
        .outerjoin(Grade, Grade.id == step)
        .group_by("value", "name")
        .order_by(best, func.max(Grade.rank).desc())
    )


def _by_year(left: _Query, year: _Column = Work.release_year) -> _Query:
    dated = _by_work(left, year).where(Work.release_year.is_not(None))
    return dated.order_by(func.max(Work.release_year).desc()).limit(MOST_OPTIONS)


def _by_decade(left: _Query) -> _Query:
    return _by_year(left, Work.release_year - Work.release_year % 10)


def _by_kind(left: _Query) -> _Query:
    return _by_work(left, Work.kind).order_by(_EACH.desc())


def _by_work(left: _Query, value: _Column) -> _Query:
    works = left.join(Review.work).group_by("value", "name")
    return works.with_only_columns(value.label("value"), value.label("name"), _EACH)


def _by_tag(left: _Query, only: tuple[str, ...] = ()) -> _Query:
    number, count = count_by_tag(left).c
    named = select(Tag.slug, Tag.name, count).where(Tag.id == number)
    return _most_first(named, Tag.slug, count, only)


def _by_director(left: _Query, only: tuple[str, ...] = ()) -> _Query:
    directed = Credit.role == CreditRole.DIRECTOR
    credited = left.join(Credit, Credit.work_id == Review.work_id).where(directed)
    columns = Credit.person_id, _ONCE
    counted = credited.with_only_columns(*columns).group_by(Credit.person_id)
    number, count = counted.subquery().c
    named = select(Person.slug, Person.name, count).where(Person.id == number)
    return _most_first(named, Person.slug, count, only)


def _by_country(left: _Query, only: tuple[str, ...] = ()) -> _Query:
    country = WorkCountry.name
    made = left.join(WorkCountry, WorkCountry.work_id == Review.work_id)
    counted = made.with_only_columns(country, country, _ONCE).group_by(country)
    return _most_first(counted, country, _ONCE, only)


def _most_first(
    menu: _Query, value: _Column, count: _Column, only: tuple[str, ...]
) -> _Query:
    wanted = menu.where(value.in_(only)) if only else menu
    return wanted.order_by(count.desc(), value).limit(MOST_OPTIONS)


# The long ones, of which some values can be asked for alone.
_MENUS: Mapping[Facet, _Menu] = {
    Facet.DIRECTOR: _by_director,
    Facet.TAG: _by_tag,
    Facet.COUNTRY: _by_country,
}
_COUNTED: Mapping[Facet, Callable[[_Query], _Query]] = {
    Facet.GRADE: _by_grade,
    Facet.DECADE: _by_decade,
    Facet.YEAR: _by_year,
    Facet.KIND: _by_kind,
    **_MENUS,
}
_UNIT: Mapping[Facet, str] = {Facet.DECADE: "s"}


def _ask(session: Session, query: _Query, unit: str = "") -> list[Option]:
    return [
        Option(f"{value}{unit}", f"{name}{unit}", int(count))
        for value, name, count in session.execute(query)
    ]

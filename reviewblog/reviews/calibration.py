"""How grades are spread, and so what one of them is worth."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from msgspec import Struct
from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    Subquery,
    bindparam,
    case,
    func,
    or_,
    select,
)
from sqlalchemy.orm import Session, selectinload

from reviewblog.db import ask
from reviewblog.reviews.grades import Grade, GradeScale
from reviewblog.reviews.memory import remembered
from reviewblog.reviews.models import Review
from reviewblog.reviews.queries import AT, published
from reviewblog.reviews.scales import Step, find_current_scale

# With fewer, a percentage would claim more than it knows.
ENOUGH_REVIEWS = 50
# Beyond a quarter there is nothing rare about a grade.
RARE_PERCENT = 25


class Rarity(Struct, frozen=True):
    """The share of graded reviews that did as well or better, or as badly or worse."""

    percent: int
    is_top: bool
    total: int


class Standing(Struct, frozen=True):
    """How often a grade was given on its scale, and how rare that makes it."""

    count: int
    total: int
    rarity: Rarity | None


def rarity_of(session: Session, grade: Grade | None, *, at: datetime) -> Rarity | None:
    """Say how rare a grade is on its scale; None when it is not, or nobody can tell."""
    if grade is None:
        return None
    return _stand(grade, _counts_by_rank(session, grade.scale_id, at=at)).rarity


def standings(
    session: Session, scale: GradeScale, *, at: datetime
) -> dict[int, Standing]:
    """Say of each grade of a scale, by its id, how often it was given.

    One statement, and the rules of ``rarity_of``.
    """
    counts = _counts_by_rank(session, scale.id, at=at)
    return {grade.id: _stand(grade, counts) for grade in scale.grades}


def count_by_grade(reviews: Select[Any]) -> Subquery:
    """Count some reviews by the numbers of their grades, or of none: two columns.

    An index tells as much; what the grades are called is looked up afterwards.
    """
    counted = reviews.with_only_columns(Review.grade_id, func.count()).order_by(None)
    return counted.group_by(Review.grade_id).subquery()


def list_landmarks(session: Session) -> list[Step]:
    """Pick the grades in use that explain the rest: those without a plus or a minus."""
    scale = find_current_scale(session)
    steps = [
        Step(grade.label, grade.percent, grade.meaning)
        for grade in (scale.grades if scale else ())
    ]
    return [step for step in steps if not step.label.endswith(("+", "-"))] or steps


def list_scales_in_use(session: Session, *, at: datetime) -> Sequence[GradeScale]:
    """List the scale in use, and those before it of which a grade can be seen."""
    newest_first = (GradeScale.adopted_at.desc(), GradeScale.id.desc())
    current = select(GradeScale.id).order_by(*newest_first).limit(1)
    graded = published(at=at).order_by(None).join(Review.grade)
    seen = graded.with_only_columns(Grade.scale_id)
    return session.scalars(
        select(GradeScale)
        .where(or_(GradeScale.id == current.scalar_subquery(), GradeScale.id.in_(seen)))
        .order_by(*newest_first)
        .options(selectinload(GradeScale.grades))
    ).all()


def count_by_year(
    session: Session, *, at: datetime, zone: ZoneInfo
) -> dict[int, dict[int, int]]:
    """Count how often each grade was given, by year of the site's calendar, then id."""

    def count() -> dict[int, dict[int, int]]:
        return _by_year(session, at, zone)

    return remembered(session, ("grades by year", zone.key), count, at=at)


def _stand(grade: Grade, counts: Mapping[int, int]) -> Standing:
    total = sum(counts.values())
    as_good = sum(count for rank, count in counts.items() if rank >= grade.rank)
    as_bad = sum(count for rank, count in counts.items() if rank <= grade.rank)
    return Standing(counts.get(grade.rank, 0), total, _rarity(total, as_good, as_bad))


def _counts_by_rank(
    session: Session, scale_id: int, *, at: datetime
) -> Mapping[int, int]:
    def count() -> Mapping[int, int]:
        rows = ask(session, _COUNTS_BY_RANK, {"scale_id": scale_id, "at": at})
        return dict(rows.all())

    return remembered(session, ("standings", scale_id), count, at=at)


def _rarity(total: int, as_good: int, as_bad: int) -> Rarity | None:
    if total < ENOUGH_REVIEWS:
        return None
    percent = -(-100 * min(as_good, as_bad) // total)
    if percent > RARE_PERCENT:
        return None
    return Rarity(percent, is_top=as_good <= as_bad, total=total)


def _by_year(
    session: Session, at: datetime, zone: ZoneInfo
) -> dict[int, dict[int, int]]:
    graded = published(at=at).order_by(None).where(Review.grade_id.is_not(None))
    first, last = session.execute(
        graded.with_only_columns(
            func.min(Review.published_at), func.max(Review.published_at)
        )
    ).one()
    if first is None or last is None:
        return {}
    years = range(first.astimezone(zone).year, last.astimezone(zone).year + 1)
    return _counts(session, graded, _year(years, zone))


def rows_of(
    scale: GradeScale, years: dict[int, dict[int, int]]
) -> list[tuple[int, list[int]]]:
    """Lay the counts out as a table of one scale, the newest year first."""
    rows = [
        (year, [counts.get(grade.id, 0) for grade in scale.grades])
        for year, counts in sorted(years.items(), reverse=True)
    ]
    return [(year, counts) for year, counts in rows if any(counts)]


def _year(years: range, zone: ZoneInfo) -> ColumnElement[int]:
    # Databases disagree about time zones, and all of them can compare.
    ends = [(datetime(year + 1, 1, 1, tzinfo=zone), year) for year in years]
    return case(*[(Review.published_at < end, year) for end, year in ends])


def _counts(
    session: Session, graded: Select[Review], year: ColumnElement[int]
) -> dict[int, dict[int, int]]:
    counts: dict[int, dict[int, int]] = {}
    columns = graded.join(Review.grade).with_only_columns(
        year.label("year"), Grade.id, func.count(Review.id)
    )
    for in_year, grade_id, count in session.execute(columns.group_by("year", Grade.id)):
        counts.setdefault(in_year, {})[grade_id] = count
    return counts


# By grade after grade, each a stretch of an index: half the work of grouping them all.
_TIMES = (
    published(at=AT)
    .order_by(None)
    .where(Review.grade_id == Grade.id)
    .with_only_columns(func.count())
    .correlate(Grade)
    .scalar_subquery()
)
_COUNTS_BY_RANK = select(Grade.rank, _TIMES).where(
    Grade.scale_id == bindparam("scale_id", type_=Integer)
)
